"""D1, D4, D8: copied and restored laptops, erased parts, kinds of the future."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from core.app.absorb import Absorbed, Segment, absorb
from core.app.streams import own_stream
from core.domain.errors import Untrusted
from core.domain.ids import read_id
from core.domain.report import FORKED
from core.journal import cbor, reading, store
from core.journal.entry import EXPIRED, ORDERED, Entry, Part, read_entry, write_record
from core.storage import tables
from tests.world import Laptop, World, warning


def writing_stream(laptop: Laptop) -> bytes:
    """Where the next report goes."""
    with laptop.device.database.writing() as db:
        return own_stream(db, laptop.device, "desks", b"\2" * 16)


def opening_facts(laptop: Laptop, stream: bytes) -> dict[object, object]:
    with laptop.device.database.reading() as db:
        (entry,) = store.slice_of(db, stream, 0, 0)
    return cbor.decode_map(entry.parts["facts"].content, 100_000)


@pytest.mark.fault("ST-17")
def test_both_branches_of_a_copied_laptop_are_kept_and_marked(world: World) -> None:
    before = world.a.submit(warning(summary="Sebelum disalin"))
    world.trip(world.a, world.province)
    twin = world.a.clone(world.room / "twin")
    left, right = world.a.submit(warning(summary="Kiri")), twin.submit(warning(summary="Kanan"))
    assert world.trip(world.a, world.province).forks == 0
    assert world.trip(twin, world.province).forks == 1
    rows = {row.id: row for row in world.province.rows()}
    assert {rows[left.id].summary, rows[right.id].summary} == {"Kiri", "Kanan"}
    assert (rows[before.id].forked, rows[left.id].forked, rows[right.id].forked) == (False, True, True)
    assert FORKED in world.province.report(right.id).history[0].marks
    assert world.province.problems() == ()
    twin.close()


def after(laptop: Laptop, stream: bytes, sequence: int) -> Segment:
    """What the laptop holds of a stream behind that place, as an object would carry it."""
    with laptop.device.database.reading() as db:
        records = [write_record(entry) for entry in store.slice_of(db, stream, sequence + 1, 1000)]
    return Segment(stream, sequence + 1, 1000, records)


def test_what_follows_a_branch_that_is_not_here_waits(world: World) -> None:
    """The place behind the head is free, but the entry names another predecessor: it is no continuation of this branch."""
    world.a.submit(warning())
    world.trip(world.a, world.province)
    twin, stream = world.a.clone(world.room / "twin"), writing_stream(world.a)
    with world.province.device.database.reading() as db:
        head = store.head(db, stream)
    assert head is not None
    world.a.submit(warning(summary="Kiri"))
    world.trip(world.a, world.province)
    for summary in ("Kanan", "Kanan dua", "Kanan tiga"):
        twin.submit(warning(summary=summary))
    assert absorb(world.province.device, after(twin, stream, head.sequence + 1)) == Absorbed(parked=2)
    assert absorb(world.province.device, after(twin, stream, head.sequence)) == Absorbed(new=3, forked=1)
    assert {"Kiri", "Kanan", "Kanan dua", "Kanan tiga"} <= {row.summary for row in world.province.rows() if row.forked}
    twin.close()


def test_a_run_of_a_stream_that_is_not_for_this_device_is_refused(world: World) -> None:
    world.a.submit(warning())
    world.trip(world.a, world.province)
    stream = writing_stream(world.a)
    for summary in ("Satu", "Dua"):
        world.a.submit(warning(summary=summary))
    with world.province.device.database.writing() as db:
        known = store.head(db, stream)
        db.execute(tables.stream.update().where(tables.stream.c.stream == stream).values(audience="post:K0999"))
    assert known is not None
    with pytest.raises(Untrusted, match=r"audience\.foreign"):
        absorb(world.province.device, after(world.a, stream, known.sequence))
    with world.province.device.database.writing() as db:
        assert store.head(db, stream) == known
        db.execute(tables.stream.update().where(tables.stream.c.stream == stream).values(audience="desks"))
    assert absorb(world.province.device, after(world.a, stream, known.sequence)) == Absorbed(new=2)


@pytest.mark.fault("ST-17")
def test_the_copy_opens_a_new_stream_when_it_learns_of_its_rival(world: World) -> None:
    twin = world.a.clone(world.room / "twin")
    old = writing_stream(twin)
    world.a.submit(warning())
    world.a.submit(warning())
    world.trip(world.a, world.province)
    first = twin.submit(warning(summary="Pada alur lama"))
    world.trip(world.province, twin)
    twin.send(world.stick())
    fresh = writing_stream(twin)
    assert fresh != old
    second = twin.submit(warning(summary="Pada alur baru"))
    facts = opening_facts(twin, fresh)
    with twin.device.database.reading() as db:
        head = store.head(db, old)
    assert head is not None
    assert (facts["follows"], facts["follows_head"]) == (old, head.digest)
    world.settle(twin)
    assert {first.id, second.id} <= {row.id for row in world.province.rows()}
    assert not world.province.report(second.id).row.forked
    assert twin.status(second.id) == "received"
    twin.restart()
    assert writing_stream(twin) == fresh, "the old stream stays closed"
    twin.close()


@pytest.mark.fault("ST-7")
def test_a_restored_store_is_found_out_by_the_acknowledgement(world: World) -> None:
    """The province acknowledges a sequence beyond the own head: this store was rolled back (D1)."""
    backup = world.a.clone(world.room / "backup")
    for _ in range(2):
        world.a.submit(warning())
    world.settle(world.a)
    world.a.close()
    old = writing_stream(backup)
    stick = world.stick()
    target = next(t for t in world.province.app.shelf.targets(None) if t.audience == "post:K0413")
    cose = world.province.app.shelf.acknowledgement(target)
    world.province.smuggle(stick, [], [cose], to="post:K0413")
    backup.receive(stick)
    backup.send(world.stick())
    assert writing_stream(backup) != old
    backup.close()


def test_an_honest_laptop_keeps_its_stream(world: World) -> None:
    """Control: acknowledgements of the own chain close nothing."""
    stream = writing_stream(world.a)
    for _ in range(3):
        world.a.submit(warning())
        world.settle(world.a)
    assert writing_stream(world.a) == stream


def test_a_fork_that_comes_back_by_a_sibling_closes_the_stream(world: World) -> None:
    """The other branch itself returns, by way of the post's other laptop."""
    world.settle(world.a, world.b)
    twin = world.a.clone(world.room / "twin")
    old = writing_stream(world.a)
    twin.submit(warning(summary="Kanan"))
    world.trip(twin, world.province)
    world.a.submit(warning(summary="Kiri"))
    world.a.submit(warning(summary="Kiri juga"))
    world.settle(world.a, world.b)
    assert writing_stream(world.a) != old
    world.settle(world.a, world.b, world.a)
    assert {"Kiri", "Kiri juga", "Kanan"} <= {row.summary for row in world.province.rows()}
    assert {"Kiri", "Kiri juga", "Kanan"} <= {row.summary for row in world.b.rows()}
    twin.close()


# --- erased parts ---------------------------------------------------------------------------------------------------


def without(entry: Entry, states: dict[str, Part]) -> Entry:
    """The entry with some parts destroyed."""
    return read_entry(entry.cose, dict(entry.parts) | states)


def test_erased_parts_read_without_failing(world: World) -> None:
    """A report whose story was destroyed by order and whose persons expired keeps number and date; the chain stands."""
    report = world.a.submit(warning(summary="Akan dihapus"))
    stream = writing_stream(world.a)
    with world.a.device.database.reading() as db:
        entries = list(store.slice_of(db, stream, 0, 10))
    gone = {"story": Part(ORDERED, content=b"\7" * 32), "parties": Part(EXPIRED)}
    records = [write_record(without(e, gone) if e.header.sequence == 1 else e) for e in entries]
    stick = world.stick()
    world.a.smuggle(stick, records)
    assert world.province.receive(stick).quarantined == ()
    shown = world.province.report(report.id)
    assert (shown.row.number, shown.row.summary) == (report.number, "")
    assert reading.ERASED in shown.history[0].marks
    assert world.province.rows("dihapus") == ()
    # No order and no expiry here made them go: the doctor says so, and nothing else.
    assert {code for code, _ in world.province.problems()} == {"part.gone"}
    assert {code for code, _ in world.province.app.check(rebuild=True).problems} == {"part.gone"}


def test_an_entry_with_every_part_gone_bricks_nothing(world: World) -> None:
    world.a.submit(warning())
    stream = writing_stream(world.a)
    with world.a.device.database.reading() as db:
        entries = list(store.slice_of(db, stream, 0, 10))
    all_gone = without(entries[1], dict.fromkeys(entries[1].parts, Part(EXPIRED)))
    stick = world.stick()
    world.a.smuggle(stick, [write_record(entries[0]), write_record(all_gone)])
    assert world.province.receive(stick).quarantined == ()
    assert world.province.rows() == ()
    later = world.a.submit(warning(summary="Sesudahnya"))
    world.trip(world.a, world.province)
    assert [row.id for row in world.province.rows()] == [later.id]
    assert {code for code, _ in world.province.problems()} == {"part.gone"}


# --- kinds of the future --------------------------------------------------------------------------------------------


@pytest.mark.fault("IM-16")
def test_an_unknown_kind_is_kept_relayed_and_shown_as_needing_an_update(world: World) -> None:
    report = world.a.submit(warning())
    stream = writing_stream(world.a)
    with world.a.device.database.writing() as db:
        from core.journal.entry import write_entry
        from core.journal.handling import write_handling

        head = store.head(db, stream)
        assert head is not None
        header = entry_header(world.a, stream, read_id(report.id))
        handling = write_handling(world.a.device.circumstance(b"\3" * 16), [])
        officer = world.a.device.officer
        entry = write_entry(officer.key, officer.kid, header, {"facts": b"\xa0", "handling": handling}, world.a.app.entropy)
        store.insert(db, entry, world.a.device.moment().at, world.a.app.entropy)
        world.a.device.projector.project(db, entry)
    world.settle(world.a, world.b)
    for laptop in (world.province, world.b):
        assert entry.digest in laptop.entries()
        line = laptop.report(report.id).history[-1]
        assert (line.kind, line.marks) == ("future.told", ("perlu pembaruan",))
    with world.b.device.database.reading() as db:
        kept = db.execute(select(tables.entry.c.cose).where(tables.entry.c.digest == entry.digest)).scalar_one()
    assert bytes(kept) == entry.cose, "relayed as it was written"


def entry_header(laptop: Laptop, stream: bytes, subject: bytes) -> object:
    from core.journal.entry import Header

    with laptop.device.database.reading() as db:
        head = store.head(db, stream)
        assert head is not None
        return Header(stream, head.sequence + 1, head.digest, store.lamport(db) + 1, subject, "future.told", 1, {})


def test_a_field_of_the_future_does_not_disturb(world: World) -> None:
    """Fields are added, never renamed: a body with one more field reads as before."""
    report = world.a.submit(warning(summary="Terbaca"))
    with world.a.device.database.reading() as db:
        (entry,) = store.of_subject(db, read_id(report.id))
    from core.domain.events import ReportReceived
    from core.journal import catalogue

    parts = {name: part.content for name, part in entry.parts.items() if name != "handling"}
    tree = cbor.decode_map(parts["story"], 1_000_000)
    parts["story"] = cbor.encode(tree | {"mood": "baru"})
    event = catalogue.read_event(entry.header.kind, 1, parts)
    assert isinstance(event, ReportReceived) and event.story is not None
    assert msgspec.to_builtins(event.story.form)["summary"] == "Terbaca"
