"""The questions about reports that tell of one incident; only a desk has answers to them."""

from __future__ import annotations

from dataclasses import dataclass

from core.app import group_views
from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class Groups(Query[group_views.GroupPage]):
    """A page of groups, those with the newest report first; raises ``Invalid('query.cursor')``."""

    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class GroupOf(Query["group_views.GroupView | None"]):
    """The group of a report (id or number), or of a group's own id; None where it stands alone.

    Raises ``Invalid('report.unknown')``.
    """

    report: str


@dataclass(frozen=True, slots=True)
class Candidates(Query[tuple[group_views.CandidateRow, ...]]):
    """What may tell of the same incident as this report and was not compared with it yet; the likeliest first."""

    report: str


@dataclass(frozen=True, slots=True)
class CandidatePairs(Query[group_views.CandidatePage]):
    """Pairs that were found as reports came in and that nobody has compared yet; the likeliest first."""

    limit: int = 50


@dataclass(frozen=True, slots=True)
class Compare(Query[group_views.Comparison]):
    """Two reports side by side; raises ``Invalid`` (``report.unknown``, ``incident.itself``)."""

    one: str
    other: str
