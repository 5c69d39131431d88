"""Who tells the same without being the same source, counted low; how each of them knows it is told apart from the count.

Reporters are sealed, so two reports of one post may come from one person and count once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.joined import Joined

MEDIA = "media"
"""The grade of a statement whose teller knows it from media alone."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One report as it counts for another: where it was taken in, how its teller knows, and what may tie it to another.

    ``files`` are digests of its attachments; ``tied`` are reports that it names or replaces.
    """

    report: bytes
    post: str
    grade: str
    confirmed: bool = False
    files: frozenset[bytes] = frozenset()
    tied: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How many told it, and how they know it. ``independent`` is the least number of sources that must differ."""

    reports: int
    posts: int
    independent: int
    grades: Mapping[str, int]
    confirmed: int
    shared_files: bool


def corroboration(statements: Sequence[Statement]) -> Corroboration:
    """Count the sources of one incident.

    One source: reports of one post, reports that carry the same file, reports that name or replace each other. What is
    known from media alone adds none of its own.
    """
    told = [each for each in statements if each.grade != MEDIA]
    joined = Joined(each.report for each in told)
    for key in _shared_keys(told):
        for one, other in itertools.pairwise(key):
            joined.join(one, other)
    return Corroboration(
        reports=len(statements),
        posts=len({each.post for each in statements}),
        independent=sum(1 for _ in joined.sets()) or min(1, len(statements)),
        grades=Counter(each.grade for each in statements),
        confirmed=sum(each.confirmed for each in statements),
        shared_files=any(count > 1 for count in Counter(digest for each in statements for digest in each.files).values()),
    )


def _shared_keys(told: Sequence[Statement]) -> list[list[bytes]]:
    """Reports that have something in common which makes them one source, by what it is."""
    found: dict[tuple[str, object], list[bytes]] = {}
    here = {each.report for each in told}
    for each in told:
        keys: list[tuple[str, object]] = [("post", each.post), *(("file", digest) for digest in each.files)]
        for key in keys:
            found.setdefault(key, []).append(each.report)
    return [*found.values(), *([each.report, other] for each in told for other in each.tied & here)]
