"""The national office: what of a province's entries it may read, and how a province's codes read there.

An entry is relayed whole as far as its signature goes, and with those parts alone that a reader above the provinces
needs: the others are withheld, and chain and signature hold all the same. Who is reported, who reports, rosters, pacts
and papers stay in the province, sealed or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NATION, ANSWER = "nation", "province"
"""Audiences: what a province's desk writes for the national office, and what the office writes back to one province."""
_FACTS: Final = frozenset({"facts"})
_WORDS: Final = frozenset({"facts", "story"})
RELAYED: Final[Mapping[str, frozenset[str]]] = {
    "stream.opened": _FACTS,
    "officer.enrolled": _FACTS,
    "officer.ended": _FACTS,
    "device.renewed": _FACTS,
    "certificate.revoked": _FACTS,
    "authority.ended": _FACTS,
    "key.published": _FACTS,
    "complaint.received": _FACTS,
    "warning.raised": _WORDS,
    "situation.reported": _WORDS,
    "information.received": _FACTS,
    "case.opened": _FACTS,
    "case.told": _FACTS,
    "bawaslu.receipt_recorded": _FACTS,
    "bawaslu.receipt_withdrawn": _FACTS,
    "notice.given": _FACTS,
    "correction.proposed": _FACTS,
    "correction.approved": _FACTS,
    "correction.declined": _FACTS,
    "erasure.ordered": _FACTS,
    "erasure.approved": _FACTS,
    "erasure.declined": _FACTS,
    "hold.placed": _FACTS,
    "hold.lifted": _FACTS,
}
"""Parts by kind that leave the province, besides the time and order of every entry; of other kinds none does.

What a visitor told stays: on an island of three hundred people an account names whoever gave it. Warnings and situation
reports have no field for a person and go whole.
"""
_ALWAYS: Final = "handling"
_BETWEEN: Final = "/"


def may_leave(kind: str, part: str) -> bool:
    """Whether a part of an entry of that kind is for the national office."""
    return part == _ALWAYS or part in RELAYED.get(kind, frozenset())


def is_relayed(audience: str, *, from_desk: bool) -> bool:
    """Whether a stream is for the national office: what posts write for their desks, and what desks write for posts.

    What the desks keep among themselves is not, nor what is sealed to a guard.
    """
    if from_desk:
        return audience == "all" or audience.startswith("post:")
    return audience == "desks"


def qualified(label: str, code: str) -> str:
    """A post's code or a case's number with its province before it: ``19/K0413``; without a label as it is."""
    return f"{label}{_BETWEEN}{code}" if label else code


def label_of(code: str) -> str:
    """The province in a qualified code; empty in a province's own."""
    label, between, _ = code.partition(_BETWEEN)
    return label if between else ""


def bare(code: str) -> str:
    """A code as its own province writes it."""
    return code.removeprefix(label_of(code) + _BETWEEN) if label_of(code) else code
