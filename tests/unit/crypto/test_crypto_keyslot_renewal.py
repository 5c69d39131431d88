"""A slot file under a new store key: who keeps a way in, who has none any more, and which recovery slots stay."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from core.crypto import certificates, keyslots
from core.crypto.kdf import FLOOR
from core.crypto.keyslot_file import HANDED, OFFICER, RECOVERY, parse
from core.crypto.keyslot_handing import handed_id, share_of
from core.crypto.keyslot_renewal import Renewal, renew, with_recovery
from core.crypto.keyslots import SlotContent, add_slot, create, recover, unlock
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.errors import Refused

RANDOM = random.Random(43).randbytes
NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
ROOT_KEY, CA_KEY, HEAD_KEY, KEY = (SigningKey.generate(RANDOM) for _ in range(4))
ROOT = certificates.make_root("Provinsi contoh", ROOT_KEY, NOW, RANDOM)
CA = certificates.make_ca(ROOT, ROOT_KEY, "K0413", ["head", "officer"], CA_KEY.public, NOW, RANDOM)
HEAD = certificates.make_leaf(CA, CA_KEY, "head", "Kepala", HEAD_KEY.public, RANDOM)
LEAF = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas", KEY.public, RANDOM)
OLD, NEW = RANDOM(32), RANDOM(32)
BEFORE, AFTER, STRANGER = (AgeIdentity.generate() for _ in range(3))
HEAD_WORDS, WORDS, GONE_WORDS = "gudang beras lampu", "kertas bambu pintu", "payung merah kapal"
HEAD_CONTENT = SlotContent(OLD, HEAD_KEY.to_der(), HEAD, {"ca": b"kunci CA"})
CONTENT = SlotContent(OLD, KEY.to_der(), LEAF, {})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch by a plain hash."""
    monkeypatch.setattr(keyslots, "stretch", lambda words, salt, _cost: bytearray(hashlib.sha256(salt + words).digest()))


@pytest.fixture
def file() -> bytes:
    """A head, an officer and one who is to go, and a recovery slot of before."""
    made = create(HEAD_WORDS, HEAD_CONTENT, [BEFORE.recipient], FLOOR, RANDOM)
    for words in (WORDS, GONE_WORDS):
        made = add_slot(made, OLD, words, CONTENT, RANDOM)
    return made


def kinds(file: bytes) -> list[str]:
    return [slot.kind for slot in parse(file).slots]


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.code


def renewed(file: bytes, *, escrow: bool = False, recipients: Sequence[str] = (AFTER.recipient,)) -> bytes:
    others = {unlock(file, WORDS).slot_id: share_of(KEY).public}
    return renew(file, HEAD_WORDS, Renewal(NEW, others, CA, recipients, escrow), RANDOM)


def test_who_is_named_keeps_a_way_in_and_nobody_else(file: bytes) -> None:
    fresh = renewed(file)
    parse(fresh).prove(NEW)
    assert sorted(kinds(fresh)) == sorted([OFFICER, OFFICER, HANDED, RECOVERY])
    assert unlock(fresh, HEAD_WORDS).content == SlotContent(NEW, HEAD_CONTENT.officer_key_der, HEAD, {"ca": b"kunci CA"})
    assert unlock(fresh, WORDS).content == SlotContent(NEW, CONTENT.officer_key_der, LEAF, {})
    assert refused(lambda: unlock(fresh, GONE_WORDS)) == "passphrase.wrong"
    assert (parse(fresh).salt, parse(fresh).parameters) == (parse(file).salt, parse(file).parameters)
    waiting = next(slot for slot in parse(fresh).slots if slot.kind == HANDED)
    assert waiting.id == handed_id(unlock(file, WORDS).slot_id)
    assert {slot.id for slot in parse(fresh).slots if slot.kind == OFFICER} == {
        unlock(file, words).slot_id for words in (HEAD_WORDS, WORDS)
    }
    assert refused(lambda: renew(file, "bukan frasa ini", Renewal(NEW, {}, CA, [AFTER.recipient], False), RANDOM)) == (
        "passphrase.wrong"
    )


def test_the_custodians_find_the_new_key_and_what_the_head_had_besides(file: bytes) -> None:
    fresh = renewed(file)
    assert recover(fresh, AFTER).content == SlotContent(NEW, b"", b"", {"ca": b"kunci CA"})
    for identity in (BEFORE, STRANGER):
        with pytest.raises(Refused):
            recover(fresh, identity)
    assert len(next(slot.id for slot in parse(fresh).slots if slot.kind == RECOVERY)) == 16


def test_of_several_recovery_slots_the_oldest_stays_behind_the_new_one(file: bytes) -> None:
    oldest = next(slot for slot in parse(file).slots if slot.kind == RECOVERY)
    once = renewed(file, escrow=True)
    recoveries = [slot for slot in parse(once).slots if slot.kind == RECOVERY]
    assert len(recoveries) == 2 and recoveries[1] == oldest and kinds(once)[-2:] == [RECOVERY] * 2
    twice = renew(once, HEAD_WORDS, Renewal(OLD, {}, CA, [AFTER.recipient], True), RANDOM)
    recoveries = [slot for slot in parse(twice).slots if slot.kind == RECOVERY]
    assert len(recoveries) == 2 and recoveries[1] == oldest and kinds(twice) == [OFFICER, RECOVERY, RECOVERY]


@pytest.mark.parametrize("escrow", [False, True])
def test_a_recovery_slot_takes_the_place_of_those_before(file: bytes, *, escrow: bool) -> None:
    oldest = next(slot for slot in parse(file).slots if slot.kind == RECOVERY)
    told = SlotContent(OLD, b"", b"", {"ca": b"lain"})
    fresh = with_recovery(file, told, [AFTER.recipient], RANDOM, escrow=escrow)
    again = with_recovery(fresh, told, [AFTER.recipient], RANDOM, escrow=escrow)
    for each in (fresh, again):
        parse(each).prove(OLD)
        assert kinds(each) == [OFFICER] * 3 + [RECOVERY] * (1 + escrow)
        assert recover(each, AFTER).content == told
        assert (parse(each).slots[-1] == oldest) is escrow
        assert unlock(each, WORDS).content == CONTENT
    assert refused(lambda: with_recovery(file, SlotContent(NEW, b"", b"", {}), [AFTER.recipient], RANDOM, escrow=escrow)) == (
        "keyslot.damaged"
    )
