"""D8, D9, SAFEGUARDS 15: lawful loss is whole, leaves the chain, keeps its order, and nobody but the province may order it.

The searcher of test_secrecy reads every page, used or free, of store and log, every box that opens, and the vault.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.app import absorb, erasure
from core.app.device import Device
from core.app.streams import own_stream
from core.domain.bawaslu import RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.erasing import answer_erasure, order_erasure
from core.domain.erasure import ERASABLE, HoldFacts, HoldLifted, HoldPlaced, LiftFacts
from core.domain.errors import Refused
from core.domain.ids import read_id
from core.journal import store
from core.journal.author import Placement
from core.journal.entry import Entry, read_record
from core.storage import tables
from tests.changes import answer, bawaslu_receipt, correct, erase, hold, lift, order, second
from tests.property.test_authority import stream_of
from tests.property.test_convergence import EXAMPLES, PHASES, cut, one_by_one, parked, pieces
from tests.property.test_secrecy import CANARY, all_that_opens, files_with, holds
from tests.world import Laptop, World, complaint, found, titip, warning

FORTNIGHT = 14
SIBLING = "Kakatua5Pm"


def finds(laptop: Laptop, word: str) -> int:
    """How many places of the profile give the word to somebody with every passphrase of it."""
    return sum(holds(data, word) for data in all_that_opens(laptop))


def told_of(word: str) -> dict[str, object]:
    """Every field that stays readable at the post."""
    party = {"subject": "TNI", "name": word, "position": word, "unit": f"Lanal {word}", "address": word, "description": word}
    evidence = [{"title": word, "origin": word, "file": f"{word}.txt"}]
    place = {"area": "19.01.01", "detail": word}
    return complaint(summary=word, narrative=f"{word} " * 300, reported=[party], evidence=evidence, place=place)


def lived(world: World, *, indexed: bool = True) -> str:
    """A report full of the word among others, corrected, indexed, with a file; gives its id."""
    a = world.a
    for number in range(6):
        a.submit(warning(summary=f"{SIBLING} {number}", narrative=f"{SIBLING} " * 60))
    file = a.attach((CANARY * 500).encode(), f"{CANARY}.txt")
    report = a.submit(told_of(CANARY), file).id
    for number in range(6):
        a.submit(warning(summary=f"{SIBLING} lagi {number}"))
    if indexed:
        a.app.tidy()
    answer(a, correct(a, report, {"summary": f"{CANARY} diperbaiki"}, words=CANARY).id, second(a))
    if indexed:
        a.app.tidy()
    return report


# --- by order ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indexed", [True, False], ids=["indexed", "waiting"])
def test_an_order_leaves_no_word_and_the_chain(world: World, indexed: bool) -> None:
    report = lived(world, indexed=indexed)
    world.settle(world.a)
    assert finds(world.a, CANARY) >= 8 and finds(world.province, CANARY) > 5, "control: the searcher sees them"
    other = second(world.province, "administrator")
    made = order(world.province, report)
    world.settle(world.a)
    assert finds(world.a, CANARY) >= 8, "control: an order that nobody agreed to has no effect"
    before = len(world.a.entries())
    answer(world.province, made.id, other)
    assert finds(world.province, CANARY) == 0
    world.settle(world.a)
    assert finds(world.a, CANARY) == 0
    assert finds(world.a, SIBLING) >= 8, "control: other reports stay"
    assert files_with(CANARY, world.a.folder, world.province.folder) == []
    assert list((world.a.folder / "vault").iterdir()) == [] == list((world.province.folder / "vault").iterdir())
    for laptop in (world.a, world.province):
        assert laptop.problems() == ()
        shown = laptop.report(report)
        assert (shown.form, shown.attachments, shown.row.erased) == ({}, (), True)
        assert shown.gone == ("parties", "story") and shown.row.number
        assert [line.kind for line in shown.history][-2:] == ["erasure.ordered", "erasure.approved"]
        assert laptop.rows(CANARY) == ()
    assert len(world.a.entries()) > before
    assert world.a.status(report) == "received"
    world.a.restart()
    assert finds(world.a, CANARY) == 0 and world.a.problems() == ()
    live = world.a.snapshot()
    world.a.app.check(rebuild=True)
    assert world.a.snapshot() == live and finds(world.a, CANARY) == 0
    assert world.a.send(world.stick()).objects == 0, "it comes to rest"


@pytest.mark.fault("PO-11")
def test_what_a_cut_off_run_left_is_finished_at_the_next_unlock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control too: without cutting the log, and with the file still there, the searcher finds the words."""
    report = lived(world)
    world.settle(world.a)
    other = second(world.province, "administrator")
    answer(world.province, order(world.province, report).id, other)
    monkeypatch.setattr(erasure, "finish", lambda device: None)
    world.settle(world.a)
    assert world.a.report(report).row.erased
    assert finds(world.a, CANARY) > 0 and list((world.a.folder / "vault").iterdir()) != []
    monkeypatch.undo()
    world.a.app.sweep()
    assert finds(world.a, CANARY) == 0 and list((world.a.folder / "vault").iterdir()) == []


@pytest.mark.fault("IM-23")
def test_an_old_copy_brings_nothing_back(world: World) -> None:
    """A stick of before the order, a laptop that has not heard of it, and the same laptop's own old stick."""
    report = lived(world)
    old = world.stick()
    world.a.send(old)
    world.province.receive(old)
    erase(world.province, report, second(world.province, "administrator"))
    world.settle(world.a)
    world.province.receive(world.copy_of(old))
    assert finds(world.province, CANARY) == 0
    world.a.receive(world.copy_of(old))
    assert finds(world.a, CANARY) == 0
    world.settle(world.a, world.b)
    assert finds(world.b, CANARY) == 0 and finds(world.b, SIBLING) > 0, "the sibling gets the chain without the words"
    assert world.b.problems() == ()
    assert world.a.entries() == world.b.entries()


def test_parties_alone(world: World) -> None:
    """SAFEGUARDS 23: after a time the name goes and what happened stays, with its evidence."""
    file = world.a.attach(b"bukti" * 100, "bukti.txt")
    report = world.a.submit(complaint(evidence=[{"title": "Bukti", "file": "bukti.txt"}]), file).id
    world.settle(world.a)
    other = second(world.province, "administrator")
    answer(world.province, order(world.province, report, ("parties",), attachments=False).id, other)
    world.settle(world.a)
    for laptop in (world.a, world.province):
        shown = laptop.report(report)
        assert shown.gone == ("parties",) and "reported" not in shown.form and shown.form["summary"]
        assert [file.missing for file in shown.attachments] == [0]
        assert finds(laptop, "Budi Rahmat") == 0
        assert laptop.problems() == ()
    answer(world.province, order(world.province, report).id, other)
    world.settle(world.a)
    assert world.a.report(report).gone == ("parties", "story")
    assert world.a.entries() == {
        digest: record for digest, record in world.province.entries().items() if digest in world.a.entries()
    }


def test_what_a_post_only_carries_goes_too(world: World) -> None:
    file = world.a.attach(b"bukti" * 100, "bukti.txt")
    report = world.a.submit(titip(evidence=[{"title": "Bukti", "file": "bukti.txt"}]), file).id
    world.settle(world.a)
    erase(world.province, report, second(world.province, "administrator"))
    world.settle(world.a)
    assert list((world.a.folder / "vault").iterdir()) == []
    assert world.a.report(report).attachments == ()
    assert world.a.problems() == ()


def test_a_hold_refuses_an_order_while_it_stands(world: World) -> None:
    report = lived(world)
    world.settle(world.a)
    other = second(world.province, "administrator")
    early = order(world.province, report)
    hold(world.province, report)
    for act in (lambda: order(world.province, report), lambda: answer(world.province, early.id, other)):
        with pytest.raises(Refused, match=r"erasure\.held"):
            act()
    with pytest.raises(Refused, match=r"hold\.stands"):
        hold(world.province, report)
    world.settle(world.a)
    assert world.a.report(report).held and finds(world.a, CANARY) > 0
    lift(world.province, report)
    with pytest.raises(Refused, match=r"hold\.none"):
        lift(world.province, report)
    answer(world.province, early.id, other)
    world.settle(world.a)
    assert finds(world.a, CANARY) == 0 and not world.a.report(report).held


def test_an_approval_that_altered_software_wrote_under_a_hold_has_no_effect(world: World) -> None:
    report = world.a.submit(complaint()).id
    world.settle(world.a)
    other = second(world.province, "administrator")
    made = order(world.province, report)
    hold(world.province, report)
    forge_approval(world.province, other, report, digest_of(world.province, "erasure.ordered"))
    world.settle(world.a)
    assert world.a.report(report).form["summary"] == "Mengenakan atribut"
    assert [row.status for row in world.a.report(report).proposals] == ["held"]
    lift(world.province, report)
    world.settle(world.a)
    assert world.a.report(report).form["summary"], "it was given under the hold: lifting it does not make it good"
    assert made.status == "proposed"


def digest_of(laptop: Laptop, kind: str) -> bytes:
    return next(digest for digest, record in laptop.entries().items() if read_record(record).header.kind == kind)


def forge_approval(laptop: Laptop, by: Device, report: str, order_digest: bytes) -> Entry:
    """An approval that no rule was asked about."""
    subject = read_id(report)
    audience = "post:K0413" if laptop.device.is_desk else "desks"
    with laptop.device.database.writing() as db:
        stream = own_stream(db, by, audience, b"\2" * 16)
        parents = [entry.digest for entry in store.of_subject(db, subject)][-1:]
    return laptop.forge(answer_erasure((), order_digest, approve=True), Placement(stream, subject, parents), by.author)


def test_a_hold_that_comes_too_late_brings_nothing_back_and_is_no_fault(world: World) -> None:
    """Another desk placed it before it heard of the order: what was destroyed stays destroyed (FORMAT.md 5.2)."""
    report = world.a.submit(complaint()).id
    world.settle(world.a)
    other = second(world.province, "administrator")
    event, subject = HoldPlaced(HoldFacts(basis="Surat")), read_id(report)
    erase(world.province, report, other)
    world.settle(world.a)
    with world.province.device.database.writing() as db:
        stream = own_stream(db, world.province.device, "post:K0413", b"\2" * 16)
    world.province.forge(event, Placement(stream, subject, [subject]))
    world.settle(world.a)
    for laptop in (world.a, world.province):
        shown = laptop.report(report)
        assert shown.row.erased and shown.held and [row.status for row in shown.proposals] == ["held"]
        assert laptop.problems() == ()


def test_a_post_can_neither_erase_nor_hold_nor_lift(world: World) -> None:
    report = world.a.submit(complaint()).id
    subject = read_id(report)
    for act in (order, hold, lift):
        with pytest.raises(Refused) as caught:
            act(world.a, report)
        assert caught.value.code in ("authority.refused", "hold.none")
    other = second(world.a)
    ordered = order_erasure((), "retention", "palsu", list(ERASABLE), attachments=True)
    entry = world.a.forge(ordered, Placement(stream_of(world.a), subject, [subject]))
    forge_approval(world.a, other, report, entry.digest)
    with world.a.device.database.writing() as db:
        erasure.enforce(db, world.a.device, subject)
    assert world.a.report(report).form["summary"] == "Mengenakan atribut", "not even in its own store"
    stick = world.stick()
    world.a.send(stick)
    came = world.province.receive(stick)
    assert [item.code for item in came.quarantined] == ["entry.not_allowed"]


def test_a_post_cannot_lift_the_provinces_hold(world: World) -> None:
    report = world.a.submit(complaint()).id
    world.settle(world.a)
    hold(world.province, report)
    world.settle(world.a)
    placed = digest_of(world.a, "hold.placed")
    event = HoldLifted(LiftFacts(hold=placed, basis="palsu"))
    world.a.forge(event, Placement(stream_of(world.a), read_id(report), [placed]))
    assert world.a.report(report).held
    stick = world.stick()
    world.a.send(stick)
    assert [item.code for item in world.province.receive(stick).quarantined] == ["entry.not_allowed"]
    assert world.province.report(report).held
    lift(world.province, report)
    assert not world.province.report(report).held, "control"


@pytest.mark.fault("ST-18")
def test_a_part_that_is_gone_without_an_order_is_found(world: World) -> None:
    """Altered software that destroys its own words shows: here, and at the province that gets the rest."""
    report = world.a.submit(complaint()).id
    with world.a.device.database.writing() as db:
        store.destroy_parts(db, read_id(report), ERASABLE, None, world.a.device.ports.entropy)
    assert "part.gone" in {code for code, _ in world.a.problems()}
    world.trip(world.a, world.province)
    assert {code for code, _ in world.province.problems()} == {"part.gone"}


# --- any order of arrival ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scattered:
    """Objects of one entry each for the post's other laptop; ``stale`` are the first of them, with the words."""

    world: World
    sticks: tuple[Path, ...]
    stale: int
    report: str
    kept: str


@pytest.fixture(scope="module")
def scattered() -> Iterator[Scattered]:
    """A report, its corrections, an order and its approval; a second report under a hold; and altered software at the
    desk that carries the old words on."""
    world = found("erasure")
    world.trip(world.b, world.province)
    world.a.submit(warning())
    file = world.a.attach((CANARY * 50).encode(), f"{CANARY}.txt")
    report = world.a.submit(told_of(CANARY), file).id
    correct(world.a, report, {"summary": f"{CANARY} dua"})
    kept = world.a.submit(complaint(summary="Tertahan")).id
    world.trip(world.a, world.province)
    carrier = world.province.clone(world.room / "carrier")
    world.laptops["carrier"] = carrier
    stale = [stick for stick, _ in cut(carrier, 1, to="post:K0413")]
    other = second(world.province, "administrator")
    hold(world.province, report)
    lift(world.province, report)
    erase(world.province, report, other)
    order(world.province, kept)
    hold(world.province, kept, other)
    forge_approval(world.province, other, kept, order_of(world.province, kept))
    fresh = [stick for stick, _ in cut(world.province, 1, to="post:K0413")]
    yield Scattered(world, (*stale, *fresh), len(stale), report, kept)
    world.close()


def order_of(laptop: Laptop, report: str) -> bytes:
    """Digest of the erasure order about a report."""
    headers = {digest: read_record(record).header for digest, record in laptop.entries().items()}
    return next(d for d, h in headers.items() if h.kind == "erasure.ordered" and h.subject == read_id(report))


@settings(max_examples=EXAMPLES, phases=PHASES, deadline=None)
@given(data=st.data())
def test_in_whatever_order_the_words_end_gone(scattered: Scattered, data: st.DataObject) -> None:
    room, sticks = scattered.world.room, scattered.sticks
    for old in room.glob("walk-*"):
        shutil.rmtree(old)
    walks = [data.draw(st.permutations(list(range(len(sticks))))) for _ in range(2)]
    # One side takes whatever is ordinary by the run, the other everything by itself.
    left = walk(scattered.world.b, room / "walk-0", sticks, walks[0])
    with one_by_one():
        right = walk(scattered.world.b, room / "walk-1", sticks, walks[1])
    try:
        assert left.entries() == right.entries()
        assert parked(left) == parked(right)
        assert left.shared_snapshot() == right.shared_snapshot()
        assert left.problems() == right.problems() == ()
        assert finds(left, CANARY) == finds(right, CANARY) == 0
        assert left.report(scattered.kept).form["summary"] == "Tertahan", "control: the one under a hold is there"
        assert left.report(scattered.report).gone == ("parties", "story")
    finally:
        left.close()
        right.close()


def walk(origin: Laptop, folder: Path, sticks: tuple[Path, ...], numbers: list[int]) -> Laptop:
    copy = origin.clone(folder)
    for number in numbers:
        copy.receive(sticks[number])
    return copy


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "control"])
def test_words_that_come_in_a_run_behind_their_order_are_dropped(scattered: Scattered, ordered: bool) -> None:
    copy = scattered.world.b.clone(scattered.world.room / f"behind-{ordered}")
    with scattered.world.province.device.database.reading() as db:
        told = set(db.execute(select(tables.stream.c.stream).where(tables.stream.c.audience == "post:K0413")).scalars())
    (run,) = (each for each in pieces(scattered.world.laptops["carrier"]) if each.stream == stream_of(scattered.world.a))
    try:
        for piece in pieces(scattered.world.province):
            if ordered and piece.stream in told:
                absorb.absorb(copy.device, piece)
        assert absorb.absorb(copy.device, run).new == len(run.records)
        assert (finds(copy, CANARY) == 0) is ordered and copy.problems() == ()
    finally:
        copy.close()


def test_control_without_the_order_the_words_are_there(scattered: Scattered) -> None:
    copy = walk(scattered.world.b, scattered.world.room / "control", scattered.sticks, list(range(scattered.stale)))
    try:
        assert finds(copy, CANARY) > 0
    finally:
        copy.close()


def test_what_waits_for_a_gap_waits_without_the_words(world: World) -> None:
    world.trip(world.b, world.province)
    report = lived(world)
    stream = stream_of(world.a)
    world.trip(world.a, world.province)
    carrier = world.province.clone(world.room / "carrier")
    world.laptops["carrier"] = carrier
    records = [r for r in carrier.entries().values() if read_record(r).header.stream == stream]
    records.sort(key=lambda record: read_record(record).header.sequence)
    first, last = world.stick(), world.stick()
    carrier.smuggle(first, records[:3], to="post:K0413")
    carrier.smuggle(last, records[3:], to="post:K0413")
    world.b.receive(last)
    assert parked(world.b) != [] and finds(world.b, CANARY) > 0, "control: what waits holds words"
    erase(world.province, report, second(world.province, "administrator"))
    for stick, _ in cut(world.province, 50, to="post:K0413"):
        world.b.receive(stick)
    assert finds(world.b, CANARY) == 0
    world.b.receive(first)
    assert world.b.problems() == () and finds(world.b, CANARY) == 0
    assert world.b.report(report).row.erased


# --- by time ----------------------------------------------------------------------------------------------------------


def test_a_fortnight_after_bawaslus_receipt_the_post_forgets_the_words(world: World) -> None:
    report = lived(world)
    world.trip(world.a, world.province)
    bawaslu_receipt(world.province, report)
    world.settle(world.a)
    number = world.a.report(report).row.number
    world.a.clock.pass_by(days=FORTNIGHT - 1)
    world.a.app.tidy()
    assert finds(world.a, CANARY) >= 8, "control: a day too early"
    world.a.clock.pass_by(days=1)
    world.a.app.tidy()
    assert finds(world.a, CANARY) == 0
    assert list((world.a.folder / "vault").iterdir()) == []
    shown = world.a.report(number)
    assert (shown.form, shown.row.status, shown.row.erased, shown.attachments) == ({}, "received", True, ())
    assert shown.history[-1].kind == "content.expired" and shown.history[-1].at.startswith("2024-02-19")
    assert world.a.problems() == ()
    assert finds(world.province, CANARY) > 5, "the province's copy is not touched"
    assert world.province.report(report).form["summary"].startswith(CANARY)
    assert world.province.problems() == ()
    world.settle(world.a)
    assert world.a.send(world.stick()).objects == 0
    world.a.restart()
    assert world.a.problems() == () and world.a.report(report).history[-1].kind == "content.expired"


def test_what_comes_later_about_such_a_report_goes_too(world: World) -> None:
    report = world.a.submit(told_of(CANARY), world.a.attach(b"x" * 100, f"{CANARY}.txt")).id
    world.trip(world.a, world.province)
    bawaslu_receipt(world.province, report)
    world.settle(world.a)
    world.a.clock.pass_by(days=20)
    world.a.restart()
    made = correct(world.province, report, {"summary": f"{CANARY} lagi"})
    answer(world.province, made.id, second(world.province, "triage"))
    world.settle(world.a)
    world.a.clock.pass_by(days=1)
    world.a.app.tidy()
    assert finds(world.a, CANARY) == 0 and world.a.problems() == ()


def kept_because(world: World, prepare: Callable[[World, str], None]) -> bool:
    """Whether the words are still there long after the receipt."""
    file = world.a.attach((CANARY * 50).encode(), f"{CANARY}.txt")
    report = world.a.submit(told_of(CANARY), file).id
    prepare(world, report)
    world.a.clock.pass_by(days=60)
    world.a.restart()
    assert world.a.problems() == ()
    return finds(world.a, CANARY) > 0


def _nothing_missing(world: World, report: str) -> None:
    world.trip(world.a, world.province)
    bawaslu_receipt(world.province, report)
    world.settle(world.a)


def _held(world: World, report: str) -> None:
    _nothing_missing(world, report)
    hold(world.province, report)
    world.settle(world.a)


def _not_acknowledged(world: World, report: str) -> None:
    bawaslu_receipt(world.a, report)
    world.a.send(world.stick())


def _later_entry_not_acknowledged(world: World, report: str) -> None:
    _nothing_missing(world, report)
    correct(world.a, report, {"narrative": CANARY})


def _attachment_missing(world: World, report: str) -> None:
    stick = world.stick()
    world.a.send(stick)
    with world.a.device.database.reading() as db:
        names = set(db.execute(select(tables.outgoing.c.name)).scalars())
    pieces = [path for path in stick.rglob("*.bin") if path.name not in names]
    assert pieces, "control: there is a piece to lose"
    for path in pieces:
        path.unlink()
    world.province.receive(stick)
    bawaslu_receipt(world.province, report)
    back = world.stick()
    world.province.send(back)
    world.a.receive(back)


def _another_kind(world: World, report: str) -> None:
    world.trip(world.a, world.province)
    bawaslu_receipt(world.province, report, "bawaslu.called")
    world.settle(world.a)


@pytest.mark.parametrize(
    ("prepare", "kept"),
    [
        (_nothing_missing, False),
        (_held, True),
        (_not_acknowledged, True),
        (_later_entry_not_acknowledged, True),
        (_attachment_missing, True),
        (_another_kind, True),
    ],
)
def test_words_are_kept_until_everything_is_safe(world: World, prepare: Callable[[World, str], None], kept: bool) -> None:
    assert kept_because(world, prepare) is kept


def test_a_receipt_that_was_taken_back_lets_nothing_expire(world: World) -> None:
    report = world.a.submit(told_of(CANARY), world.a.attach(b"x" * 100, f"{CANARY}.txt")).id
    world.trip(world.a, world.province)
    app, about = world.province.app, read_id(report)
    app.execute(RecordBawasluReceipt(app.new_command(), about, "1", world.province.clock.when, "ri"))
    app.execute(WithdrawBawasluReceipt(app.new_command(), about, "1", "ri", "milik laporan lain"))
    world.settle(world.a)
    world.a.clock.pass_by(days=FORTNIGHT)
    bawaslu_receipt(world.province, report)
    world.settle(world.a)
    world.a.app.tidy()
    assert finds(world.a, CANARY) > 0, "the days of the one that stands have only begun"
    world.a.clock.pass_by(days=FORTNIGHT)
    world.a.app.tidy()
    assert finds(world.a, CANARY) == 0, "control: they are over"


def test_the_setting_moves_the_day(world: World) -> None:
    report = world.a.submit(told_of(CANARY), world.a.attach(b"x" * 100, f"{CANARY}.txt")).id
    world.trip(world.a, world.province)
    bawaslu_receipt(world.province, report)
    world.settle(world.a)
    for value, days, gone in (("0", 1, False), ("x", 1, False), ("3", 2, True)):
        world.a.app.settings.put("expiry.days", value)
        world.a.clock.pass_by(days=days)
        world.a.app.tidy()
        assert (finds(world.a, CANARY) == 0) is gone, value


def test_a_hold_event_names_its_basis(world: World) -> None:
    report = world.a.submit(complaint()).id
    world.settle(world.a)
    hold(world.province, report)
    line = world.province.report(report).history[-1]
    assert (line.kind, line.detail) == ("hold.placed", "Surat Bawaslu 12/2024")
    assert HoldPlaced(HoldFacts(basis="x")).facts is not None
