"""Which look-up codes a report has had: a fold beside the report's own, and the hour at which a withdrawal comes too late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from core.domain.events import UNAUTHORISED, Fact, ReportReceived
from core.domain.lookup import Lookup
from core.domain.reporter import LookupRenewed

Place = tuple[int, bytes, int]
"""An entry's place in the order of all: Lamport clock, stream, sequence."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as far as it is known here: where the story is sealed, its tag alone."""

    tag: bytes
    box: bytes = b""
    check: bytes = b""
    current: bool = True


def codes_of(facts: Iterable[Fact]) -> tuple[Code, ...]:
    """All codes of one report, the newest last; only that one is current."""
    codes: tuple[Code, ...] = ()
    begun = False
    for fact in facts:
        if UNAUTHORISED in fact.source.marks:
            continue
        match fact.event:
            case ReportReceived(facts=told, story=story) if not begun:
                begun = True
                codes = _one(None if story is None else story.lookup, msgspec.UNSET if told is None else told.tag)
            case LookupRenewed(facts=told, story=story) if told is not None:
                newer = _one(None if story is None else story.lookup, told.tag)
                codes = (*(replace(code, current=False) for code in codes if code.tag not in _tags(newer)), *newer)
    return codes


def _one(lookup: Lookup | None, tag: bytes | msgspec.UnsetType) -> tuple[Code, ...]:
    if lookup is not None:
        return (Code(lookup.tag, lookup.box, lookup.check),)
    return () if isinstance(tag, msgspec.UnsetType) else (Code(tag),)


def _tags(codes: Iterable[Code]) -> set[bytes]:
    return {code.tag for code in codes}


def withdraws(asked: Place, registered: Iterable[Place]) -> bool:
    """True when a withdrawal was asked for before Bawaslu registered the report: then it goes on as initial information.

    Bawaslu's own receipt is the registration after which a withdrawal is recorded and changes nothing (SAFEGUARDS 6).
    """
    return all(asked < place for place in registered)
