"""The ``handling`` part that every entry carries: time, zone, parents, start of the program, command (D2, D8)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from core.domain.errors import Untrusted
from core.domain.moment import Moment
from core.journal import cbor
from core.journal.entry import BODY_LIMIT

MAX_PARENTS = 16
PARENT_BYTES = 16
MAX_AT = 253_402_000_000_000
"""Milliseconds UTC, in the last days of the year 9999: no calendar shows what lies behind."""


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """``at`` is milliseconds UTC, ``parents`` the first 16 bytes of digests, ``incarnation`` random at every start."""

    at: int
    zone: str
    wall: str
    source: str
    parents: list[bytes]
    incarnation: bytes
    command: bytes
    classification: str = "TERBATAS"
    hold: bool = False
    retention: str = "R1"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What the author knows at the moment of writing."""

    moment: Moment
    incarnation: bytes
    command: bytes


def write_handling(circumstance: Circumstance, parents: list[bytes]) -> bytes:
    """Encode the handling part; more parents than the limit keep the newest."""
    handling = Handling(
        at=circumstance.moment.at,
        zone=circumstance.moment.zone,
        wall=circumstance.moment.wall,
        source=circumstance.moment.source,
        parents=[parent[:PARENT_BYTES] for parent in parents[-MAX_PARENTS:]],
        incarnation=circumstance.incarnation,
        command=circumstance.command,
    )
    return cbor.encode(msgspec.to_builtins(handling, builtin_types=(bytes,)))


def read_handling(content: bytes) -> Handling:
    """Decode a handling part; raises ``Untrusted('malformed')``."""
    try:
        handling = msgspec.convert(cbor.decode_map(content, BODY_LIMIT), Handling, builtin_types=(bytes,))
    except msgspec.ValidationError:
        raise Untrusted("malformed", where="handling") from None
    if not 0 <= handling.at <= MAX_AT:
        raise Untrusted("malformed", where="handling.at")
    if len(handling.parents) > MAX_PARENTS:
        raise Untrusted("limit", what="parents", size=len(handling.parents))
    return handling
