"""The store: encrypted in SQLCipher's own format, one transaction or none, head of the migrations, one process at a time."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from sqlalchemy import inspect, select, text
from sqlcipher3 import dbapi2 as sqlcipher

from core.app.device import LOCK_FILE, STORE_FILE
from core.crypto.boxes import derive
from core.crypto.labels import STORE_DATABASE
from core.domain.errors import Unavailable
from core.storage import tables
from core.storage.database import Database, is_plain
from core.storage.lock import ProfileLock
from core.storage.migrations import HEAD, migrate
from core.storage.permitted import permitted
from core.storage.vault import Vault
from tests.world import World, complaint, reference, stop_after, warning

KEY = bytes(range(32))
ROOT = str(Path(__file__).resolve().parents[3])
GENERATED = {"alembic_version"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    ours = Database(tmp_path / "posko.db", KEY)
    with ours.writing() as db:
        migrate(db)
    yield ours
    ours.close()


def put(database: Database, key: str, value: str = "x") -> None:
    with database.writing() as db:
        db.execute(tables.setting.insert(), {"key": key, "value": value})


def keys(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.execute(select(tables.setting.c.key).order_by(tables.setting.c.key)).scalars())


# --- migrations -----------------------------------------------------------------------------------------------------


def test_the_newest_revision_makes_the_tables_that_the_program_expects(database: Database) -> None:
    with database.reading() as db:
        made = inspect(db)
        names = {name for name in made.get_table_names() if not name.startswith(("report_fts", "pact_fts"))} - GENERATED
        assert names == set(tables.metadata.tables)
        for name, table in tables.metadata.tables.items():
            columns = {column["name"]: column for column in made.get_columns(name)}
            assert set(columns) == {column.name for column in table.columns}, name
            for column in table.columns:
                found = columns[column.name]
                assert bool(found["nullable"]) == bool(column.nullable), (name, column.name)
                assert found["type"]._type_affinity == column.type._type_affinity, (name, column.name)
            primary = made.get_pk_constraint(name)["constrained_columns"]
            assert primary == [column.name for column in table.primary_key.columns], name
            indexes = {index["name"]: index["column_names"] for index in made.get_indexes(name)}
            assert indexes == {index.name: [c.name for c in index.columns] for index in table.indexes}, name
        assert db.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_the_comparison_sees_a_column_too_many(database: Database) -> None:
    """Negative control."""
    with database.writing() as db:
        db.execute(text("ALTER TABLE piece ADD COLUMN extra TEXT"))
    with pytest.raises(AssertionError):
        test_the_newest_revision_makes_the_tables_that_the_program_expects(database)


def test_head_is_the_last_file_of_versions() -> None:
    files = sorted((Path(ROOT) / "core" / "storage" / "migrations" / "versions").glob("[0-9]*.py"))
    assert files[-1].name.startswith(HEAD + "_")


@pytest.mark.fault("ST-12")
def test_a_store_of_a_later_program_is_left_alone(database: Database) -> None:
    with database.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match=r"store\.newer"), database.writing() as db:
        migrate(db)


def test_every_table_is_journal_derived_or_local() -> None:
    named = [*tables.JOURNAL, *tables.DERIVED, *tables.LOCAL]
    assert len(named) == len(set(named))
    assert set(named) == set(tables.metadata.tables.values())


# --- the file -------------------------------------------------------------------------------------------------------


@pytest.mark.fault("ST-3")
def test_the_file_is_no_plain_database(database: Database, tmp_path: Path) -> None:
    put(database, "kenari", "kenari kuning")
    database.close()
    data = (tmp_path / "posko.db").read_bytes()
    assert not is_plain(tmp_path / "posko.db")
    assert b"kenari" not in data and b"SQLite" not in data
    other = sqlcipher.connect(str(tmp_path / "plain.db"))
    other.execute("CREATE TABLE t (kenari TEXT)")
    other.commit()
    other.close()
    assert is_plain(tmp_path / "plain.db"), "control"
    assert b"kenari" in (tmp_path / "plain.db").read_bytes()


def test_another_maker_opens_the_store(world: World) -> None:
    """SQLite3 Multiple Ciphers reads it as SQLCipher 4 with the raw key: no lock-in to one library."""
    world.a.submit(complaint())
    key = derive(world.a.device.store_key, STORE_DATABASE)
    world.a.close()
    connection = apsw.Connection(str(world.a.folder / STORE_FILE))
    for pragma in ("cipher='sqlcipher'", "legacy=4", f"key='raw:{key.hex()}'"):
        connection.execute(f"PRAGMA {pragma}")
    assert connection.execute("SELECT summary FROM report").fetchall() == [("Mengenakan atribut",)]
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    wrong = apsw.Connection(str(world.a.folder / STORE_FILE))
    for pragma in ("cipher='sqlcipher'", "legacy=4", f"key='raw:{bytes(32).hex()}'"):
        wrong.execute(f"PRAGMA {pragma}")
    with pytest.raises(apsw.NotADBError):
        wrong.execute("SELECT summary FROM report")
    wrong.close()


@pytest.mark.fault("ST-1")
def test_the_doctor_tells_of_a_damaged_store_and_reads_no_further(world: World) -> None:
    for number in range(20):
        world.a.submit(warning(narrative=str(number) * 5000))
    world.a.close()
    path = world.a.folder / STORE_FILE
    data = bytearray(path.read_bytes())
    data[len(data) // 2 + 100] ^= 1
    path.write_bytes(data)
    problems = world.a.app.check().problems
    assert problems and {code for code, _ in problems} == {"store.damaged"}


@pytest.mark.fault("ST-2", "ST-16")
@pytest.mark.parametrize("change", ["key", "header", "short"])
def test_a_wrong_key_or_a_damaged_file_does_not_open(database: Database, tmp_path: Path, change: str) -> None:
    put(database, "x")
    database.close()
    path = tmp_path / "posko.db"
    if change == "header":
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    if change == "short":
        path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(Unavailable, match=r"store\.unreadable"):
        keys(Database(path, KEY if change != "key" else bytes(32)))


@pytest.mark.fault("ST-1")
def test_a_damaged_page_is_named(database: Database, tmp_path: Path) -> None:
    for number in range(200):
        put(database, f"{number:05}", "x" * 400)
    assert database.integrity_problems() == []
    database.close()
    path = tmp_path / "posko.db"
    data = bytearray(path.read_bytes())
    data[-4096 + 100] ^= 1
    path.write_bytes(data)
    again = Database(path, KEY)
    assert again.integrity_problems() != []
    again.close()


# --- transactions ---------------------------------------------------------------------------------------------------


def test_all_or_nothing(database: Database) -> None:
    put(database, "a")
    with pytest.raises(KeyError), database.writing() as db:
        db.execute(tables.setting.insert(), {"key": "b", "value": "x"})
        raise KeyError
    assert keys(database) == ["a"]


@pytest.mark.fault("PO-13")
def test_what_was_committed_survives_a_copy_of_the_files(database: Database, tmp_path: Path) -> None:
    """As after a power cut: the files as they lie, log and all, while the program still runs."""
    put(database, "a")
    twin = tmp_path / "twin"
    twin.mkdir()
    for path in tmp_path.glob("posko.db*"):
        (twin / path.name).write_bytes(path.read_bytes())
    again = Database(twin / "posko.db", KEY)
    assert keys(again) == ["a"]
    again.close()


def test_readers_see_one_snapshot_while_another_writes(database: Database) -> None:
    put(database, "a")
    with database.reading() as db:
        assert db.execute(select(tables.setting.c.key)).scalars().all() == ["a"]
        put(database, "b")
        assert db.execute(select(tables.setting.c.key)).scalars().all() == ["a"]
    assert keys(database) == ["a", "b"]


@pytest.mark.fault("DF-1")
def test_a_full_disk_keeps_the_old_state(world: World) -> None:
    report = world.a.submit(warning())
    with world.a.device.database.writing() as db:
        used = db.exec_driver_sql("PRAGMA page_count").scalar_one()
    with world.a.device.database._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={used + 1}")
    before = world.a.snapshot()
    with pytest.raises(Unavailable) as caught:
        for number in range(200):
            world.a.submit(warning(narrative=str(number) * 20_000))
    assert caught.value.code == "disk.full"
    kept = [row.id for row in world.a.rows()]
    assert report.id in kept
    assert world.a.problems() == ()
    # Room again: a fresh connection has no limit, and work goes on where it stopped.
    later = world.a.submit(warning())
    assert {row.id for row in world.a.rows()} == {*kept, later.id}
    assert before.keys() == world.a.snapshot().keys()


LIMITED = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from core.storage.database import Database
from core.storage import tables
from core.domain.errors import Unavailable
database = Database(Path({path!r}), bytes(range(32)))
try:
    for number in range(10_000):
        with database.writing() as db:
            db.execute(tables.setting.insert(), {{"key": str(number), "value": "x" * 5000}})
except Unavailable as refusal:
    print(refusal.code)
"""


@pytest.mark.fault("DF-2")
@pytest.mark.skipif(sys.platform != "linux", reason="file systems of its own are only given by Linux")
def test_a_truly_full_disk(database: Database, tmp_path: Path) -> None:
    """The kernel's own word for full: the store on a file system of two MiB."""
    put(database, "alt", "isi lama")
    database.close()
    room = tmp_path / "room"
    room.mkdir()
    script = LIMITED.format(root=ROOT, path=str(room / "posko.db"))
    steps = 'mount -t tmpfs -o size=2m none "$1" && cp "$4" "$1/posko.db" && "$2" -c "$3" && cp "$1"/posko.db* "$5"'
    saved = tmp_path / "saved"
    saved.mkdir()
    arguments = [str(room), sys.executable, script, str(tmp_path / "posko.db"), str(saved)]
    command = ["unshare", "-rm", "sh", "-c", steps, "sh", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("this machine gives no user a file system of his own")
    assert done.stdout.strip() == "disk.full", done.stderr
    again = Database(saved / "posko.db", KEY)
    assert again.integrity_problems() == []
    assert "alt" in keys(again)
    again.close()


@pytest.mark.fault("UN-19")
def test_after_closing_the_key_is_overwritten(database: Database) -> None:
    database.close()
    assert bytes(database._key) == bytes(32)


# --- one process ----------------------------------------------------------------------------------------------------

SECOND = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from core.storage.lock import ProfileLock
from core.domain.errors import Unavailable
try:
    lock = ProfileLock(Path({path!r}), "yang kedua")
    print("got")
    if {wait}: sys.stdin.read()
except Unavailable as refusal:
    print(refusal.code, refusal.details["holder"])
"""


def second(path: Path) -> str:
    script = SECOND.format(root=ROOT, path=str(path), wait=False)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.fault("ST-13")
def test_a_second_process_is_refused_with_the_name_of_the_first(world: World) -> None:
    assert world.a.app.facts.kind == "post"
    assert second(world.a.folder / LOCK_FILE) == "profile.in_use posko"
    world.a.close()
    assert second(world.a.folder / LOCK_FILE) == "got"


@pytest.mark.fault("ST-13")
def test_a_process_that_died_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "posko.lock"
    script = SECOND.format(root=ROOT, path=str(path), wait=True)
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdin is not None
    assert process.stdout.readline().strip() == "got"
    with pytest.raises(Unavailable) as caught:
        ProfileLock(path, "kami")
    assert caught.value.details["holder"] == "yang kedua"
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    ProfileLock(path, "kami").release()


@pytest.mark.fault("ST-13")
def test_unlocking_twice_in_one_process_is_refused(world: World) -> None:
    from core.app.profile import unlock
    from tests.world import PASSPHRASE, ports

    assert world.a.app.facts.kind == "post"
    with pytest.raises(Unavailable, match=r"profile\.in_use"):
        unlock(world.a.folder, PASSPHRASE, reference=reference(), ports=ports(world.a.clock, "second"))


# --- the vault ------------------------------------------------------------------------------------------------------


@pytest.mark.fault("AT-14")
def test_a_capture_that_is_stopped_leaves_nothing(world: World) -> None:
    from core.domain.errors import Cancelled

    assert world.a.app.facts.kind == "post"
    with pytest.raises(Cancelled):
        world.a.app.attach(io.BytesIO(bytes(5_000_000)), "a.bin", size=5_000_000, watch=stop_after(2))
    assert list((world.a.folder / "vault").iterdir()) == []
    file = world.a.app.attach(io.BytesIO(bytes(5_000_000)), "a.bin", size=5_000_000, watch=stop_after(100_000))
    assert len(list((world.a.folder / "vault").iterdir())) == 1, "control"
    world.a.restart()
    assert list((world.a.folder / "vault").iterdir()) == [], "no entry and no draft names it"
    assert file.size == 5_000_000


def test_what_a_draft_names_is_not_swept(world: World) -> None:
    file = world.a.attach(b"x" * 1000)
    world.a.app.drafts.save(None, "early_warning", warning(), (file,))
    world.a.restart()
    assert Vault(world.a.folder / "vault").holds(bytes.fromhex(file.token))


@pytest.mark.fault("ST-19")
def test_a_changed_attachment_is_found_by_the_doctor(world: World) -> None:
    file = world.a.attach(b"x" * 1000)
    world.a.submit(warning(evidence=[{"title": "Foto", "file": "foto.jpg"}]), file)
    assert world.a.problems() == ()
    (path,) = (world.a.folder / "vault").iterdir()
    held = path.read_bytes()
    path.write_bytes(held[:-1] + bytes([held[-1] ^ 1]))
    assert world.a.problems() == (("attachment.damaged", file.token),)
    path.unlink()
    assert world.a.problems() == (("attachment.missing", file.token),)


EMPTYING = """
import sys
from pathlib import Path
from core.storage.database import Database
raw = Database(Path(sys.argv[1]), bytes(32))._connect()
raw.set_authorizer(None)
print(raw.execute("PRAGMA cipher_memory_security").fetchall())
"""


def test_the_engine_empties_what_it_frees(tmp_path: Path) -> None:
    """In a process of its own, for the tests' own engine does not, and what does goes on with it to the end."""
    command = [sys.executable, "-c", EMPTYING, str(tmp_path / "posko.db")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[('1',)]\n", "")


REFUSED = (
    "ATTACH DATABASE 'beside.db' AS beside",
    "SELECT load_extension('anything')",
    "SELECT sqlcipher_export('main')",
    "PRAGMA key = 'x'",
    "PRAGMA rekey = 'x'",
    "PRAGMA trusted_schema = ON",
    "PRAGMA synchronous = OFF",
    "PRAGMA writable_schema = ON",
    "DROP TABLE setting",
    "DROP INDEX report_newest",
    "DELETE FROM entry",
    "CREATE TEMP TABLE t (x)",
    "CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM draft; END",
    "VACUUM INTO 'beside.db'",
)


@pytest.mark.fault("ST-9")
def test_sql_reaches_rows_and_nothing_beside_or_above_them(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without the question SQLite does most of it."""
    monkeypatch.chdir(tmp_path)
    raw = database._connect()
    done = []
    for sql in REFUSED:
        with pytest.raises(sqlcipher.DatabaseError, match=r"authoriz|prohibited"):
            raw.execute(sql).fetchall()
        raw.set_authorizer(None)
        raw.execute("SAVEPOINT control")
        try:
            raw.execute(sql).fetchall()
            done.append(sql)
        except sqlcipher.DatabaseError:
            pass
        raw.execute("ROLLBACK TO control")
        raw.execute("RELEASE control")
        raw.set_authorizer(permitted)
    assert len(done) >= len(REFUSED) - 5, done
    assert [raw.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "quick_check")][1] == ("ok",)
    raw.set_authorizer(None)
    values = [raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cell_size_check", "temp_store")]
    assert values == [1, 2]
    raw.close()
