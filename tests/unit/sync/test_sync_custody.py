"""The custody of sticks: who has which, what came back, what is late and what is missing; order and room on the stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.app import queries
from core.app.custody_views import BACK, DONE, LATE, OUT, RECEIVED, CustodyView, StickRow
from core.app.views import ON_MEDIUM, WAITING
from core.domain.errors import Cancelled, Invalid, Unavailable
from sync import folder as folder_room
from sync.exchange import send
from sync.folder import Folder
from sync.meter import Meter
from tests.world import Laptop, World, complaint, dice, found, warning

MEBIBYTE = 1024 * 1024


@pytest.fixture
def world() -> Iterator[World]:
    """A province and a laptop."""
    made = found("custody", "a")
    yield made
    made.close()


def custody(laptop: Laptop) -> CustodyView:
    """What the laptop tells of its sticks."""
    return laptop.app.ask(queries.Custody())


def newest(laptop: Laptop) -> StickRow:
    """Its newest trip."""
    return custody(laptop).sticks[0]


def test_a_stick_goes_is_late_comes_back_and_is_done(world: World) -> None:
    world.a.submit(warning())
    stick = world.stick()
    assert world.a.send(stick).trip == newest(world.a).trip
    first = newest(world.a)
    assert (first.number, first.state, first.days, first.carrier, first.objects > 0) == (1, OUT, 0, "", True)
    assert first.runs and not custody(world.a).missing
    world.a.app.custody.hand_over(first.trip, "  Kurir kapal ", "001/BAM")
    assert (newest(world.a).carrier, newest(world.a).paper, bool(newest(world.a).handed)) == ("Kurir kapal", "001/BAM", True)
    world.a.clock.pass_by(days=15)
    assert (newest(world.a).state, newest(world.a).days, custody(world.a).late) == (LATE, 15, 1)
    world.province.receive(stick)
    world.province.send(stick)
    province = newest(world.province)
    assert (province.state, province.number) == (OUT, 1)
    world.a.receive(stick)
    assert newest(world.a).state == DONE
    with pytest.raises(Invalid, match=r"^stick\.unknown$"):
        world.a.app.custody.hand_over(9999, "x", "")


def test_what_one_stick_brought_is_received_though_the_other_is_away(world: World) -> None:
    world.a.submit(warning())
    lost, second = world.stick(), world.stick()
    world.a.send(lost)
    world.a.submit(warning())
    world.a.send(second)
    assert [each.number for each in custody(world.a).sticks] == [2, 1]
    world.province.receive(second)
    world.province.send(second)
    world.a.receive(second)
    assert [each.state for each in custody(world.a).sticks] == [DONE, RECEIVED]


def test_a_stick_that_came_back_unread_and_leaves_again(world: World) -> None:
    world.a.submit(warning())
    stick = world.stick()
    world.a.send(stick)
    world.a.receive(stick)
    assert newest(world.a).state == BACK
    world.a.send(stick)
    assert (len(custody(world.a).sticks), newest(world.a).state) == (1, OUT), "nothing new: the same trip goes on"
    world.a.submit(warning())
    world.a.send(stick)
    new, old = custody(world.a).sticks
    assert (new.state, old.state) == (OUT, BACK)
    assert new.runs[0].startswith("0-") or new.runs[0].split("-")[0] <= "1", "the older entries go along on the new trip"


def test_the_province_sees_what_has_not_come(world: World) -> None:
    world.a.submit(warning())
    world.trip(world.a, world.province)
    world.a.submit(warning())
    first, second = world.stick(), world.stick()
    world.a.send(first)
    names = set(Folder(first).present())
    world.a.submit(warning())
    world.a.send(first)
    for name in set(Folder(first).present()) - names:
        (second / "DATA").mkdir(exist_ok=True)
        (second / "DATA" / name).write_bytes((first / "DATA" / name).read_bytes())
    world.province.receive(second)
    missing = custody(world.province).missing
    assert [each.post for each in missing] == ["K0413"] and missing[0].first > 0
    world.province.receive(first)
    assert custody(world.province).missing == ()


def test_photos_go_before_video_and_the_room_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for the journal and the photo: the video, though smaller, waits for the next stick."""
    video = world.a.attach(b"\0\0\0\x18ftypmp42" + dice("video")(MEBIBYTE), "video.mp4")
    photo = world.a.attach(dice("photo")(2 * MEBIBYTE), "foto.jpg")
    world.a.submit(complaint(), video, photo)
    stick, meter = world.stick(), Meter()
    free = [2 * MEBIBYTE + MEBIBYTE // 2]
    publish = Folder.publish

    def counted(self: Folder, name: str, data: bytes) -> None:
        publish(self, name, data)
        free[0] -= len(data)

    monkeypatch.setattr(Folder, "publish", counted)
    monkeypatch.setattr(Folder, "free_bytes", lambda self: free[0])
    report = send(world.a.app, stick, meter=meter)
    sizes = sorted(Folder(stick).size(name) for name in Folder(stick).present())
    assert (report.left, report.attachments) == (1, 1) and sizes[-1] > 2 * MEBIBYTE
    assert meter.bytes >= 2 * MEBIBYTE and meter.items == meter.items_total
    monkeypatch.undo()
    assert send(world.a.app, stick).attachments == 1


@pytest.mark.fault("US-20")
def test_a_cancel_inside_an_object_leaves_a_trip_and_goes_on_later(world: World) -> None:
    world.a.submit(complaint(), world.a.attach(dice("big")(3 * MEBIBYTE)))
    stick, heard = world.stick(), [0]

    def stop(stage: str, _done: int, _total: int) -> None:
        heard[0] += stage == "attachments"
        if heard[0] == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        send(world.a.app, stick, watch=stop)
    assert (newest(world.a).state, newest(world.a).attachments) == (OUT, 0)
    report = send(world.a.app, stick)
    assert (report.entries, report.attachments, report.left) == (0, 1, 0)


@pytest.mark.fault("US-11")
def test_a_stick_that_overwrites_what_came_first_is_never_called_safe(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A counterfeit: every object reads back right after it was written, but a later one takes its place."""
    report = world.a.submit(complaint(), world.a.attach(dice("large")(MEBIBYTE))).id
    stick, publish = world.stick(), Folder.publish

    def wrap(self: Folder, name: str, data: bytes) -> None:
        publish(self, name, data)
        if len(data) > MEBIBYTE:
            for path in self.folder.iterdir():
                if path.name != name:
                    path.write_bytes(bytes(path.stat().st_size))

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "publish", wrap)
        with pytest.raises(Unavailable, match=r"^medium\.readback$"):
            send(world.a.app, stick)
    assert world.a.status(report) == WAITING
    send(world.a.app, world.stick())
    assert world.a.status(report) == ON_MEDIUM, "control: an honest stick"


def test_without_reading_the_chips_nothing_is_promised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    medium = Folder(tmp_path)
    medium.prepare()
    dropped: list[Any] = []
    monkeypatch.setattr(folder_room.os, "posix_fadvise", lambda *given: dropped.append(given), raising=False)
    medium.publish("a.bin", bytes(4096))
    assert bool(dropped) is folder_room.READS_THE_CHIPS
