"""Rosters: what a list would change is shown before a yes, a list again is a difference; the cascade counts signatures."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.app import queries
from core.app.cascade_views import CoverageView, PersonRow, PreviewRow, RosterPreviewView, RosterTaken
from core.app.roster_writing import people_of
from core.documents import preview_apart
from core.domain.commands import IssuePacts
from core.domain.errors import Cancelled, Invalid, NotAllowed, Unavailable
from core.domain.ids import read_id
from core.domain.pact import RecordPactActs, RecordPactRefused, RecordPactSigned, RecordPactTold
from core.domain.roster import ChangeRoster, ImportRoster, PersonChange, PlanCascade
from core.domain.template import PublishTemplates
from core.projections import project
from tests.world import RESOURCES, Laptop, World, found, stop_after

TODAY = date(2024, 2, 5)
HOME = "D-BABEL"
HEADING = "Nama,NIP,Pangkat,Jabatan,Perangkat Daerah,Bidang,Seksi,Status Kepegawaian"
SITI, BUDI, WATI, JOKO = "197803122005012004", "199608182022211001", "198609262015051001", "198001012006041003"
LIST = (
    f"Siti Aminah,{SITI},IV/b,Kepala Dinas Contoh,Dinas Contoh,,,PNS",
    f"Budi,{BUDI},IX,Kepala Bidang A,Dinas Contoh,Bidang A,,PPPK",
    f"Wati,{WATI},III/c,Kepala Seksi A1,Dinas Contoh,Bidang A,Seksi A1,PNS",
    "Hasan,,,Tenaga administrasi,Dinas Contoh,Bidang A,Seksi A1,Honorer",
    f"Joko,{JOKO},III/a,Camat,Kecamatan Lepar,,,PNS",
)


def as_list(*lines: str, heading: str = HEADING) -> bytes:
    return "\n".join((heading, *lines)).encode()


def looked(laptop: Laptop, data: bytes, **options: Any) -> RosterPreviewView:
    return laptop.app.ask(queries.RosterPreview(data, **options))


def taken(laptop: Laptop, data: bytes, **options: Any) -> RosterTaken:
    view = looked(laptop, data)
    assert view.problem == ""
    reply = laptop.app.execute(ImportRoster(laptop.app.new_command(), data, view.digest, **options)).reply
    assert isinstance(reply, RosterTaken)
    return reply


def row(view: RosterPreviewView, name: str) -> PreviewRow:
    return next(one for one in view.rows if one.name == name)


def codes(one: PreviewRow) -> set[str]:
    return {doubt.code for doubt in one.doubts}


def person(laptop: Laptop, name: str, **options: Any) -> PersonRow:
    return laptop.app.ask(queries.OfficePeople(text=name, **options)).rows[0]


def covered(laptop: Laptop, unit: str = "") -> CoverageView:
    return laptop.app.ask(queries.Coverage(unit, HOME))


@pytest.fixture(scope="module")
def founded() -> Iterator[World]:
    world = found("roster", "a", "b")
    taken(world.province, as_list(*LIST))
    yield world
    world.close()


@pytest.fixture
def world(founded: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A copy of the province that has the list; the post's laptops are shared."""
    copy = founded.province.clone(tmp_path_factory.mktemp("roster") / "province")
    yield replace(founded, laptops=founded.laptops | {"province": copy})
    copy.close()


def test_a_list_becomes_a_tree_with_heads(founded: World) -> None:
    tree = founded.province.app.ask(queries.CascadeTree())
    assert [(node.name, node.depth, node.level, node.head_name, node.whole.people) for node in tree.offices] == [
        ("Dinas Contoh", 1, "opd", "Siti Aminah", 4),
        ("Bidang A", 2, "bidang", "Budi", 3),
        ("Seksi A1", 3, "seksi", "Wati", 2),
        ("Kecamatan Lepar", 1, "kecamatan", "Joko", 1),
    ]
    shown = {name: person(founded.province, name) for name in ("Siti", "Budi", "Wati", "Hasan")}
    assert [shown[name].superior_name for name in shown] == ["", "Siti Aminah", "Budi", "Wati"]
    assert [shown[name].tier for name in shown] == [1, 2, 3, 4]


@pytest.mark.fault("RO-10")
def test_the_same_list_again_changes_nothing_in_any_order_and_spelling(world: World) -> None:
    before = world.province.snapshot()["roster_person"]
    again = as_list(*(line.replace(",Dinas Contoh,", ",DINAS  CONTOH,") for line in reversed(LIST)))
    view = looked(world.province, again)
    assert view.counts == {"same": 5} and view.rows == ()
    assert taken(world.province, again).entries == 0
    assert world.province.snapshot()["roster_person"] == before


def test_two_laptops_that_read_one_list_speak_of_the_same_people(founded: World) -> None:
    """Ids follow from numbers and names, so that both laptops' entries meet in one row each (I2)."""
    soldiers = as_list("Agus,11980001,Danramil,Kodim Contoh,Koramil 01,,,TNI", "Dedi,,Babinsa,Kodim Contoh,Koramil 01,,,TNI")
    data = soldiers.replace(
        b"Nama,NIP,Pangkat,Jabatan,Perangkat Daerah,Bidang,Seksi", b"Nama,NRP,Jabatan,Perangkat Daerah,Bidang,Seksi,X"
    )
    for laptop in (founded.a, founded.b):
        assert taken(laptop, data).counts == {"new": 2}
    founded.settle(founded.a, founded.b)
    for laptop in (founded.a, founded.b, founded.province):
        rows = laptop.app.ask(queries.OfficePeople(home="K0413")).rows
        assert [one.name for one in rows] == ["Agus", "Dedi"]
    shared = ("roster_person", "roster_office", "roster_step")
    assert [founded.a.snapshot()[name] for name in shared] == [founded.b.snapshot()[name] for name in shared]
    assert looked(founded.a, data).counts == {"same": 2}
    assert founded.a.problems() == founded.province.problems() == ()
    # The post holds its own unit alone, and no civil servant.
    assert {node.home for node in founded.a.app.ask(queries.CascadeTree()).offices} == {"K0413"}
    view = looked(founded.a, as_list(*LIST))
    assert {code for one in view.rows for code in codes(one)} == {"roster.line.not_here"}


def test_transfers_changes_leave_return_and_who_is_gone_are_told_before_a_yes(world: World) -> None:
    moved = (
        f"Siti Aminah,{SITI},IV/c,Kepala Dinas Contoh,Dinas Contoh,,,PNS,Aktif",
        f"Budi,{BUDI},IX,Kepala Bidang B,Dinas Contoh,Bidang B,,PPPK,Aktif",
        f"Wati,{WATI},III/c,Kepala Seksi A1,Dinas Contoh,Bidang A,Seksi A1,PNS,Cuti",
        f"Rina,{JOKO.replace('1003', '2001')},III/a,Staf,Dinas Contoh,Bidang A,,PNS,Aktif",
    )
    heading = HEADING + ",Status"
    view = looked(world.province, as_list(*moved, heading=heading))
    assert {one.name: one.change for one in view.rows} == {
        "Siti Aminah": "changed",
        "Budi": "moved",
        "Wati": "leave",
        "Rina": "new",
        "Hasan": "left",
    }, "Joko's district is not in this list, so the list says nothing of him"
    assert row(view, "Siti Aminah").differences == (("rank", "IV/b", "IV/c"),)
    taken(world.province, as_list(*moved, heading=heading))
    assert person(world.province, "Hasan", standing="left").standing == "left"
    assert person(world.province, "Wati").standing == "leave"
    names = {node.name: node for node in world.province.app.ask(queries.CascadeTree()).offices}
    assert names["Bidang A"].head == "" and names["Bidang B"].head_name == "Budi"
    back = looked(world.province, as_list(*LIST[1:4], moved[0].removesuffix(",Aktif")))
    assert {one.name: one.change for one in back.rows} == {"Budi": "moved", "Hasan": "returned", "Rina": "left"}
    steps = world.province.app.ask(queries.PersonHistory(BUDI)).steps
    assert [(step.kind, step.position, step.office_name, step.source) for step in steps] == [
        ("new", "Kepala Bidang A", "Bidang A", "file"),
        ("moved", "Kepala Bidang B", "Bidang B", "file"),
    ]
    assert world.province.problems() == ()


def test_rejected_rows_are_left_out_and_then_nobody_counts_as_gone(world: World) -> None:
    bad = (
        f"Siti Aminah,{SITI},IV/c,Kepala Dinas Contoh,Dinas Contoh,,,PNS",
        f"Siti Aminah,{SITI},IV/c,Kepala Dinas Contoh,Dinas Contoh,,,PNS",
        "Wati,1.98609E+17,III/c,Kepala Seksi A1,Dinas Contoh,Bidang A,,PNS",
        "Tono,198609262015051,,Staf,Dinas Contoh,,,PNS",
        "Tini,,,,Dinas Contoh,,,Honorer",
        "Tuti,,,Staf,Dinas Contoh,,,Magang",
        '=HYPERLINK("x"),,,Staf,Dinas Contoh,,,Honorer'.replace('"', ""),
        "Jumlah,6,,,,,,",
    )
    view = looked(world.province, as_list(*bad))
    assert [sorted(codes(one)) for one in view.rows] == [
        [],
        ["roster.line.duplicate_number"],
        ["roster.line.rounded_number"],
        ["roster.line.bad_number"],
        ["roster.line.missing"],
        ["roster.line.no_kind"],
        ["roster.line.formula"],
    ]
    assert {note.code: note.detail for note in view.notes} == {"roster.note.skipped": "1", "roster.note.gone_suspended": "3"}
    assert taken(world.province, as_list(*bad)).counts == {"changed": 1, "rejected": 6}
    assert person(world.province, "Hasan").standing == "active"


def test_people_without_a_number_are_matched_by_name_office_and_position_with_the_doubt_shown(world: World) -> None:
    others = (
        *LIST[:3],
        "Hasan,,,Tenaga keamanan,Dinas Contoh,Bidang A,Seksi A1,Honorer",
        "Hassan,,,Sopir,Dinas Contoh,Bidang A,Seksi A1,Honorer",
    )
    view = looked(world.province, as_list(*others))
    assert (row(view, "Hasan").change, codes(row(view, "Hasan"))) == ("changed", {"roster.doubt.by_name"})
    assert row(view, "Hassan").change == "new"
    numbered = looked(world.province, as_list(*LIST[:3], LIST[3].replace("Hasan,,", "Hasan,1901010101800001,")))
    assert codes(row(numbered, "Hasan")) == {"roster.doubt.number_added"}
    renumbered = looked(world.province, as_list(LIST[0].replace(SITI, "197803122005012005"), *LIST[1:4]))
    assert codes(row(renumbered, "Siti Aminah")) == {"roster.doubt.number_changed"}
    assert row(renumbered, "Siti Aminah").person == person(world.province, "Siti").id


def test_columns_are_pointed_at_once_and_remembered(world: World) -> None:
    data = as_list("Siti Aminah;Kepala Dinas Contoh;Dinas Contoh", heading="Yang bersangkutan;Tugas pokok;OPD").replace(
        b",", b";"
    )
    view = looked(world.province, data)
    assert view.problem == "roster.columns" and view.headings[0] == "Yang bersangkutan" and view.digest == ""
    columns = (("name", 0), ("position", 1), ("agency", 2))
    told = looked(world.province, data, columns=columns, employment="HONORER")
    assert told.problem == "" and told.counts["new"] == 1
    command = ImportRoster(world.province.app.new_command(), data, told.digest, columns, employment="HONORER", keep_missing=True)
    world.province.app.execute(command)
    again = looked(world.province, data, employment="HONORER")
    assert again.counts == {"same": 1, "left": 4} and all(field.remembered for field in again.fields if field.column >= 0)


@pytest.mark.fault("RO-14")
def test_what_was_not_previewed_is_not_taken_and_a_command_counts_once(world: World) -> None:
    data = as_list(*LIST[:2], f"Rina,{JOKO.replace('1003', '2001')},III/a,Staf,Dinas Contoh,,,PNS")
    view = looked(world.province, data)
    taken(world.province, as_list(*LIST[:3]))
    with pytest.raises(Invalid, match=r"roster\.changed_meanwhile"):
        world.province.app.execute(ImportRoster(world.province.app.new_command(), data, view.digest))
    view = looked(world.province, data)
    command = ImportRoster(world.province.app.new_command(), data, view.digest, leave_out=frozenset({4}))
    assert world.province.app.execute(command).reply == RosterTaken(1, 1, 1, {"same": 2, "left": 1})
    assert world.province.app.execute(command).reply == RosterTaken(0, 0, 0, {})
    assert not world.province.app.ask(queries.OfficePeople(text="Rina")).rows


def test_a_leave_that_is_over_counts_no_more(world: World) -> None:
    province, app = world.province, world.province.app
    wati = read_id(person(province, "Wati").id)
    app.execute(ChangeRoster(app.new_command(), (PersonChange(wati, "leave", TODAY, until=TODAY, reason="cuti"),)))
    assert covered(province).total.on_leave == 1 and "Wati" not in {item.name for item in app.ask(queries.ToIssue())}
    province.clock.pass_by(days=1)
    assert covered(province).total.on_leave == 0 and person(province, "Wati").standing == "active"
    assert "Wati" in {one.name for group in app.ask(queries.Reminders(HOME)) for one in group.people}


@pytest.mark.fault("RO-12")
def test_another_name_under_a_known_number_is_a_doubt_and_a_longer_or_respelt_one_is_not(world: World) -> None:
    data = as_list(
        LIST[0].replace("Siti Aminah", "Nur Aini"), LIST[1].replace("Budi", "BUDI SANTOSO"), LIST[2].replace("Wati", "Rahmawati")
    )
    view = looked(world.province, data)
    assert [(one.name, codes(one)) for one in view.rows if one.line] == [
        ("Nur Aini", {"roster.doubt.other_name"}),
        ("BUDI SANTOSO", set()),
        ("Rahmawati", {"roster.doubt.other_name"}),
    ]
    assert row(view, "Nur Aini").doubts[0].detail == "Siti Aminah"


def test_a_dash_for_a_date_is_no_date(world: World) -> None:
    heading = HEADING + ",TMT"
    view = looked(world.province, as_list(*(f"{line},-" for line in LIST), heading=heading))
    assert view.counts == {"same": 5} and view.rows == ()


@pytest.mark.fault("RO-11")
def test_a_list_that_was_stopped_changes_nothing(world: World) -> None:
    many = as_list(*(f"Orang {number},,,Staf,Dinas Besar,,,Honorer" for number in range(1200)))
    before = world.province.snapshot()
    for watch in (stop_after(0), stop_after(1)):
        with pytest.raises(Cancelled):
            world.province.app.execute(ImportRoster(world.province.app.new_command(), many), watch)
        with pytest.raises(Cancelled):
            looked(world.province, many, watch=stop_after(0))
    assert world.province.snapshot() == before


@pytest.mark.fault("RO-15")
def test_a_list_whose_reader_is_stopped_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = world.province.snapshot()
    monkeypatch.setattr(preview_apart, "worker_command", lambda module: [sys.executable, "-I", "-c", "__import__('os').abort()"])
    more = as_list(*LIST, "Rina,,,Staf,Dinas Contoh,,,Honorer")
    assert looked(world.province, more).problem == "roster.failed"
    with pytest.raises(Unavailable, match=r"roster\.failed"):
        world.province.app.execute(ImportRoster(world.province.app.new_command(), more))
    assert world.province.snapshot() == before


def test_typed_changes_and_a_change_of_command(world: World) -> None:
    wati, budi = person(world.province, "Wati"), person(world.province, "Budi")
    changes = (PersonChange(read_id(wati.id), "head", TODAY, office=read_id(budi.office), position="Kepala Bidang A"),)
    world.province.app.execute(ChangeRoster(world.province.app.new_command(), changes))
    assert person(world.province, "Wati").office == budi.office and not person(world.province, "Budi").is_head
    assert person(world.province, "Budi").superior_name == "Wati"
    for change, code in (
        (PersonChange(read_id(wati.id), "leave", TODAY, reason="bosan"), "roster.reason"),
        (PersonChange(read_id(wati.id), "moved", TODAY, office=b"\1" * 16), "roster.no_office"),
        (PersonChange(b"\1" * 16, "leave", TODAY, reason="cuti"), "roster.no_person"),
        (PersonChange(read_id(wati.id), "dipecat", TODAY), "roster.act"),
    ):
        with pytest.raises(Invalid) as refusal:
            world.province.app.execute(ChangeRoster(world.province.app.new_command(), (change,)))
        assert refusal.value.code == code


def issue(laptop: Laptop, unit: str = "", *, renew: bool = False) -> int:
    people = laptop.app.ask(queries.ToIssue(unit, renew))
    if people:
        laptop.app.execute(IssuePacts(laptop.app.new_command(), people, None, "Toboali"))
    return len(people)


def test_the_cascade_from_plan_to_signature_and_renewal(world: World) -> None:
    province = world.province
    province.app.execute(
        PlanCascade(province.app.new_command(), "Pilkada 2024", date(2024, 1, 1), (date(2024, 2, 1), date(2024, 2, 20)))
    )
    assert issue(province, "Dinas Contoh") == 4 and issue(province, "Dinas Contoh") == 0
    rows = {name: person(province, name) for name in ("Siti", "Budi", "Wati", "Hasan", "Joko")}
    assert [rows[name].state for name in rows] == ["diterbitkan"] * 4 + [""]
    assert (rows["Siti"].due, rows["Siti"].overdue, rows["Hasan"].due, rows["Hasan"].overdue) == (
        "2024-02-01",
        True,
        "2024-02-20",
        False,
    )
    acts = (
        RecordPactSigned(province.app.new_command(), read_id(rows["Siti"].pact), TODAY, "basah"),
        RecordPactTold(province.app.new_command(), read_id(rows["Budi"].pact), TODAY, "apel"),
        RecordPactRefused(province.app.new_command(), read_id(rows["Wati"].pact), TODAY, "Keberatan"),
    )
    province.app.execute(RecordPactActs(province.app.new_command(), acts))
    view = covered(province)
    assert (view.total.people, view.total.signed, view.total.told, view.total.refused, view.total.lacking) == (5, 1, 1, 1, 1)
    assert [(level.tier, level.due, level.tally.signed, level.tally.people) for level in view.levels] == [
        (1, "2024-02-01", 1, 2),
        (2, "2024-02-20", 0, 1),
        (3, "2024-02-20", 0, 1),
        (4, "2024-02-20", 0, 1),
    ]
    assert [(day.day, day.signed, day.total) for day in view.days] == [("2024-02-05", 1, 5)]
    assert [(node.name, node.whole.signed) for node in covered(province, "bidang a").units] == [("Bidang A", 0), ("Seksi A1", 0)]
    assert [(one.row.name, one.act.words) for one in province.app.ask(queries.Hindered())] == [("Wati", "Keberatan")]
    owed = province.app.ask(queries.Reminders(HOME))
    assert [(group.head_name or group.office_name, [one.name for one in group.people]) for group in owed] == [
        ("Kecamatan Lepar", ["Joko"]),
        ("Budi", ["Wati"]),
        ("Siti Aminah", ["Budi"]),
        ("Wati", ["Hasan"]),
    ]
    assert [group.people[0].name for group in province.app.ask(queries.Reminders(HOME, within=0))] == ["Joko"]
    # Wati takes Bidang A: her own pact names another post, Budi's another head; Hasan stays under her.
    change = PersonChange(
        read_id(rows["Wati"].id), "head", TODAY, office=read_id(rows["Budi"].office), position="Kepala Bidang A"
    )
    province.app.execute(ChangeRoster(province.app.new_command(), (change,)))
    due = {one.person.name: one.reasons for one in province.app.ask(queries.Reissues())}
    assert due == {"Budi": ("head",), "Wati": ("head", "position")}
    assert issue(province, "Dinas Contoh", renew=True) == 2 and province.app.ask(queries.Reissues()) == ()
    history = province.app.ask(queries.PersonHistory(WATI))
    assert [(one.state, one.current) for one in history.pacts] == [("menolak", False), ("diterbitkan", True)]
    assert history.pacts[1].replaces == history.pacts[0].id
    assert province.app.ask(queries.Hindered()) == (), "the pact that she refused was replaced"
    assert covered(province).total.refused == 0 and province.problems() == ()


def test_a_newer_wording_asks_for_the_pacts_anew(world: World) -> None:
    province = world.province
    issue(province, "Dinas Contoh")
    wording = json.loads((RESOURCES / "templates" / "pact_pns.json").read_bytes())
    newer = json.dumps(wording | {"version": wording["version"] + 1, "valid_from": "2024-02-01"}).encode()
    province.app.execute(PublishTemplates(province.app.new_command(), (newer,)))
    assert {one.person.name: one.reasons for one in province.app.ask(queries.Reissues())} == {
        "Siti Aminah": ("template",),
        "Wati": ("template",),
    }
    assert issue(province, renew=True) == 3, "the two civil servants, and Joko who has none"
    assert province.app.ask(queries.Reissues()) == ()


def test_pacts_of_a_list_outside_the_roster_count_by_number_or_in_offices_of_their_own(world: World) -> None:
    province = world.province
    assert covered(province).total.people == 5
    province.issue("Siti Aminah", "Wati")
    view = covered(province)
    assert person(province, "Wati").state == "diterbitkan", "the same number is the same person"
    assert [(node.name, node.own.people, node.listed) for node in view.units if not node.listed] == []
    person_outside = replace(
        world.province.app.ask(queries.ToIssue())[0], identifier="", unit="Bagian Umum", agency="Setda", person=b""
    )
    province.app.execute(IssuePacts(province.app.new_command(), (person_outside,), None, "Toboali"))
    nodes = {node.name: node for node in covered(province).units}
    assert nodes["Setda"].whole.people == nodes["Bagian Umum"].own.issued == 1 and not nodes["Setda"].listed
    with pytest.raises(Invalid, match=r"cascade\.no_unit"):
        covered(province, "Tidak Ada")


def test_a_plan_has_days_in_order_and_known_wordings_and_is_the_posts_too(founded: World) -> None:
    app = founded.province.app
    good: dict[str, Any] = {"title": "Rencana", "begins": TODAY, "dues": (TODAY,)}
    for wrong, code in (
        ({"title": " "}, "cascade.no_title"),
        ({"dues": ()}, "cascade.dues"),
        ({"dues": (TODAY, date(2024, 1, 1))}, "cascade.dues"),
        ({"templates": (("PNS", "TIDAK-ADA"),)}, "cascade.template"),
    ):
        with pytest.raises(Invalid) as refusal:
            app.execute(PlanCascade(app.new_command(), **(good | wrong)))
        assert refusal.value.code == code
    app.execute(PlanCascade(app.new_command(), **good))
    founded.settle(founded.a)
    plan = founded.a.app.ask(queries.CascadeTree()).plan
    assert plan is not None and plan.title == "Rencana"
    with pytest.raises(NotAllowed, match=r"roster\.elsewhere"):
        founded.province.app.execute(
            ChangeRoster(app.new_command(), (PersonChange(_soldier(founded), "leave", TODAY, reason="cuti"),))
        )


def _soldier(world: World) -> bytes:
    if not world.province.app.ask(queries.OfficePeople(home="K0413")).rows:
        taken(world.a, as_list("Agus,11980001,-,Danramil,Kodim Contoh,Koramil 01,,TNI"))
        world.settle(world.a)
    return read_id(world.province.app.ask(queries.OfficePeople(home="K0413")).rows[0].id)


def test_rows_do_not_depend_on_the_order_of_arrival(world: World) -> None:
    """I1: the newest record of a person counts, whatever came first; the replay agrees with the live rows."""
    province = world.province
    taken(province, as_list(LIST[0].replace("IV/b", "IV/d"), *LIST[1:4]))
    issue(province)
    with province.device.database.writing() as db:
        live = project.snapshot(db)
        backwards(province, db)
        assert project.snapshot(db) == live
        assert {record.rank for record in people_of(db, HOME) if record.number == SITI} == {"IV/d"}


def backwards(laptop: Laptop, db: Any) -> None:
    """Derive rosters and pacts again, the newest entry first."""
    from core.journal import store
    from core.storage import tables

    for table in (
        tables.roster_person,
        tables.roster_office,
        tables.roster_step,
        tables.roster_pact,
        tables.cascade_plan,
        tables.pact,
    ):
        db.execute(table.delete())
    kinds = ("roster.imported", "roster.changed", "cascade.planned", "pact.issued")
    for entry in reversed([entry for entry in store.everything(db) if entry.header.kind in kinds]):
        laptop.device.projector.project(db, entry)
