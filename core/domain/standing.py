"""Who may lodge a legal report, and what the post therefore forwards: a report in the law's sense, or initial information.

Nobody is ever refused: whoever lacks standing tells the same story as *informasi awal*, which promises no legal date.
Sources: UU 7/2017 art. 454(3) (Pemilu), UU 1/2015 art. 134 (Pilkada), UU 7/2017 art. 200 (TNI and Polri do not vote),
Perbawaslu 7/2022 art. 8(5) (proxy by special power).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import msgspec

from core.domain.form_parts import Consent, Reporter
from core.domain.forms import ComplaintForm, ReportForm
from core.domain.reference import ReferenceData

VOTING_AGE = 17
LEGAL, INFORMATION = "legal_report", "information"
CITIZENS = frozenset({"wni", "indonesia", "warga negara indonesia", "indonesian", "ri"})
LAW: dict[str, tuple[str, ...]] = {
    "PEMILU": ("UU7-2017-454", "UU7-2017-200", "PERBAWASLU-7-2022"),
    "PILKADA": ("UU1-2015-134", "PERBAWASLU-8-2020"),
}
"""Rules of law by regime, as codes of the reference data; how surely each is known stands there."""

Reason = Literal["lane", "status", "citizenship", "service", "voting_right", "age", "identity", "unsigned", "late", "chosen"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a complaint is in the law's sense, and each reason why it is not a legal report, in the order of the form."""

    reasons: tuple[Reason, ...]

    @property
    def handling(self) -> Literal["legal_report", "information"]:
        """What the post forwards."""
        return "information" if self.reasons else "legal_report"


def person_reasons(reporter: Reporter, voting_day: date | None) -> tuple[Reason, ...]:
    """Why this person may not lodge a legal report; empty where nothing said stands against it.

    Who is not yet of age on voting day counts as a voter if he says that he has the right (married earlier).
    """
    citizenship = reporter.citizenship.strip().casefold().rstrip(".")
    found: list[tuple[bool, Reason]] = [
        (reporter.lane == "information", "lane"),
        (reporter.status == "none", "status"),
        (bool(citizenship) and citizenship not in CITIZENS, "citizenship"),
        (reporter.service in ("TNI", "POLRI"), "service"),
        (reporter.voting_right == "no", "voting_right"),
        (_too_young(reporter, voting_day), "age"),
    ]
    return tuple(reason for stands, reason in found if stands)


def _too_young(reporter: Reporter, voting_day: date | None) -> bool:
    if reporter.birth_date is None or voting_day is None or reporter.voting_right == "yes":
        return False
    born = reporter.birth_date
    years = voting_day.year - born.year - ((voting_day.month, voting_day.day) < (born.month, born.day))
    return years < VOTING_AGE


def standing_of(form: ComplaintForm, voting_day: date | None, *, late: bool = False) -> Standing:
    """The standing of a whole complaint; ``late`` where the law's time for lodging is over."""
    consent = form.consent or Consent()
    found: list[tuple[bool, Reason]] = [
        (form.reporter.lane == "sealed" and not consent.identity, "identity"),
        (form.signed_t07 == "no", "unsigned"),
        (late, "late"),
        (form.handling == INFORMATION, "chosen"),
    ]
    others = tuple(reason for stands, reason in found if stands)
    reasons = person_reasons(form.reporter, voting_day) + others
    # "chosen" alone says that somebody decided so; beside another reason it says nothing.
    return Standing(reasons if reasons == ("chosen",) else tuple(reason for reason in reasons if reason != "chosen"))


def standing_of_tree(tree: dict[str, Any], voting_day: date | None, *, late: bool = False) -> Standing:
    """The standing of a complaint that is still being typed: what is missing or unreadable counts as not said."""
    reporter = _read(tree.get("reporter"), Reporter) or Reporter(lane="open")
    consent = _read(tree.get("consent"), Consent) or Consent()
    reasons = list(person_reasons(reporter, voting_day))
    if reporter.lane == "sealed" and not consent.identity:
        reasons.append("identity")
    if tree.get("signed_t07", "no") == "no":
        reasons.append("unsigned")
    if late:
        reasons.append("late")
    return Standing(tuple(reasons))


def _read(value: object, kind: type[Any]) -> Any:
    if not isinstance(value, dict):
        return None
    known = {name: each for name, each in value.items() if name in kind.__struct_fields__}
    try:
        return msgspec.convert(known, kind, strict=True)
    except msgspec.ValidationError:
        return None


def ruled(form: ReportForm, reference: ReferenceData, *, late: bool = False) -> ReportForm:
    """The form with its handling decided by rule; what JSON claims is only ever lowered, never raised."""
    if not isinstance(form, ComplaintForm):
        return form
    election = reference.election(form.election)
    standing = standing_of(form, election.voting_day if election else None, late=late)
    return msgspec.structs.replace(form, handling=standing.handling)
