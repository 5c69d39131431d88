"""Places of a day's sealed entry: written so that a place with a report and an empty one cannot be told apart (D14).

A place is four bytes of length, an age file, and chance up to :data:`SLOT_BYTES`. A report is its whole record with the
officer's certificates, compressed, cut into chunks of one length; an empty place is the same to a recipient that
nobody holds. age files carry filler of chance, so their own length tells nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import zstandard

from core.crypto.sealing import AgeIdentity, open_padded, seal_padded
from core.domain.errors import Untrusted
from core.journal import cbor
from core.journal.entry import RECORD_LIMIT, Entry, read_record, write_record

SLOT_BYTES = 16 * 1024
PLAIN_BYTES = 15_000
CHUNK_BYTES = PLAIN_BYTES - 64
ID_BYTES = 16
LEVEL = 12
CONTENT_LIMIT = RECORD_LIMIT + 16 * 1024


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was found in places: a report's entry and the certificates of the officer who signed it, DER, unproved yet."""

    entry: Entry
    officer_certificate: bytes
    ca_certificate: bytes


def write_slots(sealed: Sealed, recipient: str, entropy: Callable[[int], bytes]) -> list[bytes]:
    """The places that a report fills."""
    content = cbor.encode([write_record(sealed.entry), sealed.officer_certificate, sealed.ca_certificate])
    packed = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True).compress(content)
    name = entropy(ID_BYTES)
    chunks = [packed[at : at + CHUNK_BYTES] for at in range(0, len(packed), CHUNK_BYTES)]
    return [
        _place(cbor.encode({1: name, 2: number, 3: len(chunks), 4: chunk}), recipient, entropy)
        for number, chunk in enumerate(chunks)
    ]


def empty_slot(entropy: Callable[[int], bytes]) -> bytes:
    """A place that holds nothing, to a recipient whose identity is thrown away."""
    return _place(b"", AgeIdentity.generate().recipient, entropy)


def _place(plain: bytes, recipient: str, entropy: Callable[[int], bytes]) -> bytes:
    box = seal_padded(plain, [recipient], PLAIN_BYTES)
    room = SLOT_BYTES - 4 - len(box)
    if room < 0:
        raise ValueError("a place holds one block and its header")
    return len(box).to_bytes(4, "big") + box + entropy(room)


def read_slots(slots: Iterable[bytes], identities: Sequence[AgeIdentity]) -> list[Sealed]:
    """Reports that these identities open; places for others, empty or spoiled ones are passed over."""
    found: dict[bytes, dict[int, bytes]] = {}
    totals: dict[bytes, int] = {}
    for slot in slots:
        chunk = _open(slot, identities)
        if chunk is not None:
            name, number, total, data = chunk
            found.setdefault(name, {})[number] = data
            totals[name] = total
    whole = (
        b"".join(parts[number] for number in sorted(parts))
        for name, parts in found.items()
        if sorted(parts) == list(range(totals[name]))
    )
    return [sealed for packed in whole if (sealed := _unpack(packed)) is not None]


def _open(slot: bytes, identities: Sequence[AgeIdentity]) -> tuple[bytes, int, int, bytes] | None:
    length = int.from_bytes(slot[:4], "big")
    if len(slot) != SLOT_BYTES or length > SLOT_BYTES - 4:
        return None
    try:
        plain = open_padded(slot[4 : 4 + length], identities)
        tree = {} if not plain else cbor.decode_map(plain, PLAIN_BYTES)
    except Untrusted:
        return None
    match tree:
        case {1: bytes(name), 2: int(number), 3: int(total), 4: bytes(data)}:
            return name, number, total, data
    return None


def _unpack(packed: bytes) -> Sealed | None:
    try:
        size = zstandard.frame_content_size(packed)
        if not 0 < size <= CONTENT_LIMIT:
            return None
        content = zstandard.ZstdDecompressor().decompress(packed, max_output_size=CONTENT_LIMIT)
        match cbor.decode(content, CONTENT_LIMIT):
            case [bytes(record), bytes(officer), bytes(ca)]:
                return Sealed(read_record(record), officer, ca)
    except (Untrusted, zstandard.ZstdError):
        return None
    return None
