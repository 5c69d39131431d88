"""A visit step by step: what is told meanwhile, what is fresh and what is hidden, and how a call to a server is left."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from core.domain.errors import Cancelled, Invalid, Refused, Unavailable
from sync.cargo import SMALL_BYTES, Cargo
from sync.links import objects, visiting
from sync.links.address import Address, read_address
from sync.links.beside import HEARD, Beside
from sync.links.link import Link, Patience
from sync.links.objects import S3Objects, lies_on
from sync.links.server import LinkBroken
from sync.links.visiting import STAGES, _Told, knock, visit
from sync.meter import Meter
from sync.names import object_name, piece_name
from tests.simulator.server import Counting, Server
from tests.world import dice

THERE = Address("webdav+http", "kantor", 80, "/pos")
MARK, OWN, STRANGE = b"m" * 32, b"n" * 32, b"x" * 32


@pytest.mark.parametrize("code", visiting.NOTHING_HERE)
def test_where_nothing_is_for_us_nothing_is_received(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def refuse(*_given: object) -> None:
        raise Invalid(code)

    monkeypatch.setattr(visiting, "receive", refuse)
    monkeypatch.setattr(visiting, "Apart", lambda _identities: nullcontext())
    assert code in ("medium.not_a_stick", "medium.others", "medium.drill", "medium.real")
    app: Any = SimpleNamespace(identities=())
    assert visiting._take(app, Any, told()) is None  # type: ignore[arg-type]


def test_another_refusal_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise Invalid("other")

    monkeypatch.setattr(visiting, "receive", refuse)
    monkeypatch.setattr(visiting, "Apart", lambda _identities: nullcontext())
    app: Any = SimpleNamespace(identities=())
    with pytest.raises(Invalid, match=r"^other$"):
        visiting._take(app, Any, told())  # type: ignore[arg-type]


# --- a visit and a knock, step by step


class Calls:
    """What a visit asks of the rest of the program, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.did: list[Any] = []
        self.server = Counting(random.Random(0), grows=False)
        self.fresh, self.links = True, list[Link]()
        monkeypatch.setattr(visiting, "open_link", self._open)
        monkeypatch.setattr(visiting, "Apart", lambda identities: nullcontext(f"opener of {identities}"))
        monkeypatch.setattr(visiting, "receive", self._receive)
        monkeypatch.setattr(visiting, "send", self._send)
        monkeypatch.setattr(visiting, "_is_fresh", self._is_fresh)
        self.app: Any = SimpleNamespace(exclusive=nullcontext, meanwhile=nullcontext, identities="posko")

    def _open(self, address: Address, patience: Patience, beat: Callable[[int], None]) -> Link:
        assert address == THERE
        self.links.append(Link(self.server, "tautan", patience, beat))
        return self.links[-1]

    def _is_fresh(self, app: Any, medium: Beside, cargo: Cargo) -> bool:
        assert app is self.app and self.server.asked == ["prepare"]
        self.did.append(("fresh", cargo))
        medium.hidden = frozenset({"seen.bin"})
        return self.fresh

    def _receive(self, app: Any, medium: Beside, watch: Any, opener: str) -> str:
        assert app is self.app and medium.hidden == {"seen.bin"}
        watch("journal", 1, 2)
        self.did.append(("receive", opener))
        return "received"

    def _send(self, app: Any, medium: Beside, *, watch: Any, meter: Meter, cargo: Cargo) -> str:
        assert app is self.app and medium.hidden == frozenset(), "what is hidden from the reader is shown to the writer"
        self.did.append(("send", meter, cargo))
        watch("attachments", 3, 4)
        medium.publish("new.bin", b"12345")
        return "sent"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(monkeypatch)


def test_a_visit_takes_in_and_then_sends(calls: Calls) -> None:
    heard: list[tuple[str, int, int]] = []
    meter, kept = Meter(9, 9, 9, 0), dict[str, bytes]()
    found = visit(calls.app, THERE, cargo=Cargo.SMALL, watch=lambda *told: heard.append(told), meter=meter, proven=kept)
    assert found == visiting.Visit("received", "sent")  # type: ignore[arg-type]
    assert calls.did == [("fresh", Cargo.SMALL), ("receive", "opener of posko"), ("send", meter, Cargo.SMALL)]
    told = [each for each in dict.fromkeys(heard) if each[1:] != (9, 9)]
    assert told == [("link_in", 1, 2), ("link_out", 3, 4)] and heard[0] == ("link_in", 9, 9)
    assert meter == Meter(3, 4, 5, 0), "what was sent began from nothing"
    assert set(kept) == {"new.bin"} and calls.links[0].proven is kept and calls.server.closed.wait(9)


def test_where_nothing_is_fresh_nothing_is_taken_in(calls: Calls) -> None:
    calls.fresh = False
    assert visit(calls.app, THERE) == visiting.Visit(None, "sent")  # type: ignore[arg-type]
    assert [each[0] for each in calls.did] == ["fresh", "send"] and calls.did[0][1] is Cargo.EVERYTHING
    assert set(calls.links[0].proven) == {"new.bin"}
    assert calls.did[1][1] == Meter(3, 4, 5, 0) and calls.did[1][2] is Cargo.EVERYTHING


def test_a_knock_counts_what_lies_there(calls: Calls) -> None:
    heard: list[tuple[str, int, int]] = []
    calls.server.files = {"a.bin": b"1", "b.bin": b"2", "notes.txt": b"3"}
    assert knock(THERE, lambda *told: heard.append(told)) == 2
    assert calls.server.asked == ["prepare"] and set(heard) == {("link_in", 0, 0)} and calls.server.closed.wait(9)


# --- what is told


def told(heard: list[tuple[str, int, int]] | None = None, meter: Meter | None = None) -> _Told:
    kept = [] if heard is None else heard
    return _Told(lambda *each: kept.append(each), meter or Meter())


def test_a_stage_begins_from_nothing_and_bytes_never_go_beyond_their_total() -> None:
    heard: list[tuple[str, int, int]] = []
    meter = Meter(3, 4, 5, 6)
    one = told(heard, meter)
    one.heard()
    one.begin("link_out")
    assert meter == Meter(0, 0, 0, 0)
    one.watch("journal", 2, 7)
    assert heard == [("link_in", 3, 4), ("link_out", 2, 7)] and STAGES == ("link_in", "link_out")
    one.moved(5)
    assert (meter.bytes, meter.bytes_total) == (5, 0), "where no total is known none is made"
    meter.bytes_total = 9
    one.moved(3)
    assert (meter.bytes, meter.bytes_total) == (8, 9)
    one.moved(3)
    assert (meter.bytes, meter.bytes_total) == (11, 11)


# --- what is fresh


@dataclass
class Shelf:
    """What was seen and is wanted."""

    known: set[str] = field(default_factory=set)
    wants: list[bytes] = field(default_factory=list)

    def marks(self) -> dict[str, bytes]:
        return {"desks": MARK}

    def own_mark(self) -> bytes:
        return OWN

    def seen(self, names: set[str]) -> set[str]:
        return names & self.known

    def wanted_pieces(self) -> list[Any]:
        return [SimpleNamespace(digest=digest) for digest in self.wants]

    def piece_marks(self) -> list[bytes]:
        return [MARK]


def fresh(shelf: Shelf, names: dict[str, int], cargo: Cargo = Cargo.EVERYTHING) -> tuple[bool, frozenset[str]]:
    medium: Any = SimpleNamespace(present=lambda: set(names), size=names.__getitem__, hidden=frozenset())
    app: Any = SimpleNamespace(shelf=shelf)
    return visiting._is_fresh(app, medium, cargo), medium.hidden


def test_what_lies_there_to_be_taken_in() -> None:
    one, own, other = object_name(MARK, dice(1)), object_name(OWN, dice(2)), object_name(STRANGE, dice(3))
    piece, film = piece_name(MARK, b"a"), piece_name(MARK, b"b")
    assert fresh(Shelf(), {}) == (False, frozenset())
    assert fresh(Shelf(), {other: 1}) == (False, frozenset())
    assert fresh(Shelf(), {one: 1}) == fresh(Shelf(), {own: 1}) == (True, frozenset())
    assert fresh(Shelf({one, own}), {one: 1, own: 1}) == (False, {one, own})
    assert fresh(Shelf({own}), {one: 1, own: 1}) == (True, {own})
    assert fresh(Shelf(), {piece: 1}) == (False, frozenset()), "a piece that nobody waits for"
    assert fresh(Shelf({one}, [b"a"]), {one: 1, piece: 1}) == (True, {one})
    sizes = {piece: 1, film: SMALL_BYTES}
    assert fresh(Shelf(wants=[b"b"]), sizes, Cargo.SMALL) == (False, {film})
    assert fresh(Shelf(wants=[b"a", b"b"]), sizes, Cargo.SMALL) == (True, {film})
    assert fresh(Shelf(wants=[b"a"]), sizes, Cargo.JOURNAL) == (False, {piece, film})


# --- a call beside


def beside(server: Server, heard: Callable[[], None] = lambda: None, moved: Any = lambda _count: None) -> Beside:
    return Beside(lambda patience, beat: Link(server, "tautan", patience, beat), nullcontext, heard, moved)


def test_a_place_beside_is_a_medium() -> None:
    server, moved, heard = Counting(random.Random(0), grows=False), list[int](), list[int]()
    before = threading.enumerate()
    with beside(server, lambda: heard.append(1), moved.append) as medium:
        assert medium.label == "tautan" and medium.free_bytes() == -1
        medium.prepare()
        medium.prepare()
        assert server.asked == ["prepare"], "a visit lists a server once"
        assert refused(medium.names) == "medium.not_a_stick"
        (thread,) = [each for each in threading.enumerate() if each.name == "posko-link-call" and each not in before]
        assert thread.daemon, "no end of the program waits for a server"
        for name in ("b.bin", "a.bin", "c.bin"):
            medium.publish(name, name.encode())
        assert medium.names() == ["a.bin", "b.bin", "c.bin"] and medium.size("a.bin") == 5 and medium.size("d.bin") == -1
        medium.hidden = frozenset({"a.bin", "b.bin"})
        assert medium.present() == {"c.bin"} and medium.names() == ["c.bin"]
        assert medium.read("a.bin", 2) == b"a.b" and medium.has("a.bin", b"") is False
        assert moved == [5, 5, 5, 1] and heard
        with pytest.raises(Unavailable, match=r"^link\.gone$"):
            medium.read("d.bin", 2)
        assert not server.closed.is_set()
    assert server.closed.wait(9) and HEARD == 0.1
    with pytest.raises(Cancelled):
        medium._beat(1)


def test_who_stops_waits_for_no_server() -> None:
    going, stop = threading.Event(), threading.Event()
    patiences: list[Patience] = []
    ended: list[BaseException] = []

    class Slow(Counting):
        """Answers when it is told to."""

        def sizes(self) -> dict[str, int]:
            going.set()
            assert stop.wait(30)
            try:
                medium._beat(1)
            except Cancelled as error:
                ended.append(error)
                raise
            return {}

    def heard() -> None:
        if going.is_set():
            raise Cancelled

    def opened(patience: Patience, beat: Callable[[int], None]) -> Link:
        patiences.append(patience)
        return Link(server, "tautan", patience, beat)

    server = Slow(random.Random(0), grows=False)
    medium = Beside(opened, nullcontext, heard, lambda _count: None)
    with pytest.raises(Cancelled):
        medium.present()
    stop.set()
    medium.close()
    assert server.closed.wait(9) and len(ended) == 1, "the thread that was left hears it at its next beat"
    with pytest.raises(Cancelled):
        patiences[0].wait(9)


def test_a_pause_that_nobody_stops_is_waited_for() -> None:
    medium = beside(Counting(random.Random(0), grows=False))
    medium._pause(0.0)
    medium._call(lambda: medium._beat(3))
    medium.close()


def test_a_work_that_times_out_says_so() -> None:
    def late() -> None:
        raise TimeoutError("late")

    with beside(Counting(random.Random(0), grows=False)) as medium, pytest.raises(TimeoutError, match=r"^late$"):
        medium._call(late)


# --- attachments that lie elsewhere


class Away(Server):
    """Breaks so many times, then answers."""

    def __init__(self, failures: int) -> None:
        super().__init__(random.Random(0), grows=False)
        self.failures = failures

    def _cut(self) -> None:
        if self.failures:
            self.failures -= 1
            raise LinkBroken

    def get(self, name: str, limit: int, beat: Callable[[int], None]) -> bytes:
        self._cut()
        if name not in self.files:
            raise Unavailable("link.not_found" if name == "none" else "link.denied")
        return self.files[name][: limit + 1]


def lying(failures: int = 0, tries: int = 3) -> tuple[S3Objects, Away, list[float]]:
    waited: list[float] = []
    made, server = S3Objects(read_address("s3://h/b"), Patience(waited.append, tries)), Away(failures)
    made._server = server
    return made, server, waited


def refused(work: Callable[..., object], *given: Any) -> str:
    with pytest.raises(Refused) as caught:
        work(*given)
    return caught.value.code


def test_objects_elsewhere_are_put_read_and_removed() -> None:
    far, server, _ = lying()
    far.put("a", b"12345")
    assert far.get("a", 9) == b"12345" and far.get("a", 2) == b"123" and far.get("none", 9) is None
    assert refused(far.get, "other", 9) == "link.denied"
    far.remove("a")
    assert server.files == {}
    assert type(S3Objects(read_address("s3://h/b"), Patience(print))._connected()).__name__ == "S3"


@pytest.mark.parametrize(("failures", "waited"), [(0, []), (1, [1.0]), (2, [1.0, 2.0])])
def test_a_store_that_comes_back_is_asked_again(failures: int, waited: list[float]) -> None:
    far, server, pauses = lying(failures)
    server.files["a"] = b"1"
    assert far.get("a", 9) == b"1" and pauses == waited


def test_a_store_that_stays_away_is_told_after_so_many_tries() -> None:
    far, server, pauses = lying(9)
    assert refused(far.get, "a", 9) == "vault.away" and pauses == [1.0, 2.0] and server.failures == 6
    assert objects.TRIES == 3


@dataclass
class Laying:
    """Where attachments lie."""

    away: int = 0
    removing: int = 0
    where: list[Any] = field(default_factory=list)

    def counts(self) -> Laying:
        return self

    def on(self, place: Any) -> None:
        self.where.append(place)


def office(away: int = 0, removing: int = 0) -> Any:
    kept: dict[str, str] = {}
    settings = SimpleNamespace(get=lambda name, otherwise: kept.get(name, otherwise), put=kept.__setitem__)
    return SimpleNamespace(laying=Laying(away, removing), settings=settings, kept=kept)


def test_where_attachments_lie_is_chosen_and_kept() -> None:
    app, one, two = office(), read_address("s3://k:s@h/b/a"), read_address("s3+http://h/c")
    pauses: list[float] = []
    objects.connect(app, pauses.append)
    assert lies_on(app) is None and app.laying.where == []
    objects.choose(app, one, pauses.append)
    assert lies_on(app) == one and set(app.kept) == {"attachments.lie_on"}
    objects.connect(app, pauses.append)
    for place in app.laying.where:
        assert place._address == one and place._patience.tries == 3
        place._patience.wait(2)
    assert len(app.laying.where) == 2 and pauses == [2.0, 2.0]
    objects.choose(app, two, pauses.append)
    assert lies_on(app) == two
    objects.choose(app, None, pauses.append)
    assert lies_on(app) is None and app.laying.where[-1] is None and app.kept == {"attachments.lie_on": ""}


def test_a_place_is_changed_only_when_everything_is_back() -> None:
    one, two = read_address("s3://h/b"), read_address("s3://h/c")
    for away, removing in ((1, 0), (0, 1)):
        app = office(away, removing)
        objects.choose(app, one, print)
        objects.choose(app, one, print)
        for other in (two, None):
            assert refused(objects.choose, app, other, print) == "vault.not_back"
        assert lies_on(app) == one and len(app.laying.where) == 2
    assert refused(objects.choose, office(), read_address("sftp://h/b"), print) == "vault.address"
