"""Rot on a stick: repaired within the promise while it is taken in, told beyond it, and never believed."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.app.queries import Announcements
from core.app.views import RECEIVED
from core.crypto.signing import SigningKey
from core.domain import authority
from core.domain.announcement import Announce
from core.domain.errors import Unavailable
from core.journal import catalogue, cbor
from sync import bundle, receiving, spare
from sync.exchange import receive
from sync.folder import CONSTANT_TIME, FOLDER, Folder
from sync.links.link import Link
from sync.parity import write_parity
from sync.spare import SPARE, publish, read_mended, settle, spare_path
from tests.world import Laptop, World, complaint, found

LIMIT = 1 << 20
NAME = "abcdefghijklmnopqrstuvwxyz.bin"


@pytest.fixture(scope="module")
def sent() -> Iterator[tuple[World, Path]]:
    """A post's report with a photo on a stick, not yet taken in anywhere."""
    world = found("rot", "a")
    world.a.submit(complaint(), world.a.attach(bytes(range(256)) * 2000))
    stick = world.stick()
    world.a.send(stick)
    yield world, stick
    world.close()


@pytest.fixture
def province(sent: tuple[World, Path], tmp_path: Path) -> Iterator[Laptop]:
    """The province as it was before the stick came."""
    laptop = sent[0].province.clone(tmp_path / "province")
    yield laptop
    laptop.close()


def rot(path: Path, start: float, share: float) -> None:
    """Turn over the bits of a share of a file."""
    data = bytearray(path.read_bytes())
    begin = int(len(data) * start)
    for at in range(begin, begin + max(1, int(len(data) * share))):
        data[at] ^= 0xFF
    path.write_bytes(data)


def files(stick: Path) -> list[Path]:
    return sorted((stick / FOLDER).iterdir())


def test_every_object_has_its_parity_under_its_own_name(sent: tuple[World, Path]) -> None:
    _, stick = sent
    assert [path.stem for path in files(stick)] == sorted(path.stem for path in (stick / SPARE).iterdir())
    for path in files(stick):
        weight = spare_path(stick, path.name).stat().st_size / path.stat().st_size
        assert weight < (0.06 if path.stat().st_size > 100_000 else 0.14)


@pytest.mark.fault("US-9")
def test_rot_within_the_promise_is_repaired_and_told(sent: tuple[World, Path], province: Laptop) -> None:
    world, stick = sent
    rotten = world.copy_of(stick)
    for path in files(rotten):
        rot(path, 0.4, 0.035)
    kept = {path: path.read_bytes() for path in files(rotten)}
    report = province.receive(rotten)
    assert (report.repaired, report.quarantined) == (len(kept), ())
    assert report.attachments == 1 and report.entries > 0
    assert {path: path.read_bytes() for path in files(rotten)} == kept, "receiving changes nothing on a stick"
    again = province.receive(rotten)
    assert (again.entries, again.repaired, again.quarantined) == (0, 0, ())


@pytest.mark.fault("US-10")
@pytest.mark.parametrize("lost", ["too much", "the parity"])
def test_rot_beyond_it_is_set_aside_and_told(sent: tuple[World, Path], province: Laptop, lost: str) -> None:
    world, stick = sent
    rotten = world.copy_of(stick)
    for path in files(rotten):
        rot(path, 0.1, 0.001 if lost == "the parity" else 0.3)
        if lost == "the parity":
            spare_path(rotten, path.name).unlink()
    report = receive(province.app, rotten)
    assert {item.code for item in report.quarantined} == {"object.damaged"}
    assert (report.repaired, report.entries, report.attachments) == (0, 0, 0)
    assert province.receive(stick).attachments == 1, "a good copy goes in afterwards"


@pytest.mark.fault("US-21")
def test_a_false_parity_makes_nothing_believed(sent: tuple[World, Path], province: Laptop) -> None:
    world, stick = sent
    forged = world.copy_of(stick)
    first, second = files(forged)[:2]
    spare_path(forged, first.name).write_bytes(spare_path(forged, second.name).read_bytes())
    assert len(province.receive(forged).quarantined) <= 1
    assert province.receive(stick).quarantined == ()


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
    settle(medium, names)
    assert synced == ([SPARE] if stroke else [*(spare_path(tmp_path, name).name for name in names), SPARE])


def test_links_carry_no_parity(monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []
    monkeypatch.setattr(Link, "publish", lambda _self, name, _data: put.append(name))
    publish(Link.__new__(Link), NAME, b"object")
    settle(Link.__new__(Link), [NAME])
    assert put == [NAME]


@pytest.mark.fault("US-8")
@pytest.mark.parametrize(("bad", "repaired"), [(3, True), (40, False)])
def test_blocks_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: int, *, repaired: bool) -> None:
    medium, data = Folder(tmp_path), bytes(range(251)) * 1600
    medium.prepare()
    publish(medium, NAME, data)
    true_open = Path.open
    unreadable = range(100_000, 100_000 + bad * 4096)

    class Failing(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            at = self.tell()
            end = at + (len(data) if size is None or size < 0 else size)
            if at < unreadable.stop and end > unreadable.start:
                raise OSError(errno.EIO, "I/O error")
            return super().read(size) or b""

    def opened(self: Path, mode: str = "r", **options: Any) -> Any:
        return Failing(self) if self.parent.name == FOLDER else true_open(self, mode, **options)

    monkeypatch.setattr(Path, "open", opened)
    if repaired:
        assert read_mended(medium, NAME, LIMIT) == (data, True)
    else:
        assert read_mended(medium, NAME, LIMIT)[0] != data
    unreadable = range(len(data))
    with pytest.raises(Unavailable):
        read_mended(medium, NAME, LIMIT)


@pytest.mark.fault("UP-11")
def test_a_post_of_the_version_before_and_a_province_of_the_next_exchange_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """The post knows neither parity nor announcements; the province adds to its manifests what may be ignored, and more folders.

    What the post did not understand it kept, and shows when it has been updated.
    """
    world = found("versions", "a")
    stick, report = world.stick(), world.a.submit(complaint())
    with monkeypatch.context() as before:
        before.setattr(spare, "publish", lambda medium, name, data: medium.publish(name, data))
        world.a.send(stick)
    assert not (stick / SPARE).exists()
    assert world.province.receive(stick).quarantined == ()
    desk = world.province.app
    desk.execute(Announce(desk.new_command(), "Dari versi berikut", "Isi"))
    true_sign = bundle.sign1

    def with_more(key: SigningKey, kid: bytes, payload: bytes) -> bytes:
        return true_sign(key, kid, cbor.encode(cbor.decode_map(payload, LIMIT) | {64: "later"}))

    with monkeypatch.context() as after:
        after.setattr(bundle, "sign1", with_more)
        world.province.send(stick)
    (stick / "LATER").mkdir()
    with monkeypatch.context() as before:
        before.setattr(receiving, "read_mended", lambda medium, name, limit: (medium.read(name, limit), False))
        for known in (catalogue.KINDS, authority.GRANTS):
            before.delitem(known, "announcement.made")
        answer = world.a.receive(stick)
    assert (answer.quarantined, answer.acknowledged) == ((), 1)
    assert world.a.status(report.id) == RECEIVED and not world.a.app.ask(Announcements())
    world.a.app.check(rebuild=True)
    assert [row.title for row in world.a.app.ask(Announcements())] == ["Dari versi berikut"]
    world.close()


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
