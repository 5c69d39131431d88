"""What ``check`` says of each kind of damage, and what ``--rebuild`` makes of it: derived rows again, and nothing else, ever."""

# ruff: noqa: S608 - the statements that do the damage are put together here

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from core.app.going_back import key_of
from core.crypto.boxes import derive
from core.crypto.labels import STORE_DATABASE
from tests.scripts.shell import PASSPHRASE, Shell

Sql = Any


@dataclass(frozen=True)
class Damage:
    """``harm`` does it to the store (or the folder); ``says`` is what check names; ``mends`` whether a rebuild may."""

    says: frozenset[str]
    mends: bool
    harm: Callable[[Sql, Path], object]


def flipped(data: bytes) -> bytes:
    """One bit in the middle turned over."""
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def one(db: Sql, query: str) -> Any:
    return db.execute(query).fetchone()[0]


def flip(table: str, column: str, where: str) -> Callable[[Sql, Path], object]:
    """Turn a bit over in the first such row."""

    def harm(db: Sql, _folder: Path) -> object:
        row, value = db.execute(f"SELECT rowid, {column} FROM {table} WHERE {where} LIMIT 1").fetchone()
        return db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (flipped(bytes(value)), row))

    return harm


def run(statement: str) -> Callable[[Sql, Path], object]:
    return lambda db, _folder: db.execute(statement)


def attachment(db: Sql, folder: Path) -> Path:
    return folder / "vault" / f"{bytes(one(db, 'SELECT token FROM attachment')).hex()}.age"


def harm_page(_db: Sql, folder: Path) -> None:
    """After the store was closed: see the test."""


REPORT = "kind = 'complaint.received'"
OWN = f"(SELECT stream FROM entry WHERE {REPORT})"
LAST = f"stream = {OWN} AND seq = (SELECT max(seq) FROM entry WHERE stream = {OWN})"
DAMAGES = {
    "a derived row changed": Damage(frozenset({"rows.differ"}), True, run("UPDATE report SET summary = 'lain'")),
    "a derived row missing": Damage(
        frozenset({"rows.differ"}), True, run("DELETE FROM report WHERE id = (SELECT max(id) FROM report)")
    ),
    "a certificate missing": Damage(
        frozenset({"rows.differ", "signature"}), True, run("DELETE FROM certificate WHERE role = 'head'")
    ),
    "a row of the index missing": Damage(
        frozenset({"index.damaged"}), True, run("DELETE FROM report_fts WHERE rowid = (SELECT max(rowid) FROM report_fts)")
    ),
    "a journal row changed": Damage(frozenset({"entry.unreadable"}), False, flip("entry", "cose", REPORT)),
    "a part changed": Damage(frozenset({"entry.unreadable"}), False, flip("part", "box", "length(box) > 200")),
    "an entry missing in its chain": Damage(
        frozenset({"chain.broken", "entry.gone"}), False,
        run(f"DELETE FROM entry WHERE {REPORT} AND seq = (SELECT min(seq) FROM entry WHERE {REPORT})"),
    ),
    "the last entry missing": Damage(frozenset({"entry.gone"}), False, run(f"DELETE FROM entry WHERE {LAST}")),
    "an attachment missing": Damage(
        frozenset({"attachment.missing"}), False, lambda db, folder: attachment(db, folder).unlink()
    ),
    "an attachment flipped": Damage(
        frozenset({"attachment.damaged"}), False,
        lambda db, folder: attachment(db, folder).write_bytes(flipped(attachment(db, folder).read_bytes())),
    ),
    "a page of the store": Damage(frozenset({"store.damaged"}), False, harm_page),
}  # fmt: skip


NAMES = {
    "an attachment flipped": r"Lampiran ini rusak.*\(K0413-\S+ foto\.jpg\)",
    "an attachment missing": r"Lampiran K0413-\S+ foto\.jpg milik",
    "a journal row changed": r"Catatan K0413-\S+ tidak terbaca",
    "a page of the store": r"penyimpanan data rusak.*\(halaman \d+",
}
"""How the sentence names what is damaged, for who reads no JSON."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, founded: Path) -> Path:
    """A post with three reports, one with a photo; nothing was sent."""
    folder = tmp_path_factory.mktemp("sound")
    shell = Shell(Path(shutil.copytree(founded, folder / "home")))
    photo = shell.write("foto.jpg", b"\xff\xd8\xff" + b"isi foto" * 2000)
    tree = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
    shell.good("report", "add", "-", "--attach", photo, profile="post", stdin=json.dumps(tree).encode())
    shell.add(shell.example("complaint"), shell.example("complaint"))
    assert shell.good("check", profile="post")["problems"] == [], "control: nothing is found where nothing is wrong"
    return shell.home


@pytest.fixture
def harmed(sound: Path, tmp_path: Path) -> Iterator[Shell]:
    yield Shell(Path(shutil.copytree(sound, tmp_path / "home")))


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_and_nothing_is_guessed(harmed: Shell, name: str) -> None:
    damage, folder = DAMAGES[name], harmed.home / "post"
    db = sqlcipher.connect(str(folder / "posko.db"), isolation_level=None)
    db.set_key(f"x'{derive(key_of(folder, PASSPHRASE), STORE_DATABASE).hex()}'")
    damage.harm(db, folder)
    page = one(db, "SELECT rootpage FROM sqlite_master WHERE name = 'audit_kind' OR name = 'report_text' ORDER BY name DESC")
    held = one(db, "SELECT count(*) FROM entry")
    db.close()
    if damage.harm is harm_page:
        store = bytearray((folder / "posko.db").read_bytes())
        store[(page - 1) * 4096 + 100] ^= 1
        (folder / "posko.db").write_bytes(store)
    told = harmed.run("check", profile="post")
    assert told.code == 1 and {each["code"] for each in told.tree["problems"]} >= damage.says, told
    assert all(each["reason"] and "(" + each["code"] not in each["reason"] for each in told.tree["problems"])
    if name in NAMES:
        assert any(re.search(NAMES[name], line) for line in told.err.splitlines()), told.err
        assert len(set(told.err.splitlines())) == len(told.err.splitlines()), "nothing is said twice"
    rebuilt = harmed.run("check", "--rebuild", profile="post")
    after = harmed.run("check", profile="post")
    assert rebuilt.code == 1
    if damage.mends:
        assert after.code == 0 and after.tree["problems"] == [], "only what follows from the entries was made again"
        (number,) = harmed.add(harmed.example("early_warning"))
        listed = [row["number"] for row in harmed.good("report", "list", profile="post")["reports"]]
        assert len(listed) == len(set(listed)) == 4 and number["number"] in listed, "no number is given twice"
    else:
        assert {each["code"] for each in after.tree["problems"]} >= damage.says, "it stays named"
    if damage.harm is not harm_page:
        assert after.tree["entries"] == held, "no entry was made, and none was dropped"
    if "entry.gone" in damage.says:
        assert not rebuilt.tree["rebuilt"], "rows that tell of an entry that is gone are the last witness, and stay"
        listed = [row["number"] for row in harmed.good("report", "list", profile="post")["reports"]]
        assert len(listed) == 3
