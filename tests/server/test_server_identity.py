"""An identity on a shared server: asked for at the desk that holds the key, agreed to at the other, shown at the first."""

from __future__ import annotations

import pytest

from core.app import queries
from core.app.identity_queries import IdentityTasks, Openings
from core.domain.commands import AnswerProposal, ReportItem, SubmitReports
from core.domain.errors import NotAllowed
from core.domain.forms import parse_form
from core.domain.identity_opening import NameIdentityOfficer, ProposeOpening, ShowIdentity
from core.domain.ids import read_id
from tests.server.founding import Province
from tests.world import complaint


def test_the_second_officer_sits_at_the_other_desk(province: Province) -> None:
    one, two = province.one.app, province.two.app
    one.execute(SubmitReports(one.new_command(), (ReportItem(parse_form(complaint())),)))
    report = read_id(one.ask(queries.Reports()).rows[0].id)
    for officer, home in ((one.facts.officer, "Kesbangpol"), (two.facts.officer, "Inspektorat")):
        one.execute(NameIdentityOfficer(one.new_command(), officer, home))
    made = one.execute(ProposeOpening(one.new_command(), report, "protect", "LPSK", "diancam")).reply
    opening = read_id(made.id)  # type: ignore[union-attr]
    two.execute(AnswerProposal(two.new_command(), opening, approve=True))
    with pytest.raises(NotAllowed, match=r"identity\.no_key"):
        two.execute(ShowIdentity(two.new_command(), opening))
    shown = one.execute(ShowIdentity(one.new_command(), opening)).reply
    assert shown.persons["reporter"]  # type: ignore[union-attr]
    for desk in (one, two):
        (row,) = desk.ask(Openings(opened=True)).rows
        assert (row.status, row.second) == ("opened", two.facts.officer)
        assert desk.ask(IdentityTasks()) == ()
