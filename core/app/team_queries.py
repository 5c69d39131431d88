"""Questions about the integrated team. A post's answer is empty: these records are the desks' own.

Every list is of this office's own team; with ``regency``, at the province, of that regency's.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.app import team_views as views
from core.app.queries import Query

POSITION = "team.position:"
"""Setting: the position that signs in a track, by the track's code."""


@dataclass(frozen=True, slots=True)
class Team(Query[views.TeamView]):
    """Decrees, seats and gaps; ``area`` a code or empty for all, ``day`` as ``YYYY-MM-DD``, today where it is empty."""

    area: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Meetings(Query[views.TeamPage[views.MeetingRow]]):
    """Meetings, the newest first. Raises ``Invalid('query.cursor')``."""

    kind: str = ""
    status: str = ""
    year: str = ""
    limit: int = 100
    after: str | None = None
    regency: str = ""


@dataclass(frozen=True, slots=True)
class Series(Query[tuple[views.SeriesRow, ...]]):
    """The year's three targets and their rakor; year 0 means this one."""

    year: int = 0
    regency: str = ""


@dataclass(frozen=True, slots=True)
class Meeting(Query[views.MeetingView]):
    """One meeting; raises ``Invalid('team.unknown')``."""

    id: str


@dataclass(frozen=True, slots=True)
class Agenda(Query[views.AgendaView]):
    """What the next meeting might talk of, from what is open since the last one."""


@dataclass(frozen=True, slots=True)
class Actions(Query[views.TeamPage[views.ActionRow]]):
    """Items of the plan of action by due date; ``status`` a status, ``open`` for all that is not done, or empty.

    ``meeting`` keeps what that meeting agreed on or inherited.
    """

    status: str = ""
    owner: str = ""
    election: str = ""
    meeting: str = ""
    limit: int = 100
    after: str | None = None
    regency: str = ""


@dataclass(frozen=True, slots=True)
class Agreements(Query[tuple[views.AgreementRow, ...]]):
    """Cooperation agreements, those that want renewal first."""

    regency: str = ""


@dataclass(frozen=True, slots=True)
class Outreach(Query[views.TeamPage[views.OutreachRow]]):
    """What was done to prevent, the newest first."""

    kind: str = ""
    stage: str = ""
    election: str = ""
    limit: int = 100
    after: str | None = None
    regency: str = ""


@dataclass(frozen=True, slots=True)
class LocalRules(Query[tuple[views.RuleRow, ...]]):
    """Local rules by area; ``day`` keeps those in force on it, empty all."""

    area: str = ""
    topic: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Releases(Query[views.TeamPage[views.ReleaseRow]]):
    """What was given to members of the team, the newest first."""

    institution: str = ""
    limit: int = 100
    after: str | None = None
    regency: str = ""


@dataclass(frozen=True, slots=True)
class TeamDue(Query[tuple[tuple[str, int], ...]]):
    """What is owed today: ``series`` targets of the year that are over, ``actions`` items, ``agreements`` to renew."""


@dataclass(frozen=True, slots=True)
class Tracks(Query[tuple[views.TrackRow, ...]]):
    """The office's tracks and who signs for them here."""
