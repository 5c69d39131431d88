"""The parity beside the objects of a stick: kept as far as there is room, used where a block is bad, and never in the way."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.errors import Unavailable
from sync import spare
from sync.folder import CONSTANT_TIME, FOLDER, Folder
from sync.links.link import Link
from sync.parity import write_parity
from sync.spare import SPARE, publish, read_mended, settle, spare_path

LIMIT = 1 << 20
NAME = "abcdefghijklmnopqrstuvwxyz.bin"


def test_no_room_for_the_parity_is_no_fault(tmp_path: Path) -> None:
    medium = Folder(tmp_path)
    medium.prepare()
    (tmp_path / SPARE).write_bytes(b"somebody's file")
    publish(medium, NAME, b"object" * 1000)
    assert read_mended(medium, NAME, LIMIT) == (b"object" * 1000, False)
    assert (tmp_path / SPARE).read_bytes() == b"somebody's file"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for the name of what is open")
@pytest.mark.parametrize("stroke", [True, False], ids=["at a stroke", "file by file"])
def test_parity_is_made_durable_once_behind_all_objects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, stroke: bool) -> None:
    medium, names, synced = Folder(tmp_path), [NAME, NAME[::-1]], list[str]()

    def sync(descriptor: int) -> int:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        return 0

    medium.prepare()
    for name in names:
        publish(medium, name, b"object" * 1000)
    monkeypatch.setattr(spare, "SYNC_STROKE", sync if stroke else None)
    monkeypatch.setattr(spare.os, "fsync", sync)
    beats: list[int] = []
    medium.beat = beats.append
    settle(medium, names)
    assert beats == ([] if stroke else [0, 0]), "a cancel is heard between two"
    assert synced == ([SPARE] if stroke else [*(spare_path(tmp_path, name).name for name in names), SPARE])


def test_links_carry_no_parity(monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []
    monkeypatch.setattr(Link, "publish", lambda _self, name, _data: put.append(name))
    publish(Link.__new__(Link), NAME, b"object")
    settle(Link.__new__(Link), [NAME])
    assert put == [NAME]


@pytest.fixture
def stick(tmp_path: Path) -> Folder:
    medium = Folder(tmp_path)
    medium.prepare()
    return medium


def bad_blocks(monkeypatch: pytest.MonkeyPatch, bad: range, number: int = errno.EIO) -> None:
    """From now on the bytes of this range of every object cannot be read."""
    true_open = Path.open

    class Failing(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            at = self.tell()
            end = at + (1 << 30 if size is None or size < 0 else size)
            if at < bad.stop and end > bad.start:
                raise OSError(number, "fault")
            return super().read(size) or b""

    def opened(self: Path, mode: str = "r", **options: Any) -> Any:
        assert mode == "rb" or self.parent.name != FOLDER, "nothing is written while it is read"
        return Failing(self) if self.parent.name == FOLDER else true_open(self, mode, **options)

    monkeypatch.setattr(Path, "open", opened)


DATA = bytes(range(251)) * 1600


@pytest.mark.fault("US-8")
@pytest.mark.parametrize(("bad", "repaired"), [(3, True), (40, False)])
def test_blocks_that_cannot_be_read(stick: Folder, monkeypatch: pytest.MonkeyPatch, bad: int, *, repaired: bool) -> None:
    publish(stick, NAME, DATA)
    with monkeypatch.context() as patch:
        bad_blocks(patch, range(100_000, 100_000 + bad * 4096))
        found = read_mended(stick, NAME, LIMIT)
    blank = DATA[:98304] + bytes((bad + 1) * 4096) + DATA[98304 + (bad + 1) * 4096 :]
    assert found == ((DATA, True) if repaired else (blank, False)), "what cannot be read counts as zeros"
    bad_blocks(monkeypatch, range(len(DATA)))
    with pytest.raises(Unavailable):
        read_mended(stick, NAME, LIMIT)


def test_a_block_of_zeros_that_cannot_be_read_is_rot_as_well(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DATA[:4096] + bytes(4096) + DATA[8192:]
    publish(stick, NAME, data)
    assert read_mended(stick, NAME, LIMIT) == (data, False)
    bad_blocks(monkeypatch, range(4096, 8192))
    assert read_mended(stick, NAME, LIMIT) == (data, True)


def test_no_more_of_an_object_is_put_together_than_was_asked_for(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    stick.publish(NAME, DATA)
    bad_blocks(monkeypatch, range(1))
    assert read_mended(stick, NAME, 9000) == (bytes(4096) + DATA[4096:9001], False)
    assert read_mended(stick, NAME, len(DATA) - 1) == (bytes(4096) + DATA[4096:], False)


@pytest.mark.parametrize("number", [errno.ENODEV, errno.ENXIO])
def test_a_stick_that_went_is_not_read_block_by_block(stick: Folder, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    publish(stick, NAME, DATA)
    bad_blocks(monkeypatch, range(1), number)
    with pytest.raises(Unavailable) as caught:
        read_mended(stick, NAME, LIMIT)
    assert caught.value.code == "medium.gone"


def test_a_file_is_given_up_after_so_many_bad_blocks_and_stops_no_other(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    stick.publish(NAME, DATA)
    monkeypatch.setattr(spare, "MOST_UNREADABLE", 3)
    other = NAME[::-1].replace("nib.", "") + ".bin"
    for blocks, found in ((3, bytes(3 * 4096) + DATA[3 * 4096 :]), (4, None)):
        with monkeypatch.context() as patch:
            bad_blocks(patch, range(blocks * 4096))
            if found is None:
                with pytest.raises(Unavailable):
                    read_mended(stick, NAME, LIMIT)
            else:
                assert read_mended(stick, NAME, LIMIT) == (found, False)
    stick.publish(other, b"")
    bad_blocks(monkeypatch, range(1, 5 * 4096))
    assert read_mended(stick, NAME, LIMIT) == (b"", False), "another file still answers: this one is bad, and no more"
    with pytest.raises(Unavailable):
        read_mended(stick, "none.bin", LIMIT)


def test_a_file_whose_every_block_is_bad_is_given_up(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    stick.publish(NAME, DATA[: 2 * 4096])
    for blocks, given_up in ((1, False), (2, True)):
        with monkeypatch.context() as patch:
            bad_blocks(patch, range(blocks * 4096))
            if given_up:
                with pytest.raises(Unavailable):
                    read_mended(stick, NAME, LIMIT)
            else:
                assert read_mended(stick, NAME, LIMIT)[0] == bytes(4096) + DATA[4096 : 2 * 4096]


@pytest.mark.parametrize(
    ("spoil", "mended"),
    [
        (lambda data: data, False),
        (lambda data: b"?" + data[1:], True),
        (lambda data: data[:-100], True),
        (lambda data: data + b"?", True),
        (lambda data: bytes(len(data)), None),
        (lambda _data: b"", None),
    ],
)
def test_what_rotted_is_mended_as_far_as_it_can_be(stick: Folder, spoil: Callable[[bytes], bytes], mended: bool | None) -> None:
    publish(stick, NAME, DATA)
    lies = spoil(DATA)
    (stick.folder / NAME).write_bytes(lies)
    assert read_mended(stick, NAME, LIMIT) == ((lies, False) if mended is None else (DATA, mended))


def test_a_parity_that_is_none_mends_nothing(stick: Folder) -> None:
    publish(stick, NAME, DATA)
    (stick.folder / NAME).write_bytes(b"?" + DATA[1:])
    for parity in (b"", b"PK1", write_parity(DATA[::-1]), write_parity(DATA) + bytes(spare.LIMIT)):
        spare_path(stick.root, NAME).write_bytes(parity)
        assert read_mended(stick, NAME, LIMIT) == (b"?" + DATA[1:], False)
    spare_path(stick.root, NAME).unlink()
    assert read_mended(stick, NAME, LIMIT) == (b"?" + DATA[1:], False)


def test_a_parity_of_the_largest_size_is_read_whole(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(stick, NAME, DATA)
    (stick.folder / NAME).write_bytes(b"?" + DATA[1:])
    for beyond, found in ((0, (DATA, True)), (2, (b"?" + DATA[1:], False))):
        monkeypatch.setattr(spare, "LIMIT", len(write_parity(DATA)) - beyond)
        assert read_mended(stick, NAME, LIMIT) == found


def test_an_empty_object_that_cannot_be_opened_stops_no_other(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    true_open = Path.open

    def opened(self: Path, mode: str = "r", **options: Any) -> Any:
        if self.name == NAME:
            raise OSError(errno.EIO, "fault")
        return true_open(self, mode, **options)

    stick.publish(NAME, b"")
    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(Unavailable):
        read_mended(stick, NAME, LIMIT)
    (stick.folder / "other").write_bytes(b"1")
    assert read_mended(stick, NAME, LIMIT) == (b"", False)


def test_what_comes_over_a_link_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Link, "read", lambda _self, name, limit: f"{name} {limit}".encode())
    assert read_mended(Link.__new__(Link), NAME, 7) == (f"{NAME} 7".encode(), False)


def test_a_new_folder_of_parity_is_made_durable_in_its_parent(stick: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(spare, "sync_folder", synced.append)
    publish(stick, NAME, DATA)
    publish(stick, NAME[::-1], DATA)
    assert synced == [stick.root], "once"


def test_a_parity_that_can_be_neither_written_nor_taken_away_is_no_fault(stick: Folder) -> None:
    spare_path(stick.root, NAME).mkdir(parents=True)
    publish(stick, NAME, DATA)
    assert read_mended(stick, NAME, LIMIT) == (DATA, False)


def test_a_parity_that_is_half_written_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    medium = Folder(tmp_path)
    medium.prepare()
    monkeypatch.setattr(spare, "drop_cache", fail)
    publish(medium, NAME, b"object" * 1000)
    assert list((tmp_path / SPARE).iterdir()) == [] and medium.size(NAME) == 6000
    monkeypatch.undo()
    publish(medium, NAME, b"object" * 1000)
    kept = spare_path(tmp_path, NAME)
    assert kept == tmp_path / SPARE / "abcdefghijklmnopqrstuvwxyz.dat" and spare_path(tmp_path, NAME.upper()) == kept
    assert (kept.stat().st_mtime, kept.stat().st_atime) == (CONSTANT_TIME, CONSTANT_TIME)
    kept.write_bytes(b"older")
    publish(medium, NAME, b"object" * 1000)
    assert kept.read_bytes() == write_parity(b"object" * 1000), "an older one makes way"


def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    for folder in (stick, elsewhere):
        folder.mkdir()
    (stick / SPARE).symlink_to(elsewhere)
    medium = Folder(stick)
    medium.prepare()
    publish(medium, NAME, b"object" * 1000)
    assert list(elsewhere.iterdir()) == []


def test_a_fault_at_the_stroke_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    medium = Folder(tmp_path)
    medium.prepare()
    settle(medium, [NAME])  # no folder SPARE

    def fail(_descriptor: int) -> int:
        raise OSError

    publish(medium, NAME, b"object")
    true_close = os.close
    monkeypatch.setattr(spare, "SYNC_STROKE", fail)
    monkeypatch.setattr(spare.os, "close", lambda descriptor: (closed.append(descriptor), true_close(descriptor)))
    settle(medium, [NAME])
    assert len(closed) == 1
