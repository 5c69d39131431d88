"""What screens and verbs are told of the province's keys, and the question for them."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.queries import Query

IN_FORCE, KEPT, GONE = "in_force", "kept", "destroyed"
"""What a key is: sealed to, kept because of what was sealed to it, destroyed."""


@dataclass(frozen=True, slots=True)
class KeyReplaced:
    """A key that was published."""

    purpose: str
    generation: int
    recipient: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key of the province; ``generation`` 0 is the founder's, of which when and by whom stay empty.

    ``state`` is ``in_force``, ``kept`` or ``destroyed``; ``at`` and ``ended`` are RFC 3339, ``since`` a day. ``waiting`` are the
    posts of which a laptop does not use the key in force yet, ``laptops`` how many laptops these are.
    """

    purpose: str
    generation: int
    recipient: str
    state: str
    at: str
    by: str
    reason: str
    since: str
    ended: str = ""
    waiting: tuple[str, ...] = ()
    laptops: int = 0

    @property
    def id(self) -> str:
        """What keeps it chosen in a list."""
        return f"{self.purpose}:{self.recipient}"


@dataclass(frozen=True, slots=True)
class KeyList(Query[tuple[KeyRow, ...]]):
    """Every key of the province that this laptop knows of, by purpose, the newest first."""
