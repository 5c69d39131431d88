"""One row for each addressee of a case: where it stands and from when its clocks run; no deadline is ever stored."""

from __future__ import annotations

from sqlalchemy import Connection

from core.domain.referral import RECEIVED, ReferralEscalated, ReferralReminded
from core.domain.referral_clock import Standing, running, standing_of
from core.domain.referring import Referral
from core.domain.report import ReportState
from core.storage import tables
from core.storage.many import insert_into

_TIMES = ("stage_at", "step", "step_at", "declared", "police")


def project_referrals(db: Connection, subject: bytes, state: ReportState) -> None:
    """Derive the rows of one report's referrals anew."""
    db.execute(tables.referral.delete().where(tables.referral.c.subject == subject))
    if state.referrals:
        db.execute(insert_into(tables.referral), [_row(subject, each) for each in state.referrals])


def _row(subject: bytes, referral: Referral) -> dict[str, object]:
    facts, source = referral.facts, referral.fact.source
    receipt, viewed = referral.last(RECEIVED), referral.viewed
    standing = standing_of(referral, "PEMILU", facts.deadline, 0)
    return {
        "id": referral.id,
        "subject": subject,
        "institution": facts.institution,
        "level": facts.level,
        "addressee": facts.to,
        "route": facts.route,
        "deadline": facts.deadline,
        "stage": referral.stage,
        "standing": int(_runs(standing)),
        "identity": facts.identity,
        "letter": facts.letter,
        "document": facts.document,
        "day": facts.day,
        "at": source.at,
        "zone": source.zone,
        **{name: getattr(standing, name) for name in _TIMES},
        "receipt": "" if receipt is None else receipt.facts.number,
        "outcome": referral.outcome,
        "reminded": sum(isinstance(fact.event, ReferralReminded) for fact in referral.urged),
        "escalated": sum(isinstance(fact.event, ReferralEscalated) for fact in referral.urged),
        "viewed": 0 if viewed is None else viewed.source.at,
        "viewed_by": "" if viewed is None else viewed.source.officer,
    }


def _runs(standing: Standing) -> bool:
    """Whether any time limit still runs, whatever the election: a police clock runs on after the decision."""
    return next(running(standing), None) is not None
