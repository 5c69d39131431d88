"""The store of a desk: its own file, or a server that it shares with other desks (D11).

A profile on a server has no ``posko.db``. In its place lies a box under the store key: the server's address and what the
store keeps of the device itself, for no key of a desk ever lies on the server.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from core.app.device import STORE_FILE, Belongings
from core.app.profile_files import SERVER_FILE
from core.crypto.boxes import derive, lock_box, open_box
from core.crypto.cose import key_id
from core.crypto.labels import SERVER_BOX, SERVER_COLUMN, SERVER_COMMON, STORE_DATABASE
from core.domain.errors import Invalid, Unavailable
from core.journal import cbor
from core.storage.atomic import replace_file
from core.storage.database import Database
from core.storage.server_address import Server as Server

LIMIT = 1024 * 1024
POSTGRESQL_PORT: Final = 5432
SCHEMA_LETTERS = 16
Entropy = Callable[[int], bytes]


class Box(msgspec.Struct, frozen=True):
    """What the file holds; ``common`` is the key of columns that the desks of a server share.

    It was made of the founder's key of reports, which every desk had and nobody else, and stays what it is when that key is
    replaced: a file of before does not say it yet.
    """

    server: Server
    belongings: Belongings
    common: bytes = b""

    def whole(self) -> Box:
        """The same, and it says the key."""
        founders = self.belongings.reports_identity.encode()
        return self if self.common else msgspec.structs.replace(self, common=derive(founders, SERVER_COMMON))


def read_address(data: bytes) -> Server:
    """A server's address from a file that an administrator wrote (JSON).

    Raises ``Invalid('server.address', field=...)``; a host that is no socket of this machine needs a CA.
    """
    try:
        server = msgspec.json.decode(data, type=Server)
    except msgspec.DecodeError as error:
        raise Invalid("server.address", field=str(error).partition("`$.")[2].rstrip("`") or "json") from None
    return _required(server)


def read_url(url: str, read: Callable[[str], bytes]) -> Server:
    """A server's address from ``postgresql://user[:password]@host[:port]/database?sslrootcert=FILE``.

    ``read`` gives the CA file's bytes. Raises ``Invalid('server.address', field=...)`` as :func:`read_address`, and
    whatever ``read`` raises. A socket of this machine is ``?host=/folder``, as libpq has it.
    """
    try:
        parts = urlsplit(url)
        asked, port = dict(parse_qsl(parts.query)), parts.port or POSTGRESQL_PORT
    except ValueError:
        raise Invalid("server.address", field="port") from None
    if parts.scheme not in ("postgresql", "postgres"):
        raise Invalid("server.address", field="url")
    server = Server(
        host=asked.get("host") or parts.hostname or "",
        port=port,
        database=unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ca=read(asked["sslrootcert"]).decode("ascii", "replace") if "sslrootcert" in asked else "",
    )
    return _required(server)


def _required(server: Server) -> Server:
    for field in ("host", "database", "user"):
        if not getattr(server, field):
            raise Invalid("server.address", field=field)
    if not server.host.startswith("/") and "BEGIN CERTIFICATE" not in server.ca:
        raise Invalid("server.address", field="ca")
    return server


def own_file(folder: Path, store_key: bytes) -> Database:
    """The store in the profile's own file."""
    return Database(folder / STORE_FILE, database_key(store_key))


def database_key(store_key: bytes) -> bytes:
    """What SQLCipher is given."""
    return derive(store_key, STORE_DATABASE)


def keep(folder: Path, store_key: bytes, box: Box, entropy: Entropy) -> None:
    """Write the file; also when the server moved."""
    plain = cbor.encode(msgspec.to_builtins(box, builtin_types=(bytes,)))
    replace_file(folder / SERVER_FILE, lock_box(derive(store_key, SERVER_BOX), plain, SERVER_BOX, entropy))


def read(folder: Path, store_key: bytes) -> Box:
    """Read it. Raises ``Untrusted('box.damaged')``, ``Unavailable('store.missing')``."""
    try:
        data = (folder / SERVER_FILE).read_bytes()
    except OSError:
        raise Unavailable("store.missing") from None
    tree = cbor.decode_map(open_box(derive(store_key, SERVER_BOX), data, SERVER_BOX), LIMIT)
    return msgspec.convert(tree, Box, builtin_types=(bytes,)).whole()


def on_server(folder: Path, store_key: bytes, box: Box, entropy: Entropy) -> Database:
    """The store on a server. Raises ``Unavailable('store.server')`` at first use."""
    from core.storage.sealed import ColumnKey
    from core.storage.server import ServerDatabase

    desk = f"desk_{key_id(box.belongings.first_certificate).hex()[:SCHEMA_LETTERS]}"
    return ServerDatabase(box.server, desk, ColumnKey(derive(store_key, SERVER_COLUMN), box.common, entropy), folder)
