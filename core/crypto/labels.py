"""Domain separation: every byte string that keeps one use of a hash or key apart from all others.

A label is never reused and never changed; a new meaning gets a new label with a higher number at its end.
"""

from __future__ import annotations

import hashlib
from typing import Final

# Journal (DECISIONS D3): digest of an entry, commitment to one of its parts.
ENTRY_DIGEST: Final = b"posko/entry/1"
PART: Final = b"posko/part/1"

# Key slots: the key that opens a slot (of a passphrase; of a passphrase and a second thing), the slot's bound header, the
# code over the whole file; an officer's own agreement key, and a new store key that waits for him.
SLOT_KEK: Final = b"posko/slot/kek/1"
SLOT_KEK_TWO: Final = b"posko/slot/kek/two/1"
SLOT_HEADER: Final = b"posko/slot/header/1"
SLOT_MAC: Final = b"posko/slot/mac/1"
SLOT_OFFICER: Final = b"posko/slot/officer/1"
SLOT_HANDED: Final = b"posko/slot/handed/1"

# Uses of the store key: the encrypted database, backups, the file vault, parts at rest, the drafts' identities.
STORE_DATABASE: Final = b"posko/store/database/1"
STORE_BACKUP: Final = b"posko/store/backup/1"
SERVER_BOX: Final = b"posko/server/box/1"
SERVER_COLUMN: Final = b"posko/server/column/1"
SERVER_COMMON: Final = b"posko/server/common/1"
STORE_KEY_TABLE: Final = b"posko/store/keys/1"
VAULT: Final = b"posko/vault/1"
PART_BOX: Final = b"posko/part/box/1"
DRAFT_IDENTITY: Final = b"posko/draft/identity/1"
INDEX: Final = b"posko/index/1"
GUARD_PLACE: Final = b"posko/guard/place/1"

# The identity desk (DECISIONS D15): an officer's own agreement key, one wrapped copy for each pair, the file of them.
IDENTITY_OFFICER: Final = b"posko/identity/officer/1"
IDENTITY_PAIR: Final = b"posko/identity/pair/1"
IDENTITY_FILE: Final = b"posko/identity/file/1"

# Exchange by stick: the mark in a file's name, names of pieces, an object's digest, an acknowledgement.
MARK: Final = b"posko/mark/1"
MARK_KEY: Final = b"posko/mark/key/1"
DRILL_MARK: Final = b"posko/mark/drill/1"
PIECE_NAME: Final = b"posko/piece/name/1"
OBJECT_DIGEST: Final = b"posko/object/1"
ACKNOWLEDGEMENT: Final = b"posko/acknowledgement/1"
DEVICE_RENEWED: Final = b"posko/device/renewed/1"
MANIFEST: Final = b"posko/manifest/1"

# Look-up code of a citizen (DECISIONS D13).
LOOKUP_TAG: Final = b"posko/lookup/tag/1"
LOOKUP_BOX: Final = b"posko/lookup/box/1"
LOOKUP_PROOF: Final = b"posko/lookup/proof/1"
LOOKUP_CHECK: Final = b"posko/lookup/check/1"
LOOKUP_SLOT: Final = b"posko/lookup/slot/1"

# Canonical content of printed documents: one label for each kind.
PACT_DIGEST: Final = b"posko/document/pact/1"
RECEIPT_DIGEST: Final = b"posko/document/receipt/1"
REPORT_DIGEST: Final = b"posko/document/report/1"
EVIDENCE_DIGEST: Final = b"posko/document/evidence/1"
LETTER_DIGEST: Final = b"posko/document/letter/1"
MINUTES_DIGEST: Final = b"posko/document/minutes/1"
ANNEX_DIGEST: Final = b"posko/document/annex/1"

# Enrolment kit and province.
KIT_CODE_CHECK: Final = b"posko/kit/check/1"
KIT: Final = b"posko/kit/1"
PROVINCE: Final = b"posko/province/1"
SHARE: Final = b"posko/share/1"
COMMAND: Final = b"posko/command/1"

ALL: Final[tuple[bytes, ...]] = tuple(
    value for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, bytes)
)


def labelled_hash(label: bytes, *parts: bytes) -> bytes:
    """Return SHA-256 over the label, a zero byte, and each part after its length in 8 big-endian bytes.

    The lengths make the split between parts unambiguous; the result has 32 bytes. Source of the rule: DECISIONS D3.
    """
    state = hashlib.sha256(label + b"\x00")
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()
