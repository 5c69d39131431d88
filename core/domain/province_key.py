"""Keys of the province that took another's place: which recipient everybody seals to, as a fold over what was published.

A generation counts once the one before it is known, so that nobody jumps ahead of all that will ever be published; of several
entries of one generation (a desk restored from a copy of before published another one) the later counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId

PUBLISHED: Final = "key.published"
DESTROYED: Final = "key.destroyed"
FOLLOWED: Final = "key.followed"
HANDED: Final = "key.handed"
REPORTS, IDENTITIES, RECOVERY = "reports", "identities", "recovery"
PURPOSES: Final = (REPORTS, IDENTITIES, RECOVERY)
KeyReason = Literal["planned", "officer_left", "lost", "copied"]
REASONS: Final[tuple[KeyReason, ...]] = get_args(KeyReason)
MAX_GENERATION: Final = 1_000


class KeyPublishedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``recipient`` (age) takes the place of the one before it; ``generation`` counts from 1, for the founder's is none.

    ``since`` is the day (ISO) from which the old one is not to be trusted, or from which the new one is wanted.
    """

    purpose: str
    recipient: str
    generation: int
    reason: str
    since: str


class KeyPublished(msgspec.Struct, frozen=True):
    """The administrator gave out a new recipient of the province."""

    facts: KeyPublishedFacts | None


class KeyNamed(msgspec.Struct, frozen=True, kw_only=True):
    """Which key an entry is about; ``generation`` 0 is the founder's."""

    purpose: str
    recipient: str
    generation: int


class KeyDestroyed(msgspec.Struct, frozen=True):
    """An old private key of the province is gone from the office's laptop."""

    facts: KeyNamed | None


class KeyFollowed(msgspec.Struct, frozen=True):
    """A laptop uses this key: of *recovery* its way in is made for it and for no other one, of *reports* a desk has it."""

    facts: KeyNamed | None


class KeyHandedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which key of *reports* is handed over, and the age recipients of the desks' laptops to which it is sealed."""

    purpose: str
    recipient: str
    generation: int
    to: list[str]


class KeyBox(msgspec.Struct, frozen=True):
    """``box`` is an age file of the private key's text to the recipients that the facts name.

    A box inside the part and no sealed part, so that nothing opens it by the way that only shows what was written.
    """

    box: bytes


class KeyHanded(msgspec.Struct, frozen=True):
    """A desk hands a private key to the desks of its province; the part goes when the key is destroyed."""

    facts: KeyHandedFacts | None
    story: KeyBox | None = None


@dataclass(frozen=True, slots=True)
class ReplaceKey:
    """Give the province a new key of one purpose."""

    command: CommandId
    purpose: str
    reason: str
    since: str


@dataclass(frozen=True, slots=True)
class DestroyKey:
    """Destroy the private key of a recipient that was replaced."""

    command: CommandId
    purpose: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Published:
    """One entry as the journal tells it; ``order`` is what decides between two: its time (ms UTC), Lamport clock, digest."""

    generation: int
    recipient: str
    order: tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class InForce:
    """The recipient to seal to, and its generation."""

    recipient: str
    generation: int


def newest(begun: InForce, published: Iterable[Published]) -> InForce:
    """What counts for one purpose, from what this laptop began with and what was published since, in whatever order it came.

    The recipient of the kit stands for its own generation until its entry is held: then the entries of that generation decide.
    """
    by_generation: dict[int, list[Published]] = {}
    for each in published:
        by_generation.setdefault(each.generation, []).append(each)
    same = by_generation.get(begun.generation, [])
    found = begun
    if any(each.recipient == begun.recipient for each in same):
        found = _latest(same)
    while found.generation + 1 in by_generation:
        found = _latest(by_generation[found.generation + 1])
    return found


def _latest(rivals: list[Published]) -> InForce:
    chosen = max(rivals, key=lambda each: each.order)
    return InForce(chosen.recipient, chosen.generation)


def is_well_formed(facts: KeyPublishedFacts | KeyNamed | KeyHandedFacts) -> bool:
    """Words and numbers that can be true; others come from altered software."""
    first = 0 if isinstance(facts, KeyNamed) else 1
    return facts.purpose in PURPOSES and first <= facts.generation <= MAX_GENERATION


def check(command: ReplaceKey, today: date, founded: date) -> date:
    """The day from which it counts; a province that was founded under a clock that ran ahead may say today.

    Raises ``Invalid`` (``keys.purpose``, ``keys.reason``, ``keys.since``, ``keys.since_before``).
    """
    if command.purpose not in PURPOSES:
        raise Invalid("keys.purpose", allowed=", ".join(PURPOSES))
    if command.reason not in REASONS:
        raise Invalid("keys.reason", allowed=", ".join(REASONS))
    try:
        since = date.fromisoformat(command.since)
    except ValueError:
        raise Invalid("keys.since") from None
    if since > today:
        raise Invalid("keys.since")
    if since < min(founded, today):
        raise Invalid("keys.since_before", day=founded.isoformat())
    return since
