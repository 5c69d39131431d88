"""Rot on a stick: repaired within the promise while it is taken in, told beyond it, and never believed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.app.queries import Announcements
from core.app.views import RECEIVED
from core.crypto.signing import SigningKey
from core.domain import authority
from core.domain.announcement import Announce
from core.journal import catalogue, cbor
from sync import bundle, receiving, spare
from sync.exchange import receive
from sync.folder import FOLDER
from sync.spare import SPARE, spare_path
from tests.world import Laptop, World, complaint, found

LIMIT = 1 << 20


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
