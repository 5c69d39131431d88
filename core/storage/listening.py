"""Hearing of other desks' work: one connection that waits for the server's notices."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from core.domain.errors import Unavailable

CHANNEL = "posko"
LOOK_SECONDS, AGAIN_SECONDS = 0.5, 3.0
"""How long one wait lasts on Windows, within which a stop is obeyed; and after how long a lost server is tried again."""


class Listener:
    """A thread that calls ``told`` after every commit of another desk, and once after the server was away."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]], own: str, told: Callable[[], None]) -> None:
        self._connect, self._own, self._told = connect, own, told
        self._ended = threading.Event()
        self._ear, self._mouth = os.pipe()
        connection: psycopg.Connection[Any] | None = None
        with contextlib.suppress(Unavailable):  # a server that is away just now is tried again, and told of when it is there
            connection = self._subscribed()  # on the caller's thread: from here on nothing is missed
        self._thread = threading.Thread(target=self._run, args=(connection,), name="posko-listener", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._ended.set()
        os.write(self._mouth, b"0")
        self._thread.join()
        os.close(self._ear)
        os.close(self._mouth)

    def _subscribed(self) -> psycopg.Connection[Any]:
        connection = self._connect()
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}")
        return connection

    def _run(self, connection: psycopg.Connection[Any] | None) -> None:
        while not self._ended.is_set():
            try:
                if connection is None:
                    connection = self._subscribed()
                    self._told()  # whatever was written meanwhile was told to nobody
                self._hear(connection)
            except (psycopg.Error, Unavailable):
                if connection is not None:
                    connection.close()
                connection = None
                self._ended.wait(AGAIN_SECONDS)
        if connection is not None:
            connection.close()

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        patience = LOOK_SECONDS if os.name == "nt" else 0.0
        while not self._ended.is_set():
            heard = list(connection.notifies(timeout=patience, stop_after=1))
            if any(notice.payload != self._own for notice in heard):
                self._told()
            if not heard and not patience:  # sleep until the server or a stop is heard; Windows waits for sockets alone
                select.select([connection.fileno(), self._ear], [], [])
