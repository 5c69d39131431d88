"""A laptop's key renewed: what is under way opens, what was written stays good, and the old key speaks for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from core.app import device_key
from core.app.backup import Manifest, read_manifest
from core.app.device_key_views import DeviceKey, DeviceKeyFacts
from core.app.profile import unlock
from core.app.queries import Alarms, Certificates, HomeCounts, Kits, Posts
from core.app.rescue import rescue
from core.app.restoring import restore
from core.app.streams import own_stream
from core.app.views import RECEIVED
from core.domain.announcement import Announce
from core.domain.device_key import DeviceRenewed, DeviceRenewedFacts, RenewDeviceKey
from core.domain.errors import Refused
from core.domain.events import FORKED
from core.domain.ids import CommandId
from core.journal import handover, reading, store
from core.journal.author import Placement
from core.journal.entry import Entry
from core.storage import tables
from core.storage.copies import open_copy
from tests.world import PASSPHRASE, Laptop, World, found, ports, reference, stretched_once, warning

WAYAN, WAYAN_WORDS = "I Wayan Contoh", "frasa wayan yang panjang"


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    with stretched_once():
        yield


@pytest.fixture
def office() -> Iterator[World]:
    made = found("device-key", "a", "b")
    yield made
    made.close()


def renew(laptop: Laptop, *, copied: bool = False, command: CommandId | None = None) -> DeviceKeyFacts:
    reply = laptop.app.execute(RenewDeviceKey(command or laptop.app.new_command(), copied)).reply
    assert isinstance(reply, DeviceKeyFacts)
    return reply


def marks(laptop: Laptop) -> dict[str, bool]:
    return {row.summary: row.revoked for row in laptop.rows()}


def tell(desk: Laptop, title: str) -> None:
    desk.app.execute(Announce(desk.app.new_command(), title, "Isi pemberitahuan", "", urgent=False))


@pytest.mark.fault("MU-14")
def test_a_laptop_goes_on_with_a_new_key_and_nothing_under_way_is_lost(office: World) -> None:
    post, desk = office.a, office.province
    post.submit(warning(summary="Dengan kunci lama"))
    office.settle(post)
    old_key, old_identity = post.device.device, post.device.belongings.age_identity
    post.submit(warning(summary="Belum terkirim"))
    early, late = office.stick(), office.stick()
    post.send(early)  # signed by the old key, in the drawer for a while
    tell(desk, "Untuk kunci lama")
    desk.send(late)  # sealed to the old identity, before the province has heard
    command = post.app.new_command()
    told = renew(post, command=command)
    assert told.key == post.device.device.hex() != old_key.hex() and [row.key for row in told.former] == [old_key.hex()]
    assert renew(post, command=command) == told, "the same command once"
    post.submit(warning(summary="Dengan kunci baru"))
    assert post.device.belongings.age_identity != old_identity and post.app.facts.device == told.key
    # What lies on sticks from before still opens and is nobody else's; own old objects are known as own.
    assert not post.receive(late).quarantined and not post.receive(early).quarantined
    stick = office.stick()
    post.send(stick)
    assert not desk.receive(stick).quarantined and not desk.receive(early).quarantined
    assert marks(desk) == {"Dengan kunci lama": False, "Belum terkirim": False, "Dengan kunci baru": False}
    assert not [row for row in desk.app.ask(Alarms()) if row.what == "revoked"]
    # From now on the desk seals to the new identity alone, and waits for the new key's word alone.
    (target,) = desk.app.shelf.targets(office.a.app.facts.code)
    new = post.device.own_recipients[0]
    assert new in target.recipients and post.device.identities[-1].recipient not in target.recipients
    assert post.device.device in target.readers and old_key not in target.readers
    office.settle(post, office.b)
    assert {row.status for row in post.rows()} == {RECEIVED}
    assert not desk.send(office.stick()).objects and not post.send(office.stick()).objects, "both sides came to rest"
    assert office.b.problems() == post.problems() == desk.problems() == ()
    assert {row.summary for row in office.b.rows()} >= set(marks(desk))
    post.restart()
    assert post.device.device.hex() == told.key and post.app.ask(HomeCounts()).believed


def test_it_is_one_laptop_and_not_one_more(office: World) -> None:
    desk = office.province
    office.trip(office.b, desk)
    for _ in range(3):
        renew(office.a)
    office.trip(office.a, desk)
    (row,) = (row for row in desk.app.ask(Posts()) if row.code == office.a.app.facts.code)
    assert row.confirmed and desk.app.ask(Kits())[-1].used == 2
    held = [each for each in desk.app.ask(Certificates()) if each.role == "device" and each.post == row.code]
    assert len(held) == 5 and not any(each.revoked for each in held)
    with office.a.device.database.reading() as db:
        streams = db.exec_driver_sql("SELECT count(*) FROM stream WHERE follows <> x'' AND audience = 'desks'").scalar()
    assert streams == 3, "each new stream names the one before"


def test_the_old_identity_goes_after_the_province_has_heard_and_time_went_by(office: World) -> None:
    post = office.a
    renew(post)
    post.clock.pass_by(days=400)
    post.restart()
    assert post.app.ask(DeviceKey()).former[0].heard == "" and len(post.device.identities) == 2
    office.trip(post, office.province)
    office.trip(office.province, post)
    post.restart()
    heard = post.app.ask(DeviceKey()).former[0]
    assert heard.heard and not heard.destroyed and len(post.device.identities) == 2
    post.clock.pass_by(days=device_key.KEEP_DAYS)
    post.restart()
    gone = post.app.ask(DeviceKey()).former[0]
    assert gone.destroyed and gone.heard == heard.heard and len(post.device.identities) == 1
    count = len(post.entries())
    post.restart()
    assert post.app.ask(DeviceKey()).former == (gone,) and len(post.entries()) == count, "reading writes nothing"
    post.submit(warning(summary="Sesudahnya"))
    office.settle(post)
    assert {row.status for row in post.rows()} == {RECEIVED} and post.problems() == ()


def test_a_desk_renews_its_own_and_its_posts_hear_it(office: World) -> None:
    post, desk = office.a, office.province
    post.submit(warning(summary="Sebelum"))
    office.trip(post, desk)
    tell(desk, "Sebelum")
    before = office.stick()
    desk.send(before)
    renew(desk)
    tell(desk, "Sesudah")
    after = office.stick()
    desk.send(after)
    assert not post.receive(after).quarantined and not post.receive(before).quarantined
    post.submit(warning(summary="Kepada kunci baru"))
    office.settle(post)
    assert {row.status for row in post.rows()} == {RECEIVED} and post.app.ask(HomeCounts()).unread == 2
    assert post.problems() == desk.problems() == () and not desk.send(office.stick()).objects
    assert len(desk.device.own_recipients) == 2 and len(desk.device.identities) == 3


@pytest.mark.fault("MU-13")
def test_a_copied_key_that_goes_on_signing_is_marked_and_its_word_is_not_taken(office: World) -> None:
    post, desk = office.a, office.province
    post.submit(warning(summary="Sebelum salinan"))
    post.close()
    thief = office.laptops["thief"] = post.clone(office.room / "thief")
    post.submit(warning(summary="Sesudah salinan"))
    renew(post, copied=True)
    post.submit(warning(summary="Dengan kunci baru"))
    thief.submit(warning(summary="Oleh pencuri, cabang"))
    with thief.device.database.writing() as db:
        thief.device.own_streams.clear()
        stream = own_stream(db, thief.device, "desks", b"\2" * 16)
        db.exec_driver_sql("INSERT INTO setting VALUES (?, 'x')", (f"stream.closed:{stream.hex()}",))
    thief.restart()
    thief.submit(warning(summary="Oleh pencuri, aliran baru"))
    # Though the thief's come first: what the laptop itself stands by is good and the rest is marked.
    office.trip(thief, desk)
    office.trip(post, desk)
    seen = marks(desk)
    assert not seen["Sebelum salinan"] and not seen["Sesudah salinan"] and not seen["Dengan kunci baru"]
    assert seen["Oleh pencuri, aliran baru"]
    forked = next(row for row in desk.rows() if row.summary == "Oleh pencuri, cabang")
    assert any(FORKED in entry.marks for entry in desk.report(forked.id).history)
    assert {row.what for row in desk.app.ask(Alarms())} >= {"fork", "revoked"}
    gone = [each for each in desk.app.ask(Certificates()) if each.revoked]
    assert [each.key for each in gone] == [thief.device.device.hex()]
    # The thief is told nothing new, and nobody believes what he says he holds.
    known, stick = desk.device.moment().at, office.stick()
    tell(desk, "Tidak untuk pencuri")
    desk.send(stick)
    assert {each.code for each in thief.receive(stick).quarantined} == {"object.closed"}
    office.trip(thief, desk)
    with desk.device.database.reading() as db:
        table = tables.acknowledgement.c
        kept = db.execute(select(table.taken).where(table.device == thief.device.device)).scalars().all()
    assert max(kept, default=0) <= known and desk.problems() == ()


@pytest.mark.fault("MU-13")
def test_only_the_old_key_hands_over_and_only_within_its_own_post(office: World) -> None:
    post, desk, other = office.a, office.province, office.b
    renew(post)
    with post.device.database.reading() as db:
        entry = next(each for each in store.everything(db) if each.header.kind == "device.renewed")
        true = facts_of(entry)
        assert handover.is_proven(true, post.device.belongings.province)
        for name, value in (
            ("copied", True), ("recipient", other.device.own_recipients[0]), ("heads", []), ("handover", b""),
            ("certificate", other.device.belongings.device_certificate), ("previous", other.device.belongings.device_certificate),
        ):  # fmt: skip
            forged = msgspec.structs.replace(true, **{name: value})
            assert not handover.is_proven(forged, post.device.belongings.province), name
        assert not handover.is_proven(true, b"\0" * 16)
    # A head who names another's key as his own laptop's next one is refused with all that comes along.
    forged = msgspec.structs.replace(true, recipient=other.device.own_recipients[0])
    with other.device.database.writing() as db:
        stream = own_stream(db, other.device, "desks", b"\3" * 16)
    made = other.forge(DeviceRenewed(forged), Placement(stream))
    assert made.header.kind == "device.renewed"
    stick = office.stick()
    other.send(stick)
    assert {each.code for each in desk.receive(stick).quarantined} == {"entry.not_allowed"}
    assert not [row for row in desk.app.ask(Certificates()) if row.revoked]


def facts_of(entry: Entry) -> DeviceRenewedFacts:
    event = reading.event_of(entry, ())
    assert isinstance(event, DeviceRenewed) and event.facts is not None
    return event.facts


def test_who_may_not_changes_nothing(office: World) -> None:
    post = office.a
    post.enrol(WAYAN, "officer", WAYAN_WORDS)
    before = post.device.belongings, post.entries()
    post.close()
    post.open(WAYAN_WORDS)
    assert not post.app.ask(DeviceKey()).may_renew
    with pytest.raises(Refused, match=r"device_key\.no_authority"):
        renew(post)
    assert (post.device.belongings, post.entries()) == before


def test_a_copy_of_before_brings_the_old_key_back_and_is_renewed_once_more(office: World) -> None:
    post, desk = office.a, office.province
    copy = Path(post.app.copies.keep().file)
    renew(post)
    office.trip(post, desk)
    post.close()
    app, _ = restore(post.folder, copy, PASSPHRASE, reference=reference(), ports=ports(post.clock, "restored"), aside=True)
    post.opened = app
    post.submit(warning(summary="Sesudah dipulihkan"))
    # By a key that ended: it is taken in and marked, and the laptop is told so as soon as it hears of its own renewal.
    office.trip(post, desk)
    assert marks(desk) == {"Sesudah dipulihkan": True} and desk.app.ask(Alarms())
    assert post.app.ask(HomeCounts()).believed
    office.trip(desk, office.b)
    stick = office.stick()
    renewed = renew(post)
    assert len(renewed.former) == 1
    post.send(stick)
    assert not desk.receive(stick).quarantined
    assert marks(desk) == {"Sesudah dipulihkan": False}, "the laptop stands by what it wrote meanwhile"
    assert not [row for row in desk.app.ask(Alarms()) if row.what == "revoked"]
    assert post.problems() == desk.problems() == ()


def test_what_is_saved_of_a_damaged_store_and_copies_on_one_stick_know_the_laptop(office: World, tmp_path: Path) -> None:
    post = office.a
    before = read_manifest_of(post)
    renew(post)
    post.submit(warning(summary="Dengan kunci baru"))
    assert read_manifest_of(post).device == before.device, "copies of before and after are of one laptop"
    post.close()
    told = rescue(post.folder, tmp_path / "saved", PASSPHRASE)
    assert not told.unproven
    app = unlock(tmp_path / "saved", PASSPHRASE, reference=reference(), ports=ports(post.clock, "saved"))
    try:
        own = app._device
        with own.database.reading() as db:
            table = tables.stream.c
            open_ones = [
                bytes(name) for name in db.execute(select(table.stream).where(table.device.in_(own.own_devices))).scalars()
            ]
            closed = set(db.exec_driver_sql("SELECT key FROM setting WHERE key LIKE 'stream.closed:%'").scalars())
        assert {f"stream.closed:{name.hex()}" for name in open_ones} <= closed, "of the old key's as well"
        assert len(own.identities) == 2 and not app.check().problems
    finally:
        app.lock()


def read_manifest_of(laptop: Laptop) -> Manifest:
    made = laptop.app.copies.keep()
    with open_copy(Path(made.file)) as copy:
        return read_manifest(copy, laptop.device.store_key)
