"""The integrated team on a shared server: what one desk records the other sees, and both act on one meeting."""

from __future__ import annotations

from core.app import team_queries as queries
from core.domain.meeting import Attendee, HeldForm, HoldMeeting, MeetingForm, PlanMeeting
from core.domain.team_act import LinkRecords
from tests.server.founding import Province

HELD = HeldForm(chair="Wakil Gubernur", clerk="Analis", attendance=(Attendee(institution="POLDA", position="Direktur"),))


def test_two_desks_share_a_meeting(province: Province) -> None:
    one, two = province.one.app, province.two.app
    planned = MeetingForm(kind="fgd", day="2024-02-05", theme="Peran tim terpadu")
    first = str(one.execute(PlanMeeting(one.new_command(), planned)).reply)
    second = str(two.execute(PlanMeeting(two.new_command(), planned)).reply)
    two.execute(HoldMeeting(two.new_command(), first, HELD))
    one.execute(LinkRecords(one.new_command(), "meeting", first, "meeting", second))
    for desk in (one, two):
        view = desk.ask(queries.Meeting(first))
        assert view.row.status == "held" and [link.id for link in view.links] == [second]
        page = desk.ask(queries.Meetings(limit=1))
        rest = desk.ask(queries.Meetings(limit=1, after=page.next))
        assert {page.rows[0].id, rest.rows[0].id} == {first, second}
        assert desk.ask(queries.Agenda()).inside[0][0] == "deadlines" and desk.ask(queries.Team()).gaps
