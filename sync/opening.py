"""Who opens a stranger's object: this process, or one of its own that can harm nothing (:mod:`sync.apart`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from core.crypto.sealing import AgeIdentity
from core.domain.errors import Untrusted
from sync.bundle import Bundle, open_bundle

Outcome = Bundle | Untrusted | None
"""What opening came to: the object, why it is set aside, or None where it is sealed to somebody else."""


class Opener(Protocol):
    """Opens many objects in their order; it may be given the next while the one before it is still taken in."""

    def open_each(self, objects: Iterable[bytes]) -> Iterator[Outcome]:
        """One outcome an object."""
        ...


class Here:
    """Opens them in this process."""

    def __init__(self, identities: Sequence[AgeIdentity]) -> None:
        self._identities = identities

    def open_each(self, objects: Iterable[bytes]) -> Iterator[Outcome]:
        """One after the other."""
        for data in objects:
            try:
                yield open_bundle(data, self._identities)
            except Untrusted as refusal:
                yield refusal
