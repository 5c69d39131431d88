"""I8: a post cannot write what only the province may, nor another post's records, however its software was changed.

Every test has its twin: the same road with a lawful entry must lead to the row that the forged one must not change.
"""

from __future__ import annotations

import msgspec
import pytest

from core.app.streams import own_stream
from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.cose import key_id
from core.crypto.signing import SigningKey
from core.domain.authority import PROVINCE_ROLES
from core.domain.events import (
    CaseFacts,
    CaseOpened,
    OfficerEnrolled,
    OfficerFacts,
    PactFacts,
    PactIssued,
    PactParties,
    StreamOpened,
)
from core.domain.ids import read_id
from core.journal import catalogue, store
from core.journal.author import Author, Placement
from core.journal.entry import Entry, write_record
from core.journal.reading import open_parts
from tests.world import Laptop, World, complaint, dice, receive_if_any, warning


def stream_of(laptop: Laptop) -> bytes:
    """The laptop's stream to the province."""
    with laptop.device.database.writing() as db:
        return own_stream(db, laptop.device, "desks", b"\2" * 16)


def whole_stream(laptop: Laptop, stream: bytes) -> list[bytes]:
    """Records of one stream, as they lie in the laptop's store."""
    with laptop.device.database.reading() as db:
        return [write_record(entry) for entry in store.slice_of(db, stream, 0, 10_000)]


def delivered(world: World, laptop: Laptop, stream: bytes) -> list[str]:
    """Carry a stream to the province as altered software would; the codes of what was set aside."""
    stick = world.stick()
    laptop.smuggle(stick, whole_stream(laptop, stream))
    report = receive_if_any(world.province, stick)
    assert report is not None
    return [item.code for item in report.quarantined]


def opening(laptop: Laptop, **changes: object) -> StreamOpened:
    """The first entry of the laptop's own stream with other facts."""
    stream = stream_of(laptop)
    with laptop.device.database.reading() as db:
        entry = next(iter(store.slice_of(db, stream, 0, 0)))
    event = catalogue.read_event(entry.header.kind, entry.header.version, open_parts(entry, ()))
    assert isinstance(event, StreamOpened) and event.facts is not None
    return StreamOpened(msgspec.structs.replace(event.facts, **changes))


def set_aside_opening(world: World, laptop: Laptop, event: StreamOpened, author: Author | None = None) -> list[str]:
    """Open a new stream with this entry and carry it to the province."""
    stream = dice("a new stream")(16)
    laptop.forge(event, Placement(stream), author)
    return delivered(world, laptop, stream)


def test_an_unaltered_opening_is_taken_in(world: World) -> None:
    assert set_aside_opening(world, world.a, opening(world.a)) == []


@pytest.mark.parametrize("audience", ["all", "post:K0413", "post:K0414", "nation", ""])
def test_a_post_addresses_nobody_but_the_desks(world: World, audience: str) -> None:
    assert set_aside_opening(world, world.a, opening(world.a, audience=audience)) == ["entry.not_allowed"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("post", "K0414"), ("device", b"\0" * 16), ("province", b"\0" * 16), ("recipient", "age1nobody"), ("kit", b"")],
)
def test_a_stream_says_the_truth_about_its_device(world: World, field: str, value: object) -> None:
    codes = set_aside_opening(world, world.a, opening(world.a, **{field: value}))
    # The kit is the post's word alone: what it says there counts laptops and grants nothing.
    assert codes == [] if field == "kit" else len(codes) == 1


@pytest.mark.fault("IM-9")
def test_certificates_of_another_post_open_no_stream(world: World) -> None:
    theirs = opening(world.c).facts
    assert theirs is not None
    event = opening(world.a, device_certificate=theirs.device_certificate, device=theirs.device, post="K0414")
    assert len(set_aside_opening(world, world.a, event)) == 1


@pytest.mark.fault("IM-14")
def test_a_post_cannot_open_a_case(world: World) -> None:
    report = world.a.submit(warning())
    stream = stream_of(world.a)
    world.a.forge(CaseOpened(CaseFacts(agenda="PALSU")), Placement(stream, read_id(report.id)))
    assert delivered(world, world.a, stream) == ["entry.not_allowed"]
    assert world.province.rows() == ()


def test_the_province_can_open_a_case(world: World) -> None:
    report = world.a.submit(warning())
    world.settle(world.a)
    world.province.open_case(report.id, "SAH")
    world.settle(world.a)
    assert world.a.report(report.id).row.case_status == "at_province"


@pytest.mark.fault("IM-14")
def test_the_posts_own_screen_ignores_a_forged_case(world: World) -> None:
    report = world.a.submit(warning())
    entry = world.a.forge(CaseOpened(CaseFacts(agenda="PALSU")), Placement(stream_of(world.a), read_id(report.id)))
    with world.a.device.database.writing() as db:
        world.a.device.projector.project(db, entry)
    shown = world.a.report(report.id)
    assert shown.row.case_status == "recorded"
    assert "tanpa wewenang" in shown.history[-1].marks


def report_event(laptop: Laptop, number: str) -> object:
    """The event of a report that the laptop holds."""
    with laptop.device.database.reading() as db:
        entry = store.of_subject(db, read_id(laptop.report(number).row.id))[0]
    return catalogue.read_event(entry.header.kind, entry.header.version, open_parts(entry, ()))


@pytest.mark.fault("IM-14")
@pytest.mark.parametrize("theirs_first", [True, False])
def test_a_post_adds_nothing_to_another_posts_report(world: World, theirs_first: bool) -> None:
    mine, theirs = world.c.submit(warning(summary="Milik kami")), world.a.submit(warning(summary="Palsu"))
    stream = stream_of(world.a)
    event = report_event(world.a, theirs.number)
    world.a.forge(event, Placement(stream, read_id(mine.id)))  # type: ignore[arg-type]
    if theirs_first:
        delivered(world, world.a, stream)
    world.trip(world.c, world.province)
    if not theirs_first:
        delivered(world, world.a, stream)
    row = world.province.report(mine.id).row
    assert (row.summary, row.post, row.number) == ("Milik kami", "K0414", mine.number)
    assert world.province.problems() == ()


def test_a_post_cannot_write_on_another_posts_stream(world: World) -> None:
    world.c.submit(warning())
    world.trip(world.c, world.province)
    stream = stream_of(world.c)
    with world.c.device.database.reading() as db:
        records = list(store.slice_of(db, stream, 0, 10))
    with world.a.device.database.writing() as db:
        for entry in records:
            store.insert(db, entry, 0, world.a.app.entropy)
    world.trip(world.a, world.province)
    own = report_event(world.a, world.a.submit(warning()).number)
    forged = world.a.forge(own, Placement(stream))  # type: ignore[arg-type]
    stick = world.stick()
    world.a.smuggle(stick, [write_record(forged)])
    codes = [item.code for item in world.province.receive(stick).quarantined]
    assert len(codes) == 1


def pact_event(name: str) -> PactIssued:
    """A pact's entry."""
    facts = PactFacts(
        number="001/PKT/K0414.XXX/II/2024",
        series="XXX",
        sequence=1,
        template="PNS",
        template_version="1",
        document=b"\1" * 16,
        content_digest=b"\2" * 32,
        byterange_digest=b"\3" * 32,
    )
    empty = dict.fromkeys(PactParties.__struct_fields__, "") | {"name": name, "is_head": False}
    return PactIssued(facts, PactParties(**empty))  # type: ignore[arg-type]


@pytest.mark.parametrize("forged_first", [True, False])
def test_a_post_cannot_replace_another_posts_pact(world: World, forged_first: bool) -> None:
    """The forged entry names the other post's pact as its subject; whichever comes first, the row is the owner's."""
    true = world.c.forge(pact_event("Pemilik"), Placement(stream_of(world.c)))
    world.a.forge(pact_event("Palsu"), Placement(stream_of(world.a), true.subject))
    senders = [(world.a, stream_of(world.a)), (world.c, stream_of(world.c))]
    for laptop, stream in senders if forged_first else senders[::-1]:
        assert delivered(world, laptop, stream) == []
    pacts = [row[2] for row in world.province.snapshot()["pact"]]
    assert pacts == ["Pemilik"]


def own_officer(world: World, laptop: Laptop) -> tuple[Author, OfficerEnrolled]:
    """A key that claims to be the province's administrator under a root of its own making."""
    chance = dice("forger")
    root_key, ca_key, key = (SigningKey.generate(chance) for _ in range(3))
    root = make_root("Palsu", root_key, laptop.clock.when, chance)
    desk = world.province.device.belongings.code
    ca = make_ca(root, root_key, desk, PROVINCE_ROLES, ca_key.public, laptop.clock.when, chance)
    leaf = make_leaf(ca, ca_key, "administrator", "Palsu", key.public, chance)
    facts = OfficerFacts(name="Palsu", role="administrator", certificate=leaf, ca_certificate=ca)
    return Author(key, key_id(leaf), chance), OfficerEnrolled(facts)


@pytest.mark.fault("IM-9")
def test_a_post_cannot_enrol_an_administrator_of_its_own_making(world: World) -> None:
    """Otherwise it could then open cases for the province."""
    _, event = own_officer(world, world.a)
    stream = stream_of(world.a)
    world.a.forge(event, Placement(stream))
    codes = delivered(world, world.a, stream)
    names = {row[5] for row in world.province.snapshot()["certificate"]}
    assert "Palsu" not in names
    assert len(codes) == 1


def test_a_post_cannot_enrol_an_officer_of_another_post(world: World) -> None:
    """A true certificate of the other post, published by somebody who may not."""
    theirs = world.c.device
    facts = OfficerFacts(
        name=theirs.officer.name,
        role=theirs.officer.role,
        certificate=theirs.officer.certificate,
        ca_certificate=theirs.belongings.ca_certificate,
    )
    stream = stream_of(world.a)
    world.a.forge(OfficerEnrolled(facts), Placement(stream))
    assert delivered(world, world.a, stream) == ["entry.not_allowed"]


def test_an_officer_enrolled_by_the_head_may_write(world: World) -> None:
    world.a.enrol("Petugas 2", "officer", "kata sandi petugas dua")
    world.a.close()
    world.a.open("kata sandi petugas dua")
    report = world.a.submit(warning())
    world.trip(world.a, world.province)
    assert world.province.report(report.id).history[0].officer == "Petugas 2"


@pytest.mark.fault("MU-4")
def test_an_officer_cannot_enrol(world: World) -> None:
    world.a.enrol("Petugas 2", "officer", "kata sandi petugas dua")
    world.a.close()
    world.a.open("kata sandi petugas dua")
    own = world.a.device
    facts = OfficerFacts(
        name="Petugas 2",
        role="officer",
        certificate=own.officer.certificate,
        ca_certificate=own.belongings.ca_certificate,
    )
    stream = stream_of(world.a)
    world.a.forge(OfficerEnrolled(facts), Placement(stream))
    assert delivered(world, world.a, stream) == ["entry.not_allowed"]


def test_every_officer_of_the_province_is_believed_at_the_post(world: World) -> None:
    """A case opened by a desk officer who was enrolled later travels back like the administrator's."""
    first, second, third = (world.a.submit(warning()) for _ in range(3))
    world.settle(world.a)
    world.province.open_case(first.id, "1/A")
    world.province.enrol("Meja 2", "triage", "kata sandi meja dua")
    world.province.close()
    world.province.open("kata sandi meja dua")
    world.province.open_case(second.id, "2/A")
    world.province.restart()
    world.province.open_case(third.id, "3/A")
    stick = world.stick()
    world.province.send(stick)
    assert world.a.receive(stick).quarantined == ()
    agendas = [world.a.report(report.id).history[-1] for report in (first, second, third)]
    assert [(line.detail, line.officer) for line in agendas] == [
        ("1/A", "Petugas 1"),
        ("2/A", "Meja 2"),
        ("3/A", "Petugas 1"),
    ]
    opened = [row for row in world.province.snapshot()["stream"] if row[2] == "post:K0413"]
    assert len(opened) == 2, "one stream for each officer, however often they take turns"


@pytest.mark.fault("MU-1")
def test_a_signature_by_somebody_else_is_refused(world: World) -> None:
    forger, _ = own_officer(world, world.a)
    stream = stream_of(world.a)
    false: Entry = world.a.forge(report_event(world.a, world.a.submit(complaint()).number), Placement(stream), forger)  # type: ignore[arg-type]
    assert false.kid == forger.kid
    assert delivered(world, world.a, stream) == ["signer.unknown"]
