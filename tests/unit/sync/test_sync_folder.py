"""Publishing on a stick: proved by reading back, never by renaming, never over another object."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.domain.errors import Invalid, Unavailable
from sync import folder as folder_module
from sync.folder import CONSTANT_TIME, Folder
from sync.parts import part_name
from tests.world import World, warning

NAME = "a" * 26 + ".bin"


@pytest.fixture
def medium(tmp_path: Path) -> Folder:
    ours = Folder(tmp_path)
    ours.prepare()
    return ours


def test_what_was_published_lies_there(medium: Folder) -> None:
    medium.publish(NAME, b"isi" * 1_000_000)
    path = medium.folder / NAME
    assert medium.read(NAME, 10_000_000) == b"isi" * 1_000_000
    assert medium.names() == [NAME]
    assert medium.size(NAME) == 3_000_000
    assert path.stat().st_mtime == CONSTANT_TIME


def test_reading_ends_one_byte_behind_the_limit(medium: Folder) -> None:
    medium.publish(NAME, b"x" * 100)
    assert len(medium.read(NAME, 10)) == 11


def test_nothing_is_renamed_and_every_write_is_synced(medium: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT loses a renamed file; and what was not synced is lost with the plug."""
    synced: list[bool] = []
    true_sync = os.fsync

    def sync(descriptor: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        true_sync(descriptor)

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("renamed")

    monkeypatch.setattr(os, "fsync", sync)
    for name in ("rename", "replace", "link", "symlink"):
        monkeypatch.setattr(os, name, refuse)
    medium.publish(NAME, b"isi")
    assert synced == ([False, True] if os.name != "nt" else [False])
    with pytest.raises(AssertionError, match="renamed"):
        Path(medium.folder / NAME).rename(medium.folder / "x")


class Lying:
    """A file of a stick that stored something else."""

    def __init__(self, file: Any, answer: bytes) -> None:
        self._file, self._answer = file, answer

    def __enter__(self) -> Lying:
        return self

    def __exit__(self, *arguments: object) -> None:
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        answer, self._answer = self._answer[:size], self._answer[size:]
        return answer

    def fileno(self) -> int:
        return int(self._file.fileno())


@pytest.mark.fault("US-11")
@pytest.mark.parametrize("answer", [b"", b"is", b"isj", b"isi!", bytes(3)])
def test_a_stick_that_lies_is_found_out(medium: Folder, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    true_open = Path.open

    def lying(path: Path, mode: str = "r", *arguments: Any) -> Any:
        file = true_open(path, mode, *arguments)
        return Lying(file, answer) if mode == "rb" else file

    monkeypatch.setattr(Path, "open", lying)
    with pytest.raises(Unavailable, match=r"medium\.readback"):
        medium.publish(NAME, b"isi")
    assert list(medium.folder.iterdir()) == [], "nothing half-believed stays"


def test_the_honest_stick_beside_it_is_believed(medium: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control of the lying stick: the same hands, a true answer."""
    true_open = Path.open

    def honest(path: Path, mode: str = "r", *arguments: Any) -> Any:
        file = true_open(path, mode, *arguments)
        return Lying(file, b"isi") if mode == "rb" else file

    monkeypatch.setattr(Path, "open", honest)
    medium.publish(NAME, b"isi")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "medium.full"),
        (errno.EDQUOT, "medium.full"),
        (errno.EFBIG, "medium.full"),
        (errno.EROFS, "medium.readonly"),
        (errno.EACCES, "medium.readonly"),
        (errno.EIO, "medium.gone"),
        (errno.ENODEV, "medium.gone"),
    ],
)
def test_faults_of_the_stick_have_names(medium: Folder, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, "fault")

    monkeypatch.setattr(folder_module.os, "fsync", fail)
    with pytest.raises(Unavailable) as caught:
        medium.publish(NAME, b"isi")
    assert caught.value.code == code
    assert list(medium.folder.iterdir()) == []


def test_a_stop_leaves_nothing_half_written(medium: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folder_module.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        medium.publish(NAME, b"isi")
    assert list(medium.folder.iterdir()) == []


@pytest.mark.fault("US-18")
def test_folders_that_are_no_stick(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"medium\.none"):
        Folder(tmp_path / "tiada")
    with pytest.raises(Invalid, match=r"medium\.not_a_stick"):
        Folder(tmp_path).names()
    assert Folder(tmp_path).present() == set()
    Folder(tmp_path).prepare()
    (tmp_path / "DATA" / "catatan.txt").write_text("x")
    with pytest.raises(Invalid, match=r"medium\.not_a_stick"):
        Folder(tmp_path).names()


@pytest.mark.fault("US-14")
def test_sending_never_touches_what_others_put_there(world: World) -> None:
    """Objects of another office, and files of the owner, are neither read as ours nor changed."""
    stick = world.stick()
    world.c.submit(warning())
    world.c.send(stick)
    (stick / "foto keluarga.jpg").write_bytes(b"x")
    (stick / "DATA" / "catatan.txt").write_bytes(b"y")
    before = {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}
    world.a.submit(warning())
    world.a.send(stick)
    for path, content in before.items():
        assert path.read_bytes() == content
    assert world.province.receive(stick).quarantined == ()
    with pytest.raises(Invalid, match=r"medium\.others"):
        world.a.receive(before_only(world, before))


def before_only(world: World, before: dict[Path, bytes]) -> Path:
    """A stick with what lay there before."""
    stick = world.stick()
    (stick / "DATA").mkdir()
    for path, content in before.items():
        if path.suffix == ".bin":
            (stick / "DATA" / path.name).write_bytes(content)
    return stick


@pytest.mark.fault("US-5")
def test_a_full_stick_takes_what_fits_and_the_next_takes_the_rest(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    file = world.a.attach(os.urandom(300_000), "video.mp4")
    report = world.a.submit(warning(evidence=[{"title": "Video", "file": "video.mp4"}]), file)
    stick = world.stick()
    true_write = Folder._write

    def small(self: Folder, path: Path, data: bytes) -> None:
        if len(data) > 200_000:
            path.write_bytes(data[:1000])
            raise OSError(errno.ENOSPC, "full")
        true_write(self, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "_write", small)
        sent = world.a.send(stick)
    assert (sent.entries, sent.attachments, sent.left) == (5, 0, 1)
    assert world.province.receive(stick).quarantined == ()
    world.trip(world.province, world.a)
    assert world.a.status(report.id) == "sent", "the video is still missing"
    world.settle(world.a)
    assert world.a.status(report.id) == "received"


@pytest.mark.fault("US-5")
@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system of its own, which only Linux gives for the asking")
def test_a_truly_full_stick(tmp_path: Path) -> None:
    """The kernel's own word for full, on a file system of 256 KiB."""
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from sync.folder import Folder\nfrom core.domain.errors import Unavailable\n"
        "m = Folder(Path(sys.argv[1])); m.prepare(); m.publish('b' * 26 + '.bin', b'x' * 100_000)\n"
        "try: m.publish('a' * 26 + '.bin', b'x' * 1_000_000)\n"
        "except Unavailable as refusal: print(refusal.code, m.names())\n"
    )
    mount = 'mount -t tmpfs -o size=256k none "$1" && exec "$2" -c "$3" "$1" "$4"'
    root = str(Path(__file__).resolve().parents[3])
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(tmp_path), sys.executable, script, root]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("this machine gives no user a file system of his own")
    assert done.stdout.strip() == f"medium.full ['{'b' * 26}.bin']", done.stderr


def test_an_object_in_parts_is_read_as_one(medium: Folder) -> None:
    for at, data in ((0, b"12345"), (3, b"45678")):
        (medium.folder / part_name(NAME, at, 8)).write_bytes(data)
    assert medium.present() == {NAME} and medium.size(NAME) == 8
    assert medium.read(NAME, 99) == b"12345678" and medium.read(NAME, 3) == b"1234"
    (medium.folder / part_name(NAME, 3, 8)).unlink()
    assert medium.size(NAME) == -1 and medium.present() == set()
    with pytest.raises(Unavailable) as caught:
        medium.read(NAME, 99)
    assert caught.value.code == "medium.gone"
