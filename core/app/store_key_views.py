"""What screens and verbs are told of the store key, and the question for it."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.queries import Query


@dataclass(frozen=True, slots=True)
class StoreKeyFacts:
    """Who would keep a way in if the store key were changed now, who would not, and when it was last.

    ``keeps`` are names beside the officer's own; ``loses`` those who have not unlocked since it can be handed over, ``nameless``
    slots of which nobody knows whose they are. ``changed`` is an ISO instant, empty for never; ``copies`` are dated copies of
    before that (all of them, where it never was), which open with the key of before.
    """

    keeps: tuple[str, ...]
    loses: tuple[str, ...]
    nameless: int
    changed: str
    by: str
    copies: int


@dataclass(frozen=True, slots=True)
class StoreKey(Query[StoreKeyFacts]):
    """The store key of this laptop."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """A store key that was changed: who keeps a way in, and who lost it; ``copies`` of before are still there."""

    keeps: tuple[str, ...]
    loses: tuple[str, ...]
    entries: int
    copies: int
