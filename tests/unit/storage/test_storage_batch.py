"""Rows that wait to be sent together: in order, of one form, and never missed by whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.dialects.sqlite import insert

from core.storage import tables
from core.storage.batch import Batch
from core.storage.database import Database
from core.storage.many import put_many

PIECE = tables.piece
KEEP, FIRST = PIECE.insert(), insert(PIECE).on_conflict_do_nothing()
KEEP_TEXT = tables.report_text.insert()
ROWS = select(PIECE.c.token, PIECE.c.number).order_by(PIECE.c.token, PIECE.c.number)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    database = Database(tmp_path / "store.db", bytes(32))
    with database.writing() as connection:
        PIECE.create(connection)
        tables.report_text.create(connection)
        connection.execute(text("CREATE TABLE report (id INTEGER PRIMARY KEY, subject BLOB)"))
        yield connection
    database.close()


def sent(db: Connection) -> list[str]:
    """What goes to the store from now on."""
    told: list[str] = []
    event.listen(db, "before_cursor_execute", lambda _c, _k, statement, *_more: told.append(statement))
    return told


def test_rows_go_together_and_a_question_sees_them(db: Connection) -> None:
    batch, told = Batch(db, ()).as_connection, sent(db)
    for number in range(5):
        batch.execute(KEEP, {"token": b"a", "number": number})
        batch.execute(KEEP_TEXT, [{"id": number, "text": "x"}])
    before = len([each for each in told if "piece" in each])
    assert [row.number for row in batch.execute(ROWS)] == [0, 1, 2, 3, 4]
    assert (before, len([each for each in told if "INSERT INTO piece" in each])) == (0, 1)


def test_a_change_comes_behind_what_waits(db: Connection) -> None:
    batch = Batch(db, ()).as_connection
    batch.execute(KEEP, {"token": b"a", "number": 1})
    batch.execute(PIECE.update().values(number=2))
    batch.execute(KEEP, {"token": b"a", "number": 1})
    assert batch.exec_driver_sql("SELECT number FROM piece ORDER BY number").scalars().all() == [1, 2]


def test_two_statements_on_one_table_keep_their_order(db: Connection) -> None:
    """Were the second kept behind all rows of the first, the last row would meet one that should come after it."""
    batch = Batch(db, ())
    for statement, number in ((KEEP, 1), (FIRST, 1), (KEEP, 2), (FIRST, 2)):
        batch.execute(statement, {"token": b"a", "number": number})
    batch.flush()
    assert [row.number for row in db.execute(ROWS)] == [1, 2]
    batch.execute(FIRST, {"token": b"b", "number": 1})
    batch.execute(KEEP, {"token": b"b", "number": 2})
    batch.execute(FIRST, {"token": b"b", "number": 2})
    batch.flush()
    assert [row.number for row in db.execute(ROWS)] == [1, 2, 1, 2]


def test_rows_of_two_forms_are_not_mixed(db: Connection) -> None:
    batch, put = Batch(db, ()), KEEP_TEXT
    batch.execute(put, {"text": "own number"})
    batch.execute(put, {"id": 9, "text": "given"})
    batch.flush()
    assert [tuple(row) for row in db.execute(select(tables.report_text))] == [(1, "own number"), (9, "given")]
    with pytest.raises(ValueError, match="same columns"):
        put_many(db, put, [{"text": "x"}, {"id": 3, "text": "y"}])


def test_a_report_gets_the_number_that_the_store_would_give(db: Connection) -> None:
    put = tables.report.insert().returning(tables.report.c.id)
    db.execute(text("INSERT INTO report VALUES (7, x'00')"))
    batch = Batch(db, ())
    assert [batch.execute(put, {"subject": bytes([n])}).scalar_one() for n in (1, 2)] == [8, 9]
    batch.flush()
    db.execute(text("INSERT INTO report VALUES (20, x'14')"))
    assert batch.execute(put, {"subject": b"3"}).scalar_one() == 21
    batch.flush()
    assert db.execute(select(func.count()).select_from(tables.report)).scalar_one() == 5


def test_what_is_remembered_is_asked_once(db: Connection) -> None:
    query = select(func.count()).select_from(PIECE)
    batch, told = Batch(db, (query,)).as_connection, sent(db)
    assert [batch.execute(query, {}).first()[0] for _ in range(3)] == [0, 0, 0]
    assert len(told) == 1
