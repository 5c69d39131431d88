"""A watched folder: copies under way are left alone, pieces wait for their entries, trouble is tried again."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
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
    with pytest.raises(Unavailable) as caught:
        Watched(tmp_path / "none")
    assert (caught.value.code, caught.value.details) == ("medium.none", {"path": "none"})


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


class Office:
    """Takes in whatever is shown, and says what it was shown; ``brings`` entries, and fails on what is in ``away``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[dict[str, list[str]]] = []
        self.brings, self.away, self.pieces = 0, set[str](), set[str]()
        monkeypatch.setattr(watching, "receive_all", self._receive)
        monkeypatch.setattr(watching, "sort_names", lambda _shelf, names: SimpleNamespace(pieces=self.pieces & set(names)))

    def _receive(self, _app: object, places: Sequence[Folder], watch: object, opener: object) -> ReceiveReport:
        assert (watch, opener) == ("watch", "opener")
        self.shown.append({place.root.name: sorted(place.present()) for place in places})
        away = [Unusable(str(place.root), Unavailable("medium.gone")) for place in places if place.root.name in self.away]
        return ReceiveReport(entries=self.brings, unusable=tuple(away))

    def look(self, watched: Watched) -> dict[str, list[str]] | None:
        """What one look shows, None where it takes nothing in."""
        before = len(self.shown)
        report = watched.take(cast("Any", SimpleNamespace(shelf=None)), cast("Any", "watch"), cast("Any", "opener"))
        assert (report is None) is (len(self.shown) == before)
        return None if report is None else self.shown[-1]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(monkeypatch)


def lay(root: Path, medium: str, name: str, content: bytes = b"1") -> Path:
    path = root / medium / "DATA" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_what_came_to_rest_is_shown_once_and_again_when_it_changes(tmp_path: Path, office: Office) -> None:
    first = lay(tmp_path, "a", "one.bin")
    watched = Watched(tmp_path)
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["one.bin"]}, None]
    lay(tmp_path, "a", "two.bin")
    lay(tmp_path, "b", "three.bin")
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["two.bin"], "b": ["three.bin"]}, None]
    first.write_bytes(b"22")
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["one.bin"]}, None], "and it alone"
    (tmp_path / "b").rename(tmp_path.parent / f"{tmp_path.name}-away")
    assert office.look(watched) is None
    (tmp_path.parent / f"{tmp_path.name}-away").rename(tmp_path / "b")
    assert [office.look(watched) for _ in range(3)] == [None, {"b": ["three.bin"]}, None], "a stick that comes back"


def test_what_is_no_object_or_no_file_is_not_shown(tmp_path: Path, office: Office) -> None:
    lay(tmp_path, "a", "one.bin")
    lay(tmp_path, "a", "notes.txt")
    (tmp_path / "a" / "DATA" / "link.bin").symlink_to(tmp_path / "a" / "DATA" / "one.bin")
    (tmp_path / "a" / "DATA" / "folder.bin").mkdir()
    watched = Watched(tmp_path)
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["one.bin"]}, None]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "DATA").write_bytes(b"no folder")
    assert watching._looks(tmp_path / "b") == {} and set(watching._looks(tmp_path / "a")) == {"one.bin", "notes.txt"}


def test_an_object_in_parts_is_shown_when_its_last_part_rests(tmp_path: Path, office: Office) -> None:
    lay(tmp_path, "a", "one.bin.00000000.00000004", b"12")
    lay(tmp_path, "a", "two.bin.00000000.00000002", b"12")
    watched = Watched(tmp_path)
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["two.bin"]}, None]
    lay(tmp_path, "a", "one.bin.00000002.00000004", b"34")
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["one.bin"]}, None]
    lay(tmp_path, "a", "one.bin.00000003.00000004", b"")
    assert [office.look(watched) for _ in range(3)] == [None, {"a": []}, None], "an empty file is no part"


def test_what_could_not_be_read_is_shown_until_it_was(tmp_path: Path, office: Office) -> None:
    lay(tmp_path, "a", "one.bin")
    lay(tmp_path, "b", "two.bin")
    watched = Watched(tmp_path)
    office.away = {"b"}
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["one.bin"], "b": ["two.bin"]}, {"b": ["two.bin"]}]
    office.away = set()
    assert [office.look(watched) for _ in range(2)] == [{"b": ["two.bin"]}, None]


def test_pieces_are_looked_at_again_when_entries_came(tmp_path: Path, office: Office) -> None:
    lay(tmp_path, "a", "piece.bin")
    lay(tmp_path, "a", "object.bin")
    office.pieces = {"piece.bin"}
    watched = Watched(tmp_path)
    assert [office.look(watched) for _ in range(3)] == [None, {"a": ["object.bin", "piece.bin"]}, None]
    lay(tmp_path, "b", "journal.bin")
    office.brings = 1
    assert [office.look(watched) for _ in range(2)] == [None, {"b": ["journal.bin"]}]
    office.brings = 0
    assert [office.look(watched) for _ in range(2)] == [{"a": ["piece.bin"]}, None]


def test_the_folder_and_whether_it_is_watched_are_kept(tmp_path: Path) -> None:
    kept: dict[str, str] = {}
    settings = SimpleNamespace(get=kept.get, put=kept.__setitem__)
    app = cast("Any", SimpleNamespace(settings=settings))
    assert watching.remembered(app) == (None, False)
    watching.remember(app, tmp_path, on=True)
    assert watching.remembered(app) == (tmp_path, True)
    watching.remember(app, tmp_path / "other", on=False)
    assert watching.remembered(app) == (tmp_path / "other", False)
    assert kept == {"watched_folder": str(tmp_path / "other"), "watched_folder_on": ""}
    kept["watched_folder"] = ""
    kept["watched_folder_on"] = "1"
    assert watching.remembered(app) == (None, False), "no folder is watched"
    del kept["watched_folder_on"]
    kept["watched_folder"] = "x"
    assert watching.remembered(app) == (Path("x"), False)
