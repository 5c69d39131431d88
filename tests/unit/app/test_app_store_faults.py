"""What an office laptop does to a profile's files: each is refused by name with nothing changed, or costs nothing."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine.default import DefaultDialect

from core.app import profile
from core.app.common_store import database_key
from core.app.device import LOCK_FILE, SLOTS_FILE, STORE_FILE, VAULT_FOLDER
from core.app.profile_files import BEGUN_FILE
from core.app.rescue import rescue
from core.crypto import keyslots
from core.domain.errors import Invalid, Refused, Unavailable, Unlockable
from core.storage import database as store_room
from core.storage import faults, tables
from tests.world import PASSPHRASE, Clock, Laptop, World, complaint, found, ports, reference, warning
from ui.messages import SENTENCES

PAGE = 4096
Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A post's profile with two reports, locked."""
    world = found("store-faults", "a")
    for tree in (warning(), complaint()):
        world.a.submit(tree)
    world.a.close()
    yield world.a.folder
    world.close()


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy to harm."""
    return Path(shutil.copytree(template, tmp_path / "post"))


def opened(folder: Path) -> Laptop:
    return Laptop("a", folder, Clock(), "store-faults").open()


def lies(folder: Path) -> dict[str, bytes]:
    """Every file but the lock, whose emptiness says nothing, and the shared memory of the log."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (LOCK_FILE, f"{STORE_FILE}-shm")
    }


def plain(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE entry (x)")
    other.close()


def cut(size: int) -> Change:
    return lambda folder: os.truncate(folder / STORE_FILE, (folder / STORE_FILE).stat().st_size - size)


def flipped(page: int) -> Change:
    def change(folder: Path) -> None:
        with (folder / STORE_FILE).open("r+b") as file:
            file.seek(page * PAGE + 100)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))

    return change


def folder_for(name: str) -> Change:
    def change(folder: Path) -> None:
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()

    return change


REFUSED: dict[str, tuple[Change, str]] = {
    "emptied": (lambda folder: (folder / STORE_FILE).write_bytes(b""), "store.unreadable"),
    "plain SQLite": (lambda folder: plain(folder / STORE_FILE), "store.unreadable"),
    "another header": (
        lambda folder: (folder / STORE_FILE).write_bytes(b"SQLite format 3\0" + (folder / STORE_FILE).read_bytes()[16:]),
        "store.unreadable",
    ),
    "cut by pages": (cut(3 * PAGE), "store.unreadable"),
    "first page": (flipped(0), "store.unreadable"),
    "second page": (flipped(1), "store.damaged"),
    "gone": (lambda folder: (folder / STORE_FILE).unlink(), "store.missing"),
    "a folder in its place": (folder_for(STORE_FILE), "store.unreadable"),
    "a folder for the log": (folder_for(f"{STORE_FILE}-wal"), "store.unreadable"),
    "slots gone": (lambda folder: (folder / SLOTS_FILE).unlink(), "keyslot.missing"),
    "slots unreadable": (folder_for(SLOTS_FILE), "rescue.unreadable"),
    "no lock to be had": (folder_for(LOCK_FILE), "profile.folder"),
    "a file for the vault": (
        lambda folder: (shutil.rmtree(folder / VAULT_FOLDER), (folder / VAULT_FOLDER).write_bytes(b"x")),
        "profile.folder",
    ),
}


@pytest.mark.fault("ST-2", "ST-3", "ST-4", "ST-5", "UN-4")
@pytest.mark.parametrize("harm", REFUSED)
def test_a_harmed_profile_is_refused_by_name_and_left_as_it_lies(folder: Path, harm: str) -> None:
    """Again and again with the same words: nothing is held after a refusal, and nothing was written."""
    change, code = REFUSED[harm]
    change(folder)
    before = lies(folder)
    for _ in range(2):
        with pytest.raises(Refused) as refusal:
            opened(folder)
        assert refusal.value.code == code
    assert lies(folder) == before


@pytest.mark.fault("ST-14")
@pytest.mark.parametrize("name", [f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", f"{STORE_FILE}-journal", f"{SLOTS_FILE}.new"])
def test_rubbish_beside_the_store_costs_nothing(folder: Path, name: str) -> None:
    """What a cleaner, a virus scanner or a cut-off write leaves there."""
    (folder / name).write_bytes(os.urandom(40_000))
    laptop = opened(folder)
    assert laptop.problems() == () and len(laptop.rows()) == 2
    laptop.close()


@pytest.mark.fault("ST-8")
@pytest.mark.parametrize("harm", ["gone", "cut", "flipped"])
def test_a_harmed_log_gives_an_earlier_state_and_nothing_half(folder: Path, tmp_path: Path, harm: str) -> None:
    """What was not yet moved into the file is lost with the log, from the harmed write on; the province tells of it (ST-7)."""
    laptop = opened(folder)
    counts = [len(laptop.rows())]
    for number in range(3):
        laptop.submit(warning(summary=f"Ke-{number}"))
        counts.append(len(laptop.rows()))
    twin = Path(shutil.copytree(folder, tmp_path / "twin"))
    laptop.close()
    log = twin / f"{STORE_FILE}-wal"
    data = bytearray(log.read_bytes())
    assert len(data) > 10 * PAGE
    if harm == "flipped":
        data[len(data) // 2] ^= 1
    log.write_bytes(data if harm == "flipped" else data[: len(data) // 2])
    if harm == "gone":
        log.unlink()
    (twin / f"{STORE_FILE}-shm").unlink()
    later = opened(twin)
    assert later.problems() == () and len(later.rows()) in counts[:-1]
    later.close()


@pytest.mark.fault("ST-6")
def test_a_single_page_put_back_is_found(folder: Path, tmp_path: Path) -> None:
    """Every page that later acts changed, each alone as it was before; the cipher itself passes each of them (control)."""
    old = (folder / STORE_FILE).read_bytes()
    laptop = opened(folder)
    for number in range(3):
        laptop.submit(warning(summary=f"Ke-{number}"))
    with laptop.device.database.reading() as db:
        roots = db.exec_driver_sql("SELECT rootpage, name FROM sqlite_master").all()
        owners = {int(page): str(name) for page, name in roots}
    laptop.close()
    new = (folder / STORE_FILE).read_bytes()
    changed = [at for at in range(PAGE, len(old), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]
    assert len(changed) > 30
    twin, passed, unseen = Path(shutil.copytree(folder, tmp_path / "twin")), 0, set[str]()
    for at in changed:
        (twin / STORE_FILE).write_bytes(new[:at] + old[at : at + PAGE] + new[at + PAGE :])
        back = opened(twin)
        passed += not back.device.database._told("PRAGMA cipher_integrity_check")
        if back.problems() == ():
            unseen.add(owners[at // PAGE + 1])
            assert len(back.rows()) == 5
        back.close()
    assert passed == len(changed)
    assert all(name.startswith(("report_fts", "report_pending")) for name in unseen), "only of the search, which derives itself"


@pytest.mark.fault("ST-15")
@pytest.mark.parametrize(
    ("name", "code", "may_write"),
    [
        ("SQLITE_IOERR_READ", "disk.failed", True),
        ("SQLITE_CORRUPT", "store.damaged", True),
        ("SQLITE_READONLY_DBMOVED", "profile.folder", False),
        ("SQLITE_READONLY", "disk.failed", True),  # the file could not be opened for writing, whatever the system allows
        ("SQLITE_FULL", "disk.full", False),
    ],
)
def test_a_failed_read_is_a_refusal_and_the_next_one_is_asked_afresh(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str, may_write: bool
) -> None:
    """One failed read makes a connection lie about the file: it is dropped, and what comes after is the truth."""
    laptop = opened(folder)
    pool = laptop.device.database._engine.pool

    def fails(*_: object) -> None:
        error = store_room.sqlcipher.OperationalError("disk says no")
        error.sqlite_errorname = name
        raise error

    with monkeypatch.context() as disk:
        disk.setattr(DefaultDialect, "do_execute", fails)
        disk.setattr(faults.os, "access", lambda _path, _mode: may_write)
        with pytest.raises(Unavailable) as refusal:
            laptop.rows()
    assert refusal.value.code == code
    assert laptop.device.database._engine.pool is not pool, "nobody gets that connection again"
    assert len(laptop.rows()) == 2
    laptop.close()


@pytest.mark.fault("UN-5")
def test_slots_of_another_profile_open_nothing(folder: Path, tmp_path: Path) -> None:
    """Of another laptop with the same passphrase even: its key is another one."""
    world: World = found("other", "c")
    shutil.copy(world.c.folder / SLOTS_FILE, folder / SLOTS_FILE)
    world.close()
    before = lies(folder)
    with pytest.raises(Unavailable, match=r"store\.unreadable"):
        opened(folder)
    assert lies(folder) == before


@pytest.mark.fault("UN-14")
@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_the_generation_before_serves_where_the_slots_were_cut_off_while_they_were_replaced(folder: Path, harm: str) -> None:
    slots = folder / SLOTS_FILE
    slots.with_name(SLOTS_FILE + ".old").write_bytes(slots.read_bytes())
    slots.unlink() if harm == "gone" else slots.write_bytes(slots.read_bytes()[:100])
    laptop = opened(folder)
    assert len(laptop.rows()) == 2
    laptop.close()


# --- beginnings and ends ---------------------------------------------------------------------------------------------


def create(folder: Path, seed: str) -> profile.Application:
    return profile.create_province(
        folder, name="Provinsi Contoh", area="19", passphrase=PASSPHRASE, reference=reference(), ports=ports(Clock(), seed)
    )


class Killed(BaseException):
    """As a power cut: nothing that cleans up runs."""


@pytest.mark.fault("PO-3")
@pytest.mark.parametrize("step", ["_new_store", "_first_rows", "replace_file"])
def test_a_beginning_that_was_cut_off_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """What lies there then is no profile, is said to be none, and does not stand in the way of a new beginning."""
    folder = tmp_path / "province"
    left = tmp_path / "left"
    real = getattr(profile, step)

    def last(*words: object) -> object:
        if step == "replace_file" and words[0] != folder / SLOTS_FILE:
            return real(*words)
        if step != "replace_file":
            real(*words)
        shutil.copytree(folder, left)  # what a power cut at this instant leaves
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(profile, step, last)
        with pytest.raises(Killed):
            create(folder, "one")
    assert not folder.exists(), "a beginning that fails cleans up behind it"
    assert (left / STORE_FILE).exists() and (left / BEGUN_FILE).exists()
    assert not profile.exists(left)
    with pytest.raises(Invalid, match=r"profile\.none"):
        profile.unlock(left, PASSPHRASE, reference=reference(), ports=ports(Clock(), "two"))
    app = create(left, "three")
    assert app.check().problems == ()
    app.lock()
    assert profile.exists(left) and not (left / BEGUN_FILE).exists()


@pytest.mark.fault("DF-6")
@pytest.mark.parametrize(
    ("step", "fault", "code"),
    [
        ("_new_store", Unavailable("disk.full"), "disk.full"),
        ("_first_rows", Unavailable("disk.full"), "disk.full"),
        ("replace_file", OSError(errno.ENOSPC, "full"), "profile.folder"),
    ],
)
def test_a_beginning_without_room_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: Exception, code: str
) -> None:
    """Neither in a folder that is made for it nor in one that was there; with room it goes through (control)."""
    (tmp_path / "there").mkdir()

    def full(*_: object) -> None:
        raise fault

    for name in ("made", "there"):
        with monkeypatch.context() as disk:
            disk.setattr(profile, step, full)
            with pytest.raises(Unavailable) as refusal:
                create(tmp_path / name, "full")
        assert refusal.value.code == code
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
    create(tmp_path / "there", "room").lock()
    assert profile.exists(tmp_path / "there")


@pytest.mark.fault("UN-4")
def test_control_a_store_whose_slots_are_lost_is_never_begun_over(folder: Path) -> None:
    (folder / SLOTS_FILE).unlink()
    before = lies(folder)
    with pytest.raises(Invalid, match=r"profile\.exists"):
        create(folder, "over")
    assert lies(folder) == before


@pytest.mark.fault("PO-3")
def test_one_that_was_cut_off_after_its_slots_is_a_profile(folder: Path) -> None:
    """And its mark goes at the first opening, so that a later loss of the slots never makes it look like no profile."""
    (folder / BEGUN_FILE).write_bytes(b"")
    opened(folder).close()
    assert not (folder / BEGUN_FILE).exists()


@pytest.mark.fault("UN-1")
def test_a_wrong_passphrase_is_told_from_missing_slots(folder: Path) -> None:
    with pytest.raises(Unlockable, match=r"passphrase\.wrong"):
        Laptop("a", folder, Clock(), "x").open("kata sandi yang lain sekali")


def sql_on(folder: Path, statement: str) -> None:
    """Past the program, into its own file: the page is sound, and what stands on it is not."""
    key = keyslots.unlock((folder / SLOTS_FILE).read_bytes(), PASSPHRASE).content.store_key
    db = store_room.sqlcipher.connect(str(folder / STORE_FILE), isolation_level=None)
    db.set_key(f"x'{database_key(key).hex()}'")
    db.execute("CREATE TEMP TABLE chosen AS SELECT digest, subject FROM entry WHERE kind = 'complaint.received'")
    db.execute(statement)
    db.close()


HARMED = {
    "an entry's signed bytes": "UPDATE entry SET cose = CAST(cose || x'00' AS BLOB) WHERE digest IN (SELECT digest FROM chosen)",
    "a part": "UPDATE part SET box = CAST(box || x'00' AS BLOB) WHERE name = 'story' AND digest IN (SELECT digest FROM chosen)",
    "a part is gone": "DELETE FROM part WHERE name = 'facts' AND digest IN (SELECT digest FROM chosen)",
    "the key of its parts": "DELETE FROM subject_key WHERE subject IN (SELECT subject FROM chosen)",
    "the entry is gone": "DELETE FROM entry WHERE digest IN (SELECT digest FROM chosen)",
}


@pytest.mark.fault("UP-16")
@pytest.mark.parametrize("harm", HARMED)
def test_a_new_program_over_a_damaged_entry_changes_nothing_and_names_both_ways_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    sql_on(folder, HARMED[harm])
    before = lies(folder)
    with monkeypatch.context() as update:
        update.setattr(tables, "DERIVED_VERSION", tables.DERIVED_VERSION + "+")
        for _ in range(2):
            with pytest.raises(Unavailable) as refusal:
                opened(folder)
            assert refusal.value.code == "store.underived"
            for words in SENTENCES["store.underived"]:
                assert "posko update back" in words and "posko rescue" in words
        assert lies(folder) == before
        told = rescue(folder, tmp_path / "baru", PASSPHRASE)
        assert told.entries and told.lacks, "also where it is the last one of its chain: its row and its parts tell of it"
        rescued = opened(tmp_path / "baru")
        assert [row.kind for row in rescued.rows()] == ["early_warning"]
        rescued.close()
    old = opened(folder)
    assert len(old.rows()) == 2, "the program before shows both still"
    old.close()


def test_control_a_new_program_over_a_sound_store_derives_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "DERIVED_VERSION", tables.DERIVED_VERSION + "+")
    laptop = opened(folder)
    assert laptop.problems() == () and len(laptop.rows()) == 2
    laptop.close()
