"""A small world in one process: a province, two laptops of one post and one of another, each with its own clock and dice.

Founding it costs several stretched passphrases, so it is founded once a run and copied; every copy is used by one
device only, unless a test clones a laptop on purpose.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from unittest.mock import patch

from hypothesis import strategies as st

from core.app import queries, views
from core.app.application import Application
from core.app.device import Device
from core.app.ports import Ports
from core.app.profile import create_post, create_province, unlock
from core.crypto import keyslots
from core.crypto.kdf import FLOOR
from core.crypto.second_factor import Way
from core.domain.commands import (
    AttachedFile,
    CreateKit,
    EnrolOfficer,
    IssuePacts,
    OpenCase,
    PactPersonItem,
    ReportItem,
    SubmitReports,
)
from core.domain.errors import Cancelled, Refused
from core.domain.events import Event
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.domain.reference import ReferenceData
from core.journal import store
from core.journal.author import Author, Placement
from core.journal.entry import Entry, read_record, write_record
from core.projections import project
from sync.bundle import Manifest, write_bundle
from sync.exchange import ReceiveReport, SendReport, receive, send
from sync.folder import Folder
from sync.names import object_name
from tests import remembered

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
PASSPHRASE = "kata sandi yang panjang"
BEGINNING = datetime(2024, 2, 5, 3, 0, tzinfo=UTC)
POST, OTHER_POST, OUTSIDE_REMIT = "K0413", "K0414", "PNS"
POSTS = {"a": POST, "b": POST, "c": OTHER_POST}

words = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Cf"), blacklist_characters="\n\t"), min_size=1, max_size=40
).filter(lambda text: text.strip() != "")
"""Lines that a form accepts: any script, any accent, no control characters."""


def dice(seed: object) -> Callable[[int], bytes]:
    """Bytes that look random and are the same for the same seed."""
    calls = iter(range(10**9))
    return lambda size: hashlib.shake_256(f"{seed}/{next(calls)}".encode()).digest(size)


@cache
def reference() -> ReferenceData:
    """The shipped reference data."""
    return ReferenceData.parse({path.name: path.read_bytes() for path in (RESOURCES / "reference").glob("*.json")})


@dataclass
class Clock:
    """A laptop's clock; every look moves it on by ``step``."""

    when: datetime = BEGINNING
    step: timedelta = timedelta(milliseconds=20)

    def __call__(self) -> datetime:
        self.when += self.step
        return self.when

    def pass_by(self, **time: float) -> None:
        """Let time go by."""
        self.when += timedelta(**time)


@contextmanager
def stretched_once() -> Iterator[None]:
    """Inside, a passphrase is stretched once for each salt: for tests whose officers type theirs again and again."""
    with patch.object(keyslots, "stretch", remembered.stretched_once(keyslots.stretch)):
        yield


def ports(clock: Clock, seed: object) -> Ports:
    """The outside world of one laptop: own clock, own dice, the shipped files, the cheapest lawful passphrase cost."""
    return Ports(now=clock, entropy=dice(seed), resource=lambda name: (RESOURCES / name).read_bytes(), kdf=FLOOR)


@dataclass
class Laptop:
    """One profile with its clock."""

    name: str
    folder: Path
    clock: Clock
    seed: object
    starts: int = 0
    opened: Application | None = field(default=None, repr=False)

    @property
    def app(self) -> Application:
        """The unlocked application; unlocked at first need, for a stretched passphrase takes time."""
        if self.opened is None:
            self.open()
        assert self.opened is not None
        return self.opened

    def open(self, way: Way = PASSPHRASE) -> Laptop:
        """Unlock; every start rolls other dice, as a real start would."""
        self.starts += 1
        world = ports(self.clock, (self.seed, self.name, self.starts))
        self.opened = unlock(self.folder, way, reference=reference(), ports=world)
        return self

    def close(self) -> None:
        """Lock."""
        if self.opened is not None:
            self.opened.lock()
            self.opened = None

    def restart(self) -> None:
        """Lock and unlock."""
        self.close()
        self.open()

    def clone(self, folder: Path) -> Laptop:
        """Copy the profile, as a restored backup or a cloned disk would; it is closed first."""
        self.close()
        shutil.copytree(self.folder, folder)
        return Laptop(f"{self.name}-{folder.name}", folder, Clock(self.clock.when), (self.seed, folder.name))

    @property
    def device(self) -> Device:
        """The open device, for tests that look into the store."""
        return self.app._device

    # --- acts --------------------------------------------------------------------------------------------------

    def submit(self, tree: Mapping[str, object], *files: AttachedFile, draft: str | None = None) -> views.Submitted:
        """Submit one report."""
        item = ReportItem(parse_form(dict(tree)), files, draft)
        replies = self.app.execute(SubmitReports(self.app.new_command(), (item,))).reply
        assert isinstance(replies, tuple)
        return replies[0]

    def attach(self, data: bytes, name: str = "foto.jpg", *, shows_identity: bool = False) -> AttachedFile:
        """Capture bytes as a file."""
        return self.app.attach(io.BytesIO(data), name, size=len(data), shows_identity=shows_identity)

    def open_case(self, report: str, agenda: str = "12/A/2024") -> None:
        """Register a report (province only)."""
        self.app.execute(OpenCase(self.app.new_command(), read_id(report), agenda))

    def issue(self, *names: str) -> views.IssuedPacts:
        """Issue pacts to people of these names."""
        people = tuple(person(name) for name in names)
        issued = self.app.execute(IssuePacts(self.app.new_command(), people, None, "Pangkalpinang")).reply
        assert isinstance(issued, views.IssuedPacts)
        return issued

    def enrol(self, name: str, role: str, passphrase: str) -> None:
        """Add an officer."""
        self.app.execute(EnrolOfficer(self.app.new_command(), name, role, passphrase))

    def send(self, stick: Path) -> SendReport:
        """Write what the readers lack."""
        return send(self.app, stick)

    def receive(self, stick: Path) -> ReceiveReport:
        """Take in what is for this laptop."""
        return receive(self.app, stick)

    def forge(self, event: Event, placement: Placement, author: Author | None = None) -> Entry:
        """Sign, store and project an entry past every rule, as altered software would."""
        with self.device.database.writing() as db:
            entry = (author or self.device.author).write(db, event, placement, self.device.circumstance(b"\1" * 16))
            self.device.projector.project(db, entry)
        return entry

    def smuggle(
        self,
        stick: Path,
        records: Sequence[bytes],
        acknowledgements: Sequence[bytes] = (),
        to: str = "desks",
        like: Sequence[bytes] = (),
        **changes: object,
    ) -> Path:
        """Write one object with these records for the readers of ``to`` as altered software would; returns its file.

        ``like`` are readable records that the manifest is drawn from, ``changes`` replace fields of the manifest.
        """
        shelf, seal = self.app.shelf, self.app.device_seal
        target = next(item for item in shelf.targets(None) if item.audience == to)
        headers = [read_record(record).header for record in like or records]
        numbers = [header.sequence for header in headers] or [0]
        manifest = Manifest(
            province=shelf.province,
            sender=shelf.device,
            audience=target.audience,
            stream=headers[0].stream if headers else None,
            first=min(numbers),
            last=max(numbers),
            previous=None,
            head=None,
            acknowledgements=tuple(acknowledgements),
            wants=(),
            created=self.app.now_ms(),
            certificate=seal.certificate,
            ca=seal.ca,
        )
        for field_name, value in changes.items():
            manifest = replace(manifest, **{field_name: value})
        data = write_bundle(seal.key, manifest, records, target.recipients)
        medium = Folder(stick)
        medium.prepare()
        name = object_name(target.mark, self.app.entropy)
        medium.publish(name, data)
        return medium.folder / name

    # --- looks -------------------------------------------------------------------------------------------------

    def report(self, name: str) -> views.ReportView:
        """One report by id or number."""
        return self.app.ask(queries.Report(name))

    def rows(self, text: str = "") -> tuple[views.ReportRow, ...]:
        """The list of reports."""
        return self.app.ask(queries.Reports(text, limit=500)).rows

    def status(self, name: str) -> str:
        """How far a report got."""
        return self.report(name).row.status

    def snapshot(self) -> dict[str, list[tuple[object, ...]]]:
        """Every derived row."""
        with self.device.database.reading() as db:
            return project.snapshot(db)

    def shared_snapshot(self) -> dict[str, list[tuple[object, ...]]]:
        """Derived rows that follow from entries alone: without what readers acknowledged to this very device."""
        return {name: rows for name, rows in self.snapshot().items() if not name.startswith("acked")}

    def entries(self) -> dict[bytes, bytes]:
        """Digest and record of every entry held."""
        with self.device.database.reading() as db:
            return {entry.digest: write_record(entry) for entry in store.everything(db)}

    def problems(self) -> tuple[tuple[str, str], ...]:
        """What the doctor finds: chain, signatures, attachments, rows against a replay."""
        return self.app.check().problems


@dataclass
class World:
    """The province, two laptops ``a`` and ``b`` of one post, and ``c`` of another; ``room`` is theirs alone."""

    room: Path
    seed: object
    laptops: dict[str, Laptop]
    sticks: int = 0

    @property
    def province(self) -> Laptop:
        return self.laptops["province"]

    @property
    def a(self) -> Laptop:
        return self.laptops["a"]

    @property
    def b(self) -> Laptop:
        return self.laptops["b"]

    @property
    def c(self) -> Laptop:
        return self.laptops["c"]

    def stick(self) -> Path:
        """A fresh, empty stick."""
        self.sticks += 1
        folder = self.room / f"stick-{self.sticks}"
        folder.mkdir()
        return folder

    def copy_of(self, stick: Path) -> Path:
        """A second stick with the same content."""
        twin = self.stick()
        shutil.copytree(stick, twin, dirs_exist_ok=True)
        return twin

    def trip(self, giver: Laptop, taker: Laptop) -> ReceiveReport:
        """Carry a fresh stick from one to the other."""
        stick = self.stick()
        giver.send(stick)
        return taker.receive(stick)

    def settle(self, *laptops: Laptop) -> None:
        """Carry sticks to and from the province, one stick back for all, until nothing new moves."""
        for _ in range(4):
            for laptop in laptops:
                stick = self.stick()
                laptop.send(stick)
                receive_if_any(self.province, stick)
            stick = self.stick()
            self.province.send(stick)
            for laptop in laptops:
                receive_if_any(laptop, stick)

    def close(self) -> None:
        """Lock everything and throw the room away."""
        for laptop in self.laptops.values():
            laptop.close()
        shutil.rmtree(self.room)
        remembered.CodesInTurn.end(self.room.name)


def receive_if_any(taker: Laptop, stick: Path) -> ReceiveReport | None:
    """Take a stick in unless it is empty or for others."""
    try:
        return taker.receive(stick)
    except Refused as refusal:
        if refusal.code not in ("medium.not_a_stick", "medium.others"):
            raise
        return None


@cache
def _founded() -> Path:
    """The folder of closed profiles that every world is copied from."""
    folder = Path(tempfile.mkdtemp(prefix="posko-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = create_province(
        folder / "province",
        name="Provinsi Contoh",
        area="19",
        passphrase=PASSPHRASE,
        reference=reference(),
        ports=ports(Clock(BEGINNING - timedelta(days=1)), "founding"),
    )
    kits = {}
    for code in dict.fromkeys(POSTS.values()):
        kits[code] = desk.execute(CreateKit(desk.new_command(), code)).reply
    desk.lock()
    for name, code in POSTS.items():
        kit = kits[code]
        assert isinstance(kit, views.KitMade)
        create_post(
            folder / name,
            kit=kit.file,
            kit_code=kit.code,
            passphrase=PASSPHRASE,
            reference=reference(),
            ports=ports(Clock(BEGINNING - timedelta(hours=12)), f"founding/{name}"),
        ).lock()
    return folder


def found(seed: object = 0, *names: str) -> World:
    """A fresh world; only the named laptops (all by default) and the province are there."""
    template = _founded()
    room = Path(tempfile.mkdtemp(prefix="posko-room-"))
    remembered.CodesInTurn.begin(room.name)
    laptops = {}
    for name in ("province", *(names or POSTS)):
        shutil.copytree(template / name, room / name)
        laptops[name] = Laptop(name, room / name, Clock(), seed)
    return World(room, seed, laptops)


# --- forms -------------------------------------------------------------------------------------------------------


def complaint(**changes: object) -> dict[str, object]:
    """A complaint that the post keeps readable."""
    return {
        "kind": "complaint",
        "regime": "PEMILU",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "violation": "TNI-01",
        "reporter": {"lane": "sealed", "name": "Sari Melati", "address": "Jalan Mawar 3"},
        "reported": [{"subject": "TNI", "name": "Budi Rahmat", "unit": "Lanal Bangka Belitung"}],
        "summary": "Mengenakan atribut",
        "narrative": "Diduga hadir rapat umum dengan atribut",
        "place": {"area": "19.01.01"},
        "happened": {"date": "2024-02-03"},
        "known": "2024-02-04",
        **changes,
    }


def titip(**changes: object) -> dict[str, object]:
    """A complaint outside the post's remit."""
    return complaint(reported=[{"subject": OUTSIDE_REMIT, "name": "Budi Rahmat", "unit": "Dinas Contoh"}], **changes)


def warning(**changes: object) -> dict[str, object]:
    """An early warning."""
    return {
        "kind": "early_warning",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "vulnerability": "KR-01",
        "level": "sedang",
        "phase": "before",
        "summary": "Dua massa di satu lapangan",
        "narrative": "Jadwal kampanye bertabrakan",
        "place": {"area": "19.01.01"},
        "observed": {"date": "2024-02-04"},
        **changes,
    }


def situation(**changes: object) -> dict[str, object]:
    """A situation report with an incident."""
    return {
        "kind": "situation",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "period_from": "2024-02-05T06:00:00+07:00",
        "period_to": "2024-02-05T18:00:00+07:00",
        "nihil": False,
        "incidents": [{"summary": "Baliho rusak", "happened": {"date": "2024-02-05"}, "place": {"area": "19.01.01"}}],
        **changes,
    }


def nihil(**changes: object) -> dict[str, object]:
    """A situation report that says: nothing happened."""
    return {name: value for name, value in situation(nihil=True).items() if name != "incidents"} | changes


def information(**changes: object) -> dict[str, object]:
    """Initial information."""
    return {"kind": "information", "summary": "Kabar dari warga", "narrative": "Ada yang membagi kaus", **changes}


def person(name: str, **changes: object) -> PactPersonItem:
    """A civil servant of a roster."""
    fields: dict[str, object] = {
        "name": name,
        "front_title": "Drs.",
        "back_title": "M.Si.",
        "identifier": "198609262015051001",
        "rank": "Penata (III/c)",
        "position": "Kepala Bidang",
        "unit": "Bidang A",
        "agency": "Dinas Contoh",
        "subject": "PNS",
        "superior": "",
        "is_head": True,
        **changes,
    }
    return PactPersonItem(**fields)  # type: ignore[arg-type]


@st.composite
def forms(draw: st.DrawFn) -> dict[str, object]:
    """Any report that a post may take in, with words of any script."""
    text = {"summary": draw(words), "narrative": draw(words)}
    match draw(st.sampled_from(("warning", "warning", "situation", "information", "complaint", "titip"))):
        case "warning":
            return warning(**text)
        case "situation":
            return situation(analysis=text["narrative"])
        case "information":
            return information(**text)
        case "titip":
            return titip(**text)
    return complaint(**text)


def stop_after(calls: int) -> Callable[[str, int, int], None]:
    """A watch that lets some steps pass and then stops the work, as the button does."""
    left = [calls]

    def watch(stage: str, done: int, total: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Cancelled

    return watch
