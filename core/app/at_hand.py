"""What an officer has at hand besides his passphrase, before anything is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.app.profile_files import needs_of
from core.crypto import security_key
from core.crypto.key_file import KeyFile
from core.crypto.second_factor import KEY_FILE, TOKEN, Brought, Way
from core.crypto.security_key import SecurityKey
from core.storage.atomic import replace_file

__all__ = ["KEY_FILE", "TOKEN", "AtHand", "Way", "bringing", "brought", "needs_of", "remember", "remembered"]

PLACE_FILE: Final = "key-file.place"
"""Where the key file lay, for an officer who asked that it be remembered."""
_PLACE_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class AtHand:
    """A second thing, not yet read."""

    key_file: Path | None = None
    token: bool = False
    """The security key that is plugged in."""


@contextmanager
def bringing(passphrase: str | bytearray, at_hand: AtHand | None = None) -> Iterator[Way]:
    """The passphrase with what is at hand, read now and wiped afterwards; the passphrase is for its owner to wipe.

    Raises ``Unlockable`` (``key_file.missing``, ``key_file.unreadable``, ``key_file.size``). A token is asked where the slot is
    opened, and what is wrong with it is raised there.
    """
    if at_hand is not None and at_hand.token:
        yield Brought(passphrase, SecurityKey(security_key.plugged_in))
        return
    if at_hand is None or at_hand.key_file is None:
        yield passphrase
        return
    read = KeyFile(at_hand.key_file)
    try:
        yield Brought(passphrase, read)
    finally:
        read.wipe()


def brought(passphrase: str, at_hand: AtHand) -> Way:
    """The same where nothing is wiped: a verb's process ends with it."""
    if at_hand.token:
        return Brought(passphrase, SecurityKey(security_key.plugged_in))
    return passphrase if at_hand.key_file is None else Brought(passphrase, KeyFile(at_hand.key_file))


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
