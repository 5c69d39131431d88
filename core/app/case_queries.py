"""Questions about cases."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.case_views import AgendaItem, BoardCounts, BoardPage, CaseView
from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What narrows the board; every field may be left empty.

    ``area`` is any area's code that the place lies in; ``stage`` the stage of the election; ``deadline`` near, open or over;
    ``only`` is ``waiting`` (a second officer is asked), ``disputed``, ``lacking`` or ``unassigned``.
    """

    kind: str = ""
    severity: str = ""
    regime: str = ""
    election: str = ""
    stage: str = ""
    area: str = ""
    desk: str = ""
    officer: str = ""
    deadline: str = ""
    outcome: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Board(Query[BoardPage]):
    """A page of one stage, the most pressing first (ended ones: the newest first); without a stage all, newest first.

    Raises ``Invalid``: ``query.cursor``, ``query.filter`` (field).
    """

    board_stage: str = ""
    narrowed: BoardFilter = BoardFilter()
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class CountBoard(Query[BoardCounts]):
    """How many cases of a filter stand at each stage."""

    narrowed: BoardFilter = BoardFilter()


@dataclass(frozen=True, slots=True)
class Case(Query[CaseView]):
    """One case by id or case number; raises ``Invalid('report.unknown')``, ``NotAllowed('case.situation')``."""

    id: str


@dataclass(frozen=True, slots=True)
class CaseAgenda(Query[tuple[AgendaItem, ...]]):
    """What the law's clock and the office's own requests ask on a day (empty: today), by hour."""

    day: str = ""
