"""What an officer has at hand besides his passphrase, before anything is open; light, for the unlock window stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.app.profile_files import SLOTS_FILE
from core.crypto.second_factor import KEY_FILE, TOKEN, Brought, Way
from core.storage.atomic import replace_file

__all__ = ["KEY_FILE", "TOKEN", "AtHand", "Way", "bringing", "brought", "needs_of", "remember", "remembered"]

PLACE_FILE: Final = "key-file.place"
"""Where the key file lay, for an officer who asked that it be remembered."""
_SLOTS_LIMIT, _PLACE_LIMIT = 64 * 1024, 4096


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
    from core.crypto.key_file import KeyFile  # which brings OpenSSL along

    read = KeyFile(at_hand.key_file)
    try:
        yield Brought(passphrase, read)
    finally:
        read.wipe()


def brought(passphrase: str, key_file: Path | None) -> Way:
    """The same where nothing is wiped: a verb's process ends with it."""
    from core.crypto.key_file import KeyFile

    return passphrase if key_file is None else Brought(passphrase, KeyFile(key_file))


def needs_of(folder: Path) -> frozenset[str]:
    """Which second things slots of the profile in this folder ask for, as a hint of what to offer.

    The words stand in the clear in the slot file, so it is searched and not parsed: nothing heavy is loaded for it.
    """
    for name in (SLOTS_FILE, f"{SLOTS_FILE}.old"):
        with suppress(OSError), (folder / name).open("rb") as file:
            data = file.read(_SLOTS_LIMIT)
            return frozenset(kind for kind in (KEY_FILE, TOKEN) if kind.encode("ascii") in data)
    return frozenset()


def remembered(folder: Path) -> Path | None:
    """Where the key file lay last, where somebody asked that it be remembered."""
    with suppress(OSError, UnicodeDecodeError), (folder / PLACE_FILE).open("rb") as file:
        text = file.read(_PLACE_LIMIT).decode("utf-8")
        return Path(text) if text else None
    return None


def remember(folder: Path, place: Path | None) -> None:
    """Remember this place, or none any more; a disk that does not take it costs one more choosing."""
    with suppress(OSError):
        if place is None:
            (folder / PLACE_FILE).unlink(missing_ok=True)
        else:
            replace_file(folder / PLACE_FILE, str(place).encode("utf-8", "surrogatepass"))
