"""A slot file under a new store key: the slot of who changes it, what waits for the others, a new recovery slot.

Salt and cost stay, so that the others' passphrases open their slots as before. Who is not named among them has no slot any more.
An older recovery slot may hold what nobody but the custodians has (the escrow of the identities' key), so it can be kept
behind the new one, never read by anybody else; of several the oldest stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.crypto.keyslot_file import RECOVERY, SLOT_ID_BYTES, Slot, parse
from core.crypto.keyslot_handing import Giver, hand
from core.crypto.keyslots import SlotContent, encoded, rewrite_slots, unlock, written
from core.crypto.sealing import seal
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey


@dataclass(frozen=True)
class Renewal:
    """The new store key; ``others`` are public halves by slot of who keeps a way in.

    ``escrow`` keeps the oldest recovery slot.
    """

    store_key: bytes
    others: Mapping[bytes, bytes]
    ca_certificate: bytes
    recovery_recipients: Sequence[str]
    escrow: bool


def renew(file_bytes: bytes, way: Way, renewal: Renewal, entropy: Callable[[int], bytes]) -> bytes:
    """Return the file's bytes under the new key, changed by the officer whom this opens.

    Raises ``Unlockable("passphrase.wrong")``, ``Untrusted("box.damaged")`` for a public half that is none.
    """
    opened = unlock(file_bytes, way)
    content = replace(opened.content, store_key=renewal.store_key)
    changed = parse(rewrite_slots(file_bytes, [way], lambda before: replace(before, store_key=renewal.store_key), entropy))
    giver = _giver(content, renewal.ca_certificate)
    ways = [slot for slot in changed.slots if slot.id == opened.slot_id or slot.id in renewal.others]
    waiting = [hand(renewal.store_key, slot_id, public, giver, entropy) for slot_id, public in renewal.others.items()]
    kept = SlotContent(renewal.store_key, b"", b"", content.extras)
    fresh = Slot(entropy(SLOT_ID_BYTES), RECOVERY, seal(encoded(kept), renewal.recovery_recipients))
    before = [slot for slot in changed.slots if slot.kind == RECOVERY][-1:] if renewal.escrow else []
    return written(changed, (*ways, *waiting, fresh, *before), renewal.store_key)


def _giver(content: SlotContent, ca_certificate: bytes) -> Giver:
    return Giver(SigningKey.from_der(content.officer_key_der), content.certificate_der, ca_certificate)


def with_recovery(
    file_bytes: bytes, content: SlotContent, recipients: Sequence[str], entropy: Callable[[int], bytes], *, escrow: bool
) -> bytes:
    """Return the file with one recovery slot of this content in the place of those that it has, under the same store key.

    With ``escrow`` the oldest of them stays behind it. Raises ``Unlockable("keyslot.damaged")``.
    """
    file = parse(file_bytes)
    file.prove(content.store_key)
    fresh = Slot(entropy(SLOT_ID_BYTES), RECOVERY, seal(encoded(content), recipients))
    before = [slot for slot in file.slots if slot.kind == RECOVERY][-1:] if escrow else []
    ways = [slot for slot in file.slots if slot.kind != RECOVERY]
    return written(file, (*ways, fresh, *before), content.store_key)
