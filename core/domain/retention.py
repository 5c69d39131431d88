"""When what is held of a report is to be purged: a set time after its case closed (UU 27/2022 art. 43-44).

The day is derived; the purge itself is an order of two officers like any other, and a legal hold stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.domain.case_state import CaseState
from core.domain.correcting import PROPOSED
from core.domain.erasure import ERASABLE
from core.domain.ids import CommandId
from core.domain.moment import day_at
from core.domain.sanctioning import APPEALED, sanctions_of

DEFAULT_DAYS: Final = 1_826
"""Five years: this office's own rule until the archive schedule of its region says otherwise."""
MOST_DAYS: Final = 36_525
GROUND: Final = "retention"


@dataclass(frozen=True, slots=True)
class ProposePurge:
    """Order the erasure of everything that is due and not held, the oldest first; a second officer answers each order."""

    command: CommandId


@dataclass(frozen=True, slots=True)
class PurgeDue:
    """Since when the case is closed, how it ended, whether a hold forbids the purge, whether an order waits."""

    since: str
    outcome: str
    held: bool
    ordered: bool


def purge_due_of(case: CaseState) -> PurgeDue | None:
    """What is due of a report; None while its case goes on, a sanction is under appeal, or nothing is left to purge."""
    state, closing = case.report, case.closing
    if closing is None or set(ERASABLE) <= set(state.gone):
        return None
    if any(each.status == APPEALED for each in sanctions_of(state.history)):
        return None
    return PurgeDue(
        since=day_at(closing.fact.source.at, closing.fact.source.zone).isoformat(),
        outcome=closing.facts.outcome,
        held=any(hold.stands for hold in state.holds),
        ordered=any(order.status == PROPOSED and set(ERASABLE) <= set(order.facts.parts) for order in state.erasures),
    )


def due_day(since: str, days: int) -> date:
    """The first day on which it may be purged."""
    return date.fromisoformat(since) + timedelta(days=days)
