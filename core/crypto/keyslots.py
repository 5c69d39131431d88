"""Ways into a store: a slot for each officer's passphrase, and one for the province's recovery key.

All slots share one salt, so that a passphrase is stretched once and tried on every slot. Each function that
changes something returns the new file's bytes; writing them safely is the caller's work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.crypto.boxes import KEY_BYTES, derive, lock_box, open_box
from core.crypto.kdf import SALT_BYTES, KdfParameters, accept_passphrase, passphrase_bytes, stretch
from core.crypto.keyslot_file import (
    MAXIMUM_BYTES,
    OFFICER,
    RECOVERY,
    SLOT_ID_BYTES,
    KeyslotFile,
    Slot,
    damaged,
    decode,
    encode,
    parse,
    write,
)
from core.crypto.labels import SLOT_KEK
from core.crypto.sealing import AgeIdentity, open_sealed, seal
from core.domain.errors import Invalid, NotAllowed, Unlockable, Untrusted

MAXIMUM_SLOTS: Final = 32
_CONTENT_FIELDS: Final = {"store_key", "officer_key", "certificate", "extras"}


@dataclass(frozen=True)
class SlotContent:
    """What one passphrase opens: the store, the officer's own key, and for some offices further secrets by name.

    ``officer_key_der`` is PKCS #8, ``certificate_der`` the officer's certificate; ``extras`` holds for a head or an
    administrator such things as the post's CA key. The recovery slot has extras only, and empty officer fields.
    """

    store_key: bytes = field(repr=False)
    officer_key_der: bytes = field(repr=False)
    certificate_der: bytes = field(repr=False)
    extras: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class Unlocked:
    """An opened slot: ``slot_id`` names it for removal or a change of passphrase."""

    slot_id: bytes
    content: SlotContent


def create(
    passphrase: str | bytearray,
    content: SlotContent,
    recovery_recipients: Sequence[str],
    parameters: KdfParameters,
    entropy: Callable[[int], bytes],
) -> bytes:
    """Return a new file with one passphrase slot and, when recipients are given, one recovery slot.

    The recovery slot is an age file of the store key and the extras; it holds no officer's key (DESIGN 3).
    """
    secret = accept_passphrase(passphrase)
    bare = KeyslotFile(parameters, entropy(SALT_BYTES), (), b"")
    slots = [_passphrase_slot(bare, stretch(secret, bare.salt, parameters), content, entropy)]
    if recovery_recipients:
        kept = SlotContent(content.store_key, b"", b"", content.extras)
        slots.append(Slot(entropy(SLOT_ID_BYTES), RECOVERY, seal(_encoded(kept), recovery_recipients)))
    return _written(bare, tuple(slots), content.store_key)


def unlock(file_bytes: bytes, passphrase: str | bytearray) -> Unlocked:
    """Open the slot of this passphrase; none is ``Unlockable("passphrase.wrong")``, damage ``keyslot.damaged``."""
    file = parse(file_bytes)
    unlocked = _open_any(file, stretch(passphrase_bytes(passphrase), file.salt, file.parameters))
    if unlocked is None:
        raise Unlockable("passphrase.wrong")
    file.prove(unlocked.content.store_key)
    return unlocked


def recover(file_bytes: bytes, recovery_identity: AgeIdentity) -> Unlocked:
    """Open the recovery slot; another province's identity is ``Unlockable("keyslot.recovery")``."""
    file = parse(file_bytes)
    for slot in file.slots:
        plain = _open_recovery(slot, recovery_identity)
        if plain is not None:
            content = _decoded(plain)
            file.prove(content.store_key)
            return Unlocked(slot.id, content)
    raise Unlockable("keyslot.recovery")


def add_slot(
    file_bytes: bytes, store_key: bytes, passphrase: str | bytearray, content: SlotContent, entropy: Callable[[int], bytes]
) -> bytes:
    """Return the file with one more passphrase slot; a passphrase in use is ``Invalid("passphrase.taken")``."""
    file = _proven(file_bytes, store_key)
    if content.store_key != store_key:
        raise ValueError("every slot of a file holds the same store key")
    if len(file.slots) >= MAXIMUM_SLOTS:
        raise Invalid("keyslot.full", maximum=MAXIMUM_SLOTS)
    stretched = stretch(accept_passphrase(passphrase), file.salt, file.parameters)
    if _open_any(file, stretched) is not None:
        raise Invalid("passphrase.taken")
    return _written(file, (*file.slots, _passphrase_slot(file, stretched, content, entropy)), store_key)


def officer_slots(file_bytes: bytes) -> tuple[bytes, ...]:
    """The ids of the officers' slots, in their order; a damaged file is ``Unlockable("keyslot.damaged")``."""
    return tuple(slot.id for slot in parse(file_bytes).slots if slot.kind != RECOVERY)


def remove_slot(file_bytes: bytes, store_key: bytes, slot_id: bytes) -> bytes:
    """Return the file without an officer's slot; the last one stays (``NotAllowed("keyslot.last")``)."""
    file = _proven(file_bytes, store_key)
    officers = [slot.id for slot in file.slots if slot.kind != RECOVERY]
    if slot_id not in officers:
        raise Invalid("keyslot.unknown")
    if len(officers) == 1:
        raise NotAllowed("keyslot.last")
    return _written(file, tuple(slot for slot in file.slots if slot.id != slot_id), store_key)


def rewrite_slots(
    file_bytes: bytes,
    passphrases: Sequence[str | bytearray],
    change: Callable[[SlotContent], SlotContent],
    entropy: Callable[[int], bytes],
    *,
    others: bool = True,
) -> bytes:
    """Return the file with the slots of these passphrases written anew, each content as ``change`` gives it.

    Without ``others`` no other passphrase slot stays. Raises ``Unlockable("passphrase.wrong")`` for one that opens none.
    """
    file = parse(file_bytes)
    fresh: dict[bytes, Slot] = {}
    store_key = b""
    for passphrase in passphrases:
        stretched = stretch(passphrase_bytes(passphrase), file.salt, file.parameters)
        unlocked = _open_any(file, stretched)
        if unlocked is None:
            raise Unlockable("passphrase.wrong")
        store_key = unlocked.content.store_key
        fresh[unlocked.slot_id] = _passphrase_slot(file, stretched, change(unlocked.content), entropy, unlocked.slot_id)
    file.prove(store_key)
    kept = (fresh.get(slot.id, slot) for slot in file.slots if others or slot.kind == RECOVERY or slot.id in fresh)
    return _written(file, tuple(kept), store_key)


def _proven(file_bytes: bytes, store_key: bytes) -> KeyslotFile:
    file = parse(file_bytes)
    file.prove(store_key)
    return file


def _written(file: KeyslotFile, slots: tuple[Slot, ...], store_key: bytes) -> bytes:
    data = write(file.parameters, file.salt, slots, store_key)
    if len(data) > MAXIMUM_BYTES:
        raise Invalid("keyslot.full", maximum=MAXIMUM_SLOTS)
    return data


def _passphrase_slot(
    file: KeyslotFile, stretched: bytes, content: SlotContent, entropy: Callable[[int], bytes], slot_id: bytes = b""
) -> Slot:
    slot_id = slot_id or entropy(SLOT_ID_BYTES)
    key = derive(stretched, SLOT_KEK, slot_id)
    return Slot(slot_id, OFFICER, lock_box(key, _encoded(content), file.header_of(slot_id, OFFICER), entropy))


def _open_any(file: KeyslotFile, stretched: bytes) -> Unlocked | None:
    """Try the stretched passphrase on every passphrase slot; slots with a token need more than that."""
    for slot in file.slots:
        if slot.kind != OFFICER:
            continue
        try:
            plain = open_box(derive(stretched, SLOT_KEK, slot.id), slot.box, file.header_of(slot.id, slot.kind))
        except Untrusted:
            continue
        return Unlocked(slot.id, _decoded(plain))
    return None


def _open_recovery(slot: Slot, identity: AgeIdentity) -> bytes | None:
    if slot.kind != RECOVERY:
        return None
    try:
        return open_sealed(slot.box, [identity])
    except Untrusted as error:
        raise damaged("recovery") from error


def _encoded(content: SlotContent) -> bytes:
    return encode(
        {
            "store_key": content.store_key,
            "officer_key": content.officer_key_der,
            "certificate": content.certificate_der,
            "extras": dict(content.extras),
        }
    )


def _decoded(plain: bytes) -> SlotContent:
    """Read a slot's content strictly: the recovery slot can be written by anybody who knows the recipient."""
    fields = decode(plain, MAXIMUM_BYTES)
    if not isinstance(fields, dict) or set(fields) != _CONTENT_FIELDS:
        raise damaged("content")
    extras = fields.pop("extras")
    if not isinstance(extras, dict) or not all(isinstance(item, bytes) for item in fields.values()):
        raise damaged("content")
    if not all(isinstance(name, str) and isinstance(item, bytes) for name, item in extras.items()):
        raise damaged("content")
    if len(fields["store_key"]) != KEY_BYTES:
        raise damaged("content")
    return SlotContent(fields["store_key"], fields["officer_key"], fields["certificate"], extras)
