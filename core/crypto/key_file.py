"""A key file: bytes on a stick that a slot needs besides the passphrase; its SHA-256 is what is mixed into the slot's key.

Made by the program it holds random bytes. A file that lay there before does as well, as long as nobody ever saves it anew:
a picture that was turned by a program is another key.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from core.crypto.second_factor import KEY_FILE, Need
from core.domain.errors import Unlockable
from core.domain.wiping import wiping

MADE_BYTES: Final = 128
LEAST_BYTES, MOST_BYTES = 64, 64 * 1024 * 1024
"""Shorter files may be guessed; longer ones only cost time at each unlocking."""
_CHUNK: Final = 64 * 1024


class KeyFile:
    """A key file that was read; ``wipe()`` when it was used."""

    kind = KEY_FILE

    def __init__(self, path: Path) -> None:
        """Read it; raises ``Unlockable`` (``key_file.missing``, ``key_file.unreadable``, ``key_file.size``)."""
        self._digest = _digest_of(path)

    def secret_for(self, need: Need) -> bytearray | None:
        """The file's digest, whatever slot it is: a wrong file is told by the slot's box alone."""
        return bytearray(self._digest) if need.kind == self.kind else None

    def wipe(self) -> None:
        """Overwrite what was made of the file."""
        self._digest[:] = bytes(len(self._digest))


def _digest_of(path: Path) -> bytearray:
    state, size, chunk = hashlib.sha256(), 0, bytearray(_CHUNK)
    try:
        with wiping(chunk), path.open("rb", buffering=0) as file:
            while (count := file.readinto(chunk)) and size <= MOST_BYTES:
                size += count
                state.update(memoryview(chunk)[:count])
    except FileNotFoundError:
        raise Unlockable("key_file.missing", file=path.name) from None
    except OSError:
        raise Unlockable("key_file.unreadable", file=path.name) from None
    if not LEAST_BYTES <= size <= MOST_BYTES:
        raise Unlockable("key_file.size", file=path.name, least=LEAST_BYTES, most=MOST_BYTES // 2**20)
    return bytearray(state.digest())
