"""Words of sanctions that several widgets say."""

from __future__ import annotations

from collections.abc import Iterable

from core.app.sanction_views import PartyRow, RungRow, SanctionRow
from core.domain.confidence import confidence_of
from ui.gui.desk import Desk

TONES = {
    "proposed": ("info", "clock"),
    "imposed": ("warn", "referral"),
    "appealed": ("info", "undo"),
    "lowered": ("warn", "chevron-down"),
    "executed": ("ok", "check"),
    "annulled": ("muted", "close"),
    "unproven": ("ok", "check"),
    "not_followed": ("muted", "close"),
}


def rung_name(desk: Desk, rung: RungRow | SanctionRow) -> str:
    """A rung's name in the window's language."""
    return rung.name_en if desk.t.language == "en" else rung.name_id


def rung_choices(desk: Desk, rungs: Iterable[RungRow]) -> list[tuple[str, str]]:
    """Rungs to choose from; one that is not in force says until when it was, or from when it is."""
    return [(rung.code, f"{rung_name(desk, rung)}{_force(desk, rung)}") for rung in rungs]


def _force(desk: Desk, rung: RungRow) -> str:
    if rung.in_force:
        return ""
    told = rung.valid_to or rung.valid_from
    return " · " + desk.t("sanction.until" if rung.valid_to else "sanction.from", day=desk.day(told))


def law_of(desk: Desk, rung: RungRow) -> str:
    """What a rung rests on, who imposes it, and how sure that is."""
    sure = desk.t(f"confidence.{confidence_of(rung.confidence)}")
    way = desk.t(f"confidence.{confidence_of(rung.procedure)}")
    return desk.t("sanction.law", law=rung.legal_basis, authority=rung.authority, sure=sure, way=way)


def party_name(desk: Desk, party: PartyRow) -> str:
    """A reported party by place, type and position; never by name."""
    subject = desk.app.reference.subject(party.subject)
    kind = party.subject if subject is None else subject.name_en if desk.t.language == "en" else subject.name_id
    told = ", ".join(filter(None, (party.position, party.unit)))
    return f"{party.number}. {kind}" + (f": {told}" if told else "")


def institution_name(desk: Desk, code: str) -> str:
    """An institution's name, or its code where the data do not know it."""
    office = desk.app.reference.institution(code)
    if office is None:
        return code
    return office.name_en if desk.t.language == "en" else office.name_id
