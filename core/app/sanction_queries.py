"""Questions about sanctions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.app import sanction_views as views
from core.app.queries import Query

NAME_DAYS = "names.days"
"""Setting: after how many days a name goes."""


@dataclass(frozen=True, slots=True)
class Ladder(Query[tuple[views.RungRow, ...]]):
    """The rungs for a type of reported person on a day, and for a court where the act is a crime; all rungs without a type.

    Raises ``Invalid('sanction.person')``.
    """

    person: str = ""
    act: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Sanctions(Query[views.SanctionPage]):
    """A page of sanctions, newest first. ``since`` and ``until`` are days of the authority's document.

    Raises ``Invalid`` (``query.cursor``, ``query.filter``).
    """

    status: str = ""
    ladder: str = ""
    regency: str = ""
    since: str = ""
    until: str = ""
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class SanctionsOf(Query[views.CaseSanctions]):
    """Everything about the sanctions of one report, by its id or number."""

    report: str


@dataclass(frozen=True, slots=True)
class SanctionReport(Query[str]):
    """The report's id of a sanction; raises ``Invalid('sanction.unknown')``."""

    sanction: str


@dataclass(frozen=True, slots=True)
class NamesDue(Query[views.NamePage]):
    """Reports whose reported person's name is to be erased, those due first; ``all`` also those not due yet."""

    all: bool = False
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class SanctionRegister(Query[views.RegisterFilling]):
    """What fills the recapitulation T15 of a period, by the day of the authority's document.

    Raises ``Invalid`` (``sanction.period``, ``sanction.many``).
    """

    since: date
    until: date
