"""I2 and I8 above the provinces: any order gives the same rows, and each province speaks for itself alone.

Every refusal has its twin: the same road with a lawful object leads in.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.app import queries
from core.app.giving import Target
from core.app.streams import own_stream
from core.domain import authority
from core.domain.authority import GRANTS, NATIONAL
from core.domain.authority_ended import EndAuthority
from core.domain.commands import NoteSeen
from core.domain.device_key import RenewDeviceKey
from core.domain.events import UNAUTHORISED, CaseFacts, CaseOpened
from core.domain.ids import read_id
from core.domain.proof import CertificateRevoked, CertificateRevokedFacts, RevokeCertificate
from core.journal import store
from core.journal.author import Placement
from core.journal.entry import HERE, WITHHELD, read_record, relayed, write_record
from core.storage import tables
from sync.bundle import Manifest, write_bundle
from sync.folder import Folder
from sync.names import object_name
from tests.changes import answer, correct, erase, second
from tests.nation_world import AREAS, Nation, found
from tests.property.test_convergence import EXAMPLES, LONG, PHASES, parked, two_orders
from tests.world import Laptop, complaint, titip, warning

FEW = EXAMPLES if LONG else 2


@dataclass(frozen=True)
class Below:
    """What two provinces lived through, and every stream that is for the office as objects of two entries."""

    nation: Nation
    sticks: tuple[Path, ...]
    reports: dict[str, str]


def target_of(giver: Laptop, province: bytes) -> Target:
    return next(each for each in giver.app.shelf.targets(None) if each.province == province and each.audience != "post:K0413")


def put(stick: Path, giver: Laptop, target: Target, records: Sequence[bytes], **changes: object) -> Path:
    """Write one object as altered software would: ``changes`` replace fields of the manifest."""
    seal = giver.app.device_seal
    headers = [read_record(record, withheld=True).header for record in records]
    manifest = Manifest(
        province=target.province,
        sender=giver.app.shelf.device,
        audience=target.audience,
        stream=headers[0].stream if headers else None,
        first=min((header.sequence for header in headers), default=0),
        last=max((header.sequence for header in headers), default=0),
        previous=None,
        head=None,
        acknowledgements=(),
        wants=(),
        created=giver.app.now_ms(),
        certificate=seal.certificate,
        ca=seal.ca,
    )
    data = write_bundle(seal.key, replace(manifest, **changes), records, target.recipients)  # type: ignore[arg-type]
    medium = Folder(stick)
    medium.prepare()
    medium.publish(object_name(target.mark, giver.app.entropy), data)
    return stick


def up(giver: Laptop) -> Target:
    """The office as this province writes for it."""
    return target_of(giver, giver.app.shelf.province)


def streams_for(giver: Laptop, *, whole: bool = False) -> list[list[bytes]]:
    """Records of every stream that the office may read, without what is not for it; ``whole`` as they stand here."""
    with giver.device.database.reading() as db:
        names = db.execute(select(tables.stream.c.stream).where(giver.app.shelf.relayed())).scalars().all()
        entries = [store.slice_of(db, bytes(name), 0, 1000) for name in sorted(names)]
        return [[write_record(each if whole else relayed(each)) for each in stream] for stream in entries]


def refusals(nation: Nation, taker: Laptop, stick: Path) -> list[str]:
    return sorted(item.code for item in taker.receive(stick).quarantined)


@pytest.fixture(scope="module")
def below() -> Iterator[Below]:
    nation = found("below")
    reports = {}
    for area in AREAS:
        post, province = nation.post(area), nation.province(area)
        reports[area] = post.submit(complaint(summary=f"Dari {area}"), post.attach(b"foto")).id
        post.submit(titip())
        photo = post.report(reports[area]).attachments[0].id
        post.app.execute(NoteSeen(post.app.new_command(), read_id(reports[area]), photo))
        nation.trip(post, province)
        province.open_case(reports[area], f"1/{area}")
    first, desk = nation.post("19"), nation.province("19")
    gone = first.submit(warning(summary="Akan dihapus")).id
    correct(first, reports["19"], {"summary": "Usul perbaikan"})
    nation.trip(first, desk)
    other = second(desk, "administrator")
    answer(desk, desk.app.ask(queries.Waiting())[0].id, other)
    erase(desk, gone, other)
    neighbour, lost = nation.province("52").app, nation.post("52").device.device
    neighbour.execute(RevokeCertificate(neighbour.new_command(), lost, 0, "lost"))
    neighbour.execute(EndAuthority(neighbour.new_command(), nation.post("52").device.belongings.code, 5, "lost"))
    desk.app.publish_statuses()
    sticks = []
    for area in AREAS:
        for records in streams_for(nation.province(area)):
            for at in range(0, len(records), 2):
                sticks.append(put(nation.stick(), nation.province(area), up(nation.province(area)), records[at : at + 2]))
    yield Below(nation, tuple(sticks), reports | {"gone": gone})
    nation.close()


def walked(below: Below, name: str, order: Sequence[int]) -> Laptop:
    copy = below.nation.office.clone(below.nation.room / name)
    for number in order:
        copy.receive(below.sticks[number])
    return copy


@settings(max_examples=FEW, phases=PHASES, deadline=None)
@given(data=st.data())
def test_the_office_agrees_with_itself(below: Below, data: st.DataObject) -> None:
    orders = data.draw(two_orders(len(below.sticks)))
    for old in below.nation.room.glob("walk-*"):
        shutil.rmtree(old)
    left, right = (walked(below, f"walk-{side}", order) for side, order in enumerate(orders))
    try:
        assert left.entries() == right.entries()
        assert parked(left) == parked(right)
        assert left.shared_snapshot() == right.shared_snapshot()
        assert left.problems() == ()  # the other one holds the same entries and the same rows
    finally:
        left.close()
        right.close()


def test_the_walks_lead_somewhere(below: Below) -> None:
    office = walked(below, "whole", range(len(below.sticks)))
    try:
        rows = {row.id: row for row in office.rows()}
        assert len(rows) == 5 and {row.post for row in rows.values()} == {"19/K0413", "52/K0413"}
        assert {rows[below.reports[area]].summary for area in AREAS} == {""}, "an account stays in its province"
        assert {rows[below.reports[area]].agenda for area in AREAS} == {"1/19", "1/52"}
        assert rows[below.reports["gone"]].erased and rows[below.reports["gone"]].summary == ""
        assert {row.post for row in rows.values() if row.revoked} == {"52/K0413"}
    finally:
        office.close()


# --- each province for itself --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nation(below: Below) -> Nation:
    """The same provinces; what is tried here changes nothing of theirs that another test looks at."""
    return below.nation


@pytest.fixture(scope="module")
def office(nation: Nation) -> Iterator[Laptop]:
    """A copy of the office to which nothing has come yet."""
    copy = nation.office.clone(nation.room / "reader")
    yield copy
    copy.close()


def test_an_object_says_the_truth_about_its_province(nation: Nation, office: Laptop) -> None:
    liar, honest = nation.province("52"), nation.province("19")
    records = streams_for(liar)[0]
    ids = {area: nation.province(area).app.shelf.province for area in AREAS}
    assert refusals(nation, office, put(nation.stick(), liar, up(liar), records, province=ids["19"])) == ["sender.unknown"]
    assert refusals(nation, office, put(nation.stick(), liar, up(liar), records, province=b"\7" * 16)) == ["province.foreign"]
    assert refusals(nation, office, put(nation.stick(), liar, up(liar), records, audience="desks")) == ["audience.foreign"]
    # What one province holds of another one, it does not pass on: whatever it left out would be left out for good.
    theirs = max(streams_for(honest), key=len)
    assert refusals(nation, office, put(nation.stick(), liar, up(liar), theirs)) == ["province.foreign"]
    assert refusals(nation, office, put(nation.stick(), liar, up(liar), theirs[1:])) == []  # it waits, for nobody knows whose
    assert office.rows() == ()
    assert refusals(nation, office, put(nation.stick(), honest, up(honest), theirs)) == []
    assert {row.post for row in office.rows()} == {"19/K0413"}
    again = put(nation.stick(), liar, up(liar), theirs[1:])
    assert refusals(nation, office, again) == [] and office.receive(again).entries == 0


def test_a_posts_laptop_and_the_desks_own_stream_are_not_read(nation: Nation, office: Laptop) -> None:
    post, desk = nation.post("19"), nation.province("19")
    seal = post.app.device_seal
    records = streams_for(desk)[0]
    data = {"certificate": seal.certificate, "ca": seal.ca, "sender": post.app.shelf.device}
    stick = nation.stick()
    medium = Folder(stick)
    medium.prepare()
    target = up(desk)
    manifest = Manifest(desk.app.shelf.province, b"", "nation", None, 0, 0, None, None, (), (), 0, b"", b"")
    medium.publish(
        object_name(target.mark, post.app.entropy),
        write_bundle(seal.key, replace(manifest, **data), [], target.recipients),  # type: ignore[arg-type]
    )
    assert refusals(nation, office, stick) == ["sender.unknown"]
    desk.submit(warning(summary="Milik meja"))
    with desk.device.database.writing() as db:
        own = own_stream(db, desk.device, "desks", b"\2" * 16)
        inner = [write_record(relayed(each)) for each in store.slice_of(db, own, 0, 1000)]
    assert refusals(nation, office, put(nation.stick(), desk, target, inner)) == ["audience.foreign"]
    assert refusals(nation, office, put(nation.stick(), desk, target, records)) == []


def test_what_is_not_for_the_office_is_dropped_whoever_sends_it(nation: Nation, office: Laptop) -> None:
    desk = nation.province("52")
    for records in streams_for(desk, whole=True):
        assert refusals(nation, office, put(nation.stick(), desk, up(desk), records)) == []
    held = {digest: read_record(record, withheld=True) for digest, record in office.entries().items()}
    states = {each.parts["parties"].state for each in held.values() if "parties" in each.parts}
    assert WITHHELD in states and HERE not in states


def forge_case(liar: Laptop, report: str) -> None:
    """A desk opens a case on a report, whosever it is."""
    with liar.device.database.writing() as db:
        told = own_stream(db, liar.device, "post:K0413", b"\2" * 16)
    liar.forge(CaseOpened(CaseFacts(agenda="PALSU")), Placement(told, read_id(report)))


@pytest.fixture(scope="module")
def overreached(below: Below) -> tuple[str, str]:
    """The desk of 52 decides on a report of 19 and on one of its own, and takes a laptop's certificate of 19 back."""
    liar = below.nation.province("52")
    theirs, mine = below.reports["19"], next(row.id for row in liar.rows() if not row.agenda)
    forge_case(liar, theirs)
    forge_case(liar, mine)
    with liar.device.database.writing() as db:
        everybody = own_stream(db, liar.device, "all", b"\3" * 16)
    revoked = CertificateRevokedFacts(kid=below.nation.post("19").device.device, since=0, reason="lost")
    liar.forge(CertificateRevoked(revoked), Placement(everybody))
    return theirs, mine


@pytest.mark.parametrize("first", AREAS)
def test_a_desk_decides_in_its_own_province_alone(nation: Nation, overreached: tuple[str, str], first: str) -> None:
    reader = nation.office.clone(nation.room / f"reader-{first}")
    for area in sorted(AREAS, key=lambda area: area != first):
        nation.trip(nation.province(area), reader)
    theirs, mine = (reader.report(name) for name in overreached)
    assert (theirs.row.agenda, theirs.row.revoked) == ("1/19", False)
    assert any(UNAUTHORISED in entry.marks for entry in theirs.history)
    assert (mine.row.agenda, mine.row.revoked) == ("PALSU", True), "control: at home both count"
    reader.close()


def test_nothing_that_the_office_writes_is_taken_in(nation: Nation) -> None:
    office, desk = nation.office, nation.province("19")
    with office.device.database.writing() as db:
        stream = own_stream(db, office.device, "desks", b"\2" * 16)
        records = [write_record(each) for each in store.slice_of(db, stream, 0, 1000)]
    target = target_of(office, desk.app.shelf.province)
    before = desk.entries()
    assert refusals(nation, desk, put(nation.stick(), office, target, records)) == ["entry.not_allowed"]
    # Not even what the province wrote itself comes back on this road, for it has lost its parts.
    assert refusals(nation, desk, put(nation.stick(), office, target, streams_for(desk)[0])) == ["entry.not_allowed"]
    assert refusals(nation, desk, put(nation.stick(), office, target, [], audience="desks")) == ["audience.foreign"]
    other = nation.province("52").app.shelf.province
    assert refusals(nation, desk, put(nation.stick(), office, target, [], province=other)) == ["province.foreign"]
    assert refusals(nation, desk, put(nation.stick(), office, target, [])) == []
    assert desk.entries() == before
    answer_file = office.app.nation.adopt(desk.app.nation.introduce().file, desk.app.nation.fingerprint).file
    desk.app.nation.leave()
    back = put(nation.stick(), office, replace(target, mark=desk.device.belongings.marks["desks"]), [], audience="desks")
    assert refusals(nation, desk, back) == ["sender.unknown"]
    desk.app.nation.know(answer_file, office.app.nation.fingerprint)


def test_the_table_lets_the_office_write_only_of_itself() -> None:
    circumstances = list(itertools.product((True, False), repeat=3))
    may = {
        kind
        for kind in (*GRANTS, "a.later.kind")
        for desk, begins, owns in circumstances
        if authority.may_write(kind, NATIONAL, from_desk=desk, begins=begins, owns=owns)
    }
    assert may == {
        "stream.opened",
        "officer.enrolled",
        "officer.ended",
        "device.renewed",
        "list.exported",
        "evidence.seen",
        "evidence.exported",
    }


def test_keys_are_renewed_below_and_above_and_everybody_goes_on() -> None:
    nation = found("renewed")
    try:
        post, province, office = nation.post("19"), nation.province("19"), nation.office
        first = post.submit(warning(summary="Dengan kunci lama")).id
        nation.trip(post, province)
        nation.trip(province, office)
        for laptop in (post, province, office):
            laptop.app.execute(RenewDeviceKey(laptop.app.new_command(), copied=laptop is post))
        second = post.submit(warning(summary="Dengan kunci baru")).id
        for giver, taker in ((post, province), (province, office), (office, province)):
            stick = nation.stick()
            giver.send(stick)
            assert refusals(nation, taker, stick) == []
        assert all(office.report(report).row.revoked is False for report in (first, second))
        told = province.app.ask(queries.Above())
        assert told is not None and told.lacking == 0 and told.held
        (gone,) = (each for each in office.app.ask(queries.Certificates()) if each.revoked)
        assert gone.post == "19/K0413"
        assert office.problems() == province.problems() == post.problems() == ()
    finally:
        nation.close()
