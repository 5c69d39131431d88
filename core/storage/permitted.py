"""What SQL may do on the store's file: rows, and nothing beside or above it.

SQLite asks before it prepares a statement. Whatever reached it as SQL (a fault of ours, a schema that somebody altered with
the key) attaches no other file, loads no library, reads or changes no key, drops nothing, makes no temporary table, sets no
PRAGMA that was set at opening, and takes no row out of the journal. Only a migration may drop, and a rescue leaves out of its
new store what does not prove itself. The server has rights of its own for this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

JOURNAL: Final = "entry"
LOOKS: Final = frozenset(
    {
        "cipher_integrity_check", "data_version", "foreign_key_list", "freelist_count", "index_info", "index_list",
        "index_xinfo", "integrity_check", "max_page_count", "page_count", "quick_check", "read_uncommitted",
        "table_info", "table_list", "table_xinfo", "wal_checkpoint",
    }
)  # fmt: skip
"""PRAGMAs that look, check or fold the log in; every other one was said at opening."""
_DROPS: Final = frozenset(
    {
        sqlcipher.SQLITE_DROP_INDEX, sqlcipher.SQLITE_DROP_TABLE, sqlcipher.SQLITE_DROP_TRIGGER,
        sqlcipher.SQLITE_DROP_VIEW, sqlcipher.SQLITE_DROP_VTABLE,
    }
)  # fmt: skip
_NEVER: Final = frozenset(
    {
        sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH, sqlcipher.SQLITE_CREATE_TRIGGER, sqlcipher.SQLITE_CREATE_VIEW,
        sqlcipher.SQLITE_CREATE_TEMP_INDEX, sqlcipher.SQLITE_CREATE_TEMP_TABLE, sqlcipher.SQLITE_CREATE_TEMP_TRIGGER,
        sqlcipher.SQLITE_CREATE_TEMP_VIEW,
    }
)  # fmt: skip
_OK: Final[int] = sqlcipher.SQLITE_OK
_DENY: Final[int] = sqlcipher.SQLITE_DENY
_FUNCTIONS: Final = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer"})


def permitted(action: int, first: str | None, second: str | None, _schema: str | None, _inner: str | None) -> int:
    """SQLite's question about one step of a statement, in the program's daily work."""
    refused = action in _DROPS or (action == sqlcipher.SQLITE_DELETE and first == JOURNAL)
    return _DENY if refused else permitted_to_migrate(action, first, second, _schema, _inner)


def permitted_to_migrate(action: int, first: str | None, second: str | None, _schema: str | None, _inner: str | None) -> int:
    """The same while a migration runs, which may drop what it makes anew."""
    if action in _NEVER:
        return _DENY
    if action == sqlcipher.SQLITE_PRAGMA and (first or "").lower() not in LOOKS:
        return _DENY
    if action == sqlcipher.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
        return _DENY
    return _OK


@contextmanager
def migrating(connection: Connection) -> Iterator[None]:
    """Inside, this connection may drop, and delete entries; a server's connection is left as it is."""
    raw: Any = connection.connection.driver_connection
    if not isinstance(raw, sqlcipher.Connection):
        yield
        return
    raw.set_authorizer(permitted_to_migrate)
    try:
        yield
    finally:
        with suppress(sqlcipher.ProgrammingError):  # an interrupt closed it
            raw.set_authorizer(permitted)
