"""Time that outsiders confirm, and certificates that are believed no more.

A day's tree has one leaf for each document and each head of a stream that no earlier tree held; its root goes to a
timestamp authority, and the token travels to everybody. Hashing is RFC 6962's: 0x00 before a leaf, 0x01 before two nodes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId

LEAF_BYTES: Final = 32
CODE_DIGEST_BYTES: Final = 16
MAX_LEAVES: Final = 6_000
"""Leaves of one tree: they travel in one entry."""
TOKEN_LIMIT: Final = 32 * 1024
LAST_MOMENT: Final = 253_402_214_400_000
"""The last day of the year 9999, in milliseconds UTC."""
RevocationReason = Literal["key_compromise", "lost", "misuse", "error", "superseded"]
REASONS: Final[tuple[RevocationReason, ...]] = get_args(RevocationReason)


class DayTimestampedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``root`` of the tree over ``size`` leaves, of which ``count`` are documents; ``token`` is RFC 3161's, DER.

    ``authority`` is the certificate (DER) that the office was given as the timestamp authority's, empty where it was
    given none: then nobody checked whose the token is. ``renews`` are the digests of the entries whose roots and tokens
    are the leaves of a renewal.
    """

    day: str
    root: bytes
    size: int
    count: int
    token: bytes
    authority: bytes
    renews: list[bytes] = []


class DayTimestampedStory(msgspec.Struct, frozen=True, kw_only=True):
    """The leaves themselves, 32 bytes each, documents first."""

    leaves: bytes


class DayTimestamped(msgspec.Struct, frozen=True):
    """A timestamp authority confirmed a tree's root."""

    facts: DayTimestampedFacts | None
    story: DayTimestampedStory | None = None


class CertificateRevokedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``kid`` of the certificate, ``since`` when it is not believed (milliseconds UTC), and why (a code)."""

    kid: bytes
    since: int
    reason: str


class CertificateRevoked(msgspec.Struct, frozen=True):
    """The administrator took a certificate back; what it signed before stays signed."""

    facts: CertificateRevokedFacts | None


@dataclass(frozen=True, slots=True)
class RevokeCertificate:
    """Take a certificate back from a moment on, never the own one or the one of the very laptop.

    Whose is ``doubted`` goes at once, even where the identities' key here opens with nobody but him.
    """

    command: CommandId
    kid: bytes
    since: int
    reason: str
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class KeepTimestamp:
    """Write down the token that a timestamp authority gave for a prepared tree; ``seen`` is how far each stream was read."""

    command: CommandId
    leaves: tuple[bytes, ...]
    count: int
    token: bytes
    authority: bytes
    renews: tuple[bytes, ...] = ()
    seen: tuple[tuple[bytes, int], ...] = ()


def check_reason(reason: str) -> str:
    """The reason, or ``Invalid('revocation.reason')``."""
    if reason not in REASONS:
        raise Invalid("revocation.reason", allowed=", ".join(REASONS))
    return reason


def check_since(since: int) -> int:
    """The moment, or ``Invalid('revocation.time')`` for one that no calendar shows."""
    if not 0 <= since < LAST_MOMENT:
        raise Invalid("revocation.time")
    return since


def document_leaf(document: bytes, content_digest: bytes, byterange_digest: bytes) -> bytes:
    """What stands in the tree for a printed document: 32 bytes that tell nothing to who does not hold it.

    Of the content's digest the 16 bytes count that the code on the paper bears, so that the paper alone gives the leaf.
    """
    return _labelled(b"posko/time/document/1", document, content_digest[:CODE_DIGEST_BYTES], byterange_digest)


def head_leaf(stream: bytes, sequence: int, digest: bytes) -> bytes:
    """What stands in the tree for a stream up to an entry."""
    return _labelled(b"posko/time/head/1", stream, sequence.to_bytes(8, "big"), digest)


def renewed_leaf(root: bytes, token: bytes) -> bytes:
    """What stands in a renewal's tree for an earlier tree and its token."""
    return _labelled(b"posko/time/renewed/1", root, token)


def split(leaves: bytes) -> list[bytes]:
    """The 32-byte leaves of a story."""
    return [leaves[at : at + LEAF_BYTES] for at in range(0, len(leaves), LEAF_BYTES)]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, 2.1, without recursion: leaves are hashed, then neighbours, the odd one rises."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path_to(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """The audit path of RFC 6962, 2.1.1, from the leaf's neighbour up."""
    level, path = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves], []
    while len(level) > 1:
        if place ^ 1 < len(level):
            path.append(level[place ^ 1])
        level, place = _above(level), place // 2
    return path


def root_from(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to (RFC 9162, 2.1.3.2); None where the path does not fit place and size."""
    if not 0 <= place < size:
        return None
    node, last, left = hashlib.sha256(b"\x00" + leaf).digest(), size - 1, list(path)
    while last:
        if place & 1 or place < last:
            if not left:
                return None
            other = left.pop(0)
            pair = other + node if place & 1 else node + other
            node = hashlib.sha256(b"\x01" + pair).digest()
        place, last = place // 2, last // 2
    return node if not left else None


def is_whole(event: DayTimestamped) -> bool:
    """Whether leaves, size and root fit each other, within the limits."""
    facts, story = event.facts, event.story
    if facts is None or story is None or len(facts.token) > TOKEN_LIMIT:
        return False
    leaves = split(story.leaves)
    fits = len(leaves) == facts.size and 0 < facts.size <= MAX_LEAVES and all(len(leaf) == LEAF_BYTES for leaf in leaves)
    return fits and 0 <= facts.count <= facts.size and root_of(leaves) == facts.root


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
    return pairs + level[len(level) & ~1 :]


def _labelled(label: bytes, *parts: bytes) -> bytes:
    state = hashlib.sha256(label + b"\x00")
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()
