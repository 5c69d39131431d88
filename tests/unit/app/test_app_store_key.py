"""A new store key: the old one opens nothing of the live profile, colleagues find the new one, the custodians too."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from core.app import backup, identity_key, profile, queries, slot_notes, store_key
from core.app.common_store import database_key
from core.app.device import LOCK_FILE, PAIRS_FILE, SLOTS_FILE, STORE_FILE
from core.app.profile import unlock
from core.app.profile_files import SERVER_FILE
from core.app.recovery import identity_of, recover
from core.app.shares import split
from core.app.store_key_views import Rotated, StoreKey
from core.app.swapping import READY, STAGING
from core.crypto import keyslots
from core.crypto.cose import key_id, sign1
from core.crypto.keyslot_file import HANDED, RECOVERY, parse, write
from core.crypto.keyslot_handing import Giver, hand, share_of
from core.crypto.labels import SLOT_OFFICER
from core.crypto.signing import SigningKey
from core.domain.errors import Cancelled, Invalid, NotAllowed, Refused, Unavailable, Unlockable, Untrusted
from core.domain.identity_opening import NameIdentityOfficer
from core.domain.officer import EndOfficer
from core.storage.database import Database
from core.storage.lock import ProfileLock
from tests.world import PASSPHRASE, Laptop, World, found, ports, reference, stretched_once, warning

if sys.platform != "win32":
    import resource

WAYAN, WAYAN_WORDS = "I Wayan Contoh", "frasa wayan yang panjang"
RINA, RINA_WORDS = "Rina Contoh", "frasa rina yang panjang"
EKA, EKA_WORDS = "Eka Contoh", "frasa eka yang panjang"


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    with stretched_once():
        yield


@pytest.fixture
def office() -> Iterator[World]:
    made = found("store-key", "a")
    yield made
    made.close()


def rotate(laptop: Laptop, words: str = PASSPHRASE, **options: object) -> Rotated:
    """From a locked profile to an open one."""
    laptop.close()
    laptop.starts += 1
    world = ports(laptop.clock, (laptop.seed, laptop.name, laptop.starts, "rotated"))
    laptop.opened, told = store_key.rotate(laptop.folder, words, reference=reference(), ports=world, **options)  # type: ignore[arg-type]
    return told


def key_of(laptop: Laptop) -> bytes:
    return laptop.device.store_key


def opens_store(folder: Path, key: bytes) -> bool:
    database = Database(folder / STORE_FILE, database_key(key))
    try:
        with database.reading() as db:
            return db.exec_driver_sql("SELECT count(*) FROM entry").fetchone() is not None
    except Unavailable:
        return False
    finally:
        database.close()


def with_officers(post: Laptop) -> None:
    post.submit(warning(summary="Sebelum kunci baru"))
    for name, words in ((WAYAN, WAYAN_WORDS), (RINA, RINA_WORDS)):
        post.enrol(name, "officer", words)


def test_the_old_key_opens_nothing_and_everything_is_there(office: World) -> None:
    post = office.a
    with_officers(post)
    old, before = key_of(post), post.entries()
    post.close()
    slots = (post.folder / SLOTS_FILE).read_bytes()
    assert opens_store(post.folder, old), "control: until then it opens"
    told = rotate(post)
    assert told.keeps == (WAYAN, RINA) and not told.loses and told.entries == len(before)
    assert key_of(post) != old and post.entries() == before and not post.problems()
    post.close()
    assert not opens_store(post.folder, old)
    fresh = parse((post.folder / SLOTS_FILE).read_bytes())
    assert not fresh.is_of(old)
    assert {slot.kind for slot in fresh.slots} == {"passphrase", RECOVERY, HANDED}
    with pytest.raises(Unlockable):
        fresh.prove(old)
    names = sorted(path.name for path in post.folder.iterdir())
    assert not {READY, STAGING, f"{SLOTS_FILE}.old"} & set(names)
    # The old slot file, put back beside the new store, leads to a key that opens nothing.
    shutil.copytree(post.folder, office.room / "back")
    (office.room / "back" / SLOTS_FILE).write_bytes(slots)
    for words in (PASSPHRASE, WAYAN_WORDS):
        with pytest.raises(Unavailable) as caught:
            unlock(office.room / "back", words, reference=reference(), ports=ports(post.clock, "back"))
        assert caught.value.code == "store.unreadable"


def test_colleagues_find_the_new_key_once_and_then_have_it(office: World) -> None:
    post = office.a
    with_officers(post)
    rotate(post)
    new = key_of(post)
    rotate(post)  # once more before anybody came
    newest = key_of(post)
    assert newest != new
    post.close()
    post.open(WAYAN_WORDS)
    assert key_of(post) == newest and post.device.officer.name == WAYAN
    post.submit(warning(summary="Sesudah kunci baru"))
    post.close()
    data = (post.folder / SLOTS_FILE).read_bytes()
    assert not keyslots.unlock(data, WAYAN_WORDS).waiting and keyslots.unlock(data, RINA_WORDS).waiting
    assert sum(slot.kind == HANDED for slot in parse(data).slots) == 1
    post.open(RINA_WORDS)
    assert key_of(post) == newest and len(post.rows()) == 2
    post.close()
    assert all(slot.kind != HANDED for slot in parse((post.folder / SLOTS_FILE).read_bytes()).slots)


def test_who_was_ended_has_nothing_and_who_is_unknown_is_named(office: World) -> None:
    post = office.a
    with_officers(post)
    old = keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), WAYAN_WORDS).content.store_key
    post.app.execute(EndOfficer(post.app.new_command(), WAYAN))
    assert post.app.ask(StoreKey()).keeps == (RINA,)
    with post.device.database.writing() as db:  # as before offers were kept
        db.exec_driver_sql("DELETE FROM setting WHERE key LIKE 'offer.%'")
    assert post.app.ask(StoreKey()).loses == (RINA,)
    before = (post.folder / SLOTS_FILE).read_bytes()
    with pytest.raises(NotAllowed) as caught:
        rotate(post)
    assert caught.value.code == "rotation.unknown_slots" and caught.value.details["names"] == RINA
    assert (post.folder / SLOTS_FILE).read_bytes() == before and opens_store(post.folder, old)
    post.open(RINA_WORDS)  # she comes once, and is known
    told = rotate(post)
    assert told.keeps == (RINA,) and not opens_store(post.folder, old)
    with pytest.raises(Unlockable):
        keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), WAYAN_WORDS)
    facts = post.app.ask(StoreKey())
    assert facts.by == post.device.officer.name and facts.changed


def test_leaving_out_is_said_and_done(office: World) -> None:
    post = office.a
    with_officers(post)
    with post.device.database.writing() as db:
        slot_notes.forget(db, list(slot_notes.noted(db)))
    post.close()
    told = rotate(post, leave_out=True)
    assert not told.keeps and len(keyslots.officer_slots((post.folder / SLOTS_FILE).read_bytes())) == 1
    with pytest.raises(Unlockable):
        keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), RINA_WORDS)


def test_an_offer_that_another_signed_is_none(office: World) -> None:
    """Who knows the store key writes into the store: a colleague's offer replaced by his own must not be believed."""
    post = office.a
    with_officers(post)
    data = (post.folder / SLOTS_FILE).read_bytes()
    thief, victim = (keyslots.unlock(data, words).content for words in (WAYAN_WORDS, RINA_WORDS))
    forged = sign1(
        SigningKey.from_der(thief.officer_key_der),
        key_id(victim.certificate_der),
        SLOT_OFFICER + share_of(SigningKey.from_der(thief.officer_key_der)).public,
    )
    with post.device.database.writing() as db:
        (signer,) = (s for s, slot in slot_notes.noted(db).items() if slot == keyslots.unlock(data, RINA_WORDS).slot_id)
        db.exec_driver_sql("UPDATE setting SET value = ? WHERE key = ?", (forged.hex(), f"offer.{signer.hex()}"))
    facts = post.app.ask(StoreKey())
    assert facts.loses == (RINA,) and facts.keeps == (WAYAN,)


def test_a_store_of_a_thief_is_not_taken_for_ours(office: World) -> None:
    """A slot file under a key that an officer made, with a box for a colleague, who would write into the thief's hands."""
    post = office.a
    with_officers(post)
    file = parse((post.folder / SLOTS_FILE).read_bytes())
    content = keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), WAYAN_WORDS).content
    rina = keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), RINA_WORDS)
    public = share_of(SigningKey.from_der(rina.content.officer_key_der)).public
    own, mine = post.device.belongings, bytes(range(32))
    head = keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), PASSPHRASE).content
    for giver, taken in ((content, False), (head, True)):  # the head is the control
        who = Giver(SigningKey.from_der(giver.officer_key_der), giver.certificate_der, own.ca_certificate)
        box = hand(mine, rina.slot_id, public, who, post.device.ports.entropy)
        made = write(file.parameters, file.salt, (*file.slots, box), mine)
        if taken:
            assert keyslots.unlock(made, RINA_WORDS).content.store_key == mine
        else:
            with pytest.raises(Unlockable) as caught:
                keyslots.unlock(made, RINA_WORDS)
            assert caught.value.code == "keyslot.damaged"
        moved = write(file.parameters, file.salt, (*file.slots, replace(box, id=bytes(16))), mine)
        with pytest.raises(Unlockable):
            keyslots.unlock(moved, RINA_WORDS)


def test_only_who_may_enrol_may(office: World) -> None:
    post = office.a
    with_officers(post)
    post.close()
    before = (post.folder / SLOTS_FILE).read_bytes()
    with pytest.raises(NotAllowed) as caught:
        rotate(post, WAYAN_WORDS)
    assert caught.value.code == "officer.not_head" and (post.folder / SLOTS_FILE).read_bytes() == before
    with pytest.raises(Unlockable):
        rotate(post, "frasa yang salah sekali")


def test_stopping_it_changes_nothing(office: World) -> None:
    post = office.a
    with_officers(post)
    old, before = key_of(post), post.entries()
    post.close()

    def stop(stage: str, _done: int, _of: int) -> None:
        if stage == store_key.PAGES:
            raise Cancelled

    with pytest.raises(Cancelled):
        rotate(post, watch=stop)
    post.open()
    assert key_of(post) == old and post.entries() == before
    assert not (post.folder / STAGING).exists() and not (post.folder / READY).exists()


def test_a_drafts_persons_and_settings_come_along(office: World) -> None:
    post = office.a
    tree = {"summary": "Draf", "reporter": {"name": "Sari"}, "narrative": "Isi"}
    name = post.app.drafts.save(None, "complaint", tree)
    post.app.settings.put("language", "en")
    rotate(post)
    assert post.app.drafts.load(name).tree == tree and post.app.settings.get("language", "id") == "en"


def test_copies_of_before_go_unless_they_are_to_stay(office: World) -> None:
    post = office.a
    first = Path(post.app.copies.keep().file)
    assert post.app.ask(StoreKey()).copies == 1
    post.clock.when += timedelta(hours=1)
    assert rotate(post, keep_copies=True).copies == 1 and first.exists()
    assert post.app.ask(StoreKey()).copies == 1
    with pytest.raises(Refused):
        post.app.copies.drill(first)
    post.clock.when += timedelta(hours=1)
    assert rotate(post).copies == 0 and not first.exists()
    assert len(backup.dated(post.folder)) == 1 and not post.app.copies.drill().problems
    assert post.app.ask(StoreKey()).copies == 0


def test_custodians_open_it_after(office: World, tmp_path: Path) -> None:
    """At the province the identities' key lies in the escrow alone: it stays within reach of two shares, and of no officer."""
    desk = office.province
    shares = tmp_path / "bagian"
    desk.enrol(EKA, "administrator", EKA_WORDS)
    desk.enrol(RINA, "triage", RINA_WORDS)
    app = desk.app
    for name, institution in ((EKA, "KESBANGPOL"), (RINA, "INSPEKTORAT")):
        app.execute(NameIdentityOfficer(app.new_command(), name, institution))
    app.hand_over_identities([PASSPHRASE, EKA_WORDS, RINA_WORDS], shares=shares)
    words = [path.read_text() for path in sorted(shares.iterdir())[:2]]
    held = identity_key.read(desk.device)
    for _ in range(3):
        rotate(desk)
    assert identity_key.read(desk.device) == held and (desk.folder / PAIRS_FILE).exists()
    opened = keyslots.recover((desk.folder / SLOTS_FILE).read_bytes(), identity_of(words)).content
    assert opened.store_key == key_of(desk) and {"identities", "ca_key"} <= set(opened.extras)
    assert "identities" not in desk.device.extras
    assert sum(slot.kind == RECOVERY for slot in parse((desk.folder / SLOTS_FILE).read_bytes()).slots) == 2


def test_what_is_no_profile_is_refused(tmp_path: Path, office: World) -> None:
    with pytest.raises(Invalid) as caught:
        store_key.rotate(tmp_path, PASSPHRASE, reference=reference(), ports=ports(office.a.clock, "none"))
    assert caught.value.code == "profile.none"


def test_a_damaged_box_opens_for_nobody(office: World) -> None:
    post = office.a
    with_officers(post)
    rotate(post)
    key = key_of(post)
    file = parse((post.folder / SLOTS_FILE).read_bytes())
    for at in (0, 31, 33, 60, -1):
        slots = []
        for slot in file.slots:
            box = bytearray(slot.box)
            if slot.kind == HANDED:
                box[at] ^= 1
            slots.append(replace(slot, box=bytes(box)))
        made = write(file.parameters, file.salt, tuple(slots), key)
        for words in (WAYAN_WORDS, RINA_WORDS):
            with pytest.raises((Unlockable, Untrusted)) as caught:
                keyslots.unlock(made, words)
            assert caught.value.code == "keyslot.damaged"
    assert post.app.ask(queries.Officers())


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX call")
def test_without_room_nothing_is_changed(office: World) -> None:
    """The real error of a file that may not grow to the store's size."""
    post = office.a
    with_officers(post)
    old = key_of(post)
    post.close()
    before = (post.folder / SLOTS_FILE).read_bytes()
    size = (post.folder / STORE_FILE).stat().st_size
    with largest_file(size // 2), pytest.raises(Unavailable) as caught:
        rotate(post)
    assert caught.value.code in ("disk.full", "disk.failed")
    assert (post.folder / SLOTS_FILE).read_bytes() == before and opens_store(post.folder, old)
    assert not (post.folder / STAGING).exists() and not (post.folder / READY).exists()
    assert rotate(post).keeps == (WAYAN, RINA)
    post.close()
    with patch.object(profile, "replace_file", side_effect=OSError(28, "full")):  # his slot waits on, and he works all the same
        post.open(WAYAN_WORDS)
        post.close()
    assert keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), WAYAN_WORDS).waiting
    post.open(WAYAN_WORDS)
    assert not keyslots.unlock((post.folder / SLOTS_FILE).read_bytes(), WAYAN_WORDS).waiting


def test_what_was_decided_is_finished_by_whoever_opens_next(office: World, tmp_path: Path) -> None:
    """The power fails right after the moment from which the new store counts: nothing of it lies in its place yet."""
    post = office.a
    with_officers(post)
    old = key_of(post)
    post.app.renew_store_key(PASSPHRASE)
    post.close()
    assert (post.folder / READY).is_dir() and opens_store(post.folder, old)
    lock = ProfileLock(post.folder / LOCK_FILE, "lain")
    with pytest.raises(Unavailable) as caught:
        post.open()
    assert caught.value.code == "profile.in_use" and (post.folder / READY).is_dir()
    lock.release()
    shutil.copytree(post.folder, tmp_path / "dua")
    secret = office.province.app.recovery_secret()
    assert secret is not None
    app = recover(
        tmp_path / "dua",
        split(secret)[:2],
        officer=EKA,
        passphrase=EKA_WORDS,
        reference=reference(),
        ports=ports(post.clock, "dua"),
    )
    assert app.facts.officer == EKA and not (tmp_path / "dua" / READY).exists()
    app.lock()
    post.open(WAYAN_WORDS)
    assert key_of(post) != old and not (post.folder / READY).exists() and not post.problems()
    post.close()
    (post.folder / STAGING).mkdir()  # and what never counted goes
    post.open()
    assert not (post.folder / STAGING).exists()


def test_a_desk_on_a_shared_server_is_refused_before_anything(office: World) -> None:
    post = office.a
    with_officers(post)
    post.close()
    before = (post.folder / SLOTS_FILE).read_bytes()
    (post.folder / SERVER_FILE).write_bytes(b"")
    with pytest.raises(NotAllowed) as caught:
        rotate(post)
    (post.folder / SERVER_FILE).unlink()
    assert caught.value.code == "rotation.server" and (post.folder / SLOTS_FILE).read_bytes() == before
    assert rotate(post).keeps == (WAYAN, RINA), "control: without the server it goes on"
