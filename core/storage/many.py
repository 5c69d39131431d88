"""Many rows by one prepared statement, as the driver takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert


def put_many(db: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns: bytes, texts and whole numbers, which the driver needs no help with.

    SQLAlchemy would look at every value of every row again, which took longer than storing them.
    """
    if not rows:
        return
    sql, names = _prepared(statement, tuple(rows[0]), db.dialect)
    if any(len(row) != len(names) for row in rows):
        raise ValueError("rows of one statement name the same columns")
    db.exec_driver_sql(sql, [tuple([row[name] for name in names]) for row in rows])


@lru_cache(maxsize=64)
def _prepared(statement: Insert, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())
