"""A server in memory behind the product's own link: cut, full, and one that answers "stored" and stored nothing."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from core.domain.errors import Unavailable
from sync.links.link import Link, Patience
from sync.links.server import Beat, LinkBroken
from sync.parts import in_parts, whole_objects

CHUNK = 1024


@dataclass
class Server:
    """A :class:`sync.links.server.Server`; ``cuts`` and ``forgets`` are chances."""

    chance: random.Random
    grows: bool
    files: dict[str, bytes] = field(default_factory=dict)
    cuts: float = 0.0
    forgets: float = 0.0
    full: bool = False

    def connect(self) -> None:
        """There is nothing to hold open."""

    def close(self) -> None:
        """Nothing to let go."""

    def prepare(self) -> dict[str, int]:
        self._cut()
        return self.sizes()

    def sizes(self) -> dict[str, int]:
        self._cut()
        return {name: len(data) for name, data in self.files.items()}

    def size(self, name: str) -> int:
        self._cut()
        return len(self.files[name]) if name in self.files else -1

    def put(self, name: str, data: bytes, beat: Beat) -> None:
        if self.full:
            raise Unavailable("link.full")
        if self.chance.random() < self.forgets:
            return
        held = self.files.get(name, b"") if self.grows else b""
        for at in range(len(held), len(data), CHUNK):
            self._cut()
            held += data[at : at + CHUNK]
            beat(min(CHUNK, len(data) - at))
            if self.grows:
                self.files[name] = held
        self.files[name] = held

    def get(self, name: str, limit: int, beat: Beat) -> bytes:
        self._cut()
        if name not in self.files:
            raise Unavailable("link.gone")
        return self.files[name][: limit + 1]

    def remove(self, name: str) -> None:
        self.files.pop(name, None)

    def calm(self) -> None:
        """Nothing more befalls it."""
        self.cuts, self.forgets, self.full = 0.0, 0.0, False

    def _cut(self) -> None:
        if self.chance.random() < self.cuts:
            raise LinkBroken


class Wire(Link):
    """The product's link; lets ``between`` happen at each object, and notes in ``broken`` what is not there though said."""

    __slots__ = ("between", "broken", "place")

    def __init__(self, server: Server, between: Callable[[], None], broken: list[str]) -> None:
        super().__init__(server, "tautan", Patience(lambda _seconds: None), part=4096)
        self.place, self.between, self.broken = server, between, broken

    def publish(self, name: str, data: bytes) -> None:
        self.between()
        super().publish(name, data)
        if self._whole_there(name) != len(data):
            self.broken.append(name)

    def _whole_there(self, name: str) -> int:
        """Bytes that the server truly has of an object."""
        sizes = {file: len(data) for file, data in self.place.files.items()}
        pieced = in_parts(sizes).get(name)
        return sizes.get(name, 0 if pieced is None else pieced.covered)

    def read(self, name: str, limit: int) -> bytes:
        self.between()
        return super().read(name, limit)


@dataclass
class Counting(Server):
    """Counts what it is asked."""

    asked: list[str] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    def prepare(self) -> dict[str, int]:
        self.asked.append("prepare")
        return super().prepare()

    def get(self, name: str, limit: int, beat: Callable[[int], None]) -> bytes:
        self.asked.append("get")
        beat(1)
        return super().get(name, limit, beat)

    def close(self) -> None:
        self.closed.set()

    def whole(self) -> set[str]:
        """Objects that lie there, in one file or in parts."""
        return whole_objects({name: len(data) for name, data in self.files.items()}, ".bin")
