"""Uploading over a slow and far line, whole and cut, against what the line can carry at best; real servers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from sync.links.link import Patience
from sync.links.opening import open_link
from tests.bench.figures import Figure
from tests.links import servers
from tests.links.cutting import bad_line
from tests.links.servers import Running

KINDS: dict[str, tuple[Callable[[Path], AbstractContextManager[Running]], float]] = {
    "WebDAV": (servers.nginx, 1.25),
    "SFTP": (servers.openssh, 1.4),
    "S3": (servers.seaweed, 1.4),
}
SIZE, RATE, DELAY, CUT = 8 * 1024 * 1024, 64 * 1024.0, 0.15, 256 * 1024
NAME = "a" * 26 + ".bin"


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """8 MiB at 64 KiB/s and 300 ms there and back; the set-up of the link is told apart."""
    size = SIZE // 16 if small else SIZE
    for name, (start, aim) in KINDS.items():
        home = folder / name
        home.mkdir()
        with start(home) as server:
            for every in (0, CUT):
                yield from upload(name, server, size, every, aim)


def upload(name: str, server: Running, size: int, every: int, aim: float) -> Iterator[Figure]:
    """One upload through one line."""
    with bad_line(server.address.port, every, RATE, DELAY) as line:
        inner = replace(server.address, port=line.port, folder=f"{server.address.folder}/{every}")
        link = open_link(inner, Patience(lambda seconds: time.sleep(min(seconds, 1.0)), tries=20))
        begun = time.monotonic()
        link.prepare()
        ready, sent = time.monotonic(), line.up
        link.publish(NAME, os.urandom(size))
        done = time.monotonic()
        link.close()
    cuts = f"cut {line.cuts} times" if every else "whole"
    what = f"{size / 1024 / 1024:.1f} MiB up by {name}, line {cuts}, set-up {ready - begun:.1f} s"
    yield Figure(what, done - ready, size / RATE, "" if every else f"<= {aim}x")
    yield Figure(
        f"bytes up for it by {name}, line {cuts}", (line.up - sent) / 1024, size / 1024, "<= 1.15x" if every else "", unit="KiB"
    )
