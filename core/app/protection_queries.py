"""Questions about the protection of personal data."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.protection_views import AccessPage, BreachDue, BreachPage, BreachRow, RetentionView
from core.app.queries import Query

AGENCY, RETENTION_DAYS = "breach.agency", "retention.days"
"""Settings: whom the law has told of a breach, and after how many days a closed case may go."""


@dataclass(frozen=True, slots=True)
class Breaches(Query[BreachPage]):
    """A page of the log; raises ``Invalid('query.cursor')``."""

    open_only: bool = False
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Breach(Query[BreachRow]):
    """One breach by its id; raises ``Invalid('breach.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class BreachesDue(Query[BreachDue]):
    """Whose notices are still owed."""


@dataclass(frozen=True, slots=True)
class AccessRequests(Query[AccessPage]):
    """A page of requests; raises ``Invalid('query.cursor')``."""

    open_only: bool = False
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Retention(Query[RetentionView]):
    """A page of what is due for purge, whole reports before names and the longest due first, and what is gone.

    At a post what is gone alone. Raises ``Invalid('query.cursor')``.
    """

    limit: int = 100
    after: str | None = None
