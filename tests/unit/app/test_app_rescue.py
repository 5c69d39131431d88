"""A damaged store: what still reads and proves comes over, the source stays as it is, and what is missing is said."""

# ruff: noqa: S608 - the statements that do the damage are put together here

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from core.app import queries
from core.app.profile import unlock
from core.app.rescue import Rescued, rescue
from core.crypto import keyslots
from core.crypto.boxes import derive
from core.crypto.labels import STORE_DATABASE
from core.domain.errors import Unavailable
from core.storage import salvage
from sync.exchange import receive
from tests.world import PASSPHRASE, World, found, ports, reference, warning

PAGE = 4096
REPORTS = 12


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("rescue", "a")
    photo = made.a.attach(b"foto" * 1000)
    for number in range(REPORTS):
        made.a.submit(warning(summary=f"Laporan {number}"), *([photo] if number == 3 else []))
    made.a.send(made.stick())
    made.a.device.database.checkpoint()
    made.a.close()
    yield made
    made.close()


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def saved(source: Path, out: Path) -> Rescued:
    before = digests(source)
    told = rescue(source, out, PASSPHRASE)
    assert digests(source) == before, "the source is not touched"
    return told


def opened(world: World, folder: Path) -> tuple[set[str], tuple[tuple[str, str], ...]]:
    """Summaries that open, and what a check finds."""
    app = unlock(folder, PASSPHRASE, reference=reference(), ports=ports(world.a.clock, folder.name))
    try:
        return {row.summary for row in app.ask(queries.Reports("", limit=500)).rows}, app.check().problems
    finally:
        app.lock()


def test_of_a_store_that_is_whole_everything_comes(world: World) -> None:
    told = saved(world.a.folder, world.room / "utuh")
    assert not told.lacks and told.attachments == 1 and told.bytes_lost == 0
    summaries, problems = opened(world, world.room / "utuh")
    assert len(summaries) == REPORTS and problems == ()


@pytest.mark.fault("ST-20")
def test_damaged_pages_cost_what_stood_on_them_and_no_more(world: World) -> None:
    """Every page in turn, but the first ones: most cost nothing that matters, none brings a false entry."""
    data = (world.a.folder / "posko.db").read_bytes()
    chance, counts, whole = random.Random(7), [], saved(world.a.folder, world.room / "ukuran").entries
    pages = chance.sample(range(1, len(data) // PAGE), 4)
    source = world.room / "rusak"
    for page in pages:
        shutil.copytree(world.a.folder, source)
        bad = bytearray(data)
        bad[page * PAGE + 100] ^= 1
        (source / "posko.db").write_bytes(bad)
        out = world.room / f"dari-{page}"
        try:
            told = saved(source, out)
        except Unavailable as refusal:
            assert refusal.code in ("rescue.no_beginning", "rescue.no_keys") and not out.exists()
        else:
            assert told.entries <= whole
            counts.append(told.entries)
        shutil.rmtree(source)
    assert len(counts) > len(pages) // 2 and max(counts) == whole


@pytest.mark.fault("ST-20")
def test_a_hole_in_the_entries_is_named_and_what_is_left_opens(world: World) -> None:
    source, out = world.room / "berlubang", world.room / "dari-lubang"
    shutil.copytree(world.a.folder, source)
    store = source / "posko.db"
    page = leaf_of(world, store, "part")
    flip(store, page)
    (photo,) = (source / "vault").glob("*.age")
    photo.write_bytes(b"\0" + photo.read_bytes()[1:])
    told = saved(source, out)
    assert told.lacks and told.holes and told.unreadable and told.gaps
    summaries, problems = opened(world, out)
    assert 0 < len(summaries) < REPORTS and {code for code, _ in problems} <= {"chain.broken", "attachment.missing"}
    # Control: the same laptop as it is finds its store damaged and reads nothing.
    summaries, problems = opened(world, source)
    assert {code for code, _ in problems} == {"store.damaged"}


LAST = "stream = (SELECT stream FROM report LIMIT 1) AND seq = (SELECT max(seq) FROM report)"
WIPED = {
    "part": f"DELETE FROM part WHERE digest = (SELECT digest FROM entry WHERE {LAST})",
    "outgoing": f"UPDATE outgoing SET last = last - 1 WHERE stream = (SELECT stream FROM entry WHERE {LAST})",
    "entry": f"DELETE FROM entry WHERE {LAST}",
    "report": f"DELETE FROM report WHERE {LAST}",
}  # fmt: skip
"""In this order: what is left of the last entry of a chain once its row is gone."""


def harm(world: World, source: Path, *names: str) -> None:
    """Wipe out these traces of the last entry of a chain."""
    db = sqlcipher.connect(str(source / "posko.db"), isolation_level=None)
    db.set_key(f"x'{store_key(world).hex()}'")
    for name in names:
        db.execute(WIPED[name])
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


@pytest.mark.fault("ST-20")
@pytest.mark.parametrize("left", ["part", "outgoing", "report", ""])
def test_a_last_entry_that_is_gone_is_told_where_anything_else_tells_of_it(world: World, tmp_path: Path, left: str) -> None:
    source = Path(shutil.copytree(world.a.folder, tmp_path / "terpotong"))
    whole = saved(world.a.folder, tmp_path / "utuh")
    harm(world, source, *(each for each in WIPED if each != left))
    told = saved(source, tmp_path / "selamat")
    assert told.entries == whole.entries - 1
    assert told.lacks == bool(left) and told.alone == (left == "part")
    assert [gap.last - gap.first for gap in told.gaps] == ([0] if left in ("outgoing", "report") else [])
    assert told.newest.startswith("2024-02-05T10:00"), "where nothing is left nobody can tell: it says until when it goes"
    assert opened(world, tmp_path / "selamat")[1] == (), "what is gone was told once, and hinders nothing there"
    codes = {code for code, _ in opened(world, source)[1]}
    assert {"part": "part.alone", "outgoing": "chain.end", "report": "entry.gone", "": "rows.differ"}[left] in codes


@pytest.mark.fault("ST-20")
def test_an_entry_that_is_gone_comes_back_by_the_laptops_own_old_stick(world: World, tmp_path: Path) -> None:
    source = Path(shutil.copytree(world.a.folder, tmp_path / "terpotong"))
    harm(world, source, "entry")
    app = unlock(source, PASSPHRASE, reference=reference(), ports=ports(world.a.clock, "lama"))
    assert {"entry.gone", "chain.end", "part.alone"} <= {code for code, _ in app.check().problems}
    told = receive(app, world.room / "stick-1")
    problems = app.check().problems
    app.lock()
    assert told.entries == 1 and problems == ()


def flip(store: Path, page: int) -> None:
    """Turn one bit of a page over; a second time it is as before."""
    with store.open("r+b") as file:
        file.seek((page - 1) * PAGE + 200)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))


def store_key(world: World) -> bytes:
    content = keyslots.unlock((world.a.folder / "keys.slots").read_bytes(), PASSPHRASE).content
    return derive(content.store_key, STORE_DATABASE)


def leaf_of(world: World, store: Path, table: str) -> int:
    """A page whose loss costs some rows of a table and not all: found by trying one after another."""
    key = store_key(world)
    for page in reversed(range(2, store.stat().st_size // PAGE)):
        flip(store, page)
        reader = salvage.Salvage(store, key)
        rows = list(reader.rows(table, ("digest", "name")))
        reader.close()
        flip(store, page)
        if None in rows and len(rows) > REPORTS:
            return page
    raise AssertionError("no such page")


@pytest.mark.fault("ST-21")
def test_a_disk_that_gives_no_sector_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "asal", tmp_path / "salinan"
    source.write_bytes(bytes(range(256)) * 64)
    real = salvage.os.read

    def dying(descriptor: int, size: int) -> bytes:
        if salvage.os.lseek(descriptor, 0, 1) == salvage.SECTOR:
            raise OSError(5, "Input/output error")
        return real(descriptor, size)

    monkeypatch.setattr(salvage.os, "read", dying)
    assert salvage.copy_readable(source, target) == salvage.SECTOR
    data = target.read_bytes()
    assert data[: salvage.SECTOR] == source.read_bytes()[: salvage.SECTOR] and not any(data[salvage.SECTOR : 2 * salvage.SECTOR])
    assert len(data) == source.stat().st_size
