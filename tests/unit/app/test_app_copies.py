"""Copies of a profile under faults: killed midway, no room, a bit turned over; what is destroyed leaves the copies too."""

from __future__ import annotations

import errno
import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from core.app import backup, profile, restoring
from core.app.application import Application
from core.app.profile_files import PLACING
from core.domain.errors import Cancelled, Refused, Unavailable, Untrusted
from core.storage import copies
from tests.world import PASSPHRASE, Laptop, World, found, ports, reference, warning


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("copies", "a")
    made.a.submit(warning(summary="Awal"))
    photo = made.a.attach(b"lampiran" * 4000)
    made.a.app.drafts.save(None, "early_warning", {"summary": "Draf", "reporter": {"name": "Sutini"}}, [photo])
    yield made
    made.close()


def restored(laptop: Laptop, source: Path, folder: Path, **options: bool) -> Application:
    app, _ = restoring.restore(
        folder, source, PASSPHRASE, reference=reference(), ports=ports(laptop.clock, folder.name), **options
    )
    return app


def stopped_at(step: int):  # type: ignore[no-untyped-def]
    """A watch that stops at this step, and the steps it was told of."""
    told: list[tuple[str, int, int]] = []

    def watch(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        if len(told) == step:
            raise Cancelled

    return watch, told


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))}


def test_the_file_stands_still_while_others_write(world: World) -> None:
    laptop = world.a
    path = laptop.device.database.path
    with laptop.device.database.still():
        before = hashlib.sha256(path.read_bytes()).digest()
        laptop.submit(warning(summary="Sementara itu"))
        with laptop.device.database.reading() as other:
            _, waiting, folded = other.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()[0]
        assert waiting and not folded, "control: there is a log, and it is not folded in meanwhile"
        assert hashlib.sha256(path.read_bytes()).digest() == before
    assert laptop.device.database.checkpoint() and hashlib.sha256(path.read_bytes()).digest() != before


def test_a_copy_only_where_something_was_written(world: World) -> None:
    laptop = world.a
    laptop.clock.pass_by(days=1)
    laptop.app.copies.keep()
    assert laptop.app.copies.keep_if_due() is None
    laptop.clock.pass_by(days=1)
    laptop.submit(warning(summary="Baru"))
    assert laptop.app.copies.keep_if_due(quick=True) is not None
    laptop.submit(warning(summary="Baru lagi"))
    with laptop.app.copies._one:
        assert laptop.app.copies.keep_if_due(quick=True) is None, "who locks waits for no other copy"
    laptop.restart()  # seals the day before, and indexes
    laptop.app.copies.keep()
    laptop.restart()
    assert laptop.app.copies.keep_if_due() is None, "opening and locking write nothing"


def test_stopped_anywhere_nothing_stays_and_the_copies_of_before_stand(world: World) -> None:
    laptop = world.a
    laptop.app.copies.keep()
    watch, told = stopped_at(0)
    laptop.clock.pass_by(hours=1)
    laptop.app.copies.keep(watch)
    before = names(laptop.folder / backup.FOLDER)
    for step in range(1, len(told) + 1):
        laptop.clock.pass_by(hours=1)
        with pytest.raises(Cancelled):
            laptop.app.copies.keep(stopped_at(step)[0])
        assert names(laptop.folder / backup.FOLDER) == before, step
    assert laptop.app.copies.drill().problems == ()


@pytest.mark.fault("PO-6")
def test_killed_midway_the_half_copy_has_no_name_and_goes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = world.a
    laptop.app.copies.keep()
    rows = laptop.app.copies.rows()
    with monkeypatch.context() as kill:
        kill.setattr(copies, "settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        kill.setattr(copies, "remove_tree", lambda *_: None)  # as a process that is gone removes nothing
        laptop.clock.pass_by(hours=1)
        with pytest.raises(KeyboardInterrupt):
            laptop.app.copies.keep()
    assert list((laptop.folder / backup.FOLDER).glob(f"*{copies.PART}")), "control: the half copy lies there"
    assert laptop.app.copies.rows() == rows
    laptop.app.copies.keep()
    assert not list((laptop.folder / backup.FOLDER).glob(f"*{copies.PART}"))


@pytest.mark.fault("DF-5")
def test_no_room_is_said_before_a_byte_is_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = world.a
    laptop.app.copies.keep()
    before = names(laptop.folder)
    monkeypatch.setattr(copies, "free_bytes", lambda _folder: copies.MARGIN)
    with pytest.raises(Unavailable, match=r"backup\.no_room"):
        laptop.app.copies.keep()
    with pytest.raises(Unavailable, match=r"backup\.no_room"):
        restored(laptop, backup.newest(laptop.folder), world.room / "penuh")
    assert names(laptop.folder) == before and not (world.room / "penuh").exists()


@pytest.mark.fault("DF-5")
def test_a_disk_that_fills_midway_keeps_nothing_half(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, real, steps = world.a, copies.sync_file, 0
    laptop.app.copies.keep()
    before = names(laptop.folder)
    source = backup.newest(laptop.folder)

    def full(file: BinaryIO, *, _after: int) -> None:
        nonlocal steps
        steps += 1
        if steps > _after:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    for after in range(4):
        steps = 0
        with monkeypatch.context() as disk:
            disk.setattr(copies, "sync_file", partial(full, _after=after))
            laptop.clock.pass_by(hours=1)
            with pytest.raises(Unavailable, match=r"disk\.full"):
                laptop.app.copies.keep()
            if after < 2:
                steps = 0
                with pytest.raises(Unavailable, match=r"disk\.full"):
                    restored(laptop, source, world.room / f"sesak-{after}")
        assert names(laptop.folder) == before and not (world.room / f"sesak-{after}").exists()
    laptop.app.copies.keep()  # control: with room it goes through


def test_a_copy_that_does_not_open_again_is_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: the proof finds one bit; without the bit the same copy proves itself."""
    laptop, real = world.a, copies.copy_file

    def turned(source: Path, target: Path, moved: copies.Moved) -> tuple[int, bytes]:
        done = real(source, target, moved)
        if target.name == "posko.db":
            data = bytearray(target.read_bytes())
            data[len(data) // 2] ^= 1
            target.write_bytes(data)
        return done

    laptop.clock.pass_by(hours=1)
    before = laptop.app.copies.rows()
    with monkeypatch.context() as bad:
        bad.setattr(copies, "copy_file", turned)
        with pytest.raises(Untrusted, match=r"backup\.unproven"):
            laptop.app.copies.keep()
    assert laptop.app.copies.rows() == before
    laptop.app.copies.keep()


@pytest.mark.fault("ST-22")
def test_every_bit_of_the_one_file_counts(world: World) -> None:
    laptop = world.a
    made = laptop.app.copies.keep()
    sink = io.BytesIO()
    laptop.app.copies.bind(Path(made.file), sink)
    data, file = sink.getvalue(), world.room / "satu.posko-backup"
    file.write_bytes(data)
    assert laptop.app.copies.read_back(file).entries == made.entries and made.attachments == 1, "control"
    codes = set()
    for at in range(0, len(data), len(data) // 60):
        bad = bytearray(data)
        bad[at] ^= 0x40
        file.write_bytes(bad)
        try:
            restored(laptop, file, world.room / f"bit-{at}").lock()
            assert not any(bad[at - 1 : at + 1]) or at > len(data) - 10_240, at  # padding between the pieces holds nothing
        except Refused as refusal:
            codes.add(refusal.code)
            assert not (world.room / f"bit-{at}").exists()
    assert "backup.damaged" in codes
    for cut in (0, 100, 512, 1500, len(data) // 2, len(data) - 20_480):
        file.write_bytes(data[:cut])
        with pytest.raises(Untrusted, match=r"backup\.(cut|foreign|damaged)"):
            restored(laptop, file, world.room / f"cut-{cut}")


@pytest.mark.fault("PO-5")
@pytest.mark.parametrize("over", [False, True], ids=["new", "over"])
def test_a_restore_cut_off_at_any_step_is_done_again_or_gone_on_with(
    world: World, monkeypatch: pytest.MonkeyPatch, over: bool
) -> None:
    """Before its one moment nothing of it is there; from then on whoever opens the profile goes on with it."""
    laptop = world.a
    made = Path(laptop.app.copies.keep().file)
    step, ended = 0, False
    while not ended:
        step, folder = step + 1, world.room / f"putus-{step}"
        if over:
            restored(laptop, made, folder).lock()
        before = (folder / "keys.slots").exists()
        with monkeypatch.context() as kill:
            cut_at(kill, step)
            try:
                restored(laptop, made, folder, aside=over).lock()
                ended = True
            except KeyboardInterrupt:
                pass
        committed = (folder / PLACING).exists()
        assert profile.exists(folder) == (before or committed or ended)
        if not (committed or ended):
            restored(laptop, made, folder, aside=over).lock()
        app = profile.unlock(folder, PASSPHRASE, reference=reference(), ports=ports(laptop.clock, folder.name))
        assert app.check().problems == () and not (folder / PLACING).exists()
        app.lock()
        assert len(list(folder.glob("aside-*"))) == over
        shutil.rmtree(folder)
    assert step > (8 if over else 4)


def cut_at(kill: pytest.MonkeyPatch, step: int) -> None:
    """The program ends in the place of the step-th renaming."""
    count, calls = 0, {name: getattr(Path, name) for name in ("rename", "replace")}

    def guarded(name: str) -> Callable[[Path, Path], Path]:
        def call(self: Path, target: Path) -> Path:
            nonlocal count
            count += 1
            if count == step:
                raise KeyboardInterrupt
            found: Path = calls[name](self, target)
            return found

        return call

    for name in calls:
        kill.setattr(Path, name, guarded(name))


def test_what_was_destroyed_leaves_the_copies(world: World) -> None:
    from core.app.forgetting import forget_before

    laptop = world.a
    laptop.clock.pass_by(days=1)
    old = laptop.app.copies.keep().file
    laptop.clock.pass_by(days=1)
    assert len(laptop.app.copies.rows()) > 1 and Path(old).exists(), "control: by time alone it would stay"
    with laptop.device.database.writing() as db:
        forget_before(db, laptop.device.moment().at)
    laptop.clock.when += timedelta(seconds=2)
    new = laptop.app.copies.keep().file
    assert [row.file for row in laptop.app.copies.rows()] == [new]
