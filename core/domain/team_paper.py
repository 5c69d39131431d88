"""Papers of the team that are made from its records: plan of action, warnings by district and stage, vulnerability sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.meeting import TARGETS
from core.domain.reference import ReferenceData
from core.domain.team_form import code_in, day_in


@dataclass(frozen=True, slots=True)
class IssueActionPlan:
    """Print the plan of action (rencana aksi) for a target of a year; ``election`` empty means every election's items."""

    command: CommandId
    target: str
    year: int
    election: str = ""
    track: str = ""


@dataclass(frozen=True, slots=True)
class IssueWarnings:
    """Print early warnings of a period, counted by district and stage, without any text of them."""

    command: CommandId
    since: str
    until: str
    track: str = ""


@dataclass(frozen=True, slots=True)
class IssueLevels:
    """Print the vulnerability sheet: areas with the levels that desks gave them and the kinds that are the reason."""

    command: CommandId
    track: str = ""


TeamPaperCommand = IssueActionPlan | IssueWarnings | IssueLevels


def target_in(text: str) -> str:
    """A target however it is written (``B.04``); raises ``Invalid('team.code')``."""
    return code_in(text.replace(".", ""), TARGETS, "target")


def target_words(target: str) -> str:
    """``B.04``."""
    return f"{target[0].upper()}.{target[1:]}" if target else ""


def period_in(since: str, until: str, today: date) -> tuple[str, str]:
    """First and last day; raises ``Invalid``: ``team.missing``, ``team.day``, ``team.term``, ``team.future``."""
    first, last = day_in(since, "since"), day_in(until, "until")
    for name, day in (("since", first), ("until", last)):
        if not day:
            raise Invalid("team.missing", field=name)
    if last < first:
        raise Invalid("team.term")
    if last > today.isoformat():
        raise Invalid("team.future", field="until")
    return first, last


def track_in(text: str, reference: ReferenceData) -> str:
    """One of the office's tracks, the first where none was named; raises ``Invalid('team.code')``."""
    codes = [each.code for each in reference.tracks]
    if not text.strip():
        return codes[0] if codes else ""
    return code_in(text, codes, "track")
