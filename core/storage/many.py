"""Many rows by one statement, as the driver takes them; by COPY on a server, to which each statement is a journey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from core.storage.sealed import SERVER

UNLIKE = "rows of one statement name the same columns"
Row = tuple[object, ...]
_FILE = sqlite.dialect()
"""What SQLCipher speaks, whichever store is open: so a statement is put together once for the life of the program."""


def put_many(db: Connection, statement: Insert, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns: bytes, texts and whole numbers, which the driver needs no help with."""
    coming = iter(rows)
    first = next(coming, None)
    if first is not None:
        names = tuple(first) if db.dialect.name == SERVER else _prepared(statement, tuple(first))[1]
        put_rows(db, statement, names, _picked(names, chain([first], coming)))


def put_rows(db: Connection, statement: Insert, names: tuple[str, ...], rows: Iterable[Row]) -> None:
    """The same for rows without names, whose values stand in the order of the table's columns.

    SQLAlchemy would look at every value of every row again, which took longer than storing them. Rows may be made while
    they are taken: a server then stores the first ones meanwhile.
    """
    if db.dialect.name == SERVER:
        _put_on_server(db, statement, names, rows)
        return
    sql, order = _prepared(statement, names)
    if order != names:
        raise ValueError(UNLIKE)
    if every := list(rows):
        db.exec_driver_sql(sql, every)


def _picked(names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """The values of each row in that order."""
    # One name alone would be picked without its tuple.
    pick = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    for row in rows:
        if len(row) != len(names):
            raise ValueError(UNLIKE)
        yield pick(row)


def _put_on_server(db: Connection, statement: Insert, names: Sequence[str], rows: Iterable[Row]) -> None:
    from core.storage.server import copy_rows

    table = cast("Table", statement.table)
    if _is_plain(statement) and not any(isinstance(column.type, TypeDecorator) for column in table.columns):
        copy_rows(db, table, names, rows)
    elif every := [dict(zip(names, row, strict=True)) for row in rows]:
        db.execute(statement, every)


def _is_plain(statement: Insert) -> bool:
    """An INSERT of values as they come: no ON CONFLICT, no expressions, nothing asked back."""
    return statement._post_values_clause is None and not statement._values and not statement._returning


@cache
def insert_into(table: Table) -> Insert:
    """The one statement that inserts into a table: what is the same object is put together once, and its rows wait together."""
    return table.insert()


@lru_cache(maxsize=128)
def _prepared(statement: Insert, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The SQL of a statement for these columns, and their names in the order of its values."""
    compiled = statement.compile(dialect=_FILE, column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())
