"""Disjoint sets: what is joined to what, each set named after its least member, whatever came first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Joined:
    """Sets of ids that grow together."""

    def __init__(self, members: Iterable[bytes] = ()) -> None:
        self._above = {member: member for member in members}

    def top(self, member: bytes) -> bytes:
        """The name of the set that a member is in; an unknown one is alone in its own."""
        self._above.setdefault(member, member)
        while self._above[member] != member:
            self._above[member] = member = self._above[self._above[member]]
        return member

    def join(self, one: bytes, other: bytes) -> None:
        """Let two sets be one."""
        low, high = sorted((self.top(one), self.top(other)))
        self._above[high] = low

    def sets(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Every set's name and members, in order."""
        found: dict[bytes, list[bytes]] = {}
        for member in sorted(self._above):
            found.setdefault(self.top(member), []).append(member)
        yield from found.items()
