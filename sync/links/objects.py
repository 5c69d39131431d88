"""An S3 store as the place where an office's attachments lie; which one, and what opens it, is kept in the encrypted store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

import msgspec

from core.app.application import Application
from core.domain.errors import Invalid, Unavailable
from sync.links.address import Address
from sync.links.link import Patience, silent
from sync.links.server import LinkBroken, Server

SETTING = "attachments.lie_on"
TRIES = 3
"""A server of the store that has just died is noticed by the others within seconds."""
T = TypeVar("T")


class S3Objects:
    """Objects under a prefix of a bucket (:class:`core.storage.far.Objects`); connects at first use."""

    def __init__(self, address: Address, patience: Patience) -> None:
        self._address, self._patience = address, patience
        self._server: Server | None = None

    def put(self, name: str, data: bytes) -> None:
        """Store an object."""
        self._try(lambda server: server.put(name, data, silent))

    def get(self, name: str, limit: int) -> bytes | None:
        """Read an object."""
        try:
            return self._try(lambda server: server.get(name, limit, silent))
        except Unavailable as refusal:
            if refusal.code == "link.not_found":
                return None
            raise

    def remove(self, name: str) -> None:
        """Remove an object."""
        self._try(lambda server: server.remove(name))

    def _try(self, work: Callable[[Server], T]) -> T:
        failures = 0
        while True:
            try:
                return work(self._connected())
            except LinkBroken:
                failures += 1
                if failures >= self._patience.tries:
                    raise Unavailable("vault.away") from None
                self._patience.wait(failures)

    def _connected(self) -> Server:
        if self._server is None:
            from sync.links.s3 import S3  # a second of a cold start

            self._server = S3(self._address)
        return self._server


def lies_on(app: Application) -> Address | None:
    """The address where this office's attachments lie, None where they lie in the profile's folder."""
    text = app.settings.get(SETTING, "")
    return Address(**msgspec.json.decode(text)) if text else None


def connect(app: Application, pause: Callable[[float], None]) -> None:
    """After unlocking: attachments are read from where they lie. Nothing connects yet."""
    address = lies_on(app)
    if address is not None:
        app.laying.on(S3Objects(address, Patience(pause, TRIES)))


def choose(app: Application, address: Address | None, pause: Callable[[float], None]) -> None:
    """From now on attachments lie there, ``None``: in the profile's folder, where everything has to be back before.

    Raises ``Invalid`` (``vault.address``, ``vault.not_back``), ``NotAllowed('vault.not_a_desk')``.
    """
    if address is not None and not address.scheme.startswith("s3"):
        raise Invalid("vault.address")
    if lies_on(app) not in (None, address) and (app.laying.counts().away or app.laying.counts().removing):
        raise Invalid("vault.not_back")
    app.laying.on(None if address is None else S3Objects(address, Patience(pause, TRIES)))
    app.settings.put(SETTING, "" if address is None else msgspec.json.encode(asdict(address)).decode())
