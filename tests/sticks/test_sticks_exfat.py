"""On a real exFAT stick: pulled, full, write-protected, rotten, shared; nothing is lost and nothing false is believed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.app.views import ON_MEDIUM, RECEIVED
from core.domain.errors import Invalid, Unavailable
from sync.exchange import send
from sync.folder import FOLDER
from sync.spare import SPARE
from tests.sticks.conftest import MEBIBYTE, RealStick
from tests.world import World, complaint, dice, found, receive_if_any, warning

Make = Callable[[int], RealStick]
SMALL, ROOMY = 8, 48


@pytest.fixture(scope="module")
def shared() -> Iterator[World]:
    """One world for all tests of this file; what one leaves behind the next sends too."""
    world = found("real sticks", "a", "b")
    yield world
    world.close()


def saved(world: World, megabytes: int = 0) -> str:
    """A report at laptop a, with a file of that size."""
    files = [world.a.attach(dice(("file", world.sticks, megabytes))(megabytes * MEBIBYTE))] if megabytes else []
    return world.a.submit(complaint() if megabytes else warning(), *files).id


def answered(world: World, stick: RealStick) -> None:
    """The stick goes to the province and back to the post."""
    with stick.plugged() as place:
        world.province.receive(place)
        world.province.send(place)
    with stick.plugged() as place:
        world.a.receive(place)


def test_there_and_back(shared: World, real_stick: Make) -> None:
    """Control: an honest stick that nobody touches."""
    stick, report = real_stick(ROOMY), saved(shared, megabytes=1)
    with stick.plugged() as place:
        assert shared.a.send(place).left == 0
        assert shared.a.status(report) == ON_MEDIUM
        assert {each.name for each in place.iterdir()} == {FOLDER, SPARE}
    answered(shared, stick)
    assert shared.a.status(report) == RECEIVED
    assert shared.province.problems() == ()


@pytest.mark.fault("US-1")
def test_pulled_at_every_boundary_of_objects(shared: World, real_stick: Make) -> None:
    report, pulled, at = saved(shared, megabytes=20), 0, 0
    stick = real_stick(ROOMY)
    while True:
        at += 1
        calls = 0

        def pull(_stage: str, _done: int, _total: int, last: int = at) -> None:
            nonlocal calls
            calls += 1
            if calls == last:
                stick.pull()

        with stick.plugged() as place:
            try:
                send(shared.a.app, place, watch=pull)
                break
            except Unavailable as refusal:
                assert refusal.code == "medium.gone"
                pulled += 1
    assert pulled >= 3, "the journal and pieces of 20 MiB"
    answered(shared, stick)
    assert shared.a.status(report) == RECEIVED and shared.province.problems() == ()


@pytest.mark.fault("US-2")
@pytest.mark.parametrize("folders", [False, True], ids=["file", "folder"])
def test_pulled_inside_an_object(shared: World, real_stick: Make, monkeypatch: pytest.MonkeyPatch, folders: bool) -> None:
    """The plug is out before the file, or before the folder, is on the chips: never *di media* for what is not there."""
    stick, report = real_stick(ROOMY), saved(shared)
    true_sync = os.fsync

    def pull(descriptor: int) -> None:
        here = Path(f"/proc/self/fd/{descriptor}").readlink()
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) == folders and here.is_relative_to(stick.place):
            stick.pull()
        true_sync(descriptor)

    with stick.plugged() as place:
        (place / FOLDER).mkdir()
        monkeypatch.setattr(os, "fsync", pull)
        with pytest.raises(Unavailable, match=r"medium\.gone"):
            shared.a.send(place)
        monkeypatch.undo()
    assert shared.a.status(report) != ON_MEDIUM
    with stick.plugged() as place:
        receive_if_any(shared.province, place)
        assert shared.a.send(place).left == 0
    answered(shared, stick)
    assert shared.a.status(report) == RECEIVED and shared.province.problems() == ()


@pytest.mark.fault("US-3")
def test_pulled_while_the_province_reads(shared: World, real_stick: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    stick, report = real_stick(ROOMY), saved(shared, megabytes=1)
    with stick.plugged() as place:
        shared.a.send(place)
    true_open = Path.open

    def pull(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
        file = true_open(path, mode, *rest, **named)  # type: ignore[call-overload]
        if stick.place in path.parents:
            stick.pull()
        return file

    with stick.plugged() as place:
        monkeypatch.setattr(Path, "open", pull)
        with pytest.raises(Unavailable, match=r"medium\.gone"):
            shared.province.receive(place)
        monkeypatch.undo()
    assert shared.province.problems() == ()
    answered(shared, stick)
    assert shared.a.status(report) == RECEIVED


@pytest.mark.fault("US-5")
def test_full_the_next_stick_carries_the_rest(shared: World, real_stick: Make) -> None:
    stick, report = real_stick(SMALL), saved(shared, megabytes=12)
    with stick.plugged() as place:
        told = shared.a.send(place)
        assert told.left > 0 and told.entries > 0, "the words went first"
        assert sum(each.stat().st_size for each in (place / FOLDER).iterdir()) < SMALL * MEBIBYTE
    answered(shared, stick)
    larger = real_stick(ROOMY)
    with larger.plugged() as place:
        assert shared.a.send(place).left == 0
    answered(shared, larger)
    assert shared.a.status(report) == RECEIVED and shared.province.problems() == ()


@pytest.mark.fault("US-6")
def test_write_protected(shared: World, real_stick: Make) -> None:
    stick, report = real_stick(SMALL), saved(shared)
    with stick.plugged("ro") as place, pytest.raises(Unavailable, match=r"medium\.readonly"):
        shared.a.send(place)
    assert shared.a.status(report) != ON_MEDIUM
    with stick.plugged() as place:
        shared.a.send(place)
    with stick.plugged("ro") as place:
        shared.province.receive(place)
        with pytest.raises(Unavailable, match=r"medium\.readonly"):
            shared.province.send(place)
    answered(shared, stick)
    assert shared.a.status(report) == RECEIVED


def test_one_stick_for_two_laptops(shared: World, real_stick: Make) -> None:
    stick, mine = real_stick(ROOMY), saved(shared)
    other = shared.b.submit(warning()).id
    with stick.plugged() as place:
        shared.a.send(place)
        first = set((place / FOLDER).iterdir())
        shared.b.send(place)
        assert first < set((place / FOLDER).iterdir()), "nothing of the first is touched"
    answered(shared, stick)
    with stick.plugged() as place:
        shared.b.receive(place)
    assert shared.a.status(mine) == shared.b.status(other) == RECEIVED


@pytest.mark.fault("US-15")
def test_an_empty_stick_says_so(shared: World, real_stick: Make) -> None:
    with real_stick(SMALL).plugged() as place, pytest.raises(Invalid, match=r"medium\.not_a_stick"):
        shared.province.receive(place)
