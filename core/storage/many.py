"""Many rows by one statement, as the driver takes them; by COPY on a server, to which each statement is a journey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Insert, Table
from sqlalchemy.types import TypeDecorator

from core.storage.sealed import SERVER

UNLIKE = "rows of one statement name the same columns"


def put_many(db: Connection, statement: Insert, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns: bytes, texts and whole numbers, which the driver needs no help with.

    SQLAlchemy would look at every value of every row again, which took longer than storing them. Rows may be made while
    they are taken: a server then stores the first ones meanwhile.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    if db.dialect.name == SERVER:
        _put_on_server(db, statement, tuple(first), _alike(first, coming))
        return
    sql, names = _prepared(statement, tuple(first), db.dialect)
    every = [first, *coming]
    if set(map(len, every)) != {len(first)}:
        raise ValueError(UNLIKE)
    # One name alone would be picked without its tuple.
    picked = map(itemgetter(*names), every) if len(names) > 1 else ((row[names[0]],) for row in every)
    db.exec_driver_sql(sql, list(picked))


def _alike(first: Mapping[str, Any], others: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    yield first
    for row in others:
        if len(row) != len(first):
            raise ValueError(UNLIKE)
        yield row


def _put_on_server(db: Connection, statement: Insert, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    from core.storage.server import copy_rows

    table = cast("Table", statement.table)
    if _is_plain(statement) and not any(isinstance(column.type, TypeDecorator) for column in table.columns):
        copy_rows(db, table, names, rows)
    else:
        db.execute(statement, list(rows))


def _is_plain(statement: Insert) -> bool:
    """An INSERT of values as they come: no ON CONFLICT, no expressions, nothing asked back."""
    return statement._post_values_clause is None and not statement._values and not statement._returning


@lru_cache(maxsize=64)
def _prepared(statement: Insert, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())
