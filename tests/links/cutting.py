"""A bad line: a relay on loopback that cuts every connection after so many bytes upwards."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Line:
    """The relay's port, what has gone up through it, and how often it was cut; ``every`` bytes up, 0 for never."""

    port: int
    every: int
    up: int = 0
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def bad_line(target: int, every: int) -> Iterator[Line]:
    """Relay to a port of loopback until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Line(int(door.getsockname()[1]), every)
        threading.Thread(target=_accept, args=(door, target, line), daemon=True).start()
        yield line


def _accept(door: socket.socket, target: int, line: Line) -> None:
    with contextlib.suppress(OSError):
        while True:
            near, _ = door.accept()
            far = socket.create_connection(("127.0.0.1", target))
            threading.Thread(target=_up, args=(near, far, line), daemon=True).start()
            threading.Thread(target=_down, args=(far, near), daemon=True).start()


def _up(near: socket.socket, far: socket.socket, line: Line) -> None:
    passed = 0
    with contextlib.suppress(OSError):
        while data := near.recv(8192):
            far.sendall(data)
            passed += len(data)
            with line.lock:
                line.up += len(data)
            if line.every and passed >= line.every:
                with line.lock:
                    line.cuts += 1
                break
    _end(near, far)


def _down(far: socket.socket, near: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := far.recv(65536):
            near.sendall(data)
    _end(near, far)


def _end(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
