"""Questions about the identity desk; none gives a word of an identity."""

from __future__ import annotations

from dataclasses import dataclass

from core.app import identity_views as views
from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class Openings(Query[views.OpeningPage]):
    """A page of openings, newest first; ``opened`` those that were shown alone. Raises ``Invalid('query.cursor')``."""

    opened: bool = False
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityOf(Query[views.CaseIdentity]):
    """The sealed identity of one report, by its id or number."""

    report: str


@dataclass(frozen=True, slots=True)
class IdentityTasks(Query[tuple[views.TaskRow, ...]]):
    """Reports that were returned incomplete, the oldest first, until their reporter's identity was opened to reach him."""

    limit: int = 200


@dataclass(frozen=True, slots=True)
class IdentityOfficers(Query[views.IdentityDesk]):
    """Who sits and who sat at the identity desk, and where the key is."""
