"""When a sealed identity is to be purged: with the parties it lies beside, by the earlier of the two rules that name a day.

Where nothing was proven or registered it goes with the reported person's name, else when the report's own time is over.
The purge is an order of two officers like any other; a legal hold stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.domain import names, retention
from core.domain.case_state import CaseState
from core.domain.report import ReportState

NAME, WHOLE = "name", "report"


@dataclass(frozen=True, slots=True)
class IdentityPurge:
    """The first day on which it may be purged, by which rule, and what stands before it."""

    what: str
    since: str
    day: date
    held: bool
    ordered: bool


def holds_identity(state: ReportState) -> bool:
    """Whether a sealed identity lies beside the report's parties."""
    return bool(state.boxes) and names.PARTIES not in state.gone


def identity_purge_of(case: CaseState, name_days: int, report_days: int) -> IdentityPurge | None:
    """None while the case goes on, and where there is no identity any more or never was."""
    if not holds_identity(case.report):
        return None
    found = []
    by_name, by_report = names.name_due_of(case), retention.purge_due_of(case)
    if by_name is not None:
        day = names.due_day(by_name.since, name_days)
        found.append(IdentityPurge(NAME, by_name.since, day, held=by_name.held, ordered=by_name.ordered))
    if by_report is not None:
        day = retention.due_day(by_report.since, report_days)
        found.append(IdentityPurge(WHOLE, by_report.since, day, held=by_report.held, ordered=by_report.ordered))
    return min(found, key=lambda each: each.day, default=None)
