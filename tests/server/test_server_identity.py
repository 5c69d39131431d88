"""An identity on a shared server: asked for and agreed to at either desk, shown where two of a pair sit together."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from core.app import queries
from core.app.application import Application
from core.app.identity_queries import IdentityOf, IdentityOfficers, IdentityTasks, Openings
from core.app.views import Pending
from core.domain.commands import AnswerProposal, ReportItem, SubmitReports
from core.domain.errors import NotAllowed
from core.domain.forms import parse_form
from core.domain.identity_opening import NameIdentityOfficer, ProposeOpening, ShowIdentity
from core.domain.ids import SubjectId, read_id, show_id
from tests.server.founding import Province
from tests.world import PASSPHRASE, complaint

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"


def asked(desk: Application, report: SubjectId) -> bytes:
    command = ProposeOpening(desk.new_command(), report, "protect", "LPSK", "diancam")
    return read_id(cast("Pending", desk.execute(command).reply).id)


def test_the_key_stays_at_the_desk_where_the_pair_took_it(province: Province, tmp_path: Path) -> None:
    one, two = province.one.app, province.two.app
    one.execute(SubmitReports(one.new_command(), (ReportItem(parse_form(complaint())),)))
    report = SubjectId(read_id(one.ask(queries.Reports()).rows[0].id))
    province.one.enrol(SECOND, "triage", PHRASE)
    for officer, home in ((one.facts.officer, "Kesbangpol"), (two.facts.officer, "Ombudsman"), (SECOND, "Inspektorat")):
        one.execute(NameIdentityOfficer(one.new_command(), officer, home))
    with pytest.raises(NotAllowed, match=r"identity\.key_elsewhere"):
        two.hand_over_identities((PASSPHRASE,))
    assert one.hand_over_identities((PASSPHRASE, PHRASE), shares=tmp_path / "bagian", only_present=True).pairs == 1
    second = one.second(PHRASE)
    opening = asked(one, report)
    two.execute(AnswerProposal(two.new_command(), opening, approve=True))
    with pytest.raises(NotAllowed, match=r"identity\.other_two"):
        one.open_identity(ShowIdentity(one.new_command(), opening), second)
    assert (two.ask(IdentityOf(show_id(report))).key, one.ask(IdentityOf(show_id(report))).key) == ("elsewhere", "pairs")
    opening = asked(two, report)
    two.execute(AnswerProposal(two.new_command(), opening, approve=False))
    opening = asked(one, report)
    one.execute(AnswerProposal(one.new_command(), opening, approve=True), by=second)
    shown, _files = one.open_identity(ShowIdentity(one.new_command(), opening), second)
    assert shown.persons["reporter"]
    for desk in (one, two):
        (row,) = desk.ask(Openings(opened=True)).rows
        assert (row.status, row.second) == ("opened", SECOND)
        assert desk.ask(IdentityTasks()) == ()
        assert len(desk.ask(IdentityOfficers()).officers) == 3
