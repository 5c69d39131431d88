"""Where a store on a server lies; apart, so that a laptop without one loads no driver."""

from __future__ import annotations

import msgspec


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """Where the store lies. A host that begins with a slash is a socket on this machine; any other needs ``ca`` (PEM)."""

    host: str
    port: int = 5432
    database: str
    user: str
    password: str = ""
    ca: str = ""
