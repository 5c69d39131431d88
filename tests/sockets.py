"""Who opens a connection: every socket of the internet is seen, with the room of the program that asked for it.

Three rooms may: ``sync/links``; ``ui/tsa.py``, which asks a timestamp authority on an explicit act; and the store of an
office whose desks share a server, at the address that was given. Servers that tests start on loopback are theirs. The guard
is armed in every test, so that the whole suite is the proof.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PROGRAM: Final = tuple(f"{ROOT / room}{os.sep}" for room in ("core", "sync", "ui"))
MAY: Final = {
    f"{ROOT / 'sync' / 'links'}{os.sep}": "links",
    str(ROOT / "ui" / "tsa.py"): "timestamps",
    str(ROOT / "core" / "storage" / "server.py"): "store",
    str(ROOT / "core" / "storage" / "listening.py"): "store",
}
INTERNET: Final = (socket.AF_INET, socket.AF_INET6)
ASKS: Final = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


class NetworkReached(RuntimeError):
    """Somebody opened a connection who may not."""


class Guard:
    """``seen`` counts what each room opened, ``faults`` tells what none may."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """An audit hook: every socket of Python passes here, whoever opened it."""
        if not event.startswith("socket."):
            return
        if event == "socket.connect" and not is_local(arguments[1]):
            raise NetworkReached(f"a test reached for the network: {arguments[1]!r}")
        if event in ASKS or (event == "socket.__new__" and arguments[1] in INTERNET) or event == "socket.connect":
            self._judge(event, arguments)

    def _judge(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect" and not isinstance(arguments[1], tuple):
            return
        room = program_room(sys._getframe(2))
        if room in MAY.values():
            self.seen[room] += 1
        elif room:
            self.faults.append(f"{room}: {event}")
            raise NetworkReached(self.faults[-1])


def program_room(frame: FrameType | None) -> str:
    """The room that may, if one is on the stack; else the file of the program that asked; empty where no part of it did."""
    first = ""
    while frame is not None:
        name = frame.f_code.co_filename
        for path, room in MAY.items():
            if name.startswith(path):
                return room
        if not first and name.startswith(PROGRAM):
            first = name
        frame = frame.f_back
    return first


def is_local(address: object) -> bool:
    """Tell whether a socket address stays on this machine: a path, or a loopback address."""
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(str(address[0])).is_loopback
    except ValueError:
        return address[0] == "localhost"


GUARD: Final = Guard()
