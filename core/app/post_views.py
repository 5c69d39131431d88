"""What screens and verbs get to see of the posts in a period."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Courier:
    """When a courier calls next (empty: never again), and the planned day since which nothing came (empty: none)."""

    first: str
    every: int
    road: str
    next: str
    missed: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post in a period: ``state`` and, where it is silent, ``reasons`` are codes of ``domain.post_board``.

    ``contact`` is the last arrival (None: never), ``situations`` and ``others`` count what the period holds.
    ``unacknowledged`` are entries for that post that none of its laptops has acknowledged, ``missing`` gaps in its streams,
    ``out`` this desk's late sticks to it, ``down`` the cause it is out of work for, ``version`` the programs it runs.
    """

    code: str
    name: str
    kind: str
    regencies: tuple[str, ...]
    state: str
    reasons: tuple[str, ...]
    contact: str | None
    days: int | None
    situations: int
    nihil: int
    others: int
    reports: int
    laptops: int
    confirmed: bool
    revoked: int
    version: str
    unacknowledged: int
    answer_owed: bool
    missing: int
    out: int
    down: str
    courier: Courier | None


@dataclass(frozen=True, slots=True)
class Board:
    """The posts in a period and one word for all of them; ``recap`` is never "kondusif" while a post is silent."""

    first: str
    last: str
    recap: str
    reported: int
    nihil: int
    silent: int
    outside: int
    posts: tuple[PostLine, ...]
