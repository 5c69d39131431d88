"""A bad line: a relay on loopback that is slow, far away, and cut after so many bytes upwards."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

STEP = 8192


@dataclass
class Line:
    """The relay's port, the ``target`` of new connections, what has gone up through it, and how often it was cut.

    ``every`` bytes up, 0 for never; ``rate`` in bytes a second for all that goes one way, 0 for as quick as can be;
    ``delay`` in seconds one way.
    """

    port: int
    target: int
    every: int
    rate: float = 0.0
    delay: float = 0.0
    up: int = 0
    down: int = 0
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    _free: dict[str, float] = field(default_factory=dict)

    def passes(self, way: str, size: int) -> float:
        """Count bytes; when they are through, on the clock of :func:`time.monotonic`."""
        with self.lock:
            if way == "up":
                self.up += size
            else:
                self.down += size
            now = time.monotonic()
            if self.rate:
                self._free[way] = max(self._free.get(way, now), now) + size / self.rate
            return self._free.get(way, now) + self.delay

    @property
    def is_slow(self) -> bool:
        return bool(self.rate or self.delay)


@contextmanager
def bad_line(target: int, every: int = 0, rate: float = 0.0, delay: float = 0.0) -> Iterator[Line]:
    """Relay to a port of loopback until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Line(int(door.getsockname()[1]), target, every, rate, delay)
        threading.Thread(target=_accept, args=(door, line), daemon=True).start()
        yield line


def _accept(door: socket.socket, line: Line) -> None:
    with contextlib.suppress(OSError):
        while True:
            near, _ = door.accept()
            try:
                far = socket.create_connection(("127.0.0.1", line.target))
            except OSError:
                near.close()  # the server is down
                continue
            threading.Thread(target=_relay, args=(near, far, line, "up", line.every), daemon=True).start()
            threading.Thread(target=_relay, args=(far, near, line, "down", 0), daemon=True).start()


def _relay(source: socket.socket, sink: socket.socket, line: Line, way: str, every: int) -> None:
    passed = 0
    later = _Later(sink) if line.is_slow else None
    with contextlib.suppress(OSError):
        while data := source.recv(min(STEP, every - passed) if every else STEP):
            due = line.passes(way, len(data))
            if later is None:
                sink.sendall(data)
            else:
                later.put(due, data)
            passed += len(data)
            if every and passed >= every:
                with line.lock:
                    line.cuts += 1
                break
    if later is not None:
        later.end()
    _end(source, sink)


class _Later:
    """Bytes that arrive when they are due; a window of 64 KiB may be on the way, as with any TCP."""

    def __init__(self, sink: socket.socket) -> None:
        self._sink = sink
        self._waiting: queue.Queue[tuple[float, bytes] | None] = queue.Queue(64 * 1024 // STEP)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def put(self, due: float, data: bytes) -> None:
        """Send later; blocks while too much is on the way."""
        self._waiting.put((due, data))

    def end(self) -> None:
        """Wait until all has arrived."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (each := self._waiting.get()) is not None:
            time.sleep(max(0.0, each[0] - time.monotonic()))
            with contextlib.suppress(OSError):
                self._sink.sendall(each[1])


def _end(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
