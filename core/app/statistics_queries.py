"""Questions about counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.app.queries import Query
from core.app.recap_views import RecapView
from core.app.statistics_views import Dashboard, Pivot
from core.domain.statistics import Filters


@dataclass(frozen=True, slots=True)
class Statistics(Query[Pivot]):
    """Reports counted by one direction or two (:data:`core.domain.statistics.DIMENSIONS`), by their day of reception.

    Raises ``Invalid``: ``statistics.direction``, ``statistics.filter`` (field), ``statistics.too_fine`` (a district as a
    filter), ``statistics.too_many`` (days over too long a time).
    """

    rows: str
    columns: str = ""
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class DashboardTables(Query[Dashboard]):
    """The tables of :data:`core.app.statistics.DASHBOARD`; raises as :class:`Statistics` does."""

    filters: Filters = field(default_factory=Filters)


RECAPS = ("situation", "register", "sanctions")
"""The situation of a period; the register of complaints (T14); the recapitulation of sanctions (T15)."""


@dataclass(frozen=True, slots=True)
class Recap(Query[RecapView]):
    """What fills a periodic report from the first day to the last (``YYYY-MM-DD``), one day for a daily one.

    Raises ``Invalid``: ``recap.what``, ``recap.period``, ``recap.many``, and ``NotAllowed('authority.refused')`` for the
    situation at a post, which has no posts below it.
    """

    what: str
    first: str
    last: str
