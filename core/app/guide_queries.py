"""The questions of the guidance; nothing that is asked is kept, at a post or at the province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.app import guide_views
from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class Guide(Query[guide_views.GuideView]):
    """May this kind of person do this on that day (today by default), and what does a regency's own rule say?

    Raises ``Invalid``: ``guide.subject``, ``guide.act``, ``guide.regency``.
    """

    subject: str
    act: str
    day: date | None = None
    election: str = ""
    regency: str = ""


@dataclass(frozen=True, slots=True)
class GuideQuestions(Query[tuple[guide_views.GuideQuestion, ...]]):
    """The neutral questions for a kind of person."""

    subject: str


@dataclass(frozen=True, slots=True)
class GuidePoints(Query[tuple[str, ...]]):
    """The acts that answers of yes point to; raises ``Invalid('guide.subject')``."""

    subject: str
    yes: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class GuideSearch(Query[tuple[guide_views.Hit, ...]]):
    """Topics, acts, kinds of persons, law and sanctions that hold every word."""

    text: str
    language: str = "id"


@dataclass(frozen=True, slots=True)
class GuideLeaflet(Query[bytes]):
    """One page to hand out to a kind of person, as PDF; raises ``Invalid('guide.subject')``."""

    subject: str
    day: date | None = None
