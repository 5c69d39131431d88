"""What of a report is counted, and along which directions: never a person, a name or an office (SAFEGUARDS 23).

Every report stands in exactly one cell of any table, so that rows and columns add up: who is reported of several types
counts as ``several``. A guarded report is counted nowhere, and a void one is none. NIHIL is a kind of its own: a post
that says so has reported, a post that is silent has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import msgspec

from core.domain.case_state import CaseState, is_case, stage_of
from core.domain.geo import MARK
from core.domain.report import ReportState
from core.domain.year_tables import years_before

DIMENSIONS: Final = ("kind", "stage", "regency", "district", "subject", "status", "board", "outcome", "day", "week", "month")
FAMILY: Final = {"regency": "area", "district": "area", "day": "time", "week": "time", "month": "time"}
"""Directions that say the same more or less finely: a table has at most one of each family."""
KINDS: Final = ("complaint", "information", "early_warning", "situation", "nihil")
NIHIL, SEVERAL = "nihil", "SEVERAL"
FILTERS: Final = ("kind", "stage", "area", "subject", "status", "board", "outcome", "since", "until")
PROVINCE_LETTERS, REGENCY_LETTERS, DISTRICT_LETTERS, ISLAND_LETTERS = 2, 5, 8, 11
NO_REGENCY: Final = "00"
"""The regency part of an island that lies in no single regency."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One report as tables count it; codes alone, empty where the report does not say."""

    kind: str
    day: str
    week: str
    stage: str
    regency: str
    district: str
    subject_type: str
    status: str
    board: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a table is narrowed to; ``area`` is a province or a regency, days are ``YYYY-MM-DD`` of reception."""

    kind: str = ""
    stage: str = ""
    area: str = ""
    subject: str = ""
    status: str = ""
    board: str = ""
    outcome: str = ""
    since: str = ""
    until: str = ""

    @property
    def told(self) -> Mapping[str, str]:
        """Those that are set."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}


def counted_of(case: CaseState) -> Counted | None:
    """How a report is counted; None for what is guarded or void.

    ``status`` is what its post may know; ``board`` and ``outcome`` are the desks' own, empty for what is no case.
    """
    state = case.report
    facts = state.facts
    if facts is None or facts.guard is not msgspec.UNSET or state.voided:
        return None
    form = {} if state.story is None else state.story.form
    kind = NIHIL if facts.kind == "situation" and form.get("nihil") is True else facts.kind
    regency, district = areas_of(_place(form))
    return Counted(
        kind=kind,
        day=facts.day,
        week=week_of(facts.day),
        stage=_text(form, "stage"),
        regency=regency,
        district=district,
        subject_type=_subject_type(state),
        status=state.case_status,
        board=stage_of(case) if is_case(state) else "",
        outcome=case.outcome,
    )


def areas_of(area: str) -> tuple[str, str]:
    """The regency and the district that a code of any level lies in, as far as it says."""
    if area.startswith(MARK) or area[3:5] == NO_REGENCY or len(area) < REGENCY_LETTERS:
        return "", ""
    islands = len(area) == ISLAND_LETTERS
    return area[:REGENCY_LETTERS], "" if islands or len(area) < DISTRICT_LETTERS else area[:DISTRICT_LETTERS]


def week_of(day: str) -> str:
    """The Monday of a day's week; an unreadable day is its own."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return (read - timedelta(days=read.weekday())).isoformat()


BEFORE: Final = ("previous", "year")
"""What a period is compared with: as many days (or whole years) right before it, or the same days of the year before."""


def days_before(first: str, last: str, which: str) -> tuple[str, str]:
    """The period to compare with; raises ``ValueError`` for days that are none."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if which == "previous":
        years = years_before(start, end)
        if years is not None:
            return years
        length = end - start + timedelta(days=1)
        return (start - length).isoformat(), (end - length).isoformat()
    return _year_before(start).isoformat(), _year_before(end).isoformat()


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _place(form: Mapping[str, object]) -> str:
    place = form.get("place")
    return str(place.get("area", "")) if isinstance(place, dict) else ""


def _text(form: Mapping[str, object], name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _subject_type(state: ReportState) -> str:
    """The type of whoever is reported, by code; types are of offices and laws, not of people."""
    parties = [] if state.parties is None else state.parties.reported
    found = {str(party.get("subject", "")) for party in parties} - {""}
    return SEVERAL if len(found) > 1 else next(iter(found), "")
