"""Referrals on a shared server: one desk sends, the other records what came back, and both see it in one list."""

from __future__ import annotations

from core.app import queries
from core.app.referral_queries import ReferralById, Referrals
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.domain.ids import read_id
from core.domain.referral import Addressee, RecordReceipt, SendReferral
from tests.server.founding import Province
from tests.world import complaint


def test_two_desks_share_a_referral(province: Province) -> None:
    one, two = province.one.app, province.two.app
    one.execute(SubmitReports(one.new_command(), (ReportItem(parse_form(complaint())),)))
    report = read_id(one.ask(queries.Reports()).rows[0].id)
    one.execute(SendReferral(one.new_command(), report, (Addressee("BAWASLU"), Addressee("DENPOM"))))
    first = two.ask(Referrals(limit=1))
    rest = two.ask(Referrals(limit=1, after=first.next))
    assert {first.rows[0].institution, rest.rows[0].institution} == {"BAWASLU", "DENPOM"}
    sent = next(row for row in (*first.rows, *rest.rows) if row.institution == "BAWASLU")
    at = province.two.clock.when
    two.execute(RecordReceipt(two.new_command(), read_id(sent.id), "7/LP", at))
    for desk in (one, two):
        assert desk.ask(ReferralById(sent.id)).row.stage == "received"
        assert [row.institution for row in desk.ask(Referrals(stage="sent")).rows] == ["DENPOM"]
