"""A report as its referrals see it: what the routes ask of it, how its reporter's identity may go along, which is meant."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, select

from core.app.at_report import AtReport
from core.domain.errors import Invalid, NotAllowed
from core.domain.referral import CONSENT, ENVELOPE, WITHHELD
from core.domain.referral_routes import BAWASLU, SUPERVISOR, Asked, Reported
from core.domain.referring import Referral, result_is_discipline, sent_to
from core.domain.report import ReportState
from core.storage import tables

OPENED: Final = frozenset({BAWASLU, "DKPP"})
"""Who may get the reporter's envelope; an employer never does (SAFEGUARDS 20)."""


def asked_of(at: AtReport, organiser: str = "") -> Asked:
    """The case as the routes see it today."""
    state, parties = at.state, at.state.parties
    reported = () if parties is None else tuple(_reported(dict(party)) for party in parties.reported)
    return Asked(
        kind="" if state.facts is None else state.facts.kind,
        day=at.device.moment().day,
        reported=reported,
        organiser=organiser,
        discipline=result_is_discipline(state.referrals),
        sent=sent_to(state.referrals),
    )


def _reported(party: dict[str, Any]) -> Reported:
    return Reported(*(str(party.get(name) or "") for name in ("subject", "unit", "position")))


def identity_for(state: ReportState, institution: str, wanted: str = "") -> str:
    """How the identity goes to one addressee; raises ``NotAllowed('referral.no_consent')``.

    Nothing of it goes to an employer. Nothing said: in its envelope where the reporter agreed, else not at all.
    """
    if institution not in OPENED or wanted == WITHHELD:
        return WITHHELD
    hidden = state.parties is None or state.parties.lane in ("", "information")
    agreed = agreed_to_identity(state) and not hidden
    if not wanted:
        return WITHHELD if not agreed else CONSENT if institution == BAWASLU else ENVELOPE
    if hidden or (wanted == CONSENT and not agreed):
        raise NotAllowed("referral.no_consent")
    return ENVELOPE if institution != BAWASLU else wanted


def agreed_to_identity(state: ReportState) -> bool:
    """Whether the reporter agreed that his identity goes to Bawaslu."""
    consent = {} if state.story is None else state.story.form.get("consent")
    return isinstance(consent, dict) and consent.get("identity") is True


def area_of(state: ReportState) -> str:
    """The code of the place of the event, empty where none is named."""
    place = {} if state.story is None else state.story.form.get("place")
    return str(place.get("area") or "") if isinstance(place, dict) else ""


def concerns_supervisor(state: ReportState) -> bool:
    """Whether somebody of Bawaslu's own is reported: its liaison sees neither the case nor its count (SAFEGUARDS 8)."""
    parties = [] if state.parties is None else state.parties.reported
    return any(str(party.get("subject", "")).upper() == SUPERVISOR for party in parties)


def report_of(db: Connection, referral: bytes) -> bytes:
    """The report that a referral is of; raises ``Invalid('referral.unknown')``."""
    table: Any = tables.referral
    found = db.execute(select(table.c.subject).where(table.c.id == referral)).scalar()
    if found is None:
        raise Invalid("referral.unknown")
    return bytes(found)


def find(state: ReportState, referral: bytes) -> Referral:
    """One referral of a report; raises ``Invalid('referral.unknown')``."""
    found = next((each for each in state.referrals if each.id == referral), None)
    if found is None:
        raise Invalid("referral.unknown")
    return found
