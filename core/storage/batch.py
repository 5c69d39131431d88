"""A connection that gathers rows to insert and sends them together: a statement for many rows costs little more than for one.

It is lent to the projectors for a run of new entries, so that these derive what they always derive. An insert waits in a
queue; any statement that might see or change what waits sends everything first. So what is read is always what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Executable, Insert, Select, func, select, text

from core.storage import tables
from core.storage.many import put_many
from core.storage.sealed import SERVER

BLOCK = 500
"""So many numbers are taken from a server's sequence at once."""
ROWS = 20_000
"""So many rows wait at most."""
_NUMBERS = text("SELECT nextval(pg_get_serial_sequence('posko.report', 'id')) FROM generate_series(1, :block)")
_LAST = select(func.max(tables.report.c.id))
_PUT_REPORT = tables.report.insert()


@dataclass(frozen=True, slots=True)
class _One:
    """An answer of one row that is known without asking."""

    row: Any

    def first(self) -> Any:
        return self.row

    def scalar_one(self) -> Any:
        return self.row


class Batch:
    """See the module. ``remembered`` are questions whose answers do not change while it lives."""

    def __init__(self, db: Connection, remembered: Sequence[Select[Any]]) -> None:
        self._db = db
        self._queue: dict[Insert, list[Mapping[str, Any]]] = {}
        self._waiting = 0
        self._remembered = {id(query) for query in remembered}
        self._answers: dict[tuple[object, ...], _One] = {}
        self._last: int | None = None
        self._numbers: list[int] = []

    @property
    def as_connection(self) -> Connection:
        """The batch where a connection is expected."""
        return cast("Connection", self)

    def execute(self, statement: Executable, parameters: Any = None) -> Any:
        """Queue an insert, answer what is remembered, pass on all else."""
        if isinstance(statement, Insert) and parameters is not None:
            if statement._returning:
                return self._put_report(parameters)
            return self._put(statement, parameters if isinstance(parameters, list) else [parameters])
        if id(statement) in self._remembered:
            return self._answer(cast("Select[Any]", statement), parameters)
        self.flush()
        return self._db.execute(statement, parameters)

    def _answer(self, query: Select[Any], parameters: Mapping[str, Any]) -> _One:
        key = (id(query), *sorted(parameters.items()))
        if key not in self._answers:
            self._answers[key] = _One(self._db.execute(query, parameters).first())
        return self._answers[key]

    def _put(self, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
        waiting = self._queue.get(statement)
        if waiting is None or waiting[0].keys() != rows[0].keys():
            waiting = self._begin(statement)
        waiting.extend(rows)
        self._waiting += len(rows)
        if self._waiting >= ROWS:
            self.flush()

    def _begin(self, statement: Insert) -> list[Mapping[str, Any]]:
        """Rows of one table go in the order in which they came, and those of one form together."""
        if any(other.table is statement.table for other in self._queue):
            self.flush()
        return self._queue.setdefault(statement, [])

    def _put_report(self, row: Mapping[str, Any]) -> _One:
        """Only a report asks for its number, and gets the one that the store would have given it."""
        number = self._drawn() if self._db.dialect.name == SERVER else self._next()
        self._put(_PUT_REPORT, [{**row, "id": number}])
        return _One(number)

    def _next(self) -> int:
        if self._last is None:
            self._last = int(self._db.execute(_LAST).scalar() or 0)
        self._last += 1
        return self._last

    def _drawn(self) -> int:
        """From the sequence: others may write beside this one."""
        if not self._numbers:
            self._numbers = [int(number) for number in self._db.execute(_NUMBERS, {"block": BLOCK}).scalars()][::-1]
        return self._numbers.pop()

    def flush(self) -> None:
        """Send everything that waits."""
        queue, self._queue, self._waiting, self._last = self._queue, {}, 0, None
        for statement, rows in queue.items():
            put_many(self._db, statement, rows)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the connection's own; what waits goes first."""
        if name != "dialect":
            self.flush()
        return getattr(self._db, name)


def batched(db: Connection, remembered: Sequence[Select[Any]], work: Callable[[Connection], None]) -> None:
    """Do some work through a batch, and send what waits at its end."""
    batch = Batch(db, remembered)
    work(batch.as_connection)
    batch.flush()
