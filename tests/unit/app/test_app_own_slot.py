"""The own way in: another passphrase, a key file besides it, and what old slot files and copies still open with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.app import at_hand
from core.app.at_hand import AtHand, bringing, needs_of
from core.app.device import SLOTS_FILE
from core.app.profile import unlock
from core.app.restoring import restore
from core.crypto import keyslots, security_key
from core.crypto.key_file import KeyFile
from core.crypto.second_factor import Brought, Way
from core.domain.errors import Refused
from core.storage import atomic, published
from tests.soft_token import SoftToken
from tests.world import PASSPHRASE, Laptop, World, found, ports, reference, stretched_once, warning

NEW = "payung merah di atas meja"
OTHER, OTHER_WORDS = "Rina Contoh", "frasa rina yang panjang"


@pytest.fixture(autouse=True)
def typed_often() -> Iterator[None]:
    with stretched_once():
        yield


@pytest.fixture
def world() -> Iterator[World]:
    made = found("own slot", "a")
    yield made
    made.close()


def refuses(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        work()
    assert caught.value.code == code


def slots(laptop: Laptop) -> bytes:
    return (laptop.folder / SLOTS_FILE).read_bytes()


def opens(laptop: Laptop, way: Way) -> bool:
    """Whether any slot file of the profile opens, whatever program is used."""
    for path in laptop.folder.glob(f"{SLOTS_FILE}*"):
        try:
            keyslots.unlock(path.read_bytes(), way)
        except Refused:
            continue
        return True
    return False


@pytest.mark.fault("UN-22")
def test_the_old_passphrase_opens_nothing_more(world: World) -> None:
    post = world.a
    kept = post.submit(warning()).id
    post.enrol(OTHER, "officer", OTHER_WORDS)  # leaves an older slot file beside the new one
    assert (post.folder / f"{SLOTS_FILE}.old").exists(), "control"
    own, before, entries = post.app.own_slot, slots(post), post.entries()
    refuses("passphrase.wrong", lambda: own.change_passphrase("bukan kata sandinya", NEW))
    refuses("passphrase.not_own", lambda: own.change_passphrase(OTHER_WORDS, NEW))
    refuses("passphrase.same", lambda: own.change_passphrase(PASSPHRASE, PASSPHRASE))
    refuses("passphrase.short", lambda: own.change_passphrase(PASSPHRASE, "pendek"))
    refuses("passphrase.taken", lambda: own.change_passphrase(PASSPHRASE, OTHER_WORDS))
    assert slots(post) == before and opens(post, PASSPHRASE), "a refusal changes nothing"
    own.change_passphrase(bytearray(PASSPHRASE.encode()), bytearray(NEW.encode()))
    assert not opens(post, PASSPHRASE) and opens(post, NEW) and opens(post, OTHER_WORDS)
    assert post.entries() == entries, "nobody else learns of it"
    post.close()
    post.open(NEW)
    assert post.report(kept).row.id == kept and post.problems() == ()
    assert post.app.facts.officer != OTHER


@pytest.mark.fault("UN-21")
def test_a_key_file_is_needed_to_unlock_and_for_nothing_else(world: World, tmp_path: Path) -> None:
    post, file = world.a, tmp_path / "stik" / "posko.kunci"
    file.parent.mkdir()
    assert post.app.own_slot.needs == "" and needs_of(post.folder) == frozenset(), "control"
    post.app.own_slot.make_key_file(PASSPHRASE, file)
    assert file.stat().st_size == 128 and needs_of(post.folder) == {at_hand.KEY_FILE}
    assert post.app.own_slot.needs == at_hand.KEY_FILE
    assert not opens(post, PASSPHRASE) and opens(post, Brought(PASSPHRASE, KeyFile(file)))
    away = file.rename(tmp_path / "kantong")
    kept = post.submit(warning()).id
    post.app.copies.keep()
    world.trip(post, world.province)
    post.close()
    refuses("second.missing", lambda: post.open(PASSPHRASE))
    with bringing(PASSPHRASE, AtHand(away)) as way:
        post.open(way)
    assert post.report(kept).row.id == kept

    # Another passphrase keeps the need; off needs the file once more.
    own = post.app.own_slot
    refuses("second.missing", lambda: own.change_passphrase(PASSPHRASE, NEW))
    with bringing(PASSPHRASE, AtHand(away)) as way:
        own.change_passphrase(way, NEW)
    assert not opens(post, NEW) and not opens(post, Brought(PASSPHRASE, KeyFile(away)))
    refuses("second.missing", lambda: own.need_passphrase_alone(NEW))
    own.need_passphrase_alone(Brought(NEW, KeyFile(away)))
    assert opens(post, NEW) and needs_of(post.folder) == frozenset()
    refuses("second.none", lambda: own.need_passphrase_alone(NEW))


@pytest.mark.fault("UN-23")
def test_nothing_is_written_over_and_nothing_stays_half(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post, file = world.a, tmp_path / "posko.kunci"
    own, before = post.app.own_slot, slots(post)
    file.write_bytes(b"milik orang lain")
    refuses("file.exists", lambda: own.make_key_file(PASSPHRASE, file))
    refuses("key_file.size", lambda: own.require_key_file(PASSPHRASE, file))
    assert file.read_bytes() == b"milik orang lain"
    file.unlink()
    refuses("key_file.missing", lambda: own.require_key_file(PASSPHRASE, file))
    refuses("file.unwritable", lambda: own.make_key_file(PASSPHRASE, tmp_path / "tidak ada" / "kunci"))
    with monkeypatch.context() as lying:  # a stick that keeps less than it said
        lying.setattr(published.os, "write", lambda at, data, write=os.write: write(at, bytes(len(data))))
        refuses("file.unwritable", lambda: own.make_key_file(PASSPHRASE, file))
    with monkeypatch.context() as failing:
        failing.setattr("core.app.own_slot.replace_file", _full)
        refuses("disk.full", lambda: own.make_key_file(PASSPHRASE, file))
    assert not file.exists() and slots(post) == before

    # The slot was replaced, and only then something failed: the key file must stay.
    def too_late(path: Path, data: bytes) -> None:
        atomic.replace_file(path, data)
        _full(path, data)

    with monkeypatch.context() as failing:
        failing.setattr("core.app.own_slot.replace_file", too_late)
        refuses("disk.full", lambda: own.make_key_file(PASSPHRASE, file))
    assert opens(post, Brought(PASSPHRASE, KeyFile(file)))


def _full(_path: Path, _data: bytes) -> None:
    raise OSError(28, "no room")


def test_somebody_else_must_have_a_way_in(world: World, tmp_path: Path) -> None:
    """A province whose recovery key lies in the administrator's slot would be lost with his key file."""
    province = world.province
    own = province.app.own_slot
    refuses("second.only_way", lambda: own.make_key_file(PASSPHRASE, tmp_path / "kunci"))
    assert not (tmp_path / "kunci").exists()
    province.enrol(OTHER, "triage", OTHER_WORDS)
    own.make_key_file(PASSPHRASE, tmp_path / "kunci")
    province.close()
    refuses("second.missing", lambda: province.open(PASSPHRASE))
    province.open(OTHER_WORDS)
    province.close()


@pytest.mark.fault("UN-22")
def test_a_copy_opens_with_what_was_right_when_it_was_made(world: World, tmp_path: Path) -> None:
    post, file = world.a, tmp_path / "posko.kunci"
    post.submit(warning())
    first = Path(post.app.copies.keep().file)
    before = tmp_path / "before.posko-backup"
    with before.open("wb") as sink:
        post.app.copies.bind(first, sink)
    post.clock.pass_by(hours=1)
    post.app.own_slot.make_key_file(PASSPHRASE, file)
    post.clock.pass_by(hours=1)
    second = Path(post.app.copies.keep().file)
    assert not first.exists() and second.exists(), "the laptop keeps no copy that opens without the key file"

    def bring_back(source: Path, way: Way, name: str) -> None:
        app, _ = restore(tmp_path / name, source, way, reference=reference(), ports=ports(post.clock, name))
        app.lock()

    bring_back(before, PASSPHRASE, "one")
    refuses("second.missing", lambda: bring_back(second, PASSPHRASE, "two"))
    with bringing(PASSPHRASE, AtHand(file)) as way:
        bring_back(second, way, "three")
    assert needs_of(tmp_path / "three") == {at_hand.KEY_FILE}
    with bringing(PASSPHRASE, AtHand(file)) as way:
        unlock(tmp_path / "one", way, reference=reference(), ports=ports(post.clock, "one again")).lock()
    post.close()


def test_a_place_is_remembered_only_when_asked(tmp_path: Path) -> None:
    assert at_hand.remembered(tmp_path) is None
    at_hand.remember(tmp_path, tmp_path / "stik é" / "kunci")
    assert at_hand.remembered(tmp_path) == tmp_path / "stik é" / "kunci"
    at_hand.remember(tmp_path, None)
    at_hand.remember(tmp_path, None)
    assert at_hand.remembered(tmp_path) is None and not list(tmp_path.iterdir())
    at_hand.remember(tmp_path / "tidak ada", tmp_path)


def test_a_second_officer_brings_his_own(world: World, tmp_path: Path) -> None:
    post = world.a
    post.enrol(OTHER, "officer", OTHER_WORDS)
    post.close()
    post.open(OTHER_WORDS)
    post.app.own_slot.make_key_file(OTHER_WORDS, tmp_path / "kunci")
    post.close()
    post.open(PASSPHRASE)
    refuses("second.missing", lambda: post.app.second(OTHER_WORDS))
    with bringing(OTHER_WORDS, AtHand(tmp_path / "kunci")) as way:
        assert post.app.second(way).officer.name == OTHER


@pytest.mark.fault("UN-21")
def test_a_security_key_is_needed_to_unlock_and_for_nothing_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    token, plugged = SoftToken(), list[SoftToken]()
    monkeypatch.setattr(security_key, "plugged_in", lambda: plugged)
    post = world.a
    own, before = post.app.own_slot, slots(post)
    refuses("token.none", lambda: own.require_token(PASSPHRASE))
    assert slots(post) == before
    plugged.append(token)
    own.require_token(PASSPHRASE)
    assert own.needs == at_hand.TOKEN and needs_of(post.folder) == {at_hand.TOKEN} and token.touches == 2
    plugged.clear()
    token.pulled = True  # pulled out after unlocking nothing is lost
    kept = post.submit(warning()).id
    post.app.copies.keep()
    post.close()
    refuses("second.missing", lambda: post.open(PASSPHRASE))
    with bringing(PASSPHRASE, AtHand(token=True)) as way:
        refuses("token.none", lambda: post.open(way))
        plugged.append(token)
        refuses("token.gone", lambda: post.open(way))
        token.pulled = False
        post.open(way)
    assert post.report(kept).row.id == kept
    with bringing(PASSPHRASE, AtHand(token=True)) as way:
        post.app.own_slot.need_passphrase_alone(way)
    post.close()
    post.open(PASSPHRASE)
