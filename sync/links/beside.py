"""A link whose calls run in a thread of their own: the store is free meanwhile, and a stop is heard at once.

A server that does not answer may hold a call for half a minute. Nobody in the program waits so long: whoever stops leaves
the call alone, and its thread ends by itself at its next beat and lets the server go.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from queue import SimpleQueue
from types import TracebackType
from typing import Final, TypeVar

from core.domain.errors import Cancelled, Invalid
from sync.links.link import Link, Patience
from sync.links.server import Beat

T = TypeVar("T")
HEARD: Final = 0.1
"""Seconds between two questions whether to stop."""
Opened = Callable[[Patience, Beat], Link]
Outside = Callable[[], AbstractContextManager[None]]


class Beside:
    """A :class:`sync.medium.Medium` over a link; use it in a ``with`` block, and each call inside ``exclusive``.

    ``outside`` lets the store go while a call runs; ``heard`` is called meanwhile and raises ``Cancelled`` to stop;
    ``moved`` hears of bytes, in the other thread.
    """

    def __init__(self, opened: Opened, outside: Outside, heard: Callable[[], None], moved: Beat) -> None:
        self.hidden: frozenset[str] = frozenset()
        """Names that are not shown: what was taken in before, and what the cargo does not take."""
        self._outside, self._heard, self._moved = outside, heard, moved
        self._stopped = threading.Event()
        self._link = opened(Patience(self._pause), self._beat)
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._prepared = False
        threading.Thread(target=self._run, name="posko-link-call", daemon=True).start()

    @property
    def label(self) -> str:
        """As the link's."""
        return self._link.label

    def prepare(self) -> None:
        """Once; a visit lists a server once."""
        if not self._prepared:
            self._call(self._link.prepare)
            self._prepared = True

    def names(self) -> list[str]:
        """As :meth:`present`, in order; raises ``Invalid('medium.not_a_stick')`` where nothing is shown."""
        found = sorted(self.present())
        if not found:
            raise Invalid("medium.not_a_stick")
        return found

    def present(self) -> set[str]:
        """Objects that are there whole and not hidden."""
        return self._call(self._link.present) - self.hidden

    def size(self, name: str) -> int:
        """As the listing told."""
        return self._call(lambda: self._link.size(name))

    def read(self, name: str, limit: int) -> bytes:
        """Fetch an object."""
        return self._call(lambda: self._link.read(name, limit))

    def has(self, name: str, digest: bytes) -> bool:
        """As the link's."""
        return self._call(lambda: self._link.has(name, digest))

    def free_bytes(self) -> int:
        """Servers do not tell."""
        return -1

    def publish(self, name: str, data: bytes) -> None:
        """Put an object there."""
        self._call(lambda: self._link.publish(name, data))

    def close(self) -> None:
        """Let the server go, as soon as it lets us."""
        self._stopped.set()
        self._asked.put(None)

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _call(self, work: Callable[[], T]) -> T:
        done: Future[T] = Future()
        self._asked.put(lambda: _carry_out(work, done))
        try:
            with self._outside():
                while True:
                    self._heard()
                    try:
                        return done.result(HEARD)
                    except TimeoutError:
                        if done.done():
                            raise
        except Cancelled:
            self._stopped.set()
            raise

    def _run(self) -> None:
        while (asked := self._asked.get()) is not None:
            asked()
        self._link.close()

    def _beat(self, count: int) -> None:
        if self._stopped.is_set():
            raise Cancelled
        self._moved(count)

    def _pause(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise Cancelled


def _carry_out(work: Callable[[], T], done: Future[T]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:
        done.set_exception(error)
