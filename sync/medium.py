"""What sending and receiving ask of a place that holds objects: a stick's folder, or a server behind a link."""

from __future__ import annotations

from typing import Protocol


class Medium(Protocol):
    """A place with immutable objects; every method raises ``Unavailable`` with a code where the place fails."""

    @property
    def label(self) -> str:
        """A short name for the history of sticks and links."""
        ...

    def prepare(self) -> None:
        """Make ready for writing."""
        ...

    def names(self) -> list[str]:
        """Names of all objects; raises ``Invalid('medium.not_a_stick')`` where there are none."""
        ...

    def present(self) -> set[str]:
        """Names of all objects, empty for a fresh place."""
        ...

    def size(self, name: str) -> int:
        """Size of an object in bytes, -1 when it is not there."""
        ...

    def read(self, name: str, limit: int) -> bytes:
        """Content of an object, at most ``limit`` + 1 bytes of it."""
        ...

    def has(self, name: str, digest: bytes) -> bool:
        """Whether an object lies there with this content; a far place may go by what it proved since the program began."""
        ...

    def free_bytes(self) -> int:
        """Room left, -1 where the place does not tell."""
        ...

    def publish(self, name: str, data: bytes) -> None:
        """Write one object under its final name and make as sure as this place allows that it is there."""
        ...
