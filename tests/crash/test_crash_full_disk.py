"""A disk or a stick without room: refused in words, nothing half left, and all goes on once there is room."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.app import queries
from core.app.views import ON_MEDIUM
from core.domain.commands import IssuePacts, ReportItem, SubmitReports
from core.domain.errors import Unavailable
from sync.exchange import receive, send
from tests.crash.world import POST, PROVINCE, STICK, World, complaint, random_file
from tests.interop.conftest import person

if sys.platform == "win32":
    pytest.skip("limits and small disks are made with POSIX calls", allow_module_level=True)
import resource

FILE_BYTES = 20_000_000
ROOM, LARGEST = 12 * 1024 * 1024, 2 * 1024 * 1024
"""The largest file that a disk takes: of which a piece has part, and which holds a store but no piece."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A province and a post, which each test copies."""
    world = World(tmp_path_factory.mktemp("begun") / "world")
    world.found()
    return world


@pytest.fixture
def world(begun: World, tmp_path: Path) -> World:
    """A post with one saved report."""
    world = begun.twin(tmp_path / "world")
    with world.opened(POST) as app:
        app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(1)),)))
    return world


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 12 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    if mount is None or os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs the right to mount a tmpfs")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes: what FAT does at 4 GiB, at a size that a test can reach."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def big_file() -> io.BytesIO:
    return io.BytesIO(random_file(FILE_BYTES))


@pytest.mark.fault("DF-3")
def test_an_attachment_that_the_disk_does_not_take_leaves_nothing(world: World) -> None:
    with world.opened(POST) as app:
        with largest_file(ROOM), pytest.raises(Unavailable):
            app.attach(big_file(), "foto.jpg", size=FILE_BYTES)
        assert list((world.live / POST / "vault").iterdir()) == []
        assert app.check().problems == ()
        file = app.attach(big_file(), "foto.jpg", size=FILE_BYTES)
        app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(2, files=("foto.jpg",)), (file,)),)))
        assert app.check().problems == ()


@pytest.mark.fault("DF-8")
def test_a_stick_that_takes_no_large_piece_keeps_the_journal_and_is_completed_later(world: World) -> None:
    stick = world.live / STICK
    with world.opened(POST) as app:
        file = app.attach(big_file(), "foto.jpg", size=FILE_BYTES)
        app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(2, files=("foto.jpg",)), (file,)),)))
        with largest_file(LARGEST):
            told = send(app, stick)
        assert (told.left, told.attachments, told.queued) == (1, 0, 0)
    assert all(path.stat().st_size < LARGEST for path in (stick / "DATA").iterdir())
    assert_completes(world, stick, reports=2, attachments=1)


def assert_completes(world: World, stick: Path, *, reports: int, attachments: int) -> None:
    """The province takes in what is there, and a second trip brings the rest."""
    with world.opened(PROVINCE) as province:
        told = receive(province, stick)
        assert told.quarantined == ()
        assert len(province.ask(queries.Reports()).rows) == reports
    with world.opened(POST) as app:
        assert send(app, stick).left == 0
    with world.opened(PROVINCE) as province:
        assert receive(province, stick).attachments == attachments
        assert province.check().problems == ()


@pytest.mark.fault("DF-1")
def test_a_full_disk_refuses_a_save_and_keeps_every_earlier_one(begun: World, small_disk: Path) -> None:
    world = begun.twin(small_disk / "world")
    filler = small_disk / "filler"
    with world.opened(POST) as app:
        app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(1)),)))
        with pytest.raises(Unavailable) as refusal:
            app.attach(big_file(), "foto.jpg", size=FILE_BYTES)
        assert refusal.value.code == "disk.full"
        with pytest.raises(Unavailable) as refusal:
            app.attach(big_file(), "video.mp4")  # of unknown size, so that the disk fills up in its middle
        assert refusal.value.code == "disk.full"
        assert list((world.live / POST / "vault").iterdir()) == []
        fill(filler)
        command = app.new_command()
        with pytest.raises(Unavailable) as refusal:
            app.execute(SubmitReports(command, (ReportItem(complaint(2)),)))
        assert refusal.value.code == "disk.full"
        assert [row.summary for row in app.ask(queries.Reports()).rows] == ["Atribut ke-1"]
        filler.unlink()
        app.execute(SubmitReports(command, (ReportItem(complaint(2)),)))
        assert len(app.ask(queries.Reports()).rows) == 2
        assert app.check().problems == ()


def fill(path: Path) -> None:
    """Write until there is no room at all."""
    with pytest.raises(OSError, match="No space left"), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_a_full_stick_says_what_is_left_and_a_second_one_takes_it(world: World, small_disk: Path) -> None:
    with world.opened(POST) as app:
        file = app.attach(big_file(), "foto.jpg", size=FILE_BYTES)
        app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(2, files=("foto.jpg",)), (file,)),)))
        told = send(app, small_disk)
        assert told.left == 1
        rows = app.ask(queries.Reports()).rows
        assert {row.status for row in rows} == {ON_MEDIUM}, "the journal comes first and fits"
    assert all(path.stat().st_size for path in (small_disk / "DATA").iterdir())
    with world.opened(PROVINCE) as province:
        assert receive(province, small_disk).quarantined == ()
    second = world.live / STICK
    with world.opened(POST) as app:
        assert send(app, second).left == 0
    with world.opened(PROVINCE) as province:
        assert receive(province, second).attachments == 1
        assert province.check().problems == ()


@pytest.mark.fault("DF-4")
def test_a_disk_that_fills_up_among_pacts_issues_none_and_all_once_there_is_room(begun: World, small_disk: Path) -> None:
    world = begun.twin(small_disk / "world")
    filler, count = small_disk / "filler", 60
    people = tuple(replace(person(), name=f"Orang {'I' * number}") for number in range(1, count + 1))

    def watch(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("pacts.write", total * 2 // 3):
            fill(filler)

    with world.opened(PROVINCE) as app:
        first = app.execute(IssuePacts(app.new_command(), people[:1], None, "Pangkalpinang")).reply.pacts  # type: ignore[attr-defined]
        command = IssuePacts(app.new_command(), people, None, "Pangkalpinang")
        with pytest.raises(Unavailable) as refusal:
            app.execute(command, watch)
        assert refusal.value.code == "disk.full"
        assert [row.number for row in app.ask(queries.Pacts()).rows] == [first[0][1]]
        filler.unlink()
        issued = app.execute(command).reply.pacts  # type: ignore[attr-defined]
        numbers = [number for _, number in (*first, *issued)]
        assert len(numbers) == len(set(numbers)) == count + 1
        assert all(app.ask(queries.PactFile(pact)).startswith(b"%PDF") for pact, _ in issued)
        assert app.check().problems == ()
