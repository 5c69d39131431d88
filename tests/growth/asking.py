"""Medians of the window's and the verbs' questions, asked of a store of any size."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from core.app import queries
from core.app.case_queries import Board, BoardFilter, CaseAgenda, CountBoard
from core.app.statistics_queries import DashboardTables, Statistics

RUNS = 15
BUNDLE, AT_ONCE = 500, 100
NARROW = BoardFilter(severity="high", area="19.03.02", officer="Petugas 3")


def questions(app: Any, filler: Any) -> dict[str, float]:
    """Medians of the window's and the verbs' questions."""
    words = filler.words

    def asked(query: Any) -> float:
        return middle(lambda: app.ask(query))

    return {
        "list: the newest 50": asked(queries.Reports()),
        "list: 20 pages onwards": pages(app, queries.Reports) / 20,
        "list: a kind and a stage": asked(queries.Reports(kind="information", stage="PENCALONAN")),
        "list: a district": asked(queries.Reports(area="19.03.02")),
        "list: by day of the event": asked(queries.Reports(sort="event")),
        "search: a common word": asked(queries.Reports(words[0])),
        "search: a rare word": asked(queries.Reports(words[15_000])),
        "search: two words, one begun": asked(queries.Reports(f"{words[3]} {words[40][:4]}")),
        "search: a word that nobody wrote": asked(queries.Reports("zzzzzz")),
        "numbers of home and status": asked(queries.HomeCounts()),
        "statistics: posts, their laptops and reports": asked(queries.Posts()),
        "statistics: kinds of each district": asked(Statistics("district", "kind")),
        "statistics: the dashboard, eight tables": asked(DashboardTables()),
        "board: the most pressing 50 new cases": asked(Board("new")),
        "board: 20 pages onwards": pages(app, partial(Board, "closed")) / 20,
        "board: an officer's heavy cases of a district": asked(Board("referred", NARROW)),
        "board: counts of every stage": asked(CountBoard()),
        "board: the day's agenda": asked(CaseAgenda()),
        "alarms": asked(queries.Alarms()),
    }


def pages(app: Any, query: Any) -> float:
    """Twenty pages, each from where the one before ended."""
    after = None
    started = time.perf_counter()
    for _ in range(20):
        after = app.ask(query(after=after)).next
    return time.perf_counter() - started


def middle(work: Callable[[], object]) -> float:
    """The median of some runs, after one that warms up; what takes long is run less often."""
    first = seconds(work)
    return statistics.median([seconds(work) for _ in range(RUNS if first < 1 else 3)])


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
