"""I4: "received" is shown only after the province's signed acknowledgement was imported, and only for its own entry.

The same roads without the fault are walked too, so that a screen that never says "received" would fail as well.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.app.views import ON_MEDIUM, RECEIVED, WAITING
from core.crypto.cose import key_id
from core.journal.acknowledgement import Acknowledgement, read_acknowledgement, write_acknowledgement
from sync.bundle import open_bundle
from sync.sending import preview
from tests.world import Laptop, World, warning


def acknowledgement_for(world: World, laptop: Laptop) -> Acknowledgement:
    """What the province says it holds, as it would write it for this laptop's post."""
    shelf = world.province.app.shelf
    target = next(item for item in shelf.targets(None) if item.audience == f"post:{laptop.app.facts.code}")
    return read_acknowledgement(shelf.acknowledgement(target))


@pytest.mark.fault("IM-12")
def test_the_way_of_a_report(world: World) -> None:
    report = world.a.submit(warning())
    assert world.a.status(report.id) == WAITING
    preview(world.a.app, world.stick())
    assert world.a.status(report.id) == WAITING, "a look writes nothing"
    stick = world.stick()
    world.a.send(stick)
    assert world.a.status(report.id) == ON_MEDIUM
    world.province.receive(stick)
    world.a.restart()
    assert world.a.status(report.id) == ON_MEDIUM, "only the acknowledgement counts"
    world.province.send(stick)
    assert world.a.receive(stick).acknowledged == 1
    assert world.a.status(report.id) == RECEIVED


def test_a_report_with_a_missing_attachment_is_not_received(world: World) -> None:
    file = world.a.attach(b"x" * 100_000)
    report = world.a.submit(warning(evidence=[{"title": "Foto", "file": "foto.jpg"}]), file)
    stick = world.stick()
    world.a.send(stick)
    journal = min(stick.rglob("*.bin"), key=lambda path: path.stat().st_size)
    for path in stick.rglob("*.bin"):
        if path != journal:
            path.unlink()
    world.province.receive(stick)
    world.trip(world.province, world.a)
    assert world.a.status(report.id) == ON_MEDIUM
    world.settle(world.a)
    assert world.a.status(report.id) == RECEIVED


@pytest.mark.fault("ST-7")
def test_a_restored_copy_is_not_told_received_for_what_the_province_never_got(world: World) -> None:
    """The province acknowledges places that the lost laptop filled; the copy's own entry there is another one (D1)."""
    copy = world.a.clone(world.room / "copy")
    world.a.submit(warning(summary="Yang pertama"))
    world.a.submit(warning(summary="Yang kedua"))
    world.settle(world.a)
    world.a.close()
    report = copy.submit(warning(summary="Setelah pemulihan"))
    stick = world.stick()
    world.province.clock.pass_by(hours=1)
    world.c.submit(warning())
    world.trip(world.c, world.province)
    # The province writes for every post; what it says of the copied stream concerns the lost laptop's entries.
    content = acknowledgement_for(world, copy)
    seal = world.province.app.device_seal
    cose = write_acknowledgement(seal.key, key_id(seal.certificate), content)
    world.province.smuggle(stick, [], [cose], to="post:K0413")
    assert copy.receive(stick).quarantined == ()
    assert copy.status(report.id) == WAITING
    copy.close()


@pytest.mark.fault("IM-12")
def test_another_posts_laptop_cannot_say_received(world: World) -> None:
    """An acknowledgement by a device of a post counts for nothing here: only a desk's does."""
    report = world.a.submit(warning())
    world.trip(world.a, world.province)
    content = acknowledgement_for(world, world.a)
    seal = world.b.app.device_seal
    forged = replace(content, device=world.b.app.shelf.device, at=content.at + 1)
    cose = write_acknowledgement(seal.key, key_id(seal.certificate), forged)
    assert world.a.app.shelf.take_acknowledgement(cose, seal.certificate, seal.ca)
    assert world.a.status(report.id) == ON_MEDIUM


@pytest.mark.fault("IM-12")
def test_an_acknowledgement_signed_by_another_device_is_refused(world: World) -> None:
    """The device named in it must be the one that signed."""
    report = world.a.submit(warning())
    world.trip(world.a, world.province)
    content = acknowledgement_for(world, world.a)
    seal = world.b.app.device_seal
    cose = write_acknowledgement(seal.key, key_id(seal.certificate), content)
    with pytest.raises(Exception, match=r"acknowledgement\.sender"):
        world.a.app.shelf.take_acknowledgement(cose, seal.certificate, seal.ca)
    assert world.a.status(report.id) == ON_MEDIUM


@pytest.mark.fault("CL-4")
def test_a_clock_that_was_ahead_once_does_not_silence_the_province(world: World) -> None:
    """A dead battery set the desk's clock to 2031 for one day; what it acknowledges afterwards still counts."""
    world.a.submit(warning())
    normal = world.province.clock.when
    world.province.clock.when = normal + timedelta(days=2500)
    world.settle(world.a)
    world.province.clock.when = normal + timedelta(days=1)
    report = world.a.submit(warning())
    world.settle(world.a)
    assert world.a.status(report.id) == RECEIVED, "its clock went back, what it holds did not"


@pytest.mark.fault("US-19")
def test_an_old_stick_takes_nothing_back(world: World) -> None:
    first = world.a.submit(warning())
    world.trip(world.a, world.province)
    early = world.stick()
    world.province.send(early)
    second = world.a.submit(warning())
    world.settle(world.a)
    assert world.a.status(second.id) == RECEIVED
    world.a.receive(early)
    assert [world.a.status(report.id) for report in (first, second)] == [RECEIVED, RECEIVED]


def test_an_acknowledgement_tells_a_post_only_of_streams_it_may_read(world: World) -> None:
    for laptop in (world.a, world.b, world.c):
        laptop.submit(warning())
        world.trip(laptop, world.province)
    own = {row[0] for row in world.a.snapshot()["stream"]}
    own |= {row[0] for row in world.b.snapshot()["stream"]}
    stick = world.stick()
    world.province.send(stick)
    told = set()
    for path in stick.rglob("*.bin"):
        bundle = open_bundle(path.read_bytes(), world.a.app.identities)
        if bundle is not None:
            for cose in bundle.manifest.acknowledgements:
                told |= {position.stream for position in read_acknowledgement(cose).positions}
    assert told <= own
    assert told
