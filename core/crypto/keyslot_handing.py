"""A new store key handed to officers who are not there: each finds it at his next unlocking.

His slot stays as it is, with the store key of before in it; beside it lies a box that only his own key opens, which follows
from his signing key under a label of its own and so needs his passphrase. In the box stand the new key and the signature of
who changed it, an enroller of the same CA: without that, whoever knew the key of before could put another store in the place
of this one, under a key of his own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.crypto.boxes import KEY_BYTES, derive, lock_box, open_box
from core.crypto.certificates import is_issued_by, read
from core.crypto.cose import key_id, parse1, sign1, verify1
from core.crypto.keyslot_file import HANDED, SLOT_ID_BYTES, KeyslotFile, Slot, damaged, decode, encode
from core.crypto.labels import SLOT_HANDED, SLOT_OFFICER, labelled_hash
from core.crypto.pair_wrap import OfficerShare, agree
from core.crypto.signing import SigningKey, VerifyKey
from core.domain.authority import ENROLLERS
from core.domain.errors import Untrusted

_LIMIT: Final = 16 * 1024
_RECORD: Final = 1024


@dataclass(frozen=True)
class Giver:
    """Who changes the store key: his signing key, his certificate (DER) and that of the CA which gave it out."""

    key: SigningKey = field(repr=False)
    certificate: bytes
    ca_certificate: bytes


def share_of(key: SigningKey) -> OfficerShare:
    """An officer's own key for what is handed to him."""
    return OfficerShare.of(key, SLOT_OFFICER)


def offer(key: SigningKey, certificate: bytes) -> bytes:
    """The public half, signed by the officer himself: a COSE_Sign1 that anybody may keep."""
    return sign1(key, key_id(certificate), SLOT_OFFICER + share_of(key).public)


def offered(record: bytes, certificate: bytes) -> bytes:
    """The public half in such a record, proven by the officer's certificate; raises ``Untrusted("malformed")``."""
    message = parse1(record, _RECORD)
    if message.kid != key_id(certificate) or not verify1(message, VerifyKey.from_certificate(certificate)):
        raise Untrusted("malformed", where="offer")
    if not message.payload.startswith(SLOT_OFFICER):
        raise Untrusted("malformed", where="offer")
    return message.payload.removeprefix(SLOT_OFFICER)


def handed_id(slot_id: bytes) -> bytes:
    """The id of what waits for the officer of a slot."""
    return labelled_hash(SLOT_HANDED, slot_id)[:SLOT_ID_BYTES]


def hand(store_key: bytes, slot_id: bytes, public: bytes, giver: Giver, entropy: Callable[[int], bytes]) -> Slot:
    """The new store key for the officer of a slot; ``public`` is the public half that he offered."""
    private = X25519PrivateKey.from_private_bytes(entropy(KEY_BYTES))
    fresh = private.public_key().public_bytes_raw()
    record = sign1(giver.key, key_id(giver.certificate), _signed(store_key, slot_id, public))
    plain = encode([store_key, giver.certificate, giver.ca_certificate, record])
    key = derive(agree(private, public), SLOT_HANDED, fresh + public)
    return Slot(handed_id(slot_id), HANDED, fresh + lock_box(key, plain, SLOT_HANDED + slot_id, entropy))


def current_key(file: KeyslotFile, slot_id: bytes, store_key: bytes, officer_key: bytes, certificate: bytes) -> bytes:
    """The store key that the file was written under: the slot's own, or the one that waits for its officer.

    Raises ``Unlockable("keyslot.damaged")`` where it is neither, or nobody who may change it signed it.
    """
    if file.is_of(store_key):
        return store_key
    waiting = [slot for slot in file.slots if slot.kind == HANDED and slot.id == handed_id(slot_id)]
    if not waiting:
        raise damaged("mac")
    try:
        key = _taken(waiting[0].box, slot_id, SigningKey.from_der(officer_key), certificate)
    except Untrusted as error:
        raise damaged("handed") from error
    file.prove(key)
    return key


def _taken(box: bytes, slot_id: bytes, officer_key: SigningKey, certificate: bytes) -> bytes:
    share = share_of(officer_key)
    fresh = box[:KEY_BYTES]
    key = derive(agree(share.private, fresh), SLOT_HANDED, fresh + share.public)
    fields = decode(open_box(key, box[KEY_BYTES:], SLOT_HANDED + slot_id), _LIMIT)
    if not isinstance(fields, list) or len(fields) != 4 or not all(isinstance(each, bytes) for each in fields):
        raise damaged("handed")
    store_key, giver, ca_certificate, record = (bytes(each) for each in fields)
    message = parse1(record, _RECORD)
    signed = verify1(message, VerifyKey.from_certificate(giver)) and message.payload == _signed(store_key, slot_id, share.public)
    ours = is_issued_by(giver, ca_certificate) and is_issued_by(certificate, ca_certificate)
    if len(store_key) != KEY_BYTES or not signed or not ours or read(giver).role not in ENROLLERS:
        raise damaged("handed")
    return store_key


def _signed(store_key: bytes, slot_id: bytes, public: bytes) -> bytes:
    return SLOT_HANDED + slot_id + public + hashlib.sha256(store_key).digest()
