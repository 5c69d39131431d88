"""What an officer has at hand besides his passphrase, before anything is open: a key file, or a security key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.app import profile
from core.crypto import keyslots
from core.crypto.key_file import KeyFile
from core.crypto.second_factor import KEY_FILE, Brought, Way
from core.domain.errors import Refused

__all__ = ["KEY_FILE", "AtHand", "Way", "bringing", "brought", "needs_of"]


@dataclass(frozen=True, slots=True)
class AtHand:
    """A second thing, not yet read."""

    key_file: Path | None = None


@contextmanager
def bringing(passphrase: str | bytearray, at_hand: AtHand | None = None) -> Iterator[Way]:
    """The passphrase with what is at hand, read now and wiped afterwards; the passphrase is for its owner to wipe.

    Raises ``Unlockable`` (``key_file.missing``, ``key_file.unreadable``, ``key_file.size``).
    """
    if at_hand is None or at_hand.key_file is None:
        yield passphrase
        return
    read = KeyFile(at_hand.key_file)
    try:
        yield Brought(passphrase, read)
    finally:
        read.wipe()


def brought(passphrase: str, key_file: Path | None) -> Way:
    """The same where nothing is wiped: a verb's process ends with it."""
    return passphrase if key_file is None else Brought(passphrase, KeyFile(key_file))


def needs_of(folder: Path) -> frozenset[str]:
    """What slots of the profile in this folder need; nothing is known of one that is not there or does not read."""
    try:
        return keyslots.needs(profile.read_slots(folder))
    except Refused:
        return frozenset()
