"""A second reader of whole sticks, written from the page alone: names, age, frames, parity; nothing of the program.

What lies inside an object is judged by :mod:`tests.vectors.second_reader`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.vectors.second_reader import Bad, code, content, need, open_message, parse, read_entry, stick_name

CHUNK = 64 * 1024
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


@dataclass
class Stick:
    """What was found: manifests, digests of entries, pieces by SHA-256, names set aside with their code, repaired files."""

    manifests: list[dict[Any, Any]] = field(default_factory=list)
    entries: set[bytes] = field(default_factory=set)
    pieces: dict[bytes, bytes] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    repaired: int = 0


def read_stick(root: Path, mark: bytes, identity: str) -> Stick:
    """Everything on a stick for the holder of a mark key and an age identity."""
    found = Stick()
    for path in sorted((root / "DATA").iterdir()):
        sort = sort_of(path.name, mark)
        if sort is None:
            continue
        data = path.read_bytes()
        spare = root / "SPARE" / path.name.replace(".bin", ".dat")
        mended = repair(data, spare.read_bytes()) if spare.exists() else None
        if mended is not None and mended != data:
            data, found.repaired = mended, found.repaired + 1
        try:
            if sort == b"piece":
                digest = hashlib.sha256(data).digest()
                need(stick_name(mark, b"piece", code(mark, b"posko/piece/name/1", digest)[:10]) == path.name, "piece.damaged")
                found.pieces[digest] = data
            else:
                read_object(data, identity, found)
        except Bad as refusal:
            found.aside[path.name] = str(refusal)
    return found


def sort_of(name: str, mark: bytes) -> bytes | None:
    """Which of the two sorts of names it is under this mark."""
    if len(name) != 30 or not name.lower().endswith(".bin"):
        return None
    try:
        raw = base64.b32decode(name[:26].upper() + "======")
    except ValueError:
        return None
    return next((sort for sort in (b"object", b"piece") if stick_name(mark, sort, raw[:10]) == name.lower()), None)


def read_object(data: bytes, identity: str, found: Stick) -> None:
    """One journal object, whole or not at all."""
    body = open_age(data, identity)
    size = int.from_bytes(body[:4], "big")
    need(len(body) >= 4 + size and not any(body[4 + size :]), "object.damaged")
    frame = body[4 : 4 + size]
    try:
        said = zstandard.get_frame_parameters(frame)
        need(said.content_size <= 18 * 1024 * 1024 and said.dict_id == 0, "limit")
        inside = zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError:
        raise Bad("object.damaged") from None
    verdict = content(inside)
    need(verdict == "success", verdict)
    cose, records = parse(inside)
    digests = {read_entry(record)[1] for record in records}
    found.manifests.append(parse(open_message(cose)[1]))
    found.entries |= digests


# --- age v1, X25519 -----------------------------------------------------------------------------------------------


def open_age(data: bytes, identity: str) -> bytes:
    """The inside of an age file, or ``object.damaged``."""
    head, mark, rest = data.partition(b"\n--- ")
    need(bool(mark) and head.startswith(b"age-encryption.org/v1\n"), "object.damaged")
    mac, _, payload = rest.partition(b"\n")
    lines = head.decode("ascii", "replace").split("\n")
    for at, line in enumerate(lines):
        if line.startswith("-> X25519 "):
            key = unwrap(unpadded(line.removeprefix("-> X25519 ")), unpadded(lines[at + 1]), secret_of(identity))
            if key is not None:
                true = hmac.new(derived(key, b"", b"header"), head + b"\n---", hashlib.sha256).digest()
                need(hmac.compare_digest(true, unpadded(mac.decode("ascii", "replace"))), "object.damaged")
                return chunks(payload, key)
    raise Bad("object.damaged")


def unwrap(ephemeral: bytes, wrapped: bytes, secret: X25519PrivateKey) -> bytes | None:
    """The file key, when this line is for us."""
    mine = secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    try:
        shared = secret.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        key = derived(shared, ephemeral + mine, b"age-encryption.org/v1/X25519")
        return ChaCha20Poly1305(key).decrypt(bytes(12), wrapped, None)
    except (InvalidTag, ValueError):
        return None


def chunks(payload: bytes, file_key: bytes) -> bytes:
    """The STREAM behind the header."""
    cipher = ChaCha20Poly1305(derived(file_key, payload[:16], b"payload"))
    pieces = [payload[at : at + CHUNK + 16] for at in range(16, len(payload), CHUNK + 16)]
    try:
        plain = [
            cipher.decrypt(number.to_bytes(11, "big") + bytes([number == len(pieces) - 1]), piece, None)
            for number, piece in enumerate(pieces)
        ]
    except InvalidTag:
        raise Bad("object.damaged") from None
    need(bool(plain), "object.damaged")
    return b"".join(plain)


def derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256, 32 bytes."""
    return HKDF(SHA256(), 32, salt, info).derive(key)


def unpadded(text: str) -> bytes:
    """Base64 without its padding."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Bad("object.damaged") from None


def secret_of(identity: str) -> X25519PrivateKey:
    """The key in ``AGE-SECRET-KEY-1...``; its check letters are the last six."""
    bits = 0
    letters = identity.lower().rpartition("1")[2][:-6]
    for letter in letters:
        bits = bits << 5 | BECH32.index(letter)
    return X25519PrivateKey.from_private_bytes((bits >> (5 * len(letters) - 256)).to_bytes(32, "big"))


# --- parity -------------------------------------------------------------------------------------------------------


def repair(data: bytes, parity: bytes) -> bytes | None:
    """The object out of what is left of it, or None."""
    if len(parity) < 9 or parity[:3] != b"PK1":
        return None
    size, (total,) = int.from_bytes(parity[3:5], "big"), struct.unpack_from(">I", parity, 5)
    if not 64 <= size <= 4096 or not total:
        return None
    columns, count = -(-total // (20 * size)), -(-total // size)
    if len(parity) != 9 + 4 * (count + columns) + columns * size:
        return None
    checks = struct.unpack_from(f">{count + columns}I", parity, 9)
    row = parity[9 + 4 * (count + columns) :]
    held = [data[:total].ljust(total, b"\0")[at : at + size] for at in range(0, total, size)]
    bad = [n for n in range(count) if zlib.crc32(held[n]) != checks[n]]
    for n in bad:
        column = n % columns
        spare = row[column * size : (column + 1) * size]
        others = [held[m] for m in range(column, count, columns) if m != n]
        if zlib.crc32(spare) != checks[count + column] or any(m != n and m % columns == column for m in bad):
            return None
        sums = [(spare[i] - sum(o[i] for o in others if i < len(o))) & 255 for i in range(len(held[n]))]
        held[n] = bytes(sums)
        if zlib.crc32(held[n]) != checks[n]:
            return None
    return b"".join(held)
