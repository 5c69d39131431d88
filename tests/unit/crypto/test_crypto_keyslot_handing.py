"""A store key that waits for an officer: he alone takes it, from nobody but an enroller of his own CA, and byte by byte."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.crypto import certificates, keyslot_handing
from core.crypto.boxes import derive, lock_box
from core.crypto.cose import key_id, parse1, sign1
from core.crypto.kdf import FLOOR
from core.crypto.keyslot_file import HANDED, OFFICER, Slot, encode, parse, write
from core.crypto.keyslot_handing import Giver, current_key, hand, handed_id, offer, offered, share_of
from core.crypto.labels import SLOT_HANDED, SLOT_OFFICER, labelled_hash
from core.crypto.pair_wrap import agree
from core.crypto.signing import SigningKey
from core.domain.errors import Refused

RANDOM = random.Random(41).randbytes
NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
ROOT_KEY, CA_KEY, OTHER_KEY, HEAD_KEY, KEY = (SigningKey.generate(RANDOM) for _ in range(5))
ROOT = certificates.make_root("Provinsi contoh", ROOT_KEY, NOW, RANDOM)
CA = certificates.make_ca(ROOT, ROOT_KEY, "K0413", ["head", "officer", "device"], CA_KEY.public, NOW, RANDOM)
OTHER_CA = certificates.make_ca(ROOT, ROOT_KEY, "K0999", ["head", "officer"], OTHER_KEY.public, NOW, RANDOM)
HEAD = certificates.make_leaf(CA, CA_KEY, "head", "Kepala", HEAD_KEY.public, RANDOM)
NO_HEAD = certificates.make_leaf(CA, CA_KEY, "officer", "Bukan kepala", HEAD_KEY.public, RANDOM)
STRANGE_HEAD = certificates.make_leaf(OTHER_CA, OTHER_KEY, "head", "Kepala lain", HEAD_KEY.public, RANDOM)
OFFICER_LEAF = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas", KEY.public, RANDOM)
OLD, NEW, SLOT_ID, SALT = RANDOM(32), RANDOM(32), RANDOM(16), RANDOM(32)
GIVER = Giver(HEAD_KEY, HEAD, CA)
PUBLIC = share_of(KEY).public
OWN = Slot(SLOT_ID, OFFICER, RANDOM(60))


def told(work: Callable[..., object], *given: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        work(*given)
    return caught.value.code, caught.value.details.get("where")


def taken(*slots: Slot, key: bytes = NEW, certificate: bytes = OFFICER_LEAF, officer: SigningKey = KEY) -> bytes:
    """What the officer finds in a file with these slots that was written under a store key."""
    file = parse(write(FLOOR, SALT, (OWN, *slots), key))
    return current_key(file, SLOT_ID, OLD, officer.to_der(), certificate)


def boxed(fields: object, slot_id: bytes = SLOT_ID, bound: bytes | None = None) -> Slot:
    """Anything in a box that opens for the officer."""
    private = X25519PrivateKey.from_private_bytes(RANDOM(32))
    fresh = private.public_key().public_bytes_raw()
    key = derive(agree(private, PUBLIC), SLOT_HANDED, fresh + PUBLIC)
    box = lock_box(key, encode(fields), SLOT_HANDED + (slot_id if bound is None else bound), RANDOM)
    return Slot(handed_id(slot_id), HANDED, fresh + box)


def signed(content: bytes, key: SigningKey = HEAD_KEY, certificate: bytes = HEAD) -> bytes:
    return sign1(key, key_id(certificate), content)


def agreed(store_key: bytes = NEW) -> bytes:
    """What is signed, as the format's text says it."""
    return SLOT_HANDED + SLOT_ID + PUBLIC + hashlib.sha256(store_key).digest()


def test_an_officer_offers_his_public_half() -> None:
    record = offer(KEY, OFFICER_LEAF)
    assert offered(record, OFFICER_LEAF) == PUBLIC and len(PUBLIC) == 32
    assert parse1(record, 1024).payload == SLOT_OFFICER + PUBLIC
    others = certificates.make_leaf(CA, CA_KEY, "officer", "Petugas", OTHER_KEY.public, RANDOM)
    wrong = [
        signed(SLOT_OFFICER + PUBLIC, KEY, others),  # names another's certificate
        signed(SLOT_OFFICER + PUBLIC, OTHER_KEY, OFFICER_LEAF),  # bears his name and another's signature
        signed(SLOT_HANDED + PUBLIC, KEY, OFFICER_LEAF),  # says something else
    ]
    assert [told(offered, each, OFFICER_LEAF) for each in wrong] == [("malformed", "offer")] * 3


@pytest.mark.parametrize(("size", "fits"), [(1024, True), (1025, False)])
def test_what_is_offered_has_a_largest_size(size: int, fits: bool) -> None:
    bare = len(signed(SLOT_OFFICER + bytes(300), KEY, OFFICER_LEAF)) - 300
    record = signed(SLOT_OFFICER + bytes(size - bare), KEY, OFFICER_LEAF)
    assert len(record) == size
    if fits:
        assert offered(record, OFFICER_LEAF) == bytes(size - bare)
    else:
        assert told(offered, record, OFFICER_LEAF) == ("malformed", "cose.size")


def test_the_new_key_is_taken_by_the_one_it_waits_for() -> None:
    slot = hand(NEW, SLOT_ID, PUBLIC, GIVER, RANDOM)
    assert slot.kind == HANDED and slot.need is None
    assert slot.id == handed_id(SLOT_ID) == labelled_hash(SLOT_HANDED, SLOT_ID)[:16]
    assert taken(slot) == NEW
    assert taken(boxed([NEW, HEAD, CA, signed(agreed())])) == NEW, "a second writer of the same format is understood"
    assert taken(key=OLD) == OLD, "under the slot's own key nothing waits"
    assert taken(slot, key=OLD) == OLD
    assert NEW not in slot.box and repr(HEAD_KEY) not in repr(GIVER)


def test_where_nothing_waits_for_this_officer_the_file_is_damaged() -> None:
    assert told(taken) == ("keyslot.damaged", "mac")
    slot = hand(NEW, SLOT_ID, PUBLIC, GIVER, RANDOM)
    for other in (Slot(handed_id(RANDOM(16)), HANDED, slot.box), Slot(slot.id, OFFICER, slot.box)):
        with pytest.raises(Refused) as caught:
            taken(other)
        assert (caught.value.code, caught.value.details) == ("keyslot.damaged", {"where": "mac"})
    assert told(lambda: taken(slot, key=RANDOM(32))) == ("keyslot.damaged", "mac"), "the file is under a third key"


FORGED: dict[str, Callable[[], Slot]] = {
    "three fields": lambda: boxed([NEW, HEAD, CA]),
    "five fields": lambda: boxed([NEW, HEAD, CA, signed(agreed()), b""]),
    "no list": lambda: boxed({1: NEW, 2: HEAD, 3: CA, 4: b""}),
    "a text": lambda: boxed([NEW, HEAD, CA, "rekaman"]),
    "no record": lambda: boxed([NEW, HEAD, CA, b"rekaman"]),
    "no certificate": lambda: boxed([NEW, b"kepala", CA, signed(agreed())]),
    "a short key": lambda: boxed([NEW[:31], HEAD, CA, signed(agreed(NEW[:31]))]),
    "another key": lambda: boxed([NEW, HEAD, CA, signed(agreed(OLD))]),
    "another's signature": lambda: boxed([NEW, HEAD, CA, signed(agreed(), KEY)]),
    "signed by no enroller": lambda: boxed([NEW, NO_HEAD, CA, signed(agreed(), certificate=NO_HEAD)]),
    "signed by the officer": lambda: boxed([NEW, OFFICER_LEAF, CA, signed(agreed(), KEY, OFFICER_LEAF)]),
    "an enroller elsewhere": lambda: boxed([NEW, STRANGE_HEAD, OTHER_CA, signed(agreed(), certificate=STRANGE_HEAD)]),
    "an enroller elsewhere under our CA": lambda: boxed([NEW, STRANGE_HEAD, CA, signed(agreed(), certificate=STRANGE_HEAD)]),
    "too much": lambda: boxed([NEW, HEAD, CA, bytes(16 * 1024)]),
    "a long record": lambda: boxed([NEW, HEAD, CA, signed(agreed() + bytes(1024))]),
}


@pytest.mark.parametrize("which", FORGED)
def test_nothing_forged_is_taken(which: str) -> None:
    code, where = told(taken, FORGED[which]())
    assert (code, where) == ("keyslot.damaged", {"too much": "size"}.get(which, "handed"))


def test_a_box_opens_for_its_own_slot_and_officer_alone() -> None:
    slot = hand(NEW, SLOT_ID, PUBLIC, GIVER, RANDOM)
    assert told(lambda: taken(slot, officer=OTHER_KEY))[0] == "keyslot.damaged"
    assert told(lambda: taken(boxed([NEW, HEAD, CA, signed(agreed())], bound=RANDOM(16))))[0] == "keyslot.damaged"
    assert told(lambda: taken(slot, certificate=STRANGE_HEAD)) == ("keyslot.damaged", "handed"), "his own CA is asked for"
    for at in (0, 31, 32, len(slot.box) - 1):
        box = bytearray(slot.box)
        box[at] ^= 1
        assert told(lambda box=bytes(box): taken(Slot(slot.id, HANDED, box)))[0] == "keyslot.damaged"


def test_the_largest_that_is_read() -> None:
    assert keyslot_handing._LIMIT == 16 * 1024 and keyslot_handing._RECORD == 1024
