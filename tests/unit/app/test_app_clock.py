"""Deadlines of reports: from which facts, near or not, stopped by Bawaslu's own receipt alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.app import queries, views
from core.app.deadline_views import DeadlineView, NearDeadline
from core.app.deadlines import legal_days
from core.app.report_clock import COURIER
from core.domain.bawaslu import GiveNotice, RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.case import NOT_PROVEN, CloseCase
from core.domain.commands import OpenCase
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import read_id
from core.domain.transit import Trip, write_schedule
from core.projections import project
from tests.changes import answer, correct, second
from tests.world import BEGINNING, Laptop, World, complaint, information, situation, titip, warning

PONGOK = "19.03.08.2001"


def taken(laptop: Laptop, **changes: Any) -> str:
    tree = complaint(known="2024-02-05", place={"area": PONGOK}, happened={"date": "2024-02-04"}, **changes)
    return laptop.submit(tree).id


def ids(view: views.ReportView) -> dict[str, DeadlineView]:
    return {each.id: each for each in view.deadlines}


def receipt(laptop: Laptop, report: str, **changes: Any) -> None:
    values: dict[str, Any] = {"number": "007/LP/PP/2024", "at": laptop.clock.when, "level": "kabkota"} | changes
    laptop.app.execute(RecordBawasluReceipt(laptop.app.new_command(), read_id(report), **values))


def take_back(laptop: Laptop, report: str, number: str = "007/LP/PP/2024", level: str = "kabkota") -> None:
    command = WithdrawBawasluReceipt(laptop.app.new_command(), read_id(report), number, level, "milik laporan lain")
    laptop.app.execute(command)


def notice(laptop: Laptop, report: str, **changes: Any) -> None:
    values: dict[str, Any] = {"to": "BAWASLU", "at": laptop.clock.when, "means": "radio"} | changes
    laptop.app.execute(GiveNotice(laptop.app.new_command(), read_id(report), **values))


def pressing(laptop: Laptop) -> list[NearDeadline]:
    return list(laptop.app.ask(queries.NearDeadlines()))


# --- which clauses run ----------------------------------------------------------------------------------------------


def test_a_complaint_at_a_kodim_has_the_reporters_date_and_the_posts_hours(world: World) -> None:
    found = ids(world.a.report(taken(world.a)))
    assert list(found) == ["PEMILU_LAPOR", "TNI_BAWASLU", "SLA_RUJUK"]
    own = found["PEMILU_LAPOR"]
    assert (own.safe, own.latest, own.duty, own.state) == ("2024-02-15", "2024-02-19", "reporter", "open")
    assert own.hand_in_by == "2024-02-15T23:59:00+07:00"
    assert found["TNI_BAWASLU"].safe.startswith("2024-02-06T10:00") and found["TNI_BAWASLU"].state == "near"


def test_information_promises_no_legal_date(world: World) -> None:
    for tree in (information(), complaint(reporter={"lane": "information"})):
        assert list(ids(world.a.report(world.a.submit(tree).id)))[:1] == ["TNI_BAWASLU"], tree
    unsigned = ids(world.a.report(world.a.submit(complaint(known="2024-02-05")).id))["PEMILU_LAPOR"]
    assert not unsigned.promised, "the reporter may still lodge it himself until then"
    signed = complaint(known="2024-02-05", signed_t07="yes", consent={"identity": True})
    assert ids(world.a.report(world.a.submit(signed).id))["PEMILU_LAPOR"].promised


def test_a_warning_goes_to_bawaslu_within_a_day_and_a_situation_report_has_no_deadline(world: World) -> None:
    assert list(ids(world.a.report(world.a.submit(warning()).id))) == ["SLA_PERINGATAN"]
    assert world.a.report(world.a.submit(situation()).id).deadlines == ()


def test_a_titip_shows_what_its_readable_facts_allow(world: World) -> None:
    report = world.a.submit(titip(known="2024-02-05"))
    assert report.sealed
    assert list(ids(world.a.report(report.id))) == ["TNI_BAWASLU", "SLA_RUJUK"], "the day of knowledge is sealed away"
    world.settle(world.a)
    assert "PEMILU_LAPOR" in ids(world.province.report(report.id)), "the province reads it"


def test_a_late_report_is_taken_and_says_so(world: World) -> None:
    signed: dict[str, Any] = {"signed_t07": "yes", "consent": {"identity": True}}
    report = world.a.submit(complaint(known="2024-01-02", happened={"date": "2024-01-01"}, **signed))
    own = ids(world.a.report(report.id))["PEMILU_LAPOR"]
    assert (own.state, own.late, own.promised) == ("passed", True, False)
    assert world.a.report(report.id).form["handling"] == "information"


def test_the_zone_and_the_holidays_are_those_of_the_place(world: World) -> None:
    own = ids(world.a.report(world.a.submit(complaint(known="2024-02-05", place={"area": "52.08.05.2003"})).id))
    assert own["PEMILU_LAPOR"].hand_in_by == "2024-02-15T23:59:00+08:00"


def test_legal_days_for_the_receipt(world: World) -> None:
    found = legal_days(world.a.device, "pemilu", date(2024, 2, 5), PONGOK)
    assert (found.safe, found.latest) == (date(2024, 2, 15), date(2024, 2, 19))
    assert (found.clause.code, found.confidence) == ("PEMILU_LAPOR", "verified")
    with pytest.raises(Invalid, match=r"deadline\.regime"):
        legal_days(world.a.device, "", date(2024, 2, 5), "")
    assert legal_days(world.a.device, "PILKADA", date(2030, 1, 1), "").latest == date(2030, 1, 8)


# --- what stops it --------------------------------------------------------------------------------------------------


def test_only_bawaslus_own_receipt_stops_the_clock(world: World) -> None:
    report = taken(world.a)
    notice(world.a, report)
    world.settle(world.a)
    view = world.a.report(report)
    assert {each.id: each.state for each in view.deadlines} == {
        "PEMILU_LAPOR": "open", "TNI_BAWASLU": "near", "SLA_RUJUK": "stopped",
    }, "handed on to the province, which is not Bawaslu"  # fmt: skip
    assert [(n.to, n.means) for n in view.notices] == [("BAWASLU", "radio")]
    receipt(world.a, report)
    view = world.a.report(report)
    assert {each.state for each in view.deadlines if each.duty != "bawaslu"} == {"stopped"}
    assert view.receipts[0].number == "007/LP/PP/2024" and view.receipts[0].officer
    assert [(each.id, each.duty, each.safe) for each in view.deadlines][-1] == ("PEMILU_KAJIAN_AWAL", "bawaslu", "2024-02-06")


def test_the_province_records_and_the_post_learns_of_it(world: World) -> None:
    report = taken(world.a)
    world.settle(world.a)
    receipt(world.province, report)
    assert "stopped" not in {each.state for each in world.a.report(report).deadlines if each.duty == "reporter"}
    world.settle(world.a)
    assert ids(world.a.report(report))["PEMILU_LAPOR"].state == "stopped"
    assert [line.kind for line in world.a.report(report).history] == ["complaint.received", "bawaslu.receipt_recorded"]


def test_several_receipts_but_not_the_same_twice(world: World) -> None:
    report = taken(world.a)
    receipt(world.a, report, level="kecamatan", counter="Panwaslu Kecamatan Kepulauan Pongok", note="dicap basah")
    receipt(world.a, report)
    with pytest.raises(NotAllowed, match=r"bawaslu\.known"):
        receipt(world.a, report)
    rows = world.a.report(report).receipts
    assert [(row.level, row.counter, row.note) for row in rows] == [
        ("kecamatan", "Panwaslu Kecamatan Kepulauan Pongok", "dicap basah"), ("kabkota", "", ""),
    ]  # fmt: skip


def test_the_same_command_twice_is_one_receipt(world: World) -> None:
    report = taken(world.a)
    command = RecordBawasluReceipt(world.a.app.new_command(), read_id(report), "1", world.a.clock.when, "ri")
    for _ in range(2):
        world.a.app.execute(command)
    assert len(world.a.report(report).receipts) == 1


def derived(laptop: Laptop) -> dict[str, object]:
    """What is derived of reports, without the entries and the times at which they came."""
    rows = laptop.snapshot()
    return {name: rows[name] for name in ("report_clock", "board", "counted", "referral")}


def test_a_receipt_that_is_taken_back_leaves_everything_as_without_it(world: World) -> None:
    report = taken(world.a)
    world.settle(world.a)
    world.province.open_case(report)
    world.settle(world.a)
    before = [(derived(each), pressing(each), each.report(report).row.case_status) for each in (world.a, world.province)]
    receipt(world.a, report)
    world.settle(world.a)
    told = world.province.report(report)
    assert told.row.case_status == "referred" and derived(world.province) != before[1][0], "control: it changes something"
    take_back(world.a, report)
    world.settle(world.a)
    for laptop, (rows, near, status) in zip((world.a, world.province), before, strict=True):
        assert (derived(laptop), pressing(laptop), laptop.report(report).row.case_status) == (rows, near, status)
        shown = laptop.report(report)
        assert shown.receipts == () and [each.reason for each in shown.withdrawn] == ["milik laporan lain"]
        lines = [line for line in shown.history if line.kind.startswith("bawaslu.")]
        assert [(line.kind, line.detail) for line in lines] == [
            ("bawaslu.receipt_recorded", "007/LP/PP/2024"), ("bawaslu.receipt_withdrawn", "007/LP/PP/2024"),
        ]  # fmt: skip
        assert all(line.officer and line.at for line in lines)
        assert laptop.problems() == ()


def test_what_is_taken_back_twice_is_told_and_written_once(world: World) -> None:
    report = taken(world.a)
    receipt(world.a, report)
    world.settle(world.a)
    take_back(world.province, report)
    held = len(world.province.entries())
    with pytest.raises(NotAllowed, match=r"bawaslu\.withdrawn"):
        take_back(world.province, report)
    with pytest.raises(Invalid, match=r"bawaslu\.none"):
        take_back(world.province, report, level="ri")
    assert len(world.province.entries()) == held
    take_back(world.a, report)
    world.settle(world.a)
    assert ids(world.a.report(report))["PEMILU_LAPOR"].state == "open" == ids(world.province.report(report))["PEMILU_LAPOR"].state
    receipt(world.a, report)
    world.settle(world.a)
    for laptop in (world.a, world.province):
        assert ids(laptop.report(report))["PEMILU_LAPOR"].state == "stopped", "the same number, recorded anew"
        assert len(laptop.report(report).withdrawn) == 2 and laptop.problems() == ()


BAD_RECEIPTS: list[tuple[dict[str, Any], str]] = [
    ({"number": " "}, "report.missing"),
    ({"number": "1\u202e2"}, "text.forbidden"),
    ({"number": "x" * 301}, "text.too_long"),
    ({"level": "desa"}, "bawaslu.level"),
    ({"at": BEGINNING + timedelta(days=1)}, "bawaslu.ahead"),
    ({"at": BEGINNING.replace(tzinfo=None)}, "bawaslu.zone"),
]
BAD_NOTICES: list[tuple[dict[str, Any], str]] = [
    ({"to": "RT"}, "notice.institution"),
    ({"means": "wa"}, "notice.means"),
    ({"at": BEGINNING + timedelta(days=1)}, "bawaslu.ahead"),
]


def test_what_is_refused_leaves_nothing(world: World) -> None:
    report, told = taken(world.a), world.a.submit(situation()).id
    for act, cases in ((receipt, BAD_RECEIPTS), (notice, BAD_NOTICES)):
        for changes, code in cases:
            with pytest.raises(Invalid) as refusal:
                act(world.a, report, **changes)
            assert refusal.value.code == code
        with pytest.raises(NotAllowed, match=r"bawaslu\.situation"):
            act(world.a, told)
    view = world.a.report(report)
    assert (view.receipts, view.notices, len(view.history)) == ((), (), 1)


def test_another_post_cannot_stop_the_clock(world: World) -> None:
    report = taken(world.a)
    with pytest.raises(Invalid, match=r"report\.unknown"):
        receipt(world.c, report)


# --- what is near ---------------------------------------------------------------------------------------------------


def test_near_deadlines_come_most_pressing_first_and_leave_with_the_receipt(world: World) -> None:
    old = taken(world.a)
    world.a.clock.pass_by(days=12)
    new = world.a.submit(complaint(known="2024-02-16", happened={"date": "2024-02-16"})).id
    found = pressing(world.a)
    assert [(each.report == old, each.deadline.id, each.deadline.state) for each in found] == [
        (True, "PEMILU_LAPOR", "after_safe"), (False, "TNI_BAWASLU", "near"), (False, "SLA_RUJUK", "near"),
        (True, "TNI_BAWASLU", "passed"), (True, "SLA_RUJUK", "passed"),
    ]  # fmt: skip
    receipt(world.a, old)
    receipt(world.a, new)
    assert pressing(world.a) == []


def test_a_closed_case_and_a_void_report_press_nobody(world: World) -> None:
    closed, void, open_ = taken(world.a), taken(world.a), taken(world.a)
    world.settle(world.a)
    province = world.province.app
    province.execute(OpenCase(province.new_command(), read_id(closed), "1/II/2024"))
    day = world.province.clock.when.date().isoformat()
    province.execute(CloseCase(province.new_command(), read_id(closed), NOT_PROVEN, "BAWASLU", "7/2024", day))
    answer(world.a, correct(world.a, void, act="void", reason="duplicate").id, second(world.a))
    assert {each.report for each in pressing(world.a)} == {closed, open_}
    world.settle(world.a)
    assert {each.report for each in pressing(world.province)} == {each.report for each in pressing(world.a)} == {open_}


def test_old_reports_leave_home(world: World) -> None:
    taken(world.a)
    world.a.clock.pass_by(days=70)
    assert pressing(world.a) == []


def test_the_courier_schedule_gives_the_last_departure(world: World) -> None:
    trips = [Trip(to="kabkota", days=(1, 4), leaves="07:30", minutes=300, by="Kapal perintis")]
    world.a.app.settings.put(COURIER, write_schedule(trips))
    taken(world.a)
    world.a.clock.when += timedelta(days=7)
    plan = next(each.plan for each in pressing(world.a) if each.deadline.id == "PEMILU_LAPOR")
    assert plan is not None and plan.chosen is not None
    assert (plan.chosen.level, plan.chosen.place, str(plan.chosen.leave_by)) == (
        "kabkota", "19.03", "2024-02-13 07:30:00+07:00",
    )  # fmt: skip


def test_an_unreadable_schedule_counts_as_not_set(world: World) -> None:
    world.a.app.settings.put(COURIER, "[{]")
    taken(world.a)
    plan = pressing(world.a)[0].plan
    assert plan is not None and {offer.state for offer in plan.offers} == {"unknown"}


# --- derived rows ---------------------------------------------------------------------------------------------------


def test_replay_gives_the_same_rows(world: World) -> None:
    report = taken(world.a)
    receipt(world.a, report)
    world.a.submit(titip())
    with world.a.device.database.writing() as db:
        live = project.snapshot(db)
        world.a.device.projector.rebuild(db)
        assert project.snapshot(db) == live
        assert len(live["report_clock"]) == 2


def test_a_store_that_derived_otherwise_is_derived_again(world: World) -> None:
    from sqlalchemy import text

    taken(world.a)
    with world.a.device.database.writing() as db:
        db.execute(text("DELETE FROM report_clock"))
        db.execute(text("UPDATE setting SET value = '1' WHERE key LIKE 'derived%'"))
    world.a.restart()
    assert [each.deadline.id for each in pressing(world.a)] == ["TNI_BAWASLU", "SLA_RUJUK"]
