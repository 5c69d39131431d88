"""Does this entry extend that chain? Pure: the answer is a word, what to do with it is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from core.journal.entry import LAMPORT_LEAP, Header


class Verdict(Enum):
    """ADMIT extends the head; HAVE is already here; FORK is a rival at a taken place; DEFER waits for what is missing."""

    ADMIT = "admit"
    HAVE = "have"
    FORK = "fork"
    DEFER = "defer"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stands: the last sequence number taken in without a gap, and the digest there."""

    sequence: int
    digest: bytes


def judge(head: Head | None, held: frozenset[bytes], previous_held: bool, header: Header, digest: bytes) -> Verdict:
    """Place an entry.

    ``held`` are the digests already held at the entry's own place; ``previous_held`` tells whether the entry's
    predecessor is held (at its place, on any branch).
    """
    if digest in held:
        return Verdict.HAVE
    if header.sequence > 0 and not previous_held:
        return Verdict.DEFER
    if held or (head is not None and header.sequence <= head.sequence):
        return Verdict.FORK
    return Verdict.ADMIT


def follows(head: Head, header: Header) -> bool:
    """True when the entry comes right behind the head and names it: the usual case, of which nothing more is to be asked."""
    return header.sequence == head.sequence + 1 and header.previous == head.digest


def leaps(local_lamport: int, header: Header) -> bool:
    """True when the entry's clock is so far ahead that it waits: following it would drag every clock along (D2)."""
    return header.lamport > local_lamport + LAMPORT_LEAP
