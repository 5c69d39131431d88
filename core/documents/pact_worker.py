"""A process that draws pacts for another one: no key comes here, nothing is written here.

Both sides send frames: four bytes of length, big endian, then one MessagePack value of the types below. The first frame is
:class:`Setting`, every other a tuple of :class:`Job`; each of those is answered by a tuple of :class:`Drawn` in its order.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import IO, Final, TypeVar

import msgspec

from core.documents.fonts import Fonts
from core.documents.pact_page import PactDrawer, PactPage, PactStyle
from core.documents.pressed import Unsigned

_T = TypeVar("_T")

LENGTH_BYTES: Final = 4
FRAME_LIMIT: Final = 256 * 1024 * 1024
"""No frame is longer, in bytes."""


@dataclass(frozen=True)
class Setting:
    """What stays the same: three faces, and the styles that jobs name by their place."""

    fonts: tuple[bytes, bytes, bytes]
    styles: tuple[PactStyle, ...]


@dataclass(frozen=True)
class Job:
    """One pact to draw in the style at this place."""

    style: int
    page: PactPage


@dataclass(frozen=True)
class Drawn:
    """A document behind the common beginning whose SHA-256 is ``beginning``, with the gap between ``start`` and ``end``."""

    beginning: bytes
    tail: bytes
    start: int
    end: int


def send(sink: IO[bytes], value: object) -> None:
    """Write one frame."""
    data = msgspec.msgpack.encode(value)
    sink.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    sink.flush()


def receive(source: IO[bytes], kind: type[_T]) -> _T | None:
    """Read one frame; None at the end. Raises ``ValueError`` for anything that is no such frame."""
    head = source.read(LENGTH_BYTES)
    if not head:
        return None
    size = int.from_bytes(head, "big")
    data = source.read(size) if len(head) == LENGTH_BYTES and size <= FRAME_LIMIT else b""
    if not data or len(data) != size:
        raise ValueError("a frame was cut")
    return msgspec.msgpack.decode(data, type=kind)


def draw(drawer: PactDrawer, page: PactPage) -> Drawn:
    """One answer."""
    made: Unsigned = drawer.press(page)
    return Drawn(drawer.bed.beginning.digest, bytes(made.tail), made.start, made.end)


def main() -> None:
    """Answer until the other side closes."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    setting = receive(source, Setting)
    if setting is None:
        return
    fonts = Fonts(*setting.fonts)
    drawers = [PactDrawer(fonts, style) for style in setting.styles]
    while (jobs := receive(source, tuple[Job, ...])) is not None:
        send(sink, [draw(drawers[job.style], job.page) for job in jobs])
