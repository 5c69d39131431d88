"""A link as a medium: what the sender and the receiver ask, over a server that may be gone at any moment.

Nothing is believed that was not listed: after an object was put, its size on the server is looked at. Whether the province
has it, only its signed acknowledgement says; a server that answers "stored" and stored nothing delays, and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, TypeVar

from core.domain.errors import Invalid, Unavailable
from sync.bundle import content_digest
from sync.links.server import Beat, LinkBroken, Server
from sync.names import SUFFIX
from sync.parts import Pieced, in_parts, part_name, whole_objects

FIRST_PART: Final = 128 * 1024
SMALLEST, LARGEST = 16 * 1024, 4 * 1024 * 1024
GOOD_RUN: Final = 8
"""So many parts without a cut, and the next is a quarter larger."""
TRIES: Final = 6
"""So many failures one after another, without a byte gained, and the link is given up for now."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait before trying again; ``pause`` takes seconds and may raise ``Cancelled``."""

    pause: Callable[[float], None]
    tries: int = TRIES

    def wait(self, failures: int) -> None:
        """One second, two, four, at most thirty."""
        self.pause(min(2.0 ** (failures - 1), 30.0))


def silent(moved: int) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Link:
    """A server's folder as a :class:`sync.medium.Medium`; ``beat`` hears of every chunk and may stop the work."""

    server: Server
    label: str
    patience: Patience
    beat: Beat = silent
    part: int = FIRST_PART
    proven: dict[str, bytes] = field(default_factory=dict, repr=False)
    """Digests of what was put there or read from there; who visits often keeps it, and reads nothing twice."""
    _good: int = 0
    _sizes: dict[str, int] | None = field(default=None, repr=False)

    def prepare(self) -> None:
        """Make the folder and look at what lies there."""
        self._sizes = self._try(self.server.prepare)

    def names(self) -> list[str]:
        """Objects that are there whole, in one file or in parts."""
        found = sorted(self.present())
        if not found:
            raise Invalid("medium.not_a_stick")
        return found

    def present(self) -> set[str]:
        """As :meth:`names`, empty for a fresh folder."""
        return whole_objects(self._known(), SUFFIX)

    def size(self, name: str) -> int:
        """Bytes of an object, -1 when it is not there whole."""
        sizes = self._known()
        if name in sizes:
            return sizes[name]
        pieced = in_parts(sizes).get(name)
        return pieced.total if pieced is not None and pieced.whole else -1

    def read(self, name: str, limit: int) -> bytes:
        """An object, fetched anew after a cut."""
        pieced = in_parts(self._known()).get(name)
        if name in self._known() or pieced is None:
            return self._try(lambda: self.server.get(name, limit, self.beat))
        return self._joined(pieced, limit)

    def has(self, name: str, digest: bytes) -> bool:
        """By its size and, once since ``proven`` began, by its content."""
        if name not in self.proven:
            self.proven[name] = content_digest(self.read(name, max(self.size(name), 0)))
        return self.proven[name] == digest

    def free_bytes(self) -> int:
        """Servers do not tell."""
        return -1

    def publish(self, name: str, data: bytes) -> None:
        """Put an object there; what an earlier run left of it is not sent again.

        Raises ``Unavailable``: ``link.broken`` when the link is given up for now (``link.no_answer`` when the server never
        answered), ``link.not_stored`` when the server said yes and has it not, and other ``link.*`` codes.
        """
        whole = self.server.grows or len(data) <= self.part
        if whole:
            self._whole(name, data)
            stored = self._try(lambda: self.server.size(name)) == len(data)
        else:
            stored = self._parted(name, data)
        if not stored:
            raise Unavailable("link.not_stored")
        if whole:  # parts stand in the listing already, each under its own name
            self._known()[name] = len(data)
        self.proven[name] = content_digest(data)

    def close(self) -> None:
        """Let the server go."""
        self.server.close()

    def __enter__(self) -> Link:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _whole(self, name: str, data: bytes) -> None:
        failures = 0
        while True:
            moved: list[int] = []
            try:
                self.server.put(name, data, lambda count, moved=moved: self._moved(moved, count))  # type: ignore[misc]
            except LinkBroken:
                # Where a file grows, what has moved is not lost: that try was no failure.
                failures = 1 if self.server.grows and moved else failures + 1
                self._again(failures)
            else:
                return

    def _moved(self, moved: list[int], count: int) -> None:
        moved.append(count)
        self.beat(count)

    def _parted(self, name: str, data: bytes) -> bool:
        """Put parts until they cover the object, each a file of its own; what the server lists decides where to go on."""
        failures, at = 0, self._reached(name, len(data))
        while at < len(data):
            piece = data[at : at + self.part]
            try:
                self.server.put(part_name(name, at, len(data)), piece, self.beat)
            except LinkBroken:
                self._shrink()
                self._again(failures + 1)
                reached = self._reached(name, len(data))
                failures, at = (failures + 1 if reached == at else 0), reached
            else:
                failures, at = 0, at + len(piece)
                self._grow()
        return self._reached(name, len(data)) == len(data)

    def _reached(self, name: str, total: int) -> int:
        pieced = in_parts(self._list()).get(name)
        return pieced.covered if pieced is not None and pieced.total == total else 0

    def _joined(self, pieced: Pieced, limit: int) -> bytes:
        found = bytearray()
        for part in pieced.chain():
            end = part.offset + part.size
            file = self._try(lambda file=part.file, end=end: self.server.get(file, end, self.beat))  # type: ignore[misc]
            found += file[part.offset : end]
            if len(found) > limit:
                break
        return bytes(found[: limit + 1])

    def _known(self) -> dict[str, int]:
        return self._list() if self._sizes is None else self._sizes

    def _list(self) -> dict[str, int]:
        self._sizes = self._try(self.server.sizes)
        return self._sizes

    def _try(self, work: Callable[[], T]) -> T:
        failures = 0
        while True:
            try:
                return work()
            except LinkBroken:
                failures += 1
                self._again(failures)

    def _again(self, failures: int) -> None:
        """Wait and connect anew, or give up."""
        while True:
            if failures >= self.patience.tries:
                raise Unavailable("link.no_answer" if self._sizes is None else "link.broken")
            self.patience.wait(failures)
            try:
                self.server.connect()
            except LinkBroken:
                failures += 1
                continue
            return

    def _shrink(self) -> None:
        self.part, self._good = max(self.part // 2, SMALLEST), 0

    def _grow(self) -> None:
        self._good += 1
        if self._good >= GOOD_RUN:
            self.part, self._good = min(self.part + self.part // 4, LARGEST), 0
