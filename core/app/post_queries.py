"""Questions about the posts in a period, and about what they warn of."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.post_views import Board
from core.app.queries import Query
from core.app.vulnerability_views import AssessmentRow, Picture, Sheet


@dataclass(frozen=True, slots=True)
class PostsBoard(Query[Board]):
    """Who reported, said NIHIL or is silent, from the first day to the last (``YYYY-MM-DD``); empty: the last seven days.

    With ``regency`` the posts of that one alone; a regency's desk has the period that the province last told it of.

    Raises ``Invalid('post.period')``.
    """

    first: str = ""
    last: str = ""
    regency: str = ""


@dataclass(frozen=True, slots=True)
class Vulnerability(Query[Picture]):
    """Warnings and levels by regency and district in a period, perhaps of one election, stage or kind alone.

    ``before_first`` and ``before_last`` name a period to compare with. Raises ``Invalid('post.period')``.
    """

    first: str = ""
    last: str = ""
    election: str = ""
    stage: str = ""
    kind: str = ""
    before_first: str = ""
    before_last: str = ""


@dataclass(frozen=True, slots=True)
class VulnerabilitySheet(Query[Sheet]):
    """What the office says of its areas now, for a sheet that leaves the house: no words, no names, no numbers of people.

    With ``regency`` that one and its districts alone.
    """

    regency: str = ""


@dataclass(frozen=True, slots=True)
class Assessments(Query[tuple[AssessmentRow, ...]]):
    """Every assessment of an area (empty: of all), the newest first."""

    area: str = ""
