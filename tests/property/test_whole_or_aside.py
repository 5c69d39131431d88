"""I7: an object is taken whole or set aside whole with its reason; the rest goes in. And no entry bricks a laptop."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import select

from core.app import queries
from core.crypto.cose import key_id, sign1
from core.crypto.sealing import AgeIdentity, seal
from core.domain.events import Attached
from core.journal import cbor, store
from core.journal.acknowledgement import Acknowledgement, write_acknowledgement
from core.journal.entry import Header, read_record, write_entry, write_record
from core.journal.handling import write_handling
from core.storage import tables
from sync.spare import spare_path
from tests.property.test_authority import stream_of, whole_stream
from tests.world import Laptop, World, dice, receive_if_any, warning


def flipped_part(laptop: Laptop, record: bytes) -> bytes:
    """One letter of the story changed."""
    cose, parts = cbor.decode(record, 1_000_000)  # type: ignore[misc]
    parts["story"][2] = parts["story"][2][:-1] + bytes([parts["story"][2][-1] ^ 1])
    return cbor.encode([cose, parts])


def flipped_signature(laptop: Laptop, record: bytes) -> bytes:
    """One bit of the signature changed, in a place where it still is a number in range."""
    cose, parts = cbor.decode(record, 1_000_000)  # type: ignore[misc]
    return cbor.encode([cose[:-1] + bytes([cose[-1] ^ 1]), parts])


def signed_by_the_device(laptop: Laptop, record: bytes) -> bytes:
    """The same header under the device's key, which is nobody's pen."""
    _, parts = cbor.decode(record, 1_000_000)  # type: ignore[misc]
    seal_ = laptop.app.device_seal
    payload = read_record(record).message.payload
    return cbor.encode([sign1(seal_.key, key_id(seal_.certificate), payload), parts])


def without_a_part(laptop: Laptop, record: bytes) -> bytes:
    cose, parts = cbor.decode(record, 1_000_000)  # type: ignore[misc]
    del parts["parties"]
    return cbor.encode([cose, parts])


def not_a_record(laptop: Laptop, record: bytes) -> bytes:
    return cbor.encode([record])


BREAKERS = (flipped_part, flipped_signature, signed_by_the_device, without_a_part, not_a_record)


@pytest.mark.fault("IM-3")
@pytest.mark.parametrize("broken", [1, 2, 3])
@pytest.mark.parametrize("breaker", BREAKERS, ids=lambda breaker: breaker.__name__)
def test_one_broken_entry_sets_its_object_aside_and_no_other(
    world: World, breaker: Callable[[Laptop, bytes], bytes], broken: int
) -> None:
    for number in range(3):
        world.a.submit(warning(summary=f"Laporan {number}"))
    world.c.submit(warning(summary="Dari pos lain"))
    good = whole_stream(world.a, stream_of(world.a))
    bad = [breaker(world.a, record) if at == broken else record for at, record in enumerate(good)]
    stick = world.stick()
    world.a.smuggle(stick, bad, like=good)
    world.c.send(stick)
    report = world.province.receive(stick)
    assert len(report.quarantined) == 1
    assert [row.summary for row in world.province.rows()] == ["Dari pos lain"]
    with world.province.device.database.reading() as db:
        assert store.head(db, stream_of(world.a)) is None
        assert db.execute(select(tables.parked)).all() == []
    (line,) = world.province.app.ask(queries.Quarantine())
    assert (line.object, line.code) == (report.quarantined[0].object, report.quarantined[0].code)
    world.trip(world.a, world.province)
    assert len(world.province.rows()) == 4, "the next good stick heals it"


@pytest.mark.fault("IM-20")
def test_a_false_acknowledgement_sets_the_whole_object_aside(world: World) -> None:
    world.a.submit(warning())
    stick = world.stick()
    seal_ = world.a.app.device_seal
    foreign = Acknowledgement(b"\1" * 16, 1, (), (), ())
    cose = write_acknowledgement(seal_.key, key_id(seal_.certificate), foreign)
    world.a.smuggle(stick, whole_stream(world.a, stream_of(world.a)), [cose])
    assert [item.code for item in world.province.receive(stick).quarantined] == ["acknowledgement.sender"]
    assert world.province.rows() == ()


def test_an_object_of_another_province_is_set_aside(world: World) -> None:
    world.a.submit(warning())
    stick = world.stick()
    world.a.smuggle(stick, whole_stream(world.a, stream_of(world.a)), province=b"\0" * 16)
    assert [item.code for item in world.province.receive(stick).quarantined] == ["province.foreign"]
    assert world.province.rows() == ()


@pytest.mark.parametrize("cut", [1, 30, 500])
def test_a_cut_or_changed_object_is_set_aside(world: World, cut: int) -> None:
    world.a.submit(warning())
    stick = world.stick()
    world.a.send(stick)
    path = min(stick.rglob("*.bin"), key=lambda each: each.stat().st_size)  # the other is the sealed day
    whole = path.read_bytes()
    spare_path(stick, path.name).unlink()  # or a little rot would be repaired
    for damaged in (whole[:-cut], whole[:-cut] + bytes(cut), b"", b"age-encryption.org/v1\n"):
        path.write_bytes(damaged)
        assert [item.code for item in world.province.receive(stick).quarantined] == ["object.damaged"]
    assert world.province.rows() == ()
    path.write_bytes(whole)
    assert world.province.receive(stick).entries == 2


# --- bodies that only altered software writes ----------------------------------------------------------------------


def raw_report(laptop: Laptop, parts: dict[str, bytes], kind: str = "warning.raised") -> bytes:
    """A report's entry with these very parts, signed by the officer."""
    stream = stream_of(laptop)
    with laptop.device.database.writing() as db:
        head = store.head(db, stream)
        assert head is not None
        header = Header(stream, head.sequence + 1, head.digest, store.lamport(db) + 1, None, kind, 1, {})
        officer = laptop.device.officer
        handling = {"handling": write_handling(laptop.device.circumstance(b"\4" * 16), [])}
        entry = write_entry(officer.key, officer.kid, header, handling | parts, dice("raw"))
    return write_record(entry)


def true_parts(laptop: Laptop) -> dict[str, bytes]:
    """The parts of a true warning."""
    laptop.submit(warning())
    record = whole_stream(laptop, stream_of(laptop))[-1]
    return {name: part.content for name, part in read_record(record).parts.items()}


def changed(part: bytes, **fields: object) -> bytes:
    tree = cbor.decode(part, 1_000_000)
    assert isinstance(tree, dict)
    return cbor.encode(tree | fields)


def hostile_story(parts: dict[str, bytes], **attached: object) -> bytes:
    fields: dict[str, object] = {
        "token": b"\1" * 16,
        "name": "x",
        "media_type": "x",
        "size": 1,
        "digest": b"\2" * 32,
        "sealed_size": 1,
        "sealed_digest": b"\3" * 32,
        "pieces": [b"\4" * 32],
        "secret": "",
        "shows_identity": False,
    }
    return changed(parts["story"], attachments=[fields | attached])


HOSTILE: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "time of the far future": lambda p: {"handling": changed(p["handling"], at=2**53 - 1)},
    "time before all time": lambda p: {"handling": changed(p["handling"], at=-(2**53) + 1)},
    "no such zone": lambda p: {"handling": changed(p["handling"], zone="../../etc/passwd")},
    "empty zone": lambda p: {"handling": changed(p["handling"], zone="")},
    "no handling": lambda p: {"handling": b"\xa0"},
    "parents without end": lambda p: {"handling": changed(p["handling"], parents=[b"\1" * 16] * 17)},
    "short token": lambda p: {"story": hostile_story(p, token=b"xx")},
    "negative sizes": lambda p: {"story": hostile_story(p, size=-1, sealed_size=-5)},
    "pieces of odd length": lambda p: {"story": hostile_story(p, pieces=[b"\1" * 31])},
    "no pieces": lambda p: {"story": hostile_story(p, pieces=[])},
    "secret that is no key": lambda p: {"story": hostile_story(p, secret="AGE-SECRET-KEY-1XX")},
    "form of numbers": lambda p: {"story": changed(p["story"], form={"summary": 5, "place": [1], "nihil": "ya"})},
    "period of nonsense": lambda p: {"story": changed(p["story"], form={"period_from": "0001-01-01T00:00:00+23:00"})},
    "facts that are no map": lambda p: {"facts": b"\x01"},
    "facts that are no cbor": lambda p: {"facts": b"\xff\xff"},
    "facts of other fields": lambda p: {"facts": b"\xa0"},
    "facts sealed to nobody here": lambda p: {"facts": seal(p["facts"], [AgeIdentity.generate().recipient])},
    "facts in a broken seal": lambda p: {"facts": b"age-encryption.org/v1\nnonsense"},
    "number without end": lambda p: {"facts": changed(p["facts"], number="9" * 200_000)},
}


@pytest.mark.fault("IM-21")
@pytest.mark.parametrize("name", HOSTILE)
def test_no_body_stops_the_province(world: World, name: str) -> None:
    """Whatever stands in a body: the list, the search, sending and the doctor still work, and later sticks go in."""
    parts = true_parts(world.a)
    world.trip(world.a, world.province)
    record = raw_report(world.a, parts | HOSTILE[name](parts))
    stick = world.stick()
    world.a.smuggle(stick, [record])
    receive_if_any(world.province, stick)
    world.c.submit(warning(summary="Dari pos lain"))
    world.trip(world.c, world.province)
    for row in world.province.rows():
        world.province.report(row.id)
    assert "Dari pos lain" in [row.summary for row in world.province.rows("pos lain")]
    assert world.province.problems() == ()
    back = world.stick()
    world.province.send(back)
    assert world.a.receive(back).quarantined == ()
    assert world.c.receive(back).quarantined == ()
    assert world.c.rows()[0].status == "received"


@pytest.mark.fault("CL-3")
def test_a_clock_far_ahead_waits_and_drags_nobody(world: World) -> None:
    """A leap of the Lamport clock over 2^24 is parked (D2)."""
    world.a.submit(warning())
    world.trip(world.a, world.province)
    stream = stream_of(world.a)
    officer = world.a.device.officer
    with world.a.device.database.reading() as db:
        head = store.head(db, stream)
        assert head is not None
        for leap, waits in ((2**24 + 5_000, True), (2**24 - 5_000, False)):
            header = Header(stream, head.sequence + 1, head.digest, store.lamport(db) + leap, None, "x.y", 1, {})
            handling = write_handling(world.a.device.circumstance(b"\5" * 16), [])
            entry = write_entry(officer.key, officer.kid, header, {"handling": handling}, dice(leap))
            stick = world.stick()
            world.a.smuggle(stick, [write_record(entry)])
            world.province.receive(stick)
            assert (entry.digest in world.province.entries()) is not waits


@pytest.mark.fault("IM-11")
def test_an_entry_that_waits_is_told_in_the_acknowledgement(world: World) -> None:
    """A gap is asked for and healed by the next trip."""
    for _ in range(3):
        world.a.submit(warning())
    records = whole_stream(world.a, stream_of(world.a))
    stick = world.stick()
    world.a.smuggle(stick, records[2:])
    assert len(world.province.receive(stick).gaps) == 1
    assert world.province.rows() == ()
    world.trip(world.a, world.province)
    assert len(world.province.rows()) == 3
    with world.province.device.database.reading() as db:
        assert db.execute(select(tables.parked)).all() == []


def test_the_rows_above_can_fail(world: World) -> None:
    """Negative control: a true report travels by the same hands, so silence would be noticed."""
    parts = true_parts(world.a)
    facts = changed(parts["facts"], number="K0413-XXX-240205-009-X")
    record = raw_report(world.a, {name: part for name, part in parts.items() if name != "handling"} | {"facts": facts})
    world.trip(world.a, world.province)
    stick = world.stick()
    world.a.smuggle(stick, [record])
    assert world.province.receive(stick).quarantined == ()
    assert world.province.report("K0413-XXX-240205-009-X").row.post == "K0413"


def test_struct_fields_are_those_the_hostile_bodies_name() -> None:
    """Should an attachment get another field, the bodies above would be refused for the wrong reason."""
    names = {"token", "name", "media_type", "size", "digest", "sealed_size", "sealed_digest", "pieces", "secret"}
    assert {field.name for field in msgspec.structs.fields(Attached)} == names | {"shows_identity"}


@pytest.mark.fault("IM-11")
def test_a_case_that_comes_before_its_report_waits_for_it(world: World) -> None:
    """The province's entry about a report may come by an earlier stick than the report itself."""
    world.settle(world.a, world.b)
    report = world.a.submit(warning())
    world.trip(world.a, world.province)
    world.province.open_case(report.id, "7/A")
    with world.province.device.database.reading() as db:
        query = select(tables.stream.c.stream).where(tables.stream.c.audience == "post:K0413")
        stream = bytes(db.execute(query).scalar_one())
    stick = world.stick()
    world.province.smuggle(stick, whole_stream(world.province, stream), to="post:K0413")
    world.b.receive(stick)
    assert world.b.rows() == ()
    world.trip(world.province, world.b)
    assert world.b.report(report.id).row.case_status == "at_province"
