"""A watched folder: copies under way are left alone, pieces wait for their entries, trouble is tried again."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from core.app import queries
from core.domain.errors import Invalid, Refused, Unavailable
from sync import watching
from sync.folder import Folder
from sync.names import is_piece
from sync.report import ReceiveReport, Unusable
from sync.watching import Watched, media_in
from tests.world import World, warning


def settled(watched: Watched, world: World) -> int:
    """Entries that two looks bring: the first only finds."""
    found = [watched.take(world.province.app) for _ in range(2)]
    return sum(report.entries for report in found if report is not None)


@pytest.fixture
def inbox(world: World) -> Path:
    """The province's folder."""
    folder = world.room / "inbox"
    folder.mkdir()
    return folder


def test_a_copy_under_way_is_not_taken_for_a_damaged_object(world: World, inbox: Path) -> None:
    world.a.submit(warning())
    stick = world.stick()
    world.a.send(stick)
    files = sorted((stick / "DATA").iterdir())
    (inbox / "one" / "DATA").mkdir(parents=True)
    watched = Watched(inbox)
    for size in (1000, 2000, 3000):
        for path in files:
            (inbox / "one" / "DATA" / path.name).write_bytes(path.read_bytes()[:size])
        assert watched.take(world.province.app) is None
    for path in files:
        (inbox / "one" / "DATA" / path.name).write_bytes(path.read_bytes())
    assert settled(watched, world) > 0
    assert world.province.app.ask(queries.Quarantine()) == ()
    assert settled(watched, world) == 0
    assert watched.take(world.province.app) is None, "nothing is read twice"


def test_control_a_copy_that_was_given_up_is_set_aside(world: World, inbox: Path) -> None:
    world.a.submit(warning())
    stick = world.stick()
    world.a.send(stick)
    for path in (stick / "DATA").iterdir():
        path.write_bytes(path.read_bytes()[:1000])
    stick.rename(inbox / "one")
    watched = Watched(inbox)
    assert settled(watched, world) == 0
    assert {row.code for row in world.province.app.ask(queries.Quarantine())} == {"object.damaged"}


def test_pieces_that_lay_there_before_their_entries(world: World, inbox: Path) -> None:
    world.a.submit(warning(), world.a.attach(b"foto"))
    stick, pieces = world.stick(), inbox / "pieces" / "DATA"
    world.a.send(stick)
    pieces.mkdir(parents=True)
    mark = world.province.app.shelf.marks()["desks"]
    for path in list((stick / "DATA").iterdir()):
        if is_piece(path.name, mark):
            path.rename(pieces / path.name)
    watched = Watched(inbox)
    settled(watched, world)
    stick.rename(inbox / "journal")
    reports = [watched.take(world.province.app) for _ in range(4)]
    assert sum(report.attachments for report in reports if report is not None) == 1


@pytest.mark.fault("DF-7")
def test_a_stick_that_goes_and_comes_back_and_a_disk_without_room(
    world: World, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be taken in is not taken for done."""
    world.a.submit(warning())
    stick = inbox / "one"
    stick.mkdir()
    world.a.send(stick)
    watched = Watched(inbox)

    def full(*_: object) -> None:
        raise Unavailable("disk.full")

    with monkeypatch.context() as patch:
        patch.setattr("core.app.taking.Taking.absorb", full)
        assert watched.take(world.province.app) is None
        report = watched.take(world.province.app)
        assert report is not None and [item.refusal.code for item in report.unusable] == ["disk.full"]
    report = watched.take(world.province.app)
    assert report is not None and report.entries > 0
    away = world.room / "away"
    shutil.move(stick, away)
    assert watched.take(world.province.app) is None
    world.a.submit(warning())
    world.a.send(away)
    shutil.move(away, stick)
    assert settled(watched, world) > 0


def test_media_are_the_folder_itself_and_those_in_it(tmp_path: Path) -> None:
    assert media_in(tmp_path / "none") == []
    (tmp_path / "b" / "DATA").mkdir(parents=True)
    (tmp_path / "a" / "DATA").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    assert media_in(tmp_path) == [tmp_path / "a", tmp_path / "b"]
    (tmp_path / "DATA" / "DATA").mkdir(parents=True)
    assert media_in(tmp_path) == [tmp_path, tmp_path / "a", tmp_path / "b"]
    (tmp_path / "d").symlink_to(tmp_path / "a")
    assert len(media_in(tmp_path)) == 3
    with pytest.raises(Unavailable):
        Watched(tmp_path / "none")


def test_what_is_strange_is_told_and_what_is_nothing_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of others, or one with nothing in it, is no trouble; only what could not be read is looked at again."""
    codes: dict[str, Refused] = {
        "a": Invalid("medium.others"),
        "b": Invalid("medium.not_a_stick"),
        "c": Invalid("medium.drill"),
        "d": Unavailable("medium.gone"),
    }
    asked: list[list[str]] = []
    for name in codes:
        (tmp_path / name).mkdir()
        Folder(tmp_path / name).prepare()
        (tmp_path / name / "DATA" / "x.bin").write_bytes(b"1")

    def receive_all(_app: object, places: Sequence[Folder], *_rest: object) -> ReceiveReport:
        asked.append([place.root.name for place in places])
        assert all(place.present() == {"x.bin"} for place in places)
        return ReceiveReport(unusable=tuple(Unusable(str(place.root), codes[place.root.name]) for place in places))

    monkeypatch.setattr(watching, "receive_all", receive_all)
    watched, app = Watched(tmp_path), cast("Any", object())
    assert watched.take(app) is None
    report = watched.take(app)
    assert report is not None and [item.refusal.code for item in report.unusable] == ["medium.drill", "medium.gone"]
    watched.take(app)
    assert asked == [["a", "b", "c", "d"], ["d"]]
