"""From passphrase to key: Argon2id (RFC 9106), its lawful parameters, and their choice for one laptop."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from core.crypto.boxes import KEY_BYTES
from core.domain.errors import Invalid, Unlockable

SALT_BYTES: Final = 32
MINIMUM_CHARACTERS: Final = 12
#: A passphrase of more characters is a pasted file; it is refused before anything is computed.
MAXIMUM_CHARACTERS: Final = 1024
_MEMORY_KIB: Final = (64 * 1024, 512 * 1024)
_PASSES: Final = (3, 20)
_LANES: Final = (1, 8)
_CALIBRATED_MEMORY_KIB: Final = 128 * 1024


@dataclass(frozen=True)
class KdfParameters:
    """Argon2id cost: memory in KiB, passes over it, lanes. Values outside the limits cannot be made."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse cost that is too cheap or could exhaust the laptop, before any memory is spent."""
        limits = ((self.memory_kib, _MEMORY_KIB), (self.passes, _PASSES), (self.lanes, _LANES))
        if not all(least <= value <= most for value, (least, most) in limits):
            raise Unlockable("keyslot.parameters")


#: The cheapest lawful cost: 64 MiB, three passes, one lane.
FLOOR: Final = KdfParameters(_MEMORY_KIB[0], _PASSES[0], _LANES[0])


def stretch(passphrase: bytes | bytearray, salt: bytes, parameters: KdfParameters) -> bytearray:
    """Return 32 bytes of Argon2id, which the caller may wipe; takes what ``parameters`` say, and releases the lock."""
    made = bytearray(KEY_BYTES)
    Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive_into(passphrase, made)  # type: ignore[arg-type]  # it takes a bytearray as it is, without a copy that stays
    return made


def calibrate(clock: Callable[[], float], target_seconds: float = 0.8) -> KdfParameters:
    """Choose the cost for this laptop by one trial at the floor: passes first, then memory up to 128 MiB.

    ``clock`` returns seconds. A slow laptop stays at the floor, however long that takes.
    """
    started = clock()
    stretch(b"calibration", bytes(SALT_BYTES), FLOOR)
    one_pass = max(clock() - started, 1e-3) / FLOOR.passes
    passes = int(target_seconds / one_pass)
    if passes <= _PASSES[1]:
        return KdfParameters(FLOOR.memory_kib, max(passes, FLOOR.passes), FLOOR.lanes)
    # Twenty passes over 64 MiB are too quick here; memory costs an attacker more than passes do.
    grown = min(FLOOR.memory_kib * passes // _PASSES[1], _CALIBRATED_MEMORY_KIB)
    return KdfParameters(grown, _PASSES[1], FLOOR.lanes)


def passphrase_bytes(passphrase: str | bytearray) -> bytes | bytearray:
    """Return the passphrase as it is stretched: NFC, UTF-8; the same word typed on two keyboards is one word.

    UTF-8 in a ``bytearray`` is what a window typed and wipes: where it is ASCII, and so NFC already, no copy of it is made.
    """
    if isinstance(passphrase, bytearray):
        return passphrase if passphrase.isascii() else passphrase_bytes(passphrase.decode("utf-8", "surrogatepass"))
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def accept_passphrase(passphrase: str | bytearray) -> bytes | bytearray:
    """Return the bytes of a passphrase that is being *set*; under 12 characters is ``Invalid("passphrase.short")``."""
    made = passphrase_bytes(passphrase)
    characters = sum(1 for byte in made if byte & 0xC0 != 0x80)
    if characters < MINIMUM_CHARACTERS:
        raise Invalid("passphrase.short", minimum=MINIMUM_CHARACTERS)
    if characters > MAXIMUM_CHARACTERS:
        raise Invalid("passphrase.long", maximum=MAXIMUM_CHARACTERS)
    return made
