"""Columns that stay encrypted where the store lies on a server: drafts, settings, marks, previews (D11).

In SQLCipher the whole file is encrypted and the value is stored as it is. On PostgreSQL it goes into a box under a key
that only this desk holds, or, for what desks share, all of them; the server's administrator, its log and its backups
see ciphertext.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from core.crypto.boxes import lock_box, open_box
from core.crypto.labels import SERVER_COLUMN

SERVER = "postgresql"


@dataclass(frozen=True, slots=True)
class ColumnKey:
    """What seals and opens these columns; an engine's dialect carries it as ``posko_key``."""

    own: bytes
    common: bytes
    entropy: Callable[[int], bytes]

    def lock(self, plain: bytes, *, shared: bool = False) -> bytes:
        """The plain bytes in a box."""
        return lock_box(self.common if shared else self.own, plain, SERVER_COLUMN, self.entropy)

    def open(self, box: bytes, *, shared: bool = False) -> bytes:
        """What a box holds."""
        return open_box(self.common if shared else self.own, box, SERVER_COLUMN)


def _key(dialect: Dialect) -> ColumnKey:
    key: ColumnKey = dialect.posko_key  # type: ignore[attr-defined]
    return key


class Sealed(TypeDecorator[bytes]):
    """Bytes; a box on a server, which every desk opens where it is ``shared``."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, *, shared: bool = False) -> None:
        super().__init__()
        self.shared = shared

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Into the store."""
        return value if value is None or dialect.name != SERVER else _key(dialect).lock(value, shared=self.shared)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Out of the store."""
        return value if value is None or dialect.name != SERVER else _key(dialect).open(value, shared=self.shared)


class SealedText(TypeDecorator[str]):
    """Text; a box in letters on a server."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Into the store."""
        if value is None or dialect.name != SERVER:
            return value
        return base64.b64encode(_key(dialect).lock(value.encode())).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Out of the store."""
        return value if value is None or dialect.name != SERVER else _key(dialect).open(base64.b64decode(value)).decode()
