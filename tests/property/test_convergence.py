"""I1, I2 and I10: rows are a function of the set of entries, whatever the order, repetition and road of the sticks.

A history with a fork, a titip, a pact, a second officer, an unknown kind and a second opening is cut into small
objects; they are given to copies of one device in any order. Long run: HYPOTHESIS_PROFILE=long.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import Connection, select

from core.app import absorb, absorb_many, queries
from core.app.absorb import Segment
from core.app.device import Device
from core.app.streams import own_stream
from core.crypto.signing import SIGNATURE_BYTES
from core.domain.bawaslu import RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.commands import RenewLookup, ReportItem, ReturnWithCode, SubmitReports
from core.domain.device_key import RenewDeviceKey
from core.domain.errors import Untrusted
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.domain.pact import PactSigned, RecordPactAway, RecordPactTold, SignedFacts
from core.domain.reporter import EVIDENCE, WITHDRAWAL
from core.domain.roster import ChangeRoster, ImportRoster, PersonChange, PlanCascade
from core.journal import store
from core.journal.author import Placement
from core.journal.entry import Entry, Header, read_record, write_entry, write_record
from core.journal.handling import write_handling
from core.projections import project
from core.storage import tables
from core.storage.permitted import migrating
from tests.property.test_authority import opening, pact_event
from tests.world import Laptop, World, complaint, dice, found, information, nihil, situation, titip, warning

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EXAMPLES, FEW_EXAMPLES = 300 if LONG else 3, 2
# Shrinking would walk the same roads a thousand times; the seed of a failure is printed instead.
PHASES = tuple(Phase) if LONG else (Phase.explicit, Phase.reuse, Phase.generate)


@dataclass(frozen=True)
class History:
    """Objects of one to three entries each, for the province and for the post's other laptop, as files."""

    world: World
    to_province: tuple[Path, ...]
    to_post: tuple[Path, ...]


def unknown_entry(laptop: Laptop, stream: bytes, kind: str = "future.told") -> bytes:
    """An entry of a kind that a later program writes."""
    with laptop.device.database.writing() as db:
        head = store.head(db, stream)
        assert head is not None
        header = Header(stream, head.sequence + 1, head.digest, store.lamport(db) + 1, None, kind, 1, {})
        handling = write_handling(laptop.device.circumstance(b"\3" * 16), [])
        officer = laptop.device.officer
        entry = write_entry(officer.key, officer.kid, header, {"facts": b"\xa0", "handling": handling}, dice(kind))
        store.insert(db, entry, laptop.device.moment().at, dice("key"))
        laptop.device.projector.project(db, entry)
    return entry.digest


def main_stream(laptop: Laptop) -> bytes:
    """The stream that this laptop writes on."""
    with laptop.device.database.writing() as db:
        return own_stream(db, laptop.device, "desks", b"\2" * 16)


def lived() -> World:
    """A world after some eventful days; nothing has travelled yet but what the desk needed for its cases."""
    world = found("history")
    a, b, c = world.a, world.b, world.c
    first = a.submit(complaint(summary="Ngibing pakai kaos partai é"))
    a.submit(titip())
    a.app.execute(RenewLookup(a.app.new_command(), read_id(first.id)))
    other = a.submit(complaint(summary="Dua tanda bukti"))
    for about in (first, other):
        a.app.execute(RecordBawasluReceipt(a.app.new_command(), read_id(about.id), "1/LP", a.clock.when, "kabkota"))
    world.trip(a, world.province)
    for desk in (world.province, a):  # neither knows of the other's
        for about in (first, other):
            command = WithdrawBawasluReceipt(desk.app.new_command(), read_id(about.id), "1/LP", "kabkota", "laporan lain")
            desk.app.execute(command)
    a.app.execute(RecordBawasluReceipt(a.app.new_command(), read_id(other.id), "1/LP", a.clock.when, "kabkota"))
    twin = a.clone(world.room / "twin")
    a.submit(warning())
    a.submit(situation())
    twin.submit(warning(summary="Cabang", narrative="Disalin dari cadangan"))
    twin.enrol("Petugas 2", "officer", "kata sandi petugas dua")
    twin.close()
    twin.open("kata sandi petugas dua")
    items = tuple(ReportItem(parse_form(form)) for form in (warning(summary="Berdua"), information()))
    twin.app.execute(SubmitReports(twin.app.new_command(), items))
    unknown_entry(twin, main_stream(twin))
    world.laptops["twin"] = twin
    file = c.attach(b"bukti tambahan", "tambahan.txt")
    for act, text, files in ((EVIDENCE, "Foto lain", (file,)), (WITHDRAWAL, "", ())):
        c.app.execute(ReturnWithCode(c.app.new_command(), first.code, act, text, files))
    cascade(b, c)
    b.submit(nihil())
    b.forge(pact_event("Pemilik"), Placement(main_stream(b)))
    b.forge(opening(b, kit=b"\7" * 16), Placement(dice("second")(16)))
    stream = dice("forked opening")(16)
    c.forge(opening(c), Placement(stream))
    second = c.clone(world.room / "second")
    with second.device.database.writing() as db:
        with migrating(db):
            db.execute(tables.entry.delete().where(tables.entry.c.stream == stream))
        db.execute(tables.stream.delete().where(tables.stream.c.stream == stream))
    second.forge(opening(second, kit=b"\5" * 16), Placement(stream))
    c.submit(warning(summary="Dari pos lain"))
    for copied in (True, False):
        a.app.execute(RenewDeviceKey(a.app.new_command(), copied))
        a.submit(warning(summary="Dengan kunci baru"))
    world.laptops["second"] = second
    world.province.open_case(first.id)
    world.province.app.publish_statuses()
    return world


def cascade(b: Laptop, c: Laptop) -> None:
    """A roster that is taken over, changed and planned for; a pact with acts, one of them by who may not."""
    pact = read_id(b.issue("Tertib").pacts[0][0])
    day = date(2024, 2, 5)
    b.app.execute(RecordPactTold(b.app.new_command(), pact, day, "apel"))
    b.app.execute(RecordPactAway(b.app.new_command(), pact, day, "cuti"))
    c.forge(PactSigned(SignedFacts(day="2024-02-05", zone="Asia/Jakarta", method="basah")), Placement(main_stream(c), pact))
    for rank in ("Serka", "Serma"):
        people = (f"Agus,11980001,{rank},Danramil,Koramil 01,TNI", "Dedi,,,Babinsa,Koramil 01,TNI")
        listed = "\n".join(("Nama,NRP,Pangkat,Jabatan,Satuan,Jenis", *people))
        b.app.execute(ImportRoster(b.app.new_command(), listed.encode()))
    person = next(iter(b.app.ask(queries.OfficePeople()).rows))
    b.app.execute(ChangeRoster(b.app.new_command(), (PersonChange(read_id(person.id), "leave", day, reason="cuti"),)))
    b.app.execute(PlanCascade(b.app.new_command(), "Pilkada", day, (day,)))


def cut(laptop: Laptop, size: int, *, to: str = "desks", own: bool = True) -> list[tuple[Path, Path]]:
    """Every stream that the laptop holds for these readers as objects of ``size`` entries, one to a stick."""
    found_objects = []
    with laptop.device.database.reading() as db:
        for row in db.execute(select(tables.entry.c.stream).distinct()).all():
            records = [write_record(entry) for entry in store.slice_of(db, bytes(row.stream), 0, 1000)]
            found_objects += [records[at : at + size] for at in range(0, len(records), size)]
    sticks = []
    for records in found_objects:
        stick = laptop.folder.parent / f"cut-{laptop.name}-{size}-{len(sticks)}-{to[-3:]}"
        stick.mkdir()
        sticks.append((stick, laptop.smuggle(stick, records, to=to)))
    return sticks


@pytest.fixture(scope="module")
def history() -> Iterator[History]:
    world = lived()
    province = world.province
    roads = [cut(world.laptops[name], size) for name, size in (("a", 2), ("twin", 2), ("b", 3), ("c", 1), ("second", 2))]
    receiver = Laptop("receiver", world.room / "receiver", province.clock, "receiver")
    world.laptops["receiver"] = receiver
    to_province = tuple(stick for road in roads for stick, _ in road)
    collector = province.clone(world.room / "collector")
    for stick in to_province:
        collector.receive(stick)
    world.laptops["collector"] = collector
    to_post = tuple(stick for stick, _ in cut(collector, 2, to="post:K0413"))
    world.laptops.pop("receiver")
    yield History(world, to_province, to_post)
    world.close()


def carried(origin: Laptop, folder: Path, sticks: tuple[Path, ...], order: list[int]) -> Laptop:
    """A copy of the device that took the sticks in this order."""
    copy = origin.clone(folder)
    for number in order:
        copy.receive(sticks[number])
    return copy


@contextmanager
def one_by_one() -> Iterator[None]:
    """Entries are taken in by themselves, however ordinary."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(absorb_many, "run_at", lambda db, entries: [])
        yield


def parked(laptop: Laptop) -> list[tuple[object, ...]]:
    with laptop.device.database.reading() as db:
        return sorted(tuple(row) for row in db.execute(select(tables.parked.c.stream, tables.parked.c.digest)))


@st.composite
def two_orders(draw: st.DrawFn, count: int) -> tuple[list[int], list[int]]:
    """Two walks over the same subset of objects (mostly all), each with repetitions of its own."""
    everything = list(range(count))
    subset = draw(st.one_of(st.just(everything), st.lists(st.sampled_from(everything), min_size=1, unique=True)))
    walks = []
    for _ in range(2):
        again = draw(st.lists(st.sampled_from(subset), max_size=3))
        walks.append(draw(st.permutations(subset + again)))
    return walks[0], walks[1]


def agree(history: History, origin: Laptop, sticks: tuple[Path, ...], orders: tuple[list[int], list[int]]) -> None:
    room = history.world.room
    for old in room.glob("walk-*"):
        shutil.rmtree(old)
    left, right = (carried(origin, room / f"walk-{side}", sticks, order) for side, order in enumerate(orders))
    try:
        assert left.entries() == right.entries()
        assert parked(left) == parked(right)
        assert left.shared_snapshot() == right.shared_snapshot()
        assert left.problems() == right.problems() == ()
    finally:
        left.close()
        right.close()


@pytest.mark.fault("IM-19")
@settings(max_examples=EXAMPLES, phases=PHASES)
@given(data=st.data())
def test_the_province_agrees_with_itself(history: History, data: st.DataObject) -> None:
    orders = data.draw(two_orders(len(history.to_province)))
    agree(history, history.world.province, history.to_province, orders)


@settings(max_examples=EXAMPLES, phases=PHASES)
@given(data=st.data())
def test_the_posts_other_laptop_agrees_with_itself(history: History, data: st.DataObject) -> None:
    orders = data.draw(two_orders(len(history.to_post)))
    agree(history, history.world.b, history.to_post, orders)


def pieces(laptop: Laptop) -> list[Segment]:
    """Every stream that the laptop holds as one long segment, rivals side by side."""
    found_pieces = []
    with laptop.device.database.reading() as db:
        for stream in sorted(bytes(row.stream) for row in db.execute(select(tables.stream.c.stream))):
            records = [write_record(entry) for entry in store.slice_of(db, stream, 0, 1000)]
            found_pieces.append(Segment(stream, 0, 1000, records))
    return found_pieces


def is_straight(piece: Segment) -> bool:
    """Whether nobody has rivals in it."""
    return len({read_record(record).header.sequence for record in piece.records}) == len(piece.records)


@settings(max_examples=EXAMPLES if LONG else FEW_EXAMPLES, phases=PHASES)
@given(data=st.data())
def test_a_run_gives_what_its_entries_give_one_by_one(history: History, data: st.DataObject) -> None:
    """Pieces of streams in any order, with gaps, rivals and repetitions: the same verdict on each, and the same rows."""
    room = history.world.room
    for old in room.glob("walk-*"):
        shutil.rmtree(old)
    whole = data.draw(st.permutations(pieces(history.world.laptops["collector"])))
    cuts = [data.draw(st.lists(st.integers(0, len(piece.records)), max_size=3).map(sorted)) for piece in whole]
    ranges = [
        Segment(piece.stream, 0, 1000, piece.records[first:last])
        for piece, places in zip(whole, cuts, strict=True)
        for first, last in pairwise([0, *places, len(piece.records)])
    ]
    walk = [piece for piece in data.draw(st.permutations([*ranges, whole[0]])) if piece.records]
    quick, slow = (history.world.province.clone(room / f"walk-{side}") for side in "qs")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(absorb, "WINDOW", data.draw(st.sampled_from((2, 5, 500))))
            told = [absorb.absorb(quick.device, piece) for piece in walk]
        with one_by_one():
            assert [absorb.absorb(slow.device, piece) for piece in walk] == told
        assert quick.entries() == slow.entries() == history.world.laptops["collector"].entries()
        assert parked(quick) == parked(slow)
        assert quick.shared_snapshot() == slow.shared_snapshot()
        assert quick.problems() == slow.problems() == ()
    finally:
        quick.close()
        slow.close()


def test_control_there_are_runs_to_take(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    plain = absorb_many.take_run

    def counted(db: Connection, device: Device, run: Sequence[Entry], proven: Set[bytes]) -> None:
        lengths.append(len(run))
        plain(db, device, run, proven)

    monkeypatch.setattr(absorb_many, "take_run", counted)
    copy = history.world.province.clone(history.world.room / "walk-runs")
    try:
        for piece in pieces(history.world.laptops["collector"]):
            absorb.absorb(copy.device, piece)
        assert max(lengths) > 2 and sum(lengths) > 10
        lengths.clear()
        with one_by_one():
            absorb.absorb(copy.device, pieces(history.world.laptops["collector"])[0])
        assert lengths == []
    finally:
        copy.close()


@pytest.mark.parametrize("lie", [True, False], ids=["a lie", "control"])
def test_a_lie_in_a_run_refuses_the_piece(history: History, *, lie: bool) -> None:
    straight = [piece for piece in pieces(history.world.laptops["collector"]) if is_straight(piece)]
    piece = max(straight, key=lambda piece: len(piece.records))
    before, last = (read_record(record) for record in piece.records[-2:])
    forged = write_record(structs.replace(last, cose=last.cose[:-SIGNATURE_BYTES] + before.cose[-SIGNATURE_BYTES:]))
    copy = history.world.province.clone(history.world.room / f"walk-{lie}")
    held = copy.entries()
    try:
        if lie:
            with pytest.raises(Untrusted, match="signature"):
                absorb.absorb(copy.device, Segment(piece.stream, 0, 1000, [*piece.records[:-1], forged]))
            assert copy.entries() == held
        assert absorb.absorb(copy.device, piece).new == len(piece.records)
        assert copy.problems() == ()
    finally:
        copy.close()


def test_everything_is_taken_in(history: History) -> None:
    """The walks above lead somewhere: all entries of all laptops, both branches, and the fork is marked."""
    collector = history.world.laptops["collector"]
    for name in ("a", "b", "c", "twin", "second"):
        assert set(history.world.laptops[name].entries()) <= set(collector.entries())
    forked = {row.summary for row in collector.rows() if row.forked}
    assert {"Cabang", "Dua massa di satu lapangan", "Berdua"} <= forked
    assert not any(row.forked for row in collector.rows() if row.summary.startswith("Ngibing"))
    complaints = [row for row in collector.rows() if row.summary.startswith(("Ngibing", "Dua tanda"))]
    lodged = {row.summary: [each.number for each in collector.report(row.id).receipts] for row in complaints}
    assert lodged == {"Ngibing pakai kaos partai é": [], "Dua tanda bukti": ["1/LP"]}
    pacts = collector.app.ask(queries.Pacts()).rows
    assert sorted((row.name, row.state) for row in pacts) == [("Pemilik", "diterbitkan"), ("Tertib", "berhalangan")]
    soldiers = collector.app.ask(queries.OfficePeople(home="K0413")).rows
    assert [(row.name, row.rank, row.standing) for row in soldiers] == [("Agus", "Serma", "leave"), ("Dedi", "", "active")]
    assert [act.number for act in collector.app.ask(queries.Returns())].count("") == 0
    assert len(collector.snapshot()["returned"]) == 2 and len(collector.snapshot()["lookup_code"]) >= 3


def test_relayed_records_are_the_writers_own_bytes(history: History) -> None:
    """Rule 2: stored bytes are relayed verbatim, unknown kinds among them."""
    collector = history.world.laptops["collector"].entries()
    for name in ("a", "twin", "b"):
        for digest, record in history.world.laptops[name].entries().items():
            assert collector[digest] == record


@pytest.mark.parametrize("name", ["a", "twin", "b", "c", "collector"])
def test_a_replay_gives_the_live_rows(history: History, name: str) -> None:
    laptop = history.world.laptops[name]
    live = laptop.snapshot()
    assert laptop.problems() == ()
    for _ in range(2):
        assert laptop.app.check(rebuild=True).problems == ()
        assert laptop.snapshot() == live


@pytest.mark.fault("ST-18")
def test_the_doctor_sees_a_row_that_no_entry_tells_of(world: World) -> None:
    """Negative control of the replay: a changed row, a lost row, a lost entry and a broken index are all found."""
    world.a.submit(warning())
    with world.a.device.database.writing() as db:
        db.execute(tables.report.update().values(summary="Ditukar"))
    assert ("rows.differ", "report") in world.a.problems()
    assert ("rows.differ", "report") in world.a.app.check(rebuild=True).problems
    assert world.a.problems() == ()
    with world.a.device.database.writing() as db, migrating(db):
        db.execute(tables.entry.delete().where(tables.entry.c.seq == 0))
    assert "chain.broken" in {code for code, _ in world.a.problems()}


def test_snapshots_differ_where_entries_differ(world: World) -> None:
    """Negative control of the comparison."""
    before = world.a.shared_snapshot()
    world.a.submit(warning())
    assert world.a.shared_snapshot() != before
    with world.a.device.database.reading() as db:
        assert set(project.snapshot(db)) >= {"report", "stream", "certificate", "pact", "attachment", "report_text"}


def test_when_both_hold_everything_sending_writes_nothing(world: World) -> None:
    first = world.a.submit(complaint())
    world.a.submit(titip())
    world.b.submit(warning())
    file = world.c.attach(b"bukti" * 1000)
    world.c.submit(warning(evidence=[{"title": "Foto", "file": "foto.jpg"}]), file)
    laptops = (world.a, world.b, world.c)
    stick = world.stick()
    assert world.a.send(stick).objects > 0
    world.province.receive(stick)
    world.province.open_case(first.id)
    world.settle(*laptops)
    for laptop in (world.province, *laptops):
        report = laptop.send(world.stick())
        assert (report.objects, report.entries, report.bytes) == (0, 0, 0), laptop.name
    assert world.a.entries() == world.b.entries()
    assert world.a.shared_snapshot() == world.b.shared_snapshot()


def test_the_same_stick_again_is_left_as_it_is(world: World) -> None:
    world.a.submit(complaint())
    stick = world.stick()
    world.a.send(stick)
    before = {path.name: path.read_bytes() for path in stick.rglob("*.bin")}
    assert world.a.send(stick).objects == 0
    assert {path.name: path.read_bytes() for path in stick.rglob("*.bin")} == before
    assert world.a.send(world.stick()).objects > 0, "another stick gets everything: this one may be lost"


def test_a_laptop_that_lags_sends_nothing_of_its_siblings_stream(world: World) -> None:
    """The desk holds more of the sibling's stream than this laptop was told: that is no rollback."""
    world.a.submit(warning())
    world.settle(world.a, world.b)
    world.a.submit(warning())
    world.trip(world.a, world.province)
    stick = world.stick()
    world.province.send(stick)
    for path in stick.rglob("*.bin"):
        path.rename(path.with_suffix(".lost"))
    # Only the acknowledgement reaches b, the entries do not.
    target = next(item for item in world.province.app.shelf.targets(None) if item.audience == "post:K0413")
    cose = world.province.app.shelf.acknowledgement(target)
    only = world.stick()
    world.province.smuggle(only, [], [cose], to="post:K0413")
    world.b.receive(only)
    assert world.b.send(world.stick()).entries == 0
