"""When a reported person's name is to be erased: where nothing was proven or registered, a set time after that (SAFEGUARDS 23).

The day is derived; the erasure itself is an order of two officers like any other, and a legal hold stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.domain.case import NOT_PROVEN, NOT_REGISTERED
from core.domain.case_state import CaseState, Closing
from core.domain.correcting import PROPOSED
from core.domain.moment import day_at

PARTIES = "parties"
WITHOUT_PROOF: Final = frozenset({NOT_PROVEN, NOT_REGISTERED})
DEFAULT_DAYS: Final = 365
MOST_DAYS: Final = 3_650


@dataclass(frozen=True, slots=True)
class NameDue:
    """Since when the reason stands, whether a hold forbids the erasure, and whether an order waits for its second officer."""

    since: str
    outcome: str
    held: bool
    ordered: bool


def name_due_of(case: CaseState) -> NameDue | None:
    """What is due of a report; None where a name may stay, or is gone already."""
    state = case.report
    if state.parties is None or not state.parties.reported or PARTIES in state.gone:
        return None
    closing = case.closing
    if closing is None or closing.facts.outcome not in WITHOUT_PROOF:
        return None
    return NameDue(
        since=_day_of(closing),
        outcome=closing.facts.outcome,
        held=any(hold.stands for hold in state.holds),
        ordered=any(order.status == PROPOSED and PARTIES in order.facts.parts for order in state.erasures),
    )


def due_day(since: str, days: int) -> date:
    """The first day on which the name may be erased."""
    return date.fromisoformat(since) + timedelta(days=days)


def _day_of(closing: Closing) -> str:
    """The day on the outside body's document, else the one on which the closing was written, where it was written."""
    try:
        return date.fromisoformat(closing.facts.day).isoformat()
    except ValueError:
        return day_at(closing.fact.source.at, closing.fact.source.zone).isoformat()
