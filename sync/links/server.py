"""What a link asks of a server: a dumb folder of files. Drivers differ in how bytes travel, in nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.domain.errors import Unavailable

Beat = Callable[[int], None]
"""Told how many bytes have just moved; may raise to stop."""
CHUNK = 32 * 1024
"""Bytes between two beats: half a second at 64 KiB/s."""


class LinkBroken(Exception):
    """The connection is gone or the server did not answer in time; the same again may work."""


def unavailable(code: str, **details: str | int) -> Unavailable:
    """A refusal that trying again does not mend, with its ``link.*`` code."""
    return Unavailable(code, **details)


class Server(Protocol):
    """One folder on one server; raises :class:`LinkBroken`, or ``Unavailable`` with a ``link.*`` code."""

    grows: bool
    """Whether a file may be continued where it was cut."""

    def connect(self) -> None:
        """Connect anew; whatever was open before is let go."""
        ...

    def close(self) -> None:
        """Let go."""
        ...

    def prepare(self) -> dict[str, int]:
        """Make the folder where it is missing; what lies in it, as :meth:`sizes` tells."""
        ...

    def sizes(self) -> dict[str, int]:
        """Names and sizes in bytes of all files; empty where the folder is missing."""
        ...

    def size(self, name: str) -> int:
        """Bytes of one file, -1 where it is not there."""
        ...

    def put(self, name: str, data: bytes, beat: Beat) -> None:
        """Write a file whole, or continue it where ``grows``."""
        ...

    def get(self, name: str, limit: int, beat: Beat) -> bytes:
        """Read at most ``limit`` + 1 bytes of a file."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file; no error where it is gone."""
        ...
