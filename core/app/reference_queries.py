"""Questions about single items of reference data, and what their answers look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.app.queries import Query
from core.domain.reference_change import SetChange
from core.domain.reference_edit import Item
from core.domain.reference_findings import Finding

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in a list. ``state`` is empty, added, changed or gone: what the draft makes of it."""

    key: str
    name: str
    valid_from: str
    valid_to: str
    confidence: str
    state: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The first items that match, and how many there are; ``version`` is the one in force."""

    dataset: str
    version: str
    rows: tuple[ItemRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """What a version of the set did to an item: shipped, added, changed, gone; ``fields`` are those that read otherwise."""

    version: str
    valid_from: str
    state: str
    publisher: str
    published_at: str
    what: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as the draft has it (``item``), as it is in force (``before``), what is found wrong, and its versions.

    ``choices`` are code and name of what its fields may name, by set.
    """

    dataset: str
    key: str
    item: Item | None
    before: Item | None
    findings: tuple[Finding, ...]
    versions: tuple[ItemVersion, ...]
    choices: dict[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What the draft makes of one item; ``moved`` where somebody else published another reading of it meanwhile."""

    dataset: str
    key: str
    state: str
    moved: bool
    fields: tuple[tuple[str, str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """The draft. ``waiting`` are published versions whose day has not come: a new version would take their place."""

    rows: tuple[DraftRow, ...]
    steps: int
    findings: tuple[Finding, ...]
    waiting: tuple[tuple[str, str, str], ...]
    fit: bool


@dataclass(frozen=True, slots=True)
class TouchedDay:
    """A running time limit that would end on another day."""

    number: str
    clause: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What the draft would change today: items, and numbers of open cases, time limits, referrals and posts.

    ``cases`` are number and code of what touches it; ``referrals`` number and institution; ``posts`` code and name. The
    lists hold the first ones, the counts all.
    """

    sets: tuple[SetChange, ...]
    cases: tuple[tuple[str, str], ...]
    case_count: int
    days: tuple[TouchedDay, ...]
    day_count: int
    referrals: tuple[tuple[str, str], ...]
    referral_count: int
    posts: tuple[tuple[str, str], ...]
    post_count: int


@dataclass(frozen=True, slots=True)
class ReferenceItems(Query[ItemPage]):
    """Items of a set, changed ones of the draft first; raises ``Invalid('reference.unknown_set')``."""

    dataset: str
    text: str = ""
    limit: int = SHOWN


@dataclass(frozen=True, slots=True)
class ReferenceItem(Query[ItemView]):
    """One item; without a key an empty one; raises ``Invalid`` (``reference.unknown_set``, ``reference.item_unknown``)."""

    dataset: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class CheckItem(Query[tuple[Finding, ...]]):
    """What would be wrong with this reading of an item; nothing is kept."""

    dataset: str
    key: str
    item: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReferenceDraft(Query[DraftView]):
    """The draft of this desk."""


@dataclass(frozen=True, slots=True)
class ReferenceEffect(Query[Effect]):
    """What the draft would change; raises as publishing would."""
