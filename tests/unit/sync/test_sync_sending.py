"""Sending in numbers: what a look foretells, how gaps are found, what is counted, held, left and doubted."""

from __future__ import annotations

import random
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.app.coming import Coming
from core.app.giving import DueAttachment, Range, Target
from core.domain.errors import Refused, Unavailable
from sync import bundle, sending
from sync.bundle import content_digest
from sync.cargo import SMALL_BYTES, Cargo
from sync.folder import Folder
from sync.links.link import Link, Patience
from sync.meter import Meter
from sync.names import is_object, object_name, piece_name
from sync.sending import PIECE_BYTES, PIECE_LIMIT, RESERVE, _Tally, preview
from tests.simulator.server import Server
from tests.world import World, dice, warning

STREAM, OTHER = b"s" * 32, b"o" * 32
RECORD = 1000
DESKS, POST = (Target(name, (name,), mark * 32, (), b"p") for name, mark in (("desks", b"m"), ("post:K1", b"n")))


def due(data: bytes, *, size: int | None = None, doubted: bool = False, pieces: int = 1) -> DueAttachment:
    before = [content_digest(data + bytes([number])) for number in range(1, pieces)]
    return DueAttachment(data, (*before, content_digest(data)), len(data) if size is None else size, doubted)


@dataclass
class Row:
    """What was written once, as the store tells it."""

    name: str
    stream: bytes
    first: int
    last: int
    digest: bytes
    size: int


@dataclass
class Shelf:
    """A store in memory, with what lacks at each audience."""

    lacks: dict[str, list[Range]] = field(default_factory=dict)
    dues: dict[str, list[DueAttachment]] = field(default_factory=dict)
    wrote: dict[str, list[Row]] = field(default_factory=dict)
    trips: list[tuple[str, bool]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    comes: dict[str, list[Coming]] = field(default_factory=dict)
    owed: bool = False
    device = b"d" * 16

    def acknowledgement(self, target: Target) -> bytes:
        return target.mark

    def wants(self, _target: Target) -> list[tuple[bytes, int, int]]:
        return [(STREAM, 3, 4)]

    def owes(self, _target: Target) -> bool:
        return self.owed

    def coming(self, targets: list[Target]) -> dict[str, list[Coming]]:
        return {target.audience: list(self.comes.get(target.audience, ())) for target in targets}

    def weigh(self, wanted: Range) -> tuple[int, int]:
        return wanted.last - wanted.first + 1, (wanted.last - wanted.first + 1) * RECORD

    def targets(self, to: str | None) -> list[Target]:
        assert to is None
        return [DESKS, POST]

    def lacking(self, target: Target) -> list[Range]:
        return self.lacks.get(target.audience, [])

    def due_attachments(self, target: Target) -> list[DueAttachment]:
        return self.dues.get(target.audience, [])

    def outgoing(self, target: Target) -> list[Row]:
        return self.wrote.get(target.audience, [])

    def read_piece(self, token: bytes, number: int) -> bytes:
        if token.startswith(b"erased"):
            raise FileNotFoundError
        return token

    def begin_trip(self, label: str, *, carried: bool) -> int:
        self.trips.append((label, carried))
        return 6 + len(self.trips)

    def forget_outgoing(self, names: list[str]) -> None:
        self.forgotten += names


def app_of(shelf: Shelf) -> Any:
    """An application as far as an object is made of it."""
    seal = SimpleNamespace(key="key", certificate=b"leaf", ca=b"ca")
    return SimpleNamespace(shelf=shelf, device_seal=seal, now_ms=lambda: 77, program="1.2.3", entropy=dice("object"))


def most(*records: int) -> int:
    """The most that objects with so many bytes of records each measure."""
    manifest = sending._manifest(app_of(Shelf()), DESKS)
    return sum(bundle.most_bytes(manifest, size, 1) for size in records)


def memory(files: dict[str, bytes] | None = None) -> Link:
    """A far place in memory."""
    link = Link(Server(random.Random(0), grows=False, files=files or {}), "tautan", Patience(lambda _seconds: None))
    link.prepare()
    return link


# --- a look before anything is written


def test_a_look_counts_entries_attachments_and_bytes() -> None:
    here, new, cut = b"lies there", b"is new" * 100, b"cut" * 50
    cut_size = PIECE_BYTES + 150
    shelf = Shelf(
        {"desks": [Range(STREAM, 3, 7)], "post:K1": [Range(STREAM, 0, 0), Range(OTHER, 10, 11)]},
        {"desks": [due(here), due(new)], "post:K1": [due(cut, size=cut_size, pieces=2), due(here, doubted=True)]},
    )
    bare = preview(app_of(shelf), None)
    assert (bare.entries, bare.attachments, bare.present, bare.free) == (5 + 1 + 2, 4, 0, -1)
    journal = most(5 * RECORD, RECORD, 2 * RECORD)
    assert bare.bytes == journal + 2 * len(here) + len(new) + cut_size
    there = {piece_name(target.mark, content_digest(data)): data for target in (DESKS, POST) for data in (here, cut)}
    look = preview(app_of(shelf), memory(there))
    assert (look.entries, look.attachments, look.present, look.free) == (8, 3, 4, -1)
    assert look.bytes == journal + len(here) + len(new) + PIECE_BYTES, "one piece lacks, and one is doubted"
    shelf.comes = {
        "desks": [Coming("sealed:p", b"n", 3, 900)],
        "post:K1": [Coming("all", None, 2, 70), Coming("all", OTHER, 5, 80)],
    }
    more = preview(app_of(shelf), None)
    behind = most(2 * RECORD + 80) - most(2 * RECORD)
    assert more.entries == 8 + 3 + 2 + 5 and more.bytes == bare.bytes + most(900, 70) + behind, "in the object of its stream"
    assert preview(app_of(Shelf()), None) == type(look)(0, 0, 0, 0, -1)
    assert preview(app_of(Shelf(owed=True)), None) == type(look)(0, 0, 2 * most(0), 0, -1), "an answer alone, for each"


def test_a_look_counts_the_objects_that_many_entries_need() -> None:
    many = Shelf({"desks": [Range(STREAM, 0, bundle.MAX_ENTRIES)]})
    size = (bundle.MAX_ENTRIES + 1) * RECORD
    assert preview(app_of(many), None).bytes == 2 * most(-(-size // 2)), "one entry more than one object takes"
    large = Shelf(comes={"desks": [Coming("sealed:p", None, 1, 2 * bundle.MAX_RECORDS_BYTES + 1)]})
    assert preview(app_of(large), None).bytes == 3 * most(-(-(2 * bundle.MAX_RECORDS_BYTES + 1) // 3))


def test_a_look_at_a_stick_tells_its_room_and_what_lies_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = Folder(tmp_path)
    stick.prepare()
    stick.publish("a.bin", b"12345")
    monkeypatch.setattr(Folder, "free_bytes", lambda _self: 4711)
    covered = Row("a.bin", STREAM, 4, 5, content_digest(b"12345"), 5)
    shelf = Shelf({"desks": [Range(STREAM, 3, 7)]}, wrote={"desks": [covered]})
    look = preview(app_of(shelf), tmp_path)
    assert (look.entries, look.bytes, look.present, look.free) == (3, most(RECORD, 2 * RECORD), 1, 4711)
    assert preview(app_of(shelf), None).entries == 5


# --- what is covered already


def test_only_what_lies_there_unchanged_covers_its_range() -> None:
    names = [f"{number}.bin" for number in range(5)]
    link = memory({names[0]: b"00000", names[1]: b"11111", names[2]: b"22222", names[3]: b"333"})
    rows = [Row(name, STREAM, at, at + 1, content_digest(5 * str(at).encode()), 5) for at, name in enumerate(names)]
    rows[2] = Row(names[2], STREAM, 2, 3, content_digest(b"other"), 5)
    shelf: Any = Shelf(wrote={"desks": [rows[1], rows[0], *rows[2:], Row(names[0], OTHER, 8, 9, content_digest(b"00000"), 5)]})
    assert sending._covered(shelf, link, DESKS, STREAM) == [(0, 1), (1, 2)], "in order; 2 differs, 3 is cut, 4 is missing"
    assert sending._covered(shelf, link, DESKS, OTHER) == [(8, 9)]
    assert sending._covered(shelf, link, POST, STREAM) == [] and sending._covered(shelf, None, DESKS, STREAM) == []


@pytest.mark.parametrize(
    ("covered", "gaps"),
    [
        ([], [(3, 9)]),
        ([(3, 9)], []),
        ([(0, 20)], []),
        ([(0, 2)], [(3, 9)]),
        ([(10, 20)], [(3, 9)]),
        ([(0, 3)], [(4, 9)]),
        ([(0, 2), (5, 6)], [(3, 4), (7, 9)]),
        ([(9, 9)], [(3, 8)]),
        ([(3, 3), (9, 12)], [(4, 8)]),
        ([(4, 5), (5, 6), (4, 4)], [(3, 3), (7, 9)]),
        ([(4, 4), (6, 6)], [(3, 3), (5, 5), (7, 9)]),
        ([(4, 8), (5, 6)], [(3, 3), (9, 9)]),
        ([(12, 13), (15, 16)], [(3, 9)]),
    ],
)
def test_gaps_between_what_is_covered(covered: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> None:
    assert sending._uncovered(Range(STREAM, 3, 9), covered) == [Range(STREAM, first, last) for first, last in gaps]


# --- how much work, how many bytes


def test_the_last_piece_is_what_is_left() -> None:
    big = due(b"film", size=2 * PIECE_BYTES + 5, pieces=3)
    assert [sending._size_of(big, number) for number in range(3)] == [PIECE_BYTES, PIECE_BYTES, 5]
    assert PIECE_BYTES == 8 * 1024 * 1024 and PIECE_LIMIT == PIECE_BYTES + 65536 and RESERVE == 65536


def test_work_and_bytes_are_what_the_cargo_takes_and_lacks() -> None:
    small, big = due(b"foto", size=100), due(b"film", size=SMALL_BYTES + 7, pieces=2)
    shelf: Any = Shelf({"desks": [Range(STREAM, 0, 4), Range(OTHER, 0, 1)]}, {"desks": [small, big]})
    steps = [sending._estimate(shelf, DESKS, cargo) for cargo in (Cargo.JOURNAL, Cargo.SMALL, Cargo.EVERYTHING)]
    assert steps == [2, 3, 5] and sending._estimate(shelf, POST, Cargo.EVERYTHING) == 0
    weights = [sending._weigh(shelf, DESKS, _Tally(cargo=cargo)) for cargo in (Cargo.JOURNAL, Cargo.SMALL, Cargo.EVERYTHING)]
    assert weights == [0, 100, 100 + SMALL_BYTES + 7]
    lies = {piece_name(DESKS.mark, big.pieces[0])}
    assert sending._weigh(shelf, DESKS, _Tally(present=lies)) == 100 + 7


def test_steps_and_beats_are_told() -> None:
    heard: list[tuple[str, int, int]] = []
    tally = _Tally(meter=Meter(items_total=2, bytes_total=10))
    assert (tally.stage, tally.cargo) == ("journal", Cargo.EVERYTHING)
    watch = lambda *told: heard.append(told)  # noqa: E731
    tally.step(watch, "attachments")
    for count in (4, 6, 1):
        sending._beat(tally, watch, count)
    assert heard == [("attachments", 1, 2)] * 4 and tally.stage == "attachments"
    assert (tally.meter.bytes, tally.meter.bytes_total) == (11, 11)
    early = _Tally(meter=Meter(bytes_total=10))
    sending._beat(early, watch, 4)
    assert (early.meter.bytes, early.meter.bytes_total) == (4, 10)


# --- one piece


def put(shelf: Shelf, medium: Any, one: DueAttachment, tally: _Tally, number: int = 0) -> bool:
    given: Any = shelf
    return sending._send_piece(given, medium, DESKS, one, number, tally, lambda *_told: None)


def numbers(tally: _Tally) -> dict[str, int]:
    """What is not nothing."""
    names = ("entries", "attachments", "size", "objects", "skipped", "left", "held", "trip")
    return {name: value for name in names if (value := getattr(tally, name))}


def test_a_piece_is_written_once() -> None:
    shelf, link, tally = Shelf(), memory(), _Tally()
    one, two = due(b"a photo"), due(b"another one")
    name = piece_name(DESKS.mark, one.pieces[0])
    assert put(shelf, link, one, tally) is True
    assert numbers(tally) == {"size": 7, "objects": 1, "trip": 7} and tally.present == {name} and tally.names == [name]
    assert link.read(name, 99) == b"a photo" and shelf.trips == [("tautan", False)]
    assert put(shelf, link, one, tally) is False and numbers(tally) == {"size": 7, "objects": 1, "trip": 7, "skipped": 1}
    assert put(shelf, link, two, tally) is True, "and in the same trip"
    assert numbers(tally) == {"size": 18, "objects": 2, "trip": 7, "skipped": 1} and len(shelf.trips) == 1
    assert put(shelf, link, due(b"erased"), tally) is False
    assert numbers(tally) == {"size": 18, "objects": 2, "trip": 7, "skipped": 1} and tally.meter.items == 4


def test_a_piece_that_lies_there_is_believed_by_name_and_size_until_it_is_doubted() -> None:
    whole, rotten = b"a photo", b"A photo"
    name = piece_name(DESKS.mark, content_digest(whole))
    for lies, doubted, written in (
        (whole, False, False),
        (rotten, False, False),
        (whole, True, False),
        (rotten, True, True),
        (whole[:-1], False, True),
    ):
        link = memory({name: lies})
        tally = _Tally(present={name})
        assert put(Shelf(), link, due(whole, doubted=doubted), tally) is written
        assert tally.skipped == int(not written) and link.read(name, 99) == (whole if written else lies)


def test_a_piece_on_a_stick_is_read_again_and_needs_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = Folder(tmp_path)
    stick.prepare()
    one = due(b"a photo")
    name = piece_name(DESKS.mark, one.pieces[0])
    stick.publish(name, b"A photo")
    free = [7 + RESERVE - 1]
    monkeypatch.setattr(Folder, "free_bytes", lambda _self: free[0])
    tally = _Tally(present={name})
    shelf = Shelf()
    assert put(shelf, stick, one, tally) is False and numbers(tally) == {"left": 1} and not shelf.trips
    free[0] += 1
    assert put(shelf, stick, one, tally) is True and numbers(tally) == {"left": 1, "size": 7, "objects": 1, "trip": 7}
    assert shelf.trips == [(tmp_path.name, True)] and stick.read(name, 99) == b"a photo"
    assert put(shelf, stick, one, tally) is False and tally.skipped == 1


def test_an_attachment_counts_where_a_piece_of_it_was_written() -> None:
    new, known, big = due(b"new"), due(b"known"), due(b"film", size=SMALL_BYTES)
    shelf: Any = Shelf(dues={"desks": [big, new, known]})
    link = memory({piece_name(DESKS.mark, known.pieces[0]): b"known"})
    tally = _Tally(present=link.present(), cargo=Cargo.SMALL)
    sending._send_attachments(shelf, link, DESKS, tally, lambda *_told: None)
    assert numbers(tally) == {"attachments": 1, "size": 3, "objects": 1, "skipped": 1, "held": 1, "trip": 7}


# --- room, and reading back


@pytest.mark.parametrize(("code", "left"), [("medium.full", 1), ("link.full", 1), ("medium.gone", None), ("link.broken", None)])
def test_a_full_place_is_no_error_and_another_fault_is(monkeypatch: pytest.MonkeyPatch, code: str, left: int | None) -> None:
    def fail(*_given: object) -> None:
        raise Unavailable(code)

    monkeypatch.setattr(sending, "_send_journal", fail)
    tally, app = _Tally(), app_of(Shelf())
    if left is None:
        with pytest.raises(Unavailable):
            sending._write_all(app, memory(), [DESKS], tally, lambda *_told: None)
    else:
        sending._write_all(app, memory(), [DESKS, POST], tally, lambda *_told: None)
    assert tally.left == (left or 0)


def test_what_does_not_hold_no_longer_counts_as_written(tmp_path: Path) -> None:
    stick = Folder(tmp_path)
    stick.prepare()
    stick.publish("good.bin", b"good")
    stick.publish("bad.bin", b"bad")
    written = {"good.bin": content_digest(b"good"), "bad.bin": content_digest(b"was other")}
    shelf: Any = Shelf()
    sending._prove(shelf, stick, _Tally(attachments=0, written=written))
    sending._prove(shelf, memory(), _Tally(attachments=1, written=written))
    sending._prove(shelf, stick, _Tally(attachments=1, written={"good.bin": written["good.bin"]}))
    assert shelf.forgotten == []
    with pytest.raises(Refused) as caught:
        sending._prove(shelf, stick, _Tally(attachments=1, written=written))
    assert caught.value.code == "medium.readback" and shelf.forgotten == ["bad.bin"]


# --- the whole of it


def test_the_second_time_everything_is_skipped_and_a_look_foretold_the_first(world: World) -> None:
    world.a.submit(warning(evidence=[{"title": "Foto", "file": "foto.jpg"}]), world.a.attach(b"x" * 5000))
    stick, meter = world.stick(), Meter()
    told = preview(world.a.app, stick)
    heard: list[tuple[str, int, int]] = []
    first = sending.send(world.a.app, stick, meter=meter, watch=lambda *each: heard.append(each))
    assert (first.entries, first.attachments) == (told.entries, told.attachments), "with the closing of the day"
    assert 0.9 * told.bytes < first.bytes <= told.bytes, "filler of chance: at most"
    assert told.free > 0 and told.present == 0
    assert first.trip == 1 and (first.left, first.held, first.skipped, first.queued) == (0, 0, 0, 0)
    assert first.bytes == meter.bytes and meter.items == meter.items_total
    assert heard[-1] == ("attachments", meter.items, meter.items_total) and heard[0][0] == "journal"
    objects = [name for name in Folder(stick).present() if name]
    assert len(objects) == first.objects
    again = sending.send(world.a.app, stick)
    assert (again.entries, again.attachments, again.bytes, again.objects, again.trip) == (0, 0, 0, 0, 0)
    assert again.skipped == first.objects
    look = preview(world.a.app, stick)
    assert (look.entries, look.attachments, look.bytes, look.present) == (0, 0, 0, first.objects)


def test_names_are_of_their_audience() -> None:
    assert object_name(DESKS.mark, dice("x")) != object_name(POST.mark, dice("x"))


# --- the journal


@dataclass
class Journal(Shelf):
    """A store that gives two records at a time."""

    asked: list[tuple[Range, int, int, str]] = field(default_factory=list)

    def records(self, rest: Range, max_bytes: int, max_entries: int, audience: str) -> tuple[Range, list[bytes], bytes, bytes]:
        self.asked.append((rest, max_bytes, max_entries, audience))
        part = Range(rest.stream, rest.first, min(rest.first + 1, rest.last))
        return part, [b"x"] * (part.last - part.first + 1), b"before", b"head"


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What would be written: range, records, what lies before, head."""
    told: list[tuple[Any, ...]] = []
    monkeypatch.setattr(sending, "_publish", lambda _app, _medium, _target, *rest: told.append(rest[:4]))
    return told


def journal(shelf: Shelf, medium: Link, tally: _Tally) -> list[tuple[str, int, int]]:
    """What was told of it."""
    heard: list[tuple[str, int, int]] = []
    sending._send_journal(app_of(shelf), medium, DESKS, tally, lambda *told: heard.append(told))
    return heard


def test_a_range_goes_in_as_many_objects_as_it_needs(published: list[tuple[Any, ...]]) -> None:
    shelf, tally = Journal({"desks": [Range(STREAM, 3, 7)]}), _Tally(stage="none")
    assert journal(shelf, memory(), tally) == [("journal", 1, 0)] and tally.stage == "journal"
    assert [(each[0].first, each[0].last, len(each[1])) for each in published] == [(3, 4, 2), (5, 6, 2), (7, 7, 1)]
    assert [each[2:] for each in published] == [(b"before", b"head")] * 3
    limits = (bundle.MAX_RECORDS_BYTES, bundle.MAX_ENTRIES, "desks")
    assert shelf.asked == [(Range(STREAM, first, 7), *limits) for first in (3, 5, 7)]
    assert numbers(tally) == {"entries": 5} and tally.answered == [DESKS] and tally.meter.items == 1


def test_an_answer_that_is_owed_goes_alone_where_nothing_else_goes(published: list[tuple[Any, ...]]) -> None:
    for lacks, owed, objects, answered in (
        ([], False, 0, False),
        ([], True, 1, True),
        ([Range(STREAM, 0, 0)], True, 1, True),
        ([Range(STREAM, 0, 0)], False, 1, True),
    ):
        published.clear()
        tally = _Tally()
        journal(Journal({"desks": lacks}, owed=owed), memory(), tally)
        assert len(published) == objects and bool(tally.answered) is answered
    journal(Journal(owed=True), memory(), tally)
    assert published[-1] == (None, [], None, b"")


def test_what_lies_there_is_skipped_and_still_an_answer_goes(published: list[tuple[Any, ...]]) -> None:
    rows = [Row(f"{at}.bin", STREAM, at, at, content_digest(b"%d" % at), 1) for at in (3, 4)]
    link = memory({"3.bin": b"3", "4.bin": b"4"})
    shelf, tally = Journal({"desks": [Range(STREAM, 3, 4)]}, wrote={"desks": rows}, owed=True), _Tally()
    journal(shelf, link, tally)
    assert numbers(tally) == {"skipped": 2} and published == [(None, [], None, b"")] and tally.answered == [DESKS]
    shelf = Journal({"desks": [Range(STREAM, 2, 5)]}, wrote={"desks": rows})
    journal(shelf, link, tally)
    assert numbers(tally) == {"skipped": 4, "entries": 2} and tally.meter.items == 2
    assert [(each[0].first, each[0].last) for each in published[1:]] == [(2, 2), (5, 5)]


# --- a whole sending over a store in memory


class Office(Journal):
    """Notes what it is told, in order."""

    def note(self, *told: Any) -> None:
        self.log.append(told)

    @property
    def log(self) -> list[tuple[Any, ...]]:
        return self.__dict__.setdefault("told", [])

    def __getattr__(self, name: str) -> Any:
        if name in ("close_day", "end_trip", "note_leaving", "settle"):
            return lambda *given: self.note(name, *given)
        raise AttributeError(name)

    def targets(self, to: str | None) -> list[Target]:
        return [DESKS, POST] if to is None else [POST]


def sent(shelf: Office, place: Any, **options: Any) -> Any:
    app: Any = SimpleNamespace(
        shelf=shelf, exclusive=nullcontext, publish_statuses=lambda: shelf.note("statuses"), count_queued=lambda: 3
    )
    return sending.send(app, place, **options)


@pytest.fixture
def objects(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Journal objects are written as their audience's name; the names of the objects."""
    names: list[str] = []

    def publish(app: Any, medium: Any, target: Target, *rest: Any) -> None:
        tally = rest[-1]
        names.append(f"{len(names)}{'a' * 25}.bin")
        tally.trip = tally.trip or app.shelf.begin_trip(medium.label, carried=isinstance(medium, Folder))
        sending.spare.publish(medium, names[-1], target.audience.encode())
        tally.names.append(names[-1])
        tally.written[names[-1]] = content_digest(target.audience.encode())
        tally.objects += 1
        tally.size += len(target.audience)

    monkeypatch.setattr(sending, "_publish", publish)
    return names


def office() -> Office:
    return Office({"desks": [Range(STREAM, 0, 1)]}, {"post:K1": [due(b"a photo")]})


def test_a_sending_to_a_stick_from_its_beginning_to_its_end(
    tmp_path: Path, objects: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[list[str]] = []
    monkeypatch.setattr(sending.spare, "settle", lambda _medium, names: settled.append(list(names)))
    shelf, meter, heard, totals = office(), Meter(), list[tuple[str, int, int]](), list[int]()
    (tmp_path / "DATA").mkdir()
    (tmp_path / "DATA" / "old.bin").write_bytes(b"old")
    report = sent(shelf, tmp_path, meter=meter, watch=lambda *told: (heard.append(told), totals.append(meter.bytes_total)))
    photo = piece_name(POST.mark, content_digest(b"a photo"))
    assert report == type(report)(entries=2, attachments=1, bytes=12, objects=2, queued=3, trip=7)
    assert shelf.log == [
        ("statuses",),
        ("close_day",),
        ("end_trip", 7, 2, 2, 1, 12),
        ("note_leaving", frozenset({"old.bin"}), 7),
        ("settle", DESKS),
    ]
    assert settled == [[objects[0], photo]] and set(Folder(tmp_path).present()) == {"old.bin", objects[0], photo}
    assert meter == Meter(2, 2, 12, 12) and heard[-1] == ("attachments", 2, 2)
    assert heard[0] == ("journal", 0, 2) and totals[0] == 7, "the photo's bytes are known beforehand"
    again = sent(Office(), tmp_path)
    assert again == type(report)(queued=3), "nothing lacks"


def test_a_sending_over_a_link_is_no_trip_of_a_stick(objects: list[str]) -> None:
    shelf = office()
    report = sent(shelf, memory(), to="K1")
    assert (report.entries, report.attachments, report.bytes) == (0, 1, 7) and shelf.trips == [("tautan", False)]
    assert [each[0] for each in shelf.log] == ["statuses", "close_day", "end_trip"] and objects == []


def test_a_stick_that_lies_is_told_and_its_trip_is_closed(
    tmp_path: Path, objects: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = office()
    monkeypatch.setattr(Folder, "holds", lambda _self, _name, _digest: False)
    with pytest.raises(Unavailable) as caught:
        sent(shelf, tmp_path)
    assert caught.value.code == "medium.readback" and shelf.forgotten == objects
    assert [each[0] for each in shelf.log] == ["statuses", "close_day", "end_trip", "note_leaving"], "and nobody was answered"
    shelf = Office()
    monkeypatch.setattr(Folder, "present", lambda _self: set())
    sent(shelf, tmp_path)
    assert [each[0] for each in shelf.log] == ["statuses", "close_day", "note_leaving"], "where nothing was written no trip ends"


# --- one object of the journal


@pytest.fixture
def bundles(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is signed and sealed: key, manifest, records, recipients."""
    told: list[tuple[Any, ...]] = []

    def write(key: str, manifest: bundle.Manifest, records: list[bytes], recipients: tuple[str, ...]) -> bytes:
        told.append((key, manifest, records, recipients))
        return b"sealed object"

    monkeypatch.setattr(bundle, "write_bundle", write)
    return told


def publishing(shelf: Office) -> Any:
    """That application, which notes where its objects lie."""
    more: Any = shelf
    more.note_outgoing = lambda *told: shelf.note("outgoing", *told)
    return app_of(shelf)


def test_an_object_says_whose_it_is_and_is_noted_where_it_lies(bundles: list[tuple[Any, ...]], tmp_path: Path) -> None:
    shelf, link, tally = Office(), memory(), _Tally()
    target = Target("desks", ("age1desk",), b"m" * 32, (b"reader",), b"p")
    sending._publish(publishing(shelf), link, target, Range(STREAM, 3, 4), [b"r3", b"r4"], b"before", b"head", tally)
    ((key, manifest, records, recipients),) = bundles
    assert (key, records, recipients) == ("key", [b"r3", b"r4"], ("age1desk",))
    assert manifest == bundle.Manifest(
        province=b"p", sender=b"d" * 16, audience="desks", stream=STREAM, first=3, last=4, previous=b"before", head=b"head",
        acknowledgements=(b"m" * 32,), wants=((STREAM, 3, 4),), created=77, certificate=b"leaf", ca=b"ca", program="1.2.3",
    )  # fmt: skip
    (name,) = tally.names
    digest = content_digest(b"sealed object")
    assert link.read(name, 99) == b"sealed object" and is_object(name, b"m" * 32) and tally.written == {name: digest}
    assert shelf.log == [("outgoing", target, Range(STREAM, 3, 4), name, digest, 13, 7)] and shelf.trips == [("tautan", False)]
    assert numbers(tally) == {"size": 13, "objects": 1, "trip": 7} and tally.entries == 0
    stick = Folder(tmp_path)
    stick.prepare()
    sending._publish(publishing(shelf), stick, target, None, [], None, b"", tally)
    assert bundles[1][1] == replace(manifest, stream=None, first=0, last=0, previous=None, head=None)
    assert numbers(tally) == {"size": 26, "objects": 2, "trip": 7} and len(shelf.trips) == 1, "and in the same trip"
    assert shelf.log[1][1:3] == (target, None) and set(stick.present()) == {tally.names[1]}
    sending._publish(publishing(shelf), stick, target, None, [], None, b"", _Tally())
    assert shelf.trips[1:] == [(tmp_path.name, True)]
