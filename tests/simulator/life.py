"""What happens to a province and its posts under one seed: saving, carrying, faults, crashes, clocks that are wrong.

A :class:`Life` is the same for the same seed and length. Founded profiles are copied, their passphrases stretched once a
process; look-up codes are stretched cheaply, for their cost is no part of what is looked at here.
"""

from __future__ import annotations

import atexit
import contextlib
import copy
import hashlib
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from unittest import mock

from sqlalchemy import select

from core.app.application import Application
from core.app.device import SLOTS_FILE
from core.app.profile import open_with
from core.app.streams import own_stream
from core.crypto import keyslots, lookup
from core.crypto.sealing import open_sealed
from core.domain.errors import Cancelled, Invalid, Unavailable
from core.domain.events import CaseFacts, CaseOpened
from core.domain.ids import read_id
from core.journal.author import Placement
from core.storage import tables
from sync.exchange import ReceiveReport
from sync.medium import Medium
from sync.names import is_piece
from sync.receiving import receive
from sync.sending import send
from tests.simulator.disk import Disk, Stick, in_memory
from tests.simulator.server import Server, Wire
from tests.world import PASSPHRASE, Clock, Laptop, complaint, found, information, ports, reference, stop_after, warning

CANARY, REPORTER, FALSE = "Kenari7Zq", "Pelapor8Xw", "PALSU"
NAMES = ("province", "a", "b", "c")
YEAR = 365
PATIENT = 10**9
TURNS = 8
COMPANY = ((("b",), ("c",), ("b", "c"), ()), (("b",), ("c",), (), (), (), ()))
"""Who lives beside the province and ``a``: in a long life, in a short one."""


class Crash(BaseException):
    """The process is killed."""


@cache
def founded() -> Path:
    """Closed profiles, in memory where the machine has room for files there."""
    memory = Path("/dev/shm")  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="posko-simulator-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    world = found("simulator")
    for name in NAMES:
        shutil.copytree(world.laptops[name].folder, folder / "template" / name)
    world.close()
    return folder


@cache
def slot(name: str) -> keyslots.SlotContent:
    """What the passphrase of a profile gives."""
    return keyslots.unlock((founded() / "template" / name / SLOTS_FILE).read_bytes(), PASSPHRASE).content


def stretched(digits: bytes, salt: bytes, _cost: object) -> bytes:
    """In place of the costly function."""
    return hashlib.sha256(digits + salt).digest()


@contextlib.contextmanager
def cheap_world() -> Iterator[None]:
    """Sticks in memory, look-up codes stretched by a plain hash, and no counting for a report that nobody reads here."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(lookup, "stretch", stretched))
        for count in ("count_queued", "count_received"):
            stack.enter_context(mock.patch.object(Application, count, lambda _: 0))
        stack.enter_context(in_memory())
        yield


class Life:
    """One seed's province, posts, sticks and server, and what the seed knows to be true of them."""

    def __init__(self, seed: str, *, short: bool = False, fate: Mapping[str, object] | None = None) -> None:
        self.chance, self.seed, self.short, self.fate = random.Random(seed), seed, short, fate
        self.room = Path(tempfile.mkdtemp(prefix="life-", dir=founded()))
        others = self.chance.choice(COMPANY[short])
        self.laptops = {name: self._laptop(name) for name in ("province", "a", *others)}
        self.disks = [self._disk(number) for number in range(2)]
        self.server = Server(random.Random(f"{seed}/server"), grows=self.chance.random() < 0.5)
        self.saved: dict[str, str] = {}
        self.cases: set[str] = set()
        self.altered: set[str] = set()
        self.published: dict[str, bytes] = {}
        self.broken: list[str] = []
        self.told: list[str] = []
        self.crash_in = -1
        self.heard = 0

    # --- laptops -----------------------------------------------------------------------------------------------------

    @property
    def province(self) -> Laptop:
        return self.laptops["province"]

    @property
    def posts(self) -> list[Laptop]:
        return [laptop for name, laptop in self.laptops.items() if name != "province"]

    def replayed(self) -> list[Laptop]:
        """Whose rows are compared with a replay: everybody's; in a short life those of one, for it costs most of all."""
        laptops = list(self.laptops.values())
        return [random.Random(f"{self.seed}/replayed").choice(laptops)] if self.short else laptops

    def _laptop(self, name: str) -> Laptop:
        shutil.copytree(founded() / "template" / name, self.room / name)
        laptop = Laptop(name, self.room / name, Clock(), self.seed)
        if self.chance.random() < 0.15:
            laptop.clock.pass_by(days=self.chance.choice((-YEAR, YEAR)))
        self._open(laptop)
        return laptop

    def _open(self, laptop: Laptop) -> None:
        laptop.starts += 1
        world = ports(laptop.clock, (laptop.seed, laptop.name, laptop.starts))
        content = slot(laptop.name)
        laptop.opened = open_with(laptop.folder, content, reference=reference(), ports=world, program="posko")

    def _between(self, laptop: Laptop) -> Callable[[], None]:
        def between() -> None:
            self.crash_in -= 1
            if self.crash_in == 0:
                # The files as they lie at this instant: what the unwinding below still does is not theirs.
                shutil.copytree(laptop.folder, laptop.folder.with_suffix(".killed"))
                raise Crash

        return between

    def _rise(self, laptop: Laptop) -> None:
        """Start again from the files of the instant of the crash."""
        laptop.close()
        killed = laptop.folder.with_suffix(".killed")
        shutil.rmtree(laptop.folder)
        killed.rename(laptop.folder)
        self._open(laptop)

    # --- media -------------------------------------------------------------------------------------------------------

    def _disk(self, number: int) -> Disk:
        return Disk(f"stik-{number}", random.Random(f"{self.seed}/disk/{number}"))

    def medium(self, laptop: Laptop, place: Disk | Server) -> Medium:
        """The product's own medium over a stick or a server."""
        between = self._between(laptop)
        return Stick(place, between) if isinstance(place, Disk) else Wire(place, between, self.broken)

    def afflict(self, place: Disk | Server) -> None:
        """Decide what befalls this medium while it is used next."""
        chance = self.chance
        place.calm()
        fates: tuple[dict[str, object], ...]
        if isinstance(place, Server):
            fates = ({"cuts": 0.02}, {"cuts": 0.2}, {"forgets": 0.3}, {"forgets": 1.0}, {"full": True}, {}, {})
        else:
            pulled, cut_short = {"pull_in": chance.randrange(1, 60)}, {"capacity": place.used() + chance.randrange(20_000)}
            protected = {"protect_in": chance.randrange(1, 40)}
            fates = (pulled, pulled, cut_short, protected, {"readonly": True}, {"rough": 0.05}, {"lying": True}, {}, {})
        fate = chance.choice(fates) if self.fate is None else self.fate
        for name, value in fate.items():
            if hasattr(place, name):
                setattr(place, name, value)

    def put_away(self, place: Disk | Server) -> None:
        """A stick leaves the socket: what it was said to hold, it holds."""
        if isinstance(place, Disk):
            self.published |= place.promised
            self.broken += place.unplug()
        else:
            self.published |= {name: data for name, data in place.files.items() if name not in self.published}

    # --- acts --------------------------------------------------------------------------------------------------------

    def exchange(self, laptop: Laptop, place: Disk | Server, *, sends: bool, cancel_in: int = PATIENT) -> object:
        """Send or receive; None when the medium, a cancel or a crash prevented it."""
        killed, report = False, None
        try:
            medium, watch = self.medium(laptop, place), stop_after(cancel_in)
            report = send(laptop.app, medium, watch=watch) if sends else receive(laptop.app, medium, watch)
        except Crash:
            killed = True
        except (Unavailable, Cancelled):
            pass
        except Invalid as refusal:
            if refusal.code not in ("medium.not_a_stick", "medium.others"):
                raise
        self.crash_in = -1
        self.heard += not sends
        if isinstance(report, ReceiveReport):
            self._look_at(laptop, place, report)
        self.put_away(place)
        if killed:
            self._rise(laptop)
        return report

    def _look_at(self, laptop: Laptop, place: Disk | Server, report: ReceiveReport) -> None:
        """I7: only what is damaged is set aside."""
        for item in report.quarantined:
            held = place.files.get(item.object)
            data = b"" if held is None else held if isinstance(held, bytes) else held.cache
            if data == self.published.get(item.object) and not self._is_lawful(laptop, item.code, data):
                self.told.append(f"I7 {laptop.name} set a whole object aside: {item.code}")

    def _is_lawful(self, laptop: Laptop, code: str, data: bytes) -> bool:
        """A whole object may be set aside that says what its writer may not say, or was sealed before the province knew of
        this laptop: to whom it is not sealed it looks like one whose head is damaged."""
        if code == "object.closed":
            return open_sealed(data, laptop.app.identities) is None
        return code == "entry.not_allowed" and bool(self.altered)

    def save(self, laptop: Laptop, *, attached: bool = False) -> None:
        """A report is saved and said to be."""
        day = (laptop.clock.when - timedelta(days=1)).date().isoformat()
        words = {"summary": f"{CANARY} {len(self.saved)}", "narrative": CANARY}
        match 1 if attached else self.chance.randrange(6):
            case 0:
                form, files = information(**words), ()
            case 1 | 2:
                file = laptop.attach(self.chance.randbytes(self.chance.choice((1, 5_000, 20_000))), "foto.jpg")
                form, files = warning(**words, observed={"date": day}, evidence=[{"title": "Foto", "file": "foto.jpg"}]), (file,)
            case 3:
                reporter = {"lane": "sealed", "name": REPORTER, "address": REPORTER}
                form, files = complaint(**words, reporter=reporter, happened={"date": day}, known=day), ()
            case _:
                form, files = warning(**words, observed={"date": day}), ()
        self.saved[laptop.submit(form, *files).id] = laptop.name

    def register(self) -> None:
        """The province opens a case, so that an answer travels."""
        fresh = [row.id for row in self.province.rows() if row.kind == "complaint" and row.id not in self.cases]
        if fresh:
            self.province.open_case(fresh[0], f"{len(self.cases)}/A")
            self.cases.add(fresh[0])

    def overstep(self, laptop: Laptop) -> None:
        """Altered software of a post writes what only the province may; of what it writes later nothing is promised."""
        mine = [report for report, name in self.saved.items() if name == laptop.name]
        if mine:
            self.altered.add(laptop.name)
            with laptop.device.database.writing() as db:
                stream = own_stream(db, laptop.device, "desks", b"\2" * 16)
            laptop.forge(CaseOpened(CaseFacts(agenda=FALSE)), Placement(stream, read_id(mine[0])))

    def fall_short(self, disk: Disk) -> None:
        """A stick is used twice, the earlier object is lost, the later one arrives and is answered: the rest must still come."""
        laptop = self.chance.choice(self.posts)
        disk.calm()
        self.exchange(laptop, disk, sends=True)
        self.exchange(self.province, disk, sends=False)
        for _ in range(2):
            earlier = set(disk.files)
            self.save(laptop)
            self.exchange(laptop, disk, sends=True)
        disk.lose(earlier)
        self.answer(laptop, disk)

    def mislead(self, disk: Disk) -> None:
        """Under the names of attachments something else lies on a stick: nobody takes it, and the true ones come again."""
        laptop = self.chance.choice(self.posts)
        disk.calm()
        self.save(laptop, attached=True)
        self.exchange(laptop, disk, sends=True)
        mark = laptop.app.shelf.targets(None)[0].mark
        disk.spoil({name for name in disk.files if is_piece(name, mark)})
        self.answer(laptop, disk)

    def presume(self, _: Disk) -> None:
        """A post writes what is not its to write."""
        laptop = self.posts[-1]
        self.save(laptop)
        self.overstep(laptop)

    def send_out(self, disk: Disk) -> None:
        """Everybody writes to a stick and to the server, and what befalls them befalls them."""
        for place in (disk, self.server):
            for laptop in self.posts:
                self.afflict(place)
                self.exchange(laptop, place, sends=True)

    def answer(self, laptop: Laptop, disk: Disk) -> None:
        """A stick goes to the province and back."""
        for taker, sends in ((self.province, False), (self.province, True), (laptop, False)):
            self.exchange(taker, disk, sends=sends)

    def step(self) -> None:
        """One thing happens."""
        chance, laptop = self.chance, self.chance.choice(list(self.laptops.values()))
        place = chance.choice([*self.disks, self.server])
        match chance.randrange(18):
            case 0 | 1 | 2:
                self.save(chance.choice(self.posts))
            case 3:
                self.register()
            case 4:
                laptop.clock.pass_by(hours=chance.randrange(1, 40))
            case 5 if isinstance(place, Disk):
                place.rot()
            case 6 if isinstance(place, Disk):
                # A twin of the stick comes later: old objects again, out of order.
                twin = copy.deepcopy(place)
                self.disks = [*self.disks[-2:], twin]
            case 7 if "c" in self.laptops:
                self.overstep(self.laptops["c"])
            case 8 if isinstance(place, Disk):
                self.fall_short(place)
            case 9 if isinstance(place, Disk):
                self.mislead(place)
            case _:
                self.afflict(place)
                self.crash_in = chance.choice((-1, -1, -1, 1, 2, 3))
                cancel = chance.choice((PATIENT, PATIENT, PATIENT, chance.randrange(5)))
                self.exchange(laptop, place, sends=chance.random() < 0.5, cancel_in=cancel)

    def own(self) -> set[bytes]:
        """Digests of what the province's own laptop wrote, its founding included."""
        with self.province.device.database.reading() as db:
            mine = select(tables.stream.c.stream).where(tables.stream.c.device == self.province.device.device)
            query = select(tables.entry.c.digest).where(tables.entry.c.stream.in_(mine))
            return {bytes(row.digest) for row in db.execute(query)}

    def settle(self) -> None:
        """The last stick, the server or both, honest from now on, carry until nobody has anything to say or nothing moves."""
        for place in (*self.disks, self.server):
            place.calm()
        road = self.chance.choice(([self.disks[-1]], [self.server], [self.disks[-1], self.server]))
        still = 0
        for turn in range(TURNS):
            moved = 0
            for sends, laptops in ((True, self.posts), (False, [self.province]), (True, [self.province]), (False, self.posts)):
                for laptop in laptops:
                    report = self.exchange(laptop, road[turn % len(road)], sends=sends)
                    moved += getattr(report, "objects", 0)
            still = 0 if moved else still + 1  # an old object may be read here that is answered only on the other road
            if turn + 1 >= len(road) and (still == len(road) or not any(map(self.has_to_say, self.laptops.values()))):
                return

    @staticmethod
    def has_to_say(laptop: Laptop) -> bool:
        """Tell whether a laptop would write to an empty stick, or waits for attachments."""
        shelf = laptop.app.shelf
        return bool(shelf.wanted_pieces()) or any(
            shelf.lacking(target) or shelf.owes(target) or shelf.due_attachments(target) for target in shelf.targets(None)
        )

    def close(self) -> None:
        """Lock everything and throw the room away."""
        for laptop in self.laptops.values():
            laptop.close()
        shutil.rmtree(self.room)
