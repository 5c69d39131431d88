"""Ways into a store: a slot for each officer's passphrase, and one for the province's recovery key.

All slots share one salt, so that a passphrase is stretched once and tried on every slot; what a slot may need besides is in
:mod:`core.crypto.second_factor`. Each function that changes something returns the new file's bytes; writing them safely is
the caller's work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from core.crypto.boxes import KEY_BYTES, derive_wipeable, lock_box, open_box
from core.crypto.kdf import SALT_BYTES, KdfParameters, accept_passphrase, passphrase_bytes, stretch
from core.crypto.keyslot_file import (
    HANDED,
    MAXIMUM_BYTES,
    OFFICER,
    OFFICER_WITH_KEY,
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
from core.crypto.keyslot_handing import current_key, handed_id
from core.crypto.labels import SLOT_KEK, SLOT_KEK_TWO
from core.crypto.sealing import AgeIdentity, open_sealed, seal
from core.crypto.second_factor import Need, SecondFactor, Way, parts_of
from core.domain.errors import Invalid, NotAllowed, Unlockable, Untrusted
from core.domain.wiping import wiping

MAXIMUM_SLOTS: Final = 32
WITHOUT_PASSPHRASE: Final = (RECOVERY, HANDED)
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
    """An opened slot: ``slot_id`` names it for removal or a change of passphrase, ``need`` is what it asked for besides.

    ``waiting`` says that the store key is not the one in the slot: it was changed, and waited for this officer.
    """

    slot_id: bytes
    content: SlotContent
    need: Need | None = None
    waiting: bool = False


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
    stretched = stretch(secret, bare.salt, parameters)
    with wiping(stretched):
        slots = [_sealed(bare, _plain(entropy(SLOT_ID_BYTES)), stretched, None, content, entropy)]
    if recovery_recipients:
        kept = SlotContent(content.store_key, b"", b"", content.extras)
        slots.append(Slot(entropy(SLOT_ID_BYTES), RECOVERY, seal(encoded(kept), recovery_recipients)))
    return written(bare, tuple(slots), content.store_key)


def unlock(file_bytes: bytes, way: Way) -> Unlocked:
    """Open the slot of this passphrase; damage is ``Unlockable("keyslot.damaged")``.

    None is ``Unlockable``: ``passphrase.wrong``; ``second.missing`` where a slot needs more and nothing was brought;
    ``second.wrong`` where something was. What the second thing itself raises (a token without a touch) comes through.
    """
    file = parse(file_bytes)
    passphrase, second = parts_of(way)
    stretched = stretch(passphrase_bytes(passphrase), file.salt, file.parameters)
    with wiping(stretched):
        unlocked = _open_any(file, stretched, second)
    if unlocked is None:
        raise _shut(file, second)
    content = _current(file, unlocked)
    return replace(unlocked, content=content, waiting=content.store_key != unlocked.content.store_key)


def _shut(file: KeyslotFile, second: SecondFactor | None) -> Unlockable:
    """Why nothing opened, as far as anybody can know it."""
    wanted = {slot.need.kind for slot in file.slots if slot.need is not None}
    if second is None:
        return Unlockable("second.missing" if wanted else "passphrase.wrong")
    return Unlockable("second.wrong" if second.kind in wanted else "passphrase.wrong")


def recover(file_bytes: bytes, recovery_identity: AgeIdentity) -> Unlocked:
    """Open the recovery slot; another province's identity is ``Unlockable("keyslot.recovery")``.

    Its extras are joined by what only an older recovery slot beside it holds (:mod:`core.crypto.keyslot_renewal`).
    """
    file = parse(file_bytes)
    opened = [(slot.id, plain) for slot in file.slots if (plain := _open_recovery(slot, recovery_identity)) is not None]
    if not opened:
        raise Unlockable("keyslot.recovery")
    contents = [decoded(plain) for _, plain in opened]
    newest = contents[0]
    file.prove(newest.store_key)
    extras = {name: secret for content in reversed(contents) for name, secret in content.extras.items()}
    return Unlocked(opened[0][0], replace(newest, extras=extras))


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
    with wiping(stretched):
        if _open_any(file, stretched, None) is not None:
            raise Invalid("passphrase.taken")
        fresh = _sealed(file, _plain(entropy(SLOT_ID_BYTES)), stretched, None, content, entropy)
    return written(file, (*file.slots, fresh), store_key)


def needs(file_bytes: bytes) -> dict[bytes, str]:
    """What the slots of this file ask for besides a passphrase, by slot; anybody who has the file can read it there."""
    return {slot.id: slot.need.kind for slot in parse(file_bytes).slots if slot.need is not None}


def officer_slots(file_bytes: bytes) -> tuple[bytes, ...]:
    """The ids of the officers' slots, in their order; a damaged file is ``Unlockable("keyslot.damaged")``."""
    return tuple(slot.id for slot in parse(file_bytes).slots if slot.kind not in WITHOUT_PASSPHRASE)


def is_recoverable(file_bytes: bytes) -> bool:
    """Whether the file has a slot for the recovery key."""
    return any(slot.kind == RECOVERY for slot in parse(file_bytes).slots)


def remove_slot(file_bytes: bytes, store_key: bytes, slot_id: bytes) -> bytes:
    """Return the file without an officer's slot; the last one stays (``NotAllowed("keyslot.last")``)."""
    file = _proven(file_bytes, store_key)
    officers = [slot.id for slot in file.slots if slot.kind not in WITHOUT_PASSPHRASE]
    if slot_id not in officers:
        raise Invalid("keyslot.unknown")
    if len(officers) == 1:
        raise NotAllowed("keyslot.last")
    return written(file, tuple(slot for slot in file.slots if slot.id not in (slot_id, handed_id(slot_id))), store_key)


def rewrite_slots(
    file_bytes: bytes,
    ways: Sequence[Way],
    change: Callable[[SlotContent], SlotContent],
    entropy: Callable[[int], bytes],
    *,
    others: bool = True,
) -> bytes:
    """Return the file with the slots that these open written anew, each content as ``change`` gives it.

    Without ``others`` no other officer's slot stays. What waited for these officers is in their slots then, and gone; where
    ``change`` gives another store key, the file is written under it. Raises what :func:`unlock` raises for one that opens none.
    """
    file = parse(file_bytes)
    fresh: dict[bytes, Slot] = {}
    keys: set[bytes] = set()
    for way in ways:
        passphrase, second = parts_of(way)
        stretched = stretch(passphrase_bytes(passphrase), file.salt, file.parameters)
        with wiping(stretched):
            unlocked = _open_any(file, stretched, second)
            if unlocked is None:
                raise _shut(file, second)
            content = change(_current(file, unlocked))
            keys.add(content.store_key)
            slot = _like(unlocked.slot_id, unlocked.need)
            fresh[slot.id] = _sealed(file, slot, stretched, second, content, entropy)
    (store_key,) = keys
    taken = {handed_id(slot_id) for slot_id in fresh}
    kept = (fresh.get(slot.id, slot) for slot in file.slots if slot.id not in taken)
    return written(file, tuple(slot for slot in kept if others or slot.kind == RECOVERY or slot.id in fresh), store_key)


def _current(file: KeyslotFile, unlocked: Unlocked) -> SlotContent:
    """An opened slot's content with the store key that the file was written under."""
    content = unlocked.content
    key = current_key(file, unlocked.slot_id, content.store_key, content.officer_key_der, content.certificate_der)
    return replace(content, store_key=key)


def change_way(file_bytes: bytes, unlocked: Unlocked, new: Way, need: Need | None, entropy: Callable[[int], bytes]) -> bytes:
    """Return the file with an opened slot under another passphrase, another second thing, or none (``need`` is None).

    A passphrase that opens somebody else's slot is ``Invalid("passphrase.taken")``; a second thing that does not answer
    ``need`` is ``Unlockable("second.wrong")``.
    """
    file = _proven(file_bytes, unlocked.content.store_key)
    if unlocked.slot_id not in {slot.id for slot in file.slots if slot.kind not in WITHOUT_PASSPHRASE}:
        raise Invalid("keyslot.unknown")
    passphrase, second = parts_of(new)
    stretched = stretch(accept_passphrase(passphrase), file.salt, file.parameters)
    with wiping(stretched):
        others = replace(file, slots=tuple(slot for slot in file.slots if slot.id != unlocked.slot_id))
        if _open_any(others, stretched, None) is not None:
            raise Invalid("passphrase.taken")
        fresh = _sealed(file, _like(unlocked.slot_id, need), stretched, second, unlocked.content, entropy)
    taken = handed_id(fresh.id)  # what waited for him is in his slot now
    slots = tuple(fresh if slot.id == fresh.id else slot for slot in file.slots if slot.id != taken)
    return written(file, slots, unlocked.content.store_key)


def _proven(file_bytes: bytes, store_key: bytes) -> KeyslotFile:
    file = parse(file_bytes)
    file.prove(store_key)
    return file


def written(file: KeyslotFile, slots: tuple[Slot, ...], store_key: bytes) -> bytes:
    """The file with these slots; more than it may hold is ``Invalid("keyslot.full")``."""
    data = write(file.parameters, file.salt, slots, store_key)
    if len(data) > MAXIMUM_BYTES:
        raise Invalid("keyslot.full", maximum=MAXIMUM_SLOTS)
    return data


def _plain(slot_id: bytes) -> Slot:
    return _like(slot_id, None)


def _like(slot_id: bytes, need: Need | None) -> Slot:
    return Slot(slot_id, OFFICER if need is None else OFFICER_WITH_KEY, b"", need)


def _sealed(
    file: KeyslotFile,
    slot: Slot,
    stretched: bytearray,
    second: SecondFactor | None,
    content: SlotContent,
    entropy: Callable[[int], bytes],
) -> Slot:
    key = _key_of(slot, stretched, second)
    if key is None:
        raise Unlockable("second.wrong")
    with wiping(key):
        return replace(slot, box=lock_box(key, encoded(content), file.header_of(slot.id, slot.kind, slot.need), entropy))


def _key_of(slot: Slot, stretched: bytearray, second: SecondFactor | None) -> bytearray | None:
    """The key of a slot; None where it needs what is not at hand."""
    if slot.need is None:
        return derive_wipeable(stretched, SLOT_KEK, slot.id)
    answer = None if second is None or second.kind != slot.need.kind else second.secret_for(slot.need)
    if answer is None:
        return None
    mixed = bytearray(len(stretched) + len(answer))
    with wiping(mixed, answer):
        mixed[: len(stretched)], mixed[len(stretched) :] = stretched, answer
        return derive_wipeable(mixed, SLOT_KEK_TWO, slot.id)


def _open_any(file: KeyslotFile, stretched: bytearray, second: SecondFactor | None) -> Unlocked | None:
    """Try every officer's slot; those that need the second thing that was brought come first, for it was brought for one."""
    for slot in sorted(file.slots, key=lambda slot: slot.need is None):
        key = None if slot.kind in WITHOUT_PASSPHRASE else _key_of(slot, stretched, second)
        if key is None:
            continue
        with wiping(key):
            try:
                plain = open_box(key, slot.box, file.header_of(slot.id, slot.kind, slot.need))
            except Untrusted:
                continue
        return Unlocked(slot.id, decoded(plain), slot.need)
    return None


def _open_recovery(slot: Slot, identity: AgeIdentity) -> bytes | None:
    if slot.kind != RECOVERY:
        return None
    try:
        return open_sealed(slot.box, [identity])
    except Untrusted as error:
        raise damaged("recovery") from error


def encoded(content: SlotContent) -> bytes:
    """A slot's content in its one form, to be sealed at once."""
    return encode(
        {
            "store_key": content.store_key,
            "officer_key": content.officer_key_der,
            "certificate": content.certificate_der,
            "extras": dict(content.extras),
        }
    )


def decoded(plain: bytes) -> SlotContent:
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
