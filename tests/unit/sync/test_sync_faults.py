"""Faults of sticks that no other module names; ``tests/RESULTS.md`` has the test of every fault, and is held to it here."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.app.views import ON_MEDIUM, RECEIVED, WAITING
from core.domain.errors import Unavailable
from core.domain.ids import read_id
from sync import folder as folder_room
from sync.exchange import look, receive, send
from sync.folder import ROOM_NAMES, Folder
from sync.spare import SPARE
from tests.world import World, complaint, dice, found, warning

ROOT = Path(__file__).resolve().parents[3]
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
YEAR = 365


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One world for all; what a test leaves behind the next sends too."""
    world = found("faults", "a", "b")
    yield world
    world.close()


def saved(world: World, size: int = 3000) -> str:
    """A report of laptop a with a file."""
    return world.a.submit(complaint(), world.a.attach(dice(("file", world.sticks, size))(size))).id


def answered(world: World, stick: Path, report: str) -> None:
    """The province takes a stick in, and what it says makes the report received."""
    assert world.province.receive(stick).unusable == ()
    back = world.stick()
    world.province.send(back)
    world.a.receive(back)
    assert world.a.status(report) == RECEIVED


def pieces(stick: Path, over: int) -> list[Path]:
    """Objects larger than so many bytes."""
    return [path for path in sorted((stick / "DATA").iterdir()) if path.stat().st_size > over]


@pytest.mark.fault("US-7")
def test_write_protected_midway(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The switch moves at each write in turn: refused by name, nothing false is called *di media*, the next stick has all."""
    report, true_sync = saved(world), os.fsync
    for last in range(1, 6):
        calls = 0

        def protect(descriptor: int, last: int = last) -> None:
            nonlocal calls
            calls += 1
            if calls >= last:
                raise OSError(errno.EROFS, "write-protected")
            true_sync(descriptor)

        stick = world.stick()
        with monkeypatch.context() as patch:
            patch.setattr(folder_room, "os", _with(fsync=protect))
            with pytest.raises(Unavailable, match=r"^medium\.readonly$"):
                world.a.send(stick)
    assert world.a.status(report) in (WAITING, ON_MEDIUM)
    honest = world.stick()
    assert world.a.send(honest).left == 0
    answered(world, honest, report)


def _with(**changes: Callable[..., Any]) -> Any:
    """The module ``os`` with other functions, for one room alone."""

    class Other:
        def __getattr__(self, name: str) -> Any:
            return changes[name] if name in changes else getattr(os, name)

    return Other()


@pytest.mark.fault("US-8")
def test_one_unreadable_file_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """EIO on a whole file: it is told and set aside, everything else goes in, and the stick does not count as pulled."""
    report, stick = saved(world, 200_000), world.stick()
    other = world.a.submit(warning(summary="Di samping yang rusak"), world.a.attach(dice("beside")(90_000))).id
    world.a.send(stick)
    (bad,) = pieces(stick, 150_000)
    true_open = Path.open

    def opened(path: Path, *rest: Any, **named: Any) -> Any:
        if path.name.startswith(bad.stem):
            raise OSError(errno.EIO, "I/O error")
        return true_open(path, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        assert look(world.province.app, [stick]).unusable == ()
        told = world.province.receive(stick)
    assert [(item.object, item.code) for item in told.quarantined] == [(bad.name, "piece.damaged")]
    assert world.province.report(other).attachments[0].missing == 0
    assert world.province.report(report).attachments[0].missing > 0
    answered(world, stick, report)


def test_control_where_nothing_can_be_read_the_stick_is_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    report, stick = saved(world), world.stick()
    world.a.send(stick)
    true_open = Path.open

    def opened(path: Path, *rest: Any, **named: Any) -> Any:
        if stick in path.parents:
            raise OSError(errno.EIO, "I/O error")
        return true_open(path, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        with pytest.raises(Unavailable, match=r"^medium\.gone$"):
            receive(world.province.app, stick)
    answered(world, stick, report)


@pytest.mark.fault("US-4")
@pytest.mark.parametrize(
    "spoil", [lambda data: bytes(len(data)), lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2)]
)
def test_a_size_without_its_content_is_written_again(world: World, spoil: Callable[[bytes], bytes]) -> None:
    """A power cut left name and size of a piece and not what was in it: the next sending to that stick finds it out."""
    report, stick = saved(world, 120_000), world.stick()
    world.a.send(stick)
    (piece,) = pieces(stick, 100_000)
    true = piece.read_bytes()
    piece.write_bytes(spoil(true))
    (stick / SPARE / f"{piece.stem}.dat").unlink()
    assert world.a.send(stick).attachments == 1
    assert piece.read_bytes() == true
    assert world.a.send(stick).attachments == 0, "control: what is whole is left as it is"
    answered(world, stick, report)


@pytest.mark.fault("US-4")
def test_a_fresh_folder_is_made_large_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it need not grow under objects that are safe; where there is no room for that it is no fault."""
    made: list[str] = []
    true_open = Path.open
    full = False

    def opened(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if path.name.startswith("~"):
            made.append(path.name)
            if full and len(made) > ROOM_NAMES // 2:
                raise OSError(errno.ENOSPC, "full")
        return true_open(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", opened)
    medium = Folder(tmp_path)
    medium.prepare()
    assert len(set(made)) == ROOM_NAMES and {len(name.encode()) for name in made} == {248}
    assert list(medium.folder.iterdir()) == []
    (medium.folder / made[-1]).touch()
    medium.prepare()
    assert list(medium.folder.iterdir()) == [], "a half-made one is made again"
    medium.publish("a.bin", b"isi")
    made.clear()
    medium.prepare()
    assert made == [] and [path.name for path in medium.folder.iterdir()] == ["a.bin"]
    full = True
    other = tmp_path / "other"
    other.mkdir()
    Folder(other).prepare()
    assert list((other / "DATA").iterdir()) == []


@pytest.mark.fault("US-12")
def test_names_are_those_of_fat32_and_exfat(world: World) -> None:
    """Letters and digits that every table has, no name of a device, different without regard to case; read in capitals too."""
    report, stick = saved(world), world.stick()
    world.a.send(stick)
    names = [path.name for path in stick.rglob("*") if path.is_file()]
    assert all(re.fullmatch(r"[a-z2-7]{26}\.(bin|dat)", name) and not RESERVED.fullmatch(name) for name in names)
    assert len({name.upper() for name in names}) == len(names)
    for path in list((stick / "DATA").iterdir()):
        path.rename(path.with_name(path.name.upper()))
    answered(world, stick, report)


@pytest.mark.fault("US-13")
def test_two_laptops_at_one_stick_at_once(world: World) -> None:
    """A shared folder: the other laptop sends between every two objects of the first; both lose nothing."""
    mine, stick, others = saved(world, 50_000), world.stick(), []

    def between(_stage: str, _done: int, _total: int) -> None:
        if len(others) < 3:
            others.append(world.b.submit(warning(summary=f"Dari meja sebelah {len(others)}")).id)
            world.b.send(stick)

    assert send(world.a.app, stick, watch=between).left == 0
    assert len(others) == 3
    answered(world, stick, mine)
    assert {read_id(row.id) for row in world.province.rows()} >= {read_id(other) for other in others}


@pytest.mark.fault("CL-2")
def test_a_clock_that_is_a_year_off(world: World) -> None:
    """On either side, either way: everything is taken in and answered, and once the clocks are right again too."""
    before = world.a.clock.when, world.province.clock.when
    for post, province in ((YEAR, 0), (-YEAR, 0), (0, YEAR), (0, -YEAR), (0, 0)):
        world.a.clock.when, world.province.clock.when = before
        world.a.clock.pass_by(days=post)
        world.province.clock.pass_by(days=province)
        report, stick = saved(world), world.stick()
        world.a.send(stick)
        answered(world, stick, report)


def test_every_fault_of_the_page_has_its_test() -> None:
    """A name in ``tests/RESULTS.md`` that no file defines any more is a fault without a test."""
    page = (ROOT / "tests" / "RESULTS.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)", page)
    assert len(named) > 30
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"
