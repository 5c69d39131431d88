"""Golden key-slot files, one for each kind of slot: ``python -m tests.vectors.make_slots`` writes those that are not there.

A committed one is never rewritten to please a reader.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from collections.abc import Callable
from pathlib import Path

from core.crypto.kdf import FLOOR
from core.crypto.keyslots import SlotContent, change_way, create, unlock
from core.crypto.second_factor import KEY_FILE, TOKEN, Brought, Need

FOLDER = Path(__file__).parent / "slots-v1"
PASSPHRASE = "gudang beras lampu sungai"
KEY_FILE_BYTES = bytes(range(128))
SECRETS = {KEY_FILE: hashlib.sha256(KEY_FILE_BYTES).digest(), TOKEN: bytes(range(200, 232))}
NEEDS = {KEY_FILE: Need(KEY_FILE), TOKEN: Need(TOKEN, b"nama kredensial", bytes(range(32)))}
NAMES = ("passphrase", KEY_FILE, TOKEN)
CONTENT = SlotContent(bytes(range(32)), b"kunci petugas", b"sertifikat", {"ca_key": b"kunci CA"})


class Fixed:
    """A second thing with a fixed secret."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def secret_for(self, need: Need) -> bytearray | None:
        """The secret of its kind."""
        return bytearray(SECRETS[self.kind]) if need == NEEDS[self.kind] else None


def make(name: str) -> bytes:
    """The file with one slot of this kind."""
    entropy = _entropy(name)
    plain = create(PASSPHRASE, CONTENT, [], FLOOR, entropy)
    if name not in NEEDS:
        return plain
    return change_way(plain, unlock(plain, PASSPHRASE), Brought(PASSPHRASE, Fixed(name)), NEEDS[name], entropy)


def committed(name: str) -> bytes:
    """What lies in the repository."""
    return base64.b64decode((FOLDER / f"{name}.txt").read_text("ascii"))


def _entropy(seed: str) -> Callable[[int], bytes]:
    calls = iter(range(1_000_000))
    return lambda size: hashlib.shake_256(f"slots/{seed}/{next(calls)}".encode()).digest(size)


def main() -> None:
    """Write what is missing."""
    FOLDER.mkdir(exist_ok=True)
    for name in NAMES:
        path = FOLDER / f"{name}.txt"
        if not path.exists():
            path.write_text("\n".join(textwrap.wrap(base64.b64encode(make(name)).decode(), 100)) + "\n", "ascii")


if __name__ == "__main__":
    main()
