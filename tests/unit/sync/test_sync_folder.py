"""Publishing on a stick: proved by reading back, never by renaming, never over another object."""

from __future__ import annotations

import errno
import hashlib
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
from sync.spare import publish
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


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such bits")
def test_a_medium_is_readable_to_the_account_that_it_goes_to(tmp_path: Path) -> None:
    """On the next computer the reader has another number; what the program keeps to its own account is closed to it."""
    usual = os.umask(0o077)
    try:
        fresh = Folder(tmp_path)
        fresh.prepare()
        publish(fresh, NAME, b"isi")
        (tmp_path / "kept").touch()
    finally:
        os.umask(usual)
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600
    modes = {path.relative_to(tmp_path).parts[0]: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*/*")}
    assert modes == {"DATA": 0o644, "SPARE": 0o644}
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in modes} == {0o755}


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
    with pytest.raises(Unavailable, match=r"^medium\.readback$"):
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
        (errno.EPERM, "medium.readonly"),
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
    with pytest.raises(Unavailable) as caught:
        Folder(tmp_path / "tiada")
    assert (caught.value.code, caught.value.details) == ("medium.none", {"path": "tiada"})
    with pytest.raises(Invalid, match=r"^medium\.not_a_stick$"):
        Folder(tmp_path).names()
    assert Folder(tmp_path).present() == set()
    Folder(tmp_path).prepare()
    (tmp_path / "DATA" / "catatan.txt").write_text("x")
    with pytest.raises(Invalid, match=r"^medium\.not_a_stick$"):
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
    with pytest.raises(Invalid, match=r"^medium\.others$"):
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


# --- making ready


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The names for which room is made, each time that it is."""
    made: list[list[str]] = []
    true_room = Folder._make_room

    def room(self: Folder, names: list[Path]) -> None:
        made.append([path.name for path in names])
        true_room(self, names)

    monkeypatch.setattr(Folder, "_make_room", room)
    return made


def test_a_fresh_folder_is_made_durable_and_large(
    tmp_path: Path, rooms: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    opened: list[str] = []
    true_open = Path.open
    monkeypatch.setattr(folder_module, "sync_folder", synced.append)
    monkeypatch.setattr(Path, "open", lambda path, mode: (opened.append(path.name), true_open(path, mode))[1])
    ours = Folder(tmp_path)
    ours.prepare()
    assert synced == [tmp_path, ours.folder] and list(ours.folder.iterdir()) == [], "the names make room and go"
    assert rooms == [opened] and (len(set(opened)), {len(name) for name in opened}) == (96, {248})
    assert all(name.startswith(f"~{number:03}~") for number, name in enumerate(opened))
    ours.prepare()
    assert len(rooms) == 2 and synced == [tmp_path, ours.folder, ours.folder], "as long as nothing lies there"
    for name in rooms[0]:
        (ours.folder / name).write_bytes(b"")
    ours.prepare()
    assert len(rooms) == 3 and list(ours.folder.iterdir()) == [], "what a power cut left of them goes too"
    (ours.folder / "x").write_bytes(b"")
    ours.prepare()
    assert len(rooms) == 3


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, ""), (errno.EROFS, "medium.readonly"), (errno.EIO, "medium.gone")])
def test_a_stick_too_small_for_room_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    true_open, tried = Path.open, list[str]()

    def full(path: Path, mode: str) -> Any:
        tried.append(path.name)
        if len(tried) > 3:
            raise OSError(number, "fault")
        return true_open(path, mode)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        if code:
            with pytest.raises(Unavailable) as caught:
                Folder(tmp_path).prepare()
            assert caught.value.code == code
        else:
            Folder(tmp_path).prepare()
    assert len(tried) == 4 and list((tmp_path / "DATA").iterdir()) == []


def test_the_folders_name_may_be_taken(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "DATA").symlink_to(tmp_path / "other")
    with pytest.raises(Unavailable) as caught:
        Folder(tmp_path).prepare()
    assert caught.value.code == "medium.name" and list((tmp_path / "other").iterdir()) == []
    assert Folder(Path("/")).label == "/" and Folder(tmp_path).label == tmp_path.name


# --- reading


def test_a_link_among_the_objects_is_none(medium: Folder) -> None:
    medium.publish(NAME, b"isi")
    (medium.folder / f"{'b' * 26}.bin").symlink_to(medium.folder / NAME)
    assert medium.present() == {NAME}


def test_what_cannot_be_read_says_why(medium: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise OSError(errno.EIO, "fault")

    medium.publish(NAME, b"isi")
    (medium.folder / part_name("b.bin", 0, 3)).write_bytes(b"isi")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", fail)
        for name in (NAME, "b.bin"):
            with pytest.raises(Unavailable, match=r"^medium\.gone$"):
                medium.read(name, 9)
        assert medium.holds(NAME, b"") is False
    with monkeypatch.context() as patch:
        patch.setattr(folder_module.os, "scandir", fail)
        with pytest.raises(Unavailable, match=r"^medium\.gone$"):
            medium.present()
        assert medium.size("b.bin") == -1, "an object in parts of a folder that cannot be listed is not there"
        assert medium.answers(besides="") is False
    with monkeypatch.context() as patch:
        patch.setattr(folder_module.shutil, "disk_usage", fail)
        with pytest.raises(Unavailable, match=r"^medium\.gone$"):
            medium.free_bytes()
    assert medium.free_bytes() > 0


def test_an_object_has_a_content_whole_or_in_parts(medium: Folder) -> None:
    medium.publish(NAME, b"isi")
    for at, data in ((0, b"12"), (2, b"3456")):
        (medium.folder / part_name("b.bin", at, 5)).write_bytes(data)
    for name, content in ((NAME, b"isi"), ("b.bin", b"12345")):
        assert medium.has(name, hashlib.sha256(content).digest()) is True
        assert medium.has(name, hashlib.sha256(content + b"6").digest()) is False
    medium.remove(NAME)
    medium.remove(NAME)
    assert medium.present() == {"b.bin"}


# --- writing in steps


def test_steps_fit_the_sticks_speed() -> None:
    ours = Folder(Path("/"))
    quarter = 256 * 1024
    for size, seconds, step in (
        (quarter - 1, 0.001, 1024 * 1024),
        (quarter, 0.25, quarter),
        (quarter, 0.125, 2 * quarter),
        (2 * quarter, 4.0, quarter),
        (2 * quarter, 0.05, 2621440),
        (2 * quarter, 0.001, 8 * 1024 * 1024),
        (quarter, 0.125, 2 * quarter),
        (quarter, 0.0, 8 * 1024 * 1024),
        (quarter, 0.125, 2 * quarter),
        (quarter, -1.0, 8 * 1024 * 1024),
    ):
        ours._measure(size, seconds)
        assert ours._step == step


def test_every_step_is_durable_before_it_is_told_and_what_lay_there_makes_way(
    medium: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    path = medium.folder / NAME
    path.write_bytes(b"what an earlier run left")
    times = iter(range(100))
    monkeypatch.setattr(medium, "_clock", lambda: float(next(times)))
    monkeypatch.setattr(folder_module.os, "fsync", lambda _descriptor: told.append(path.stat().st_size))
    monkeypatch.setattr(folder_module, "sync_folder", told.append)
    measured: list[tuple[int, float]] = []
    monkeypatch.setattr(medium, "_measure", lambda size, seconds: measured.append((size, seconds)))
    medium._step, medium.beat = 4, lambda count: told.append(-count)
    medium.publish(NAME, b"1234567890")
    assert told == [4, -4, 8, -4, 10, -2, medium.folder, 0] and measured == [(4, 1.0), (4, 1.0), (2, 1.0)]
    assert path.read_bytes() == b"1234567890" and path.stat().st_mtime == CONSTANT_TIME


def test_what_is_read_back_is_told_chunk_by_chunk_past_the_cache(medium: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "READ_BYTES", 4)
    beats, dropped = list[int](), list[int]()
    medium.publish(NAME, b"1234567890")
    monkeypatch.setattr(folder_module, "drop_cache", dropped.append)
    medium.beat = beats.append
    assert medium.holds(NAME, hashlib.sha256(b"1234567890").digest()) is True and beats == [0] * 3 and len(dropped) == 1
    assert medium._holds(medium.folder / NAME, b"1234567890") is True and beats == [0] * 6 and len(dropped) == 2
    for other in (b"123456789", b"12345678901", b"1234X67890", b""):
        assert medium._holds(medium.folder / NAME, other) is False
        assert medium.holds(NAME, hashlib.sha256(other).digest()) is False
    assert medium.holds("none.bin", b"") is False


@pytest.mark.skipif(not folder_module.READS_THE_CHIPS, reason="asks the system to forget what it holds of a file")
def test_the_whole_file_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(folder_module.os, "posix_fadvise", lambda *given: told.append(given))
    folder_module.drop_cache(7)
    assert told == [(7, 0, 0, os.POSIX_FADV_DONTNEED)], "from the beginning to the end"
    monkeypatch.setattr(folder_module, "READS_THE_CHIPS", False)
    folder_module.drop_cache(7)
    assert len(told) == 1


# --- one bad file, or a stick that is gone


def test_another_file_answers_for_the_stick(medium: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert medium.answers(besides="a") is False, "nobody is left to ask"
    for name in "abcdef":
        (medium.folder / name).write_bytes(b"1")
    asked: list[str] = []
    dropped: list[int] = []
    readable = "abcdef"
    true_open = Path.open

    def opened(path: Path, mode: str) -> Any:
        asked.append(path.name)
        if path.name not in readable:
            raise OSError(errno.EIO, "bad")
        return true_open(path, mode)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(folder_module, "drop_cache", dropped.append)
    for besides, good, names, answers in (
        ("a", "abcdef", "b", True),
        ("b", "abcdef", "a", True),
        ("a", "af", "bcde", False),
        ("a", "ae", "bcde", True),
        ("", "e", "abcd", False),
    ):
        readable = good
        asked.clear()
        assert medium.answers(besides=besides) is answers and "".join(asked) == names, "each may take the stick seconds"
    assert len(dropped) == 3, "what the system remembers of a file is no answer of the stick"


def test_what_cannot_be_taken_away_is_left(medium: Folder) -> None:
    (medium.folder / NAME).mkdir()
    folder_module.forget(medium.folder / NAME)
    with pytest.raises(Unavailable):
        medium.publish(NAME, b"isi")


def test_a_folder_is_synced_and_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    true_close = os.close

    def fail(_descriptor: int) -> None:
        done.append("fsync")
        raise OSError

    monkeypatch.setattr(folder_module.os, "fsync", fail)
    monkeypatch.setattr(folder_module.os, "close", lambda descriptor: (done.append("close"), true_close(descriptor)))
    with pytest.raises(OSError):
        folder_module.sync_folder(tmp_path)
    assert done == ["fsync", "close"]
    monkeypatch.setattr(folder_module.os, "name", "nt")
    folder_module.sync_folder(tmp_path)
    assert done == ["fsync", "close"], "there is no such thing there"
