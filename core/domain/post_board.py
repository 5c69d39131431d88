"""Who reported, who said NIHIL, who is silent, and why that may be: a pure rule over what is known of a post.

*Nihil* is a signed word of a post; silence is the lack of any. The two never share a word, a mark or a count, and nobody
calls a province calm while one post is silent (SAFEGUARDS 12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

REPORTED, NIHIL, SILENT, OUTSIDE = "reported", "nihil", "silent", "outside"
"""Told something; said that nothing came in; said nothing; has no kit, so nobody expects a word."""
STATES = (REPORTED, NIHIL, SILENT, OUTSIDE)

NEVER, REVOKED, DOWN, STICK_MISSING, NOT_TRAVELLED, OTHER_REPORTS, NO_REPORT = (
    "never_enrolled", "revoked", "down", "stick_missing", "not_travelled", "other_reports", "no_report",
)  # fmt: skip
"""Why a post may be silent, the likeliest first; several may hold at once."""

INCOMPLETE, CALM, WATCHFUL, TROUBLED, NOBODY = "belum_lengkap", "kondusif", "waspada", "rawan", "belum_ada"
CONDITIONS = (CALM, WATCHFUL, TROUBLED)
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Said:
    """Situation reports that count: their period in milliseconds UTC, NIHIL or not, the condition it names."""

    since: int
    until: int
    nihil: bool
    condition: str = CALM
    number: int = 1
    """So many that are alike."""


@dataclass(frozen=True, slots=True)
class Down:
    """A post was told to be out of work, by telephone or radio: days as ``YYYY-MM-DD``, ``until`` empty while it lasts."""

    since: str
    until: str
    cause: str


@dataclass(frozen=True, slots=True)
class PostSigns:
    """All that is known here of one post. ``last`` is the newest arrival, 0 for never; ``missing`` are gaps in its streams.

    ``revoked`` counts laptops that are not believed any more; ``out`` are this desk's own sticks to it that are late.
    """

    kit: bool
    laptops: int
    last: int = 0
    said: tuple[Said, ...] = ()
    others: int = 0
    missing: int = 0
    out: int = 0
    revoked: int = 0
    down: tuple[Down, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the board says of a post: its state, and for a silent one why that may be, the likeliest first."""

    state: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, and the same in milliseconds UTC (the end is not part of it)."""

    first: str
    last: str
    since: int
    until: int


def stand(signs: PostSigns, period: Period) -> Standing:
    """The state of a post in a period."""
    said = within(signs.said, period)
    if said:
        return Standing(NIHIL if all(each.nihil for each in said) else REPORTED)
    if not signs.kit and not signs.laptops:
        return Standing(OUTSIDE)
    return Standing(SILENT, _reasons(signs, period))


def within(said: Iterable[Said], period: Period) -> tuple[Said, ...]:
    """Situation reports whose own period touches this one."""
    return tuple(each for each in said if each.since < period.until and each.until > period.since)


def _reasons(signs: PostSigns, period: Period) -> tuple[str, ...]:
    if not signs.laptops:
        return (NEVER, *((DOWN,) if is_down(signs.down, period) else ()))
    # Whoever was heard after the period had the chance to tell of it; before that, the word may still be under way.
    heard = signs.last >= period.until
    found = {
        REVOKED: signs.revoked >= signs.laptops,
        DOWN: is_down(signs.down, period),
        STICK_MISSING: signs.missing > 0 or signs.out > 0,
        NOT_TRAVELLED: not heard,
        OTHER_REPORTS: signs.others > 0,
        NO_REPORT: heard and signs.others == 0,
    }
    return tuple(code for code, holds in found.items() if holds)


def is_down(down: Iterable[Down], period: Period) -> bool:
    """Whether somebody told that the post was out of work on a day of the period."""
    return any(each.since <= period.last and (not each.until or each.until >= period.first) for each in down)


def recap(standings: Sequence[Standing], said: Iterable[Said]) -> str:
    """One word for all: never "kondusif" while a post is silent, and the gravest condition that anybody named.

    What a post calls grave is not hidden by another's silence: only calm needs everybody's word.
    """
    states = {each.state for each in standings}
    if not states - {OUTSIDE}:
        return NOBODY
    named = [each.condition for each in said if each.condition in CONDITIONS]
    worst = max(named, key=CONDITIONS.index, default=CALM)
    return INCOMPLETE if worst == CALM and SILENT in states else worst
