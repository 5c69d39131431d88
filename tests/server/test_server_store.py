"""The store on PostgreSQL: the same tables as in SQLCipher, one transaction or none, TLS, and nothing of a desk in clear."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg as postgres

from core.domain.errors import Unavailable
from core.projections import clock, codes, roster
from core.storage import tables
from core.storage.migrations import HEAD, migrate
from core.storage.sealed import ColumnKey
from core.storage.server import ServerDatabase, copy_rows
from core.storage.server_address import Server
from core.storage.upsert import insert
from tests.server.running import Running

COMMON = bytes(reversed(range(32)))
KEY = ColumnKey(bytes(range(32)), COMMON, secrets.token_bytes)
OTHER = ColumnKey(bytes(32), COMMON, secrets.token_bytes)


def opened(server: Server, desk: str, folder: Path, key: ColumnKey = KEY) -> ServerDatabase:
    """An open store at the newest revision."""
    database = ServerDatabase(server, desk, key, folder)
    with database.writing() as db:
        migrate(db, desk)
    return database


@pytest.fixture(scope="module")
def server(pg: Running) -> Server:
    """One database for the tests of this file: a database is a thousand files."""
    return pg.make()


@pytest.fixture
def database(pg: Running, server: Server, tmp_path: Path) -> Iterator[ServerDatabase]:
    """The store of a desk; what a test left in it is gone before the next one."""
    ours = opened(server, "desk_a", tmp_path)
    yield ours
    ours.close()
    written = ", ".join(["desk_a.setting", "desk_a.draft", "desk_a.preview", *(f"posko.{name}" for name in SHARED)])
    pg.sql(f"TRUNCATE {written}", server.database)


SHARED = ("secret", "parked", "subject_key", "printed", "document_file", "report_text")


def test_the_migrations_make_the_tables_that_the_program_expects(database: ServerDatabase) -> None:
    with database.reading() as db:
        made = inspect(db)
        names = set(made.get_table_names(schema="posko")) - {"alembic_version", "report_fts", "pact_fts"}
        assert names == set(tables.metadata.tables)
        for name, table in tables.metadata.tables.items():
            columns = {column["name"]: column for column in made.get_columns(name, schema="posko")}
            assert set(columns) == {column.name for column in table.columns}, name
            for column in table.columns:
                found = columns[column.name]
                expected = column.type.dialect_impl(db.dialect)
                assert found["type"]._type_affinity == expected._type_affinity, (name, column.name)
                assert bool(found["nullable"]) == bool(column.nullable), (name, column.name)
            primary = made.get_pk_constraint(name, schema="posko")["constrained_columns"]
            assert primary == [column.name for column in table.primary_key.columns], name
            indexes = {
                index["name"]: index["column_names"]
                for index in made.get_indexes(name, schema="posko")
                if "duplicates_constraint" not in index
            }
            assert indexes == {index.name: [c.name for c in index.columns] for index in table.indexes}, name
        assert set(made.get_table_names(schema="desk_a")) == {table.name for table in tables.OWN}
        assert db.execute(text("SELECT version_num FROM posko.alembic_version")).scalar() == HEAD


def test_own_tables_follow_a_later_program_and_keep_their_rows(pg: Running, tmp_path: Path) -> None:
    database = opened(pg.make(), "desk_a", tmp_path)
    line = {"at": 1, "direction": "in", "medium": "m", "objects": 0, "entries": 0, "attachments": 0, "bytes": 0}
    with database.writing() as db:
        db.execute(tables.ledger.insert(), line)
        db.execute(text("ALTER TABLE posko.ledger ADD COLUMN carrier TEXT NOT NULL DEFAULT ''"))
        db.execute(text("COMMENT ON SCHEMA desk_a IS '0001'"))
    with database.writing() as db:
        migrate(db, "desk_a")
        db.execute(tables.ledger.insert(), line)
    with database.reading() as db:
        assert db.execute(text("SELECT id, carrier FROM ledger ORDER BY id")).all() == [(1, ""), (2, "")]
    with database.writing() as db:
        db.execute(text("UPDATE posko.alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match=r"store\.newer"), database.writing() as db:
        migrate(db, "desk_a")
    database.close()


def test_a_desk_has_settings_of_its_own_and_shares_the_journal(server: Server, tmp_path: Path, database: ServerDatabase) -> None:
    second = opened(server, "desk_b", tmp_path, OTHER)
    with database.writing() as db:
        db.execute(tables.setting.insert(), {"key": "language", "value": "id"})
        db.execute(tables.subject_key.insert(), {"subject": b"s" * 16, "key": b"k" * 32})
        db.execute(tables.secret.insert(), {"name": "mark:post:K0413", "value": b"mark"})
    with second.reading() as db:
        assert db.execute(select(tables.setting.c.key)).all() == []
        assert db.execute(select(tables.subject_key.c.key)).scalar() == b"k" * 32
        assert db.execute(select(tables.secret.c.value)).scalar() == b"mark"
    second.close()


def test_the_server_sees_drafts_settings_and_marks_as_boxes(database: ServerDatabase) -> None:
    word = "kenari kuning"
    draft = {"id": "d", "kind": "complaint", "saved": 1, "zone": "", "identity_box": b""}
    with database.writing() as db:
        db.execute(tables.setting.insert(), {"key": "links", "value": word})
        db.execute(tables.secret.insert(), {"name": "mark:desks", "value": word.encode()})
        db.execute(tables.draft.insert(), {**draft, "tree": word.encode(), "files": word.encode()})
        db.execute(tables.preview.insert(), {"token": b"t", "number": 1, "body": word.encode()})
        db.execute(tables.parked.insert(), {"stream": b"s", "seq": 1, "digest": b"d", "record": word.encode()})
    with database.reading() as db:
        held = {name: db.execute(text(f"TABLE {name}")).all() for name in ("setting", "secret", "draft", "preview", "parked")}
        assert db.execute(select(tables.setting.c.value)).scalar() == word
        assert db.execute(select(tables.draft.c.tree)).scalar() == word.encode()
    seen = {name for name, rows in held.items() if any(word in str(value) for row in rows for value in row)}
    assert seen == {"parked"}, "what is shared lies under the server's own encryption, as the control shows"


def test_a_transaction_that_fails_leaves_nothing(database: ServerDatabase) -> None:
    class Oops(Exception):
        pass

    with pytest.raises(Oops), database.writing() as db:
        db.execute(tables.setting.insert(), {"key": "half", "value": "x"})
        raise Oops
    with database.reading() as db:
        assert db.execute(select(tables.setting.c.key)).all() == []


@pytest.mark.fault("MU-12")
def test_one_writer_waits_for_another(server: Server, tmp_path: Path, database: ServerDatabase) -> None:
    """A counter read and raised by two desks at once never gives one number twice."""
    second = opened(server, "desk_b", tmp_path, OTHER)

    def raise_it(mine: ServerDatabase) -> None:
        for _ in range(40):
            with mine.writing() as db:
                number = int(db.execute(text("SELECT coalesce(max(copies), 0) FROM posko.printed")).scalar_one())
                row = {"s": (number + 1).to_bytes(4, "big"), "c": number + 1}
                db.execute(text("INSERT INTO posko.printed (subject, copies, at) VALUES (:s, :c, 0)"), row)

    other = threading.Thread(target=raise_it, args=(second,))
    other.start()
    raise_it(database)
    other.join()
    with database.reading() as db:
        assert db.execute(text("SELECT count(*), max(copies) FROM posko.printed")).one() == (80, 80)
    second.close()


def test_a_reader_has_a_snapshot_and_writes_nothing(database: ServerDatabase) -> None:
    query = select(tables.setting.c.key)
    with database.reading() as reader:
        assert reader.execute(query).all() == []
        with database.writing() as db:
            db.execute(tables.setting.insert(), {"key": "late", "value": "x"})
        assert reader.execute(query).all() == []
    with database.reading() as reader:
        assert len(reader.execute(query).all()) == 1
    with pytest.raises(Exception, match="read-only"), database.reading() as reader:
        reader.execute(tables.setting.delete())


def test_numbers_and_letters_of_altered_software_are_stored(database: ServerDatabase) -> None:
    with database.writing() as db:
        row = {"token": b"t", "number": 2**40, "body": b""}
        db.execute(tables.preview.insert(), row)
        db.execute(tables.document_file.insert(), {"subject": b"s", "pdf": b"\0"})
        db.execute(tables.report_text.insert(), {"id": 2**40, "text": "sebelum\0sesudah"})
    with database.reading() as db:
        assert db.execute(select(tables.report_text.c.text)).scalar() == "sebelum\ufffdsesudah"


def test_rows_go_by_copy_in_the_same_transaction(database: ServerDatabase) -> None:
    with database.writing() as db:
        copy_rows(db, tables.subject_key, ("subject", "key"), [(bytes([n]), b"k") for n in range(200)])
    with pytest.raises(RuntimeError), database.writing() as db:
        copy_rows(db, tables.subject_key, ("subject", "key"), [(b"more", b"k")])
        raise RuntimeError
    with database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM subject_key")).scalar() == 200


STATEMENTS = {
    "codes": codes._PUT,
    "clock": clock._PUT,
    "person": roster._PUT_PERSON,
    "office": roster._PUT_OFFICE,
    "join": roster._JOIN,
    "once": insert(tables.published).on_conflict_do_nothing(),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_upserts_are_the_same_words_for_both_engines(name: str) -> None:
    ours, theirs = (str(STATEMENTS[name].compile(dialect=d)) for d in (sqlite.dialect(), postgres.dialect()))
    mark = "ON CONFLICT"
    assert ours.partition(mark)[2] == theirs.partition(mark)[2] != ""


def test_no_statement_of_the_program_is_written_for_one_engine() -> None:
    """``core.storage.upsert`` is the one place that names an engine's own clause."""
    core = Path(__file__).resolve().parents[2] / "core"
    named = [path for path in core.rglob("*.py") if "sqlalchemy.dialects.sqlite" in path.read_text("utf-8")]
    assert named == []


# --- the way to the server ------------------------------------------------------------------------------------------


def test_over_a_network_it_is_tls_1_3_with_the_pinned_ca(pg: Running, server: Server, tmp_path: Path) -> None:
    database = opened(pg.over_tls(server), "desk_a", tmp_path)
    with database.reading() as db:
        assert db.execute(text("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).scalar() == "TLSv1.3"
    database.close()


@pytest.mark.fault("ST-23")
@pytest.mark.parametrize("wrong", ["no ca", "another ca", "another name", "password", "nobody there"])
def test_a_server_that_does_not_prove_itself_gets_nothing(pg: Running, server: Server, tmp_path: Path, wrong: str) -> None:
    from tests.server.running import certify

    tls = pg.over_tls(server)
    other = tmp_path / "other"
    other.mkdir()
    changes = {
        "no ca": {"ca": ""},
        "another ca": {"ca": certify(other)},
        "another name": {"host": "localhost"},
        "password": {"password": "salah"},
        "nobody there": {"port": 1},
    }[wrong]
    fields = {
        "host": tls.host,
        "port": tls.port,
        "database": tls.database,
        "user": tls.user,
        "password": tls.password,
        "ca": tls.ca,
    }
    database = ServerDatabase(Server(**{**fields, **changes}), "desk_a", KEY, tmp_path)
    with pytest.raises(Unavailable, match=r"store\.server"), database.writing():
        pass
    database.close()


@pytest.mark.fault("ST-23")
def test_a_server_that_goes_away_is_refused_by_a_sentence_and_found_again(
    pg: Running, server: Server, database: ServerDatabase
) -> None:
    with pytest.raises(Unavailable, match=r"store\.server"), database.writing() as db:
        db.execute(tables.setting.insert(), {"key": "lost", "value": "x"})
        pg.send_away(server)
        db.execute(select(tables.setting.c.key))
    with database.reading() as db:
        assert db.execute(select(tables.setting.c.key)).all() == []


def test_a_question_under_way_at_the_end_leaves_no_connection(server: Server, tmp_path: Path) -> None:
    database = opened(server, "desk_a", tmp_path)
    with database.reading() as db:
        raw = db.connection.driver_connection
        database.close()
        assert db.execute(text("SELECT 1")).scalar() == 1
    assert raw is not None and raw.closed
