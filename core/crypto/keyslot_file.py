"""The key-slot file: deterministic CBOR, at most 64 KiB, no name of anybody in it.

::

    {"format": 1, "kdf": [memory KiB, passes, lanes], "salt": 32 bytes,
     "slots": [{"id": 16 bytes, "type": "passphrase" | "passphrase+token" | "recovery" | "handed", "box": bytes}, ...],
     "mac": HMAC over all of the above under HKDF(store key), "check": SHA-256 over all of the above}

A box is ``nonce (12) | ciphertext | tag (16)`` (ChaCha20-Poly1305) of the slot's content, or in a recovery slot an age file.
A ``passphrase+token`` slot says in its box what it needs besides the passphrase, as one more CBOR item: [kind, credential,
salt, box], where kind is "keyfile" (credential and salt empty) or "fido2" (the token's credential id, 32 bytes of salt for
its hmac-secret). A box is bound to label | CBOR [format, kdf, salt, id, type], with [kind, credential, salt] behind these
where the slot has such a need; so taking a need away or changing it opens nothing. With stretched = Argon2id(passphrase) its
key is::

    passphrase         HKDF-SHA256(stretched,                info = "posko/slot/kek/1" 00 id)
    passphrase+token   HKDF-SHA256(stretched | second (32),  info = "posko/slot/kek/two/1" 00 id)

where second is the SHA-256 of the key file, or what the token answers to the salt, asked without a PIN.
A program that knows only the passphrase passes such slots over, and opens the others of the file.

``check`` is no protection: it tells a damaged file from a wrong passphrase before anybody is told to try again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

import cbor2

from core.crypto.boxes import derive, mac, same
from core.crypto.kdf import SALT_BYTES, KdfParameters
from core.crypto.labels import SLOT_HEADER, SLOT_MAC
from core.crypto.second_factor import Need
from core.domain.errors import Unlockable

FORMAT: Final = 1
MAXIMUM_BYTES: Final = 64 * 1024
SLOT_ID_BYTES: Final = 16
OFFICER: Final = "passphrase"
OFFICER_WITH_KEY: Final = "passphrase+token"
RECOVERY: Final = "recovery"
HANDED: Final = "handed"
"""A new store key that waits for an officer (:mod:`core.crypto.keyslot_handing`)."""
_TYPES: Final = frozenset({OFFICER, OFFICER_WITH_KEY, RECOVERY, HANDED})
_FIELDS: Final = {"format", "kdf", "salt", "slots", "mac", "check"}
_DEPTH: Final = 4
_CREDENTIAL_BYTES: Final = 1024
_KIND_CHARACTERS: Final = 16


@dataclass(frozen=True)
class Slot:
    """One way in, or what waits for one: ``kind`` is one of the four types, ``box`` its sealed content.

    ``need`` is what it asks for besides a passphrase.
    """

    id: bytes
    kind: str
    box: bytes
    need: Need | None = None


@dataclass(frozen=True)
class KeyslotFile:
    """What the file says; nothing of it is proven before ``prove`` was called with the store key."""

    parameters: KdfParameters
    salt: bytes
    slots: tuple[Slot, ...]
    mac: bytes

    def header_of(self, slot_id: bytes, kind: str, need: Need | None = None) -> bytes:
        """Return what a slot's box is bound to: format, cost, salt, the slot's own id and type, and what it needs."""
        bound: list[object] = [FORMAT, _cost(self.parameters), self.salt, slot_id, kind]
        return SLOT_HEADER + encode(bound if need is None else [*bound, _needed(need)])

    def prove(self, store_key: bytes) -> None:
        """Raise ``Unlockable("keyslot.damaged")`` unless the file was written by a holder of the store key."""
        if not self.is_of(store_key):
            raise damaged("mac")

    def is_of(self, store_key: bytes) -> bool:
        """Whether a holder of this store key wrote the file."""
        return same(self.mac, _code(self, store_key))


def write(parameters: KdfParameters, salt: bytes, slots: tuple[Slot, ...], store_key: bytes) -> bytes:
    """Return the file's bytes with its codes over the whole; the caller replaces the old file at once."""
    bare = KeyslotFile(parameters, salt, slots, b"")
    fields = _fields(bare) | {"mac": _code(bare, store_key)}
    return encode(fields | {"check": hashlib.sha256(encode(fields)).digest()})


def parse(data: bytes) -> KeyslotFile:
    """Read a file strictly; anything but the one canonical form is ``Unlockable("keyslot.damaged")``.

    Cost outside the limits is ``Unlockable("keyslot.parameters")``; no memory is spent on it.
    """
    fields = decode(data, MAXIMUM_BYTES)
    if not isinstance(fields, dict) or set(fields) != _FIELDS:
        raise damaged("fields")
    if type(fields["format"]) is not int or fields["format"] != FORMAT:
        raise damaged("format")
    check = fields.pop("check")
    if check != hashlib.sha256(encode(fields)).digest():
        raise damaged("check")
    salt, code, slots = fields["salt"], fields["mac"], fields["slots"]
    if not (isinstance(salt, bytes) and len(salt) == SALT_BYTES and isinstance(code, bytes)):
        raise damaged("salt")
    if not isinstance(slots, list):
        raise damaged("slots")
    read = tuple(_slot(item) for item in slots)
    if len({slot.id for slot in read}) != len(read):
        raise damaged("slots")
    return KeyslotFile(_parameters(fields["kdf"]), salt, read, code)


def damaged(where: str) -> Unlockable:
    """The refusal for a file that is not whole; ``where`` names the part for the support line."""
    return Unlockable("keyslot.damaged", where=where)


def encode(value: object) -> bytes:
    """Write a value in its one deterministic form."""
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes, maximum: int) -> object:
    """Read one deterministic item that fills ``data``; anything else is ``Unlockable("keyslot.damaged")``."""
    if len(data) > maximum:
        raise damaged("size")
    try:
        value: object = cbor2.loads(data, max_depth=_DEPTH, allow_indefinite=False, allow_duplicate_keys=False)
        canonical = encode(value) == data
    except (cbor2.CBORError, ValueError, TypeError, OverflowError) as error:
        raise damaged("encoding") from error
    if not canonical:
        raise damaged("encoding")
    return value


def _slot(item: object) -> Slot:
    if not isinstance(item, dict) or set(item) != {"id", "type", "box"}:
        raise damaged("slot")
    slot_id, kind, box = item["id"], item["type"], item["box"]
    if not (isinstance(slot_id, bytes) and len(slot_id) == SLOT_ID_BYTES and isinstance(box, bytes)):
        raise damaged("slot")
    if not isinstance(kind, str) or kind not in _TYPES:
        raise damaged("slot")
    return Slot(slot_id, kind, box) if kind != OFFICER_WITH_KEY else _slot_with_need(slot_id, box)


def _slot_with_need(slot_id: bytes, data: bytes) -> Slot:
    match decode(data, MAXIMUM_BYTES):
        case [str(kind), bytes(credential), bytes(salt), bytes(box)] if (
            0 < len(kind) <= _KIND_CHARACTERS and len(credential) <= _CREDENTIAL_BYTES and len(salt) <= SALT_BYTES
        ):
            return Slot(slot_id, OFFICER_WITH_KEY, box, Need(kind, credential, salt))
    raise damaged("need")


def _needed(need: Need) -> list[object]:
    return [need.kind, need.credential, need.salt]


def _boxed(slot: Slot) -> bytes:
    return slot.box if slot.need is None else encode([*_needed(slot.need), slot.box])


def _parameters(value: object) -> KdfParameters:
    if not isinstance(value, list) or len(value) != 3 or any(type(item) is not int for item in value):
        raise damaged("kdf")
    return KdfParameters(*value)


def _cost(parameters: KdfParameters) -> list[int]:
    return [parameters.memory_kib, parameters.passes, parameters.lanes]


def _fields(file: KeyslotFile) -> dict[str, object]:
    slots = [{"id": slot.id, "type": slot.kind, "box": _boxed(slot)} for slot in file.slots]
    return {"format": FORMAT, "kdf": _cost(file.parameters), "salt": file.salt, "slots": slots}


def _code(file: KeyslotFile, store_key: bytes) -> bytes:
    return mac(derive(store_key, SLOT_MAC), encode(_fields(file)))
