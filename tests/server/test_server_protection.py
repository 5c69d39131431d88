"""Protection of data on a shared server: one desk records, the other goes on, and both read the same lists."""

from __future__ import annotations

from core.app import protection_queries as queries
from core.domain.access import REPORTED, AnswerAccess, RequestAccess
from core.domain.breach import AGENCY_TOLD, PEOPLE_TOLD, RecordBreach, StepBreach
from core.domain.ids import read_id
from tests.server.founding import Province


def test_two_desks_share_a_breach_and_a_request(province: Province) -> None:
    one, two = province.one.app, province.two.app
    known = f"{one.today.isoformat()}T00:00"
    names = [
        str(desk.execute(RecordBreach(desk.new_command(), "Laptop hilang.", known, ("contact",))).reply) for desk in (one, two)
    ]
    for desk, step in ((one, PEOPLE_TOLD), (two, AGENCY_TOLD)):
        desk.execute(StepBreach(desk.new_command(), read_id(names[0]), step, to="Yang berhak"))
    request = str(one.execute(RequestAccess(one.new_command(), REPORTED, how="KTP diperlihatkan")).reply)
    two.execute(AnswerAccess(two.new_command(), read_id(request), refuse=True))
    for desk in (one, two):
        page = desk.ask(queries.Breaches(limit=1))
        rest = desk.ask(queries.Breaches(limit=1, after=page.next))
        assert {page.rows[0].id, rest.rows[0].id} == set(names) and page.total == 2
        assert desk.ask(queries.Breach(names[0])).state == "in_time" and desk.ask(queries.BreachesDue()).open == 1
        assert [row.status for row in desk.ask(queries.AccessRequests()).rows] == ["refused"]
        assert desk.ask(queries.Retention()).rows == ()
