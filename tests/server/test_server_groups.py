"""Two desks on one server: what one links the other sees, and what the other states of it is later and counts."""

from __future__ import annotations

from core.app import group_queries, queries
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.domain.incident import CompareIncidents
from tests.server.founding import Province
from tests.world import complaint

TOLD = {"summary": "Diduga membagikan stiker di dermaga lama", "narrative": "Di dermaga lama stiker dibagikan kepada penumpang."}


def test_a_link_and_its_end_by_two_desks(province: Province) -> None:
    one, two = province.one.app, province.two.app
    forms = [parse_form(complaint(**TOLD)), parse_form(complaint(**TOLD, known="2024-02-05"))]
    replies = one.execute(SubmitReports(one.new_command(), tuple(ReportItem(form) for form in forms))).reply
    assert isinstance(replies, tuple)
    first, second = (each.id for each in replies)
    assert second in {row.id for row in two.ask(group_queries.Candidates(first))}
    assert two.find_candidates() > 0 and one.find_candidates() == 0, "found once for both"
    pairs = {frozenset((row.one, row.other)) for row in one.ask(group_queries.CandidatePairs()).rows}
    assert frozenset((first, second)) in pairs
    one.execute(CompareIncidents(one.new_command(), read_id(first), (read_id(second),), True))
    view = two.ask(group_queries.GroupOf(second))
    assert view is not None and len(view.members) == 2
    assert view.id in {row.id for row in two.ask(group_queries.Groups()).rows}
    assert two.ask(group_queries.Groups(after="1")).rows == ()
    two.execute(CompareIncidents(two.new_command(), read_id(second), (read_id(first),), False))
    assert one.ask(group_queries.GroupOf(first)) is None
    assert one.ask(queries.Report(first)).row.voided is False
