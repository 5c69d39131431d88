"""Places of a sealed day: every report comes back whole, every place looks alike, and what is spoiled is passed over."""

from __future__ import annotations

import random

import pytest
import zstandard

from core.crypto.sealing import AgeIdentity, seal_padded
from core.crypto.signing import SigningKey
from core.journal import cbor, slots
from core.journal.entry import Header, read_record, write_entry, write_record
from core.journal.slots import PLAIN_BYTES, SLOT_BYTES, Sealed
from tests.world import dice

GUARD, OTHER = AgeIdentity.generate(), AgeIdentity.generate()
KEY = SigningKey.generate(dice("slots"))
HEADER = Header(b"\1" * 16, 5, b"\2" * 32, 9, b"\3" * 16, "case.opened", 1, {})
ENTROPY = dice("places")


def sealed(size: int, seed: int = 1) -> Sealed:
    """A report with so many bytes of chance in it, which do not compress."""
    content = cbor.encode(random.Random(seed).randbytes(size))
    entry = write_entry(KEY, b"k" * 16, HEADER, {"facts": content}, ENTROPY)
    return Sealed(read_record(write_record(entry)), b"officer", b"ca")


def written(one: Sealed) -> list[bytes]:
    return slots.write_slots(one, GUARD.recipient, ENTROPY)


@pytest.mark.parametrize(("size", "places"), [(10, 1), (PLAIN_BYTES - 1000, 1), (PLAIN_BYTES, 2), (3 * PLAIN_BYTES, 4)])
def test_a_report_fills_as_many_places_as_it_needs_and_comes_back(size: int, places: int) -> None:
    one = sealed(size)
    filled = written(one)
    assert [len(place) for place in filled] == [SLOT_BYTES] * places
    assert slots.read_slots(reversed(filled), [OTHER, GUARD]) == [one]
    assert slots.read_slots(filled, [OTHER]) == []
    assert places == 1 or slots.read_slots(filled[1:], [GUARD]) == []


def test_several_reports_among_empty_and_spoiled_places() -> None:
    one, other = sealed(10), sealed(PLAIN_BYTES, 2)
    empty = slots.empty_slot(ENTROPY)
    assert len(empty) == SLOT_BYTES
    spoiled = bytearray(written(one)[0])
    spoiled[100] ^= 1
    mixed = [empty, bytes(spoiled), *written(one), b"", bytes(SLOT_BYTES), *written(other)]
    found = slots.read_slots(mixed, [GUARD])
    assert sorted(found, key=lambda each: each.entry.digest) == sorted([one, other], key=lambda each: each.entry.digest)


def test_an_empty_place_opens_to_nobody_and_begins_like_a_full_one() -> None:
    lengths = {int.from_bytes(place[:4], "big") for place in (slots.empty_slot(ENTROPY), written(sealed(10))[0])}
    assert all(PLAIN_BYTES < length <= SLOT_BYTES - 4 for length in lengths)
    assert slots.read_slots([slots.empty_slot(ENTROPY)], [GUARD]) == []


def place(plain: bytes, *, length: int | None = None, total: int = SLOT_BYTES) -> bytes:
    """A place as somebody else might fill it."""
    box = seal_padded(plain, [GUARD.recipient], PLAIN_BYTES)
    return ((len(box) if length is None else length).to_bytes(4, "big") + box).ljust(total, b"\0")


def chunk(content: bytes, number: int = 0, count: int = 1) -> bytes:
    return cbor.encode({1: b"n" * 16, 2: number, 3: count, 4: content})


def packed(tree: object) -> bytes:
    return zstandard.ZstdCompressor(write_content_size=True).compress(cbor.encode(tree))


RECORD = [write_record(sealed(10).entry), b"officer", b"ca"]


def test_a_place_of_somebody_else_in_the_form_is_read() -> None:
    assert slots.read_slots([place(chunk(packed(RECORD)))], [GUARD]) == [sealed_of(RECORD)]


def sealed_of(tree: list[bytes]) -> Sealed:
    return Sealed(read_record(tree[0]), tree[1], tree[2])


@pytest.mark.parametrize(
    "odd",
    [
        place(chunk(packed(RECORD)), total=SLOT_BYTES + 1),
        place(chunk(packed(RECORD)), length=SLOT_BYTES - 3),
        place(chunk(packed(RECORD)), length=100),
        place(chunk(packed(RECORD), count=2)),
        place(chunk(packed(RECORD), number=1)),
        place(cbor.encode({1: "text", 2: 0, 3: 1, 4: packed(RECORD)})),
        place(cbor.encode({1: b"n", 2: 0, 3: 1})),
        place(cbor.encode([1])),
        place(b"\xff"),
        place(chunk(packed(RECORD[:2]))),
        place(chunk(packed([1, b"officer", b"ca"]))),
        place(chunk(packed([b"none", b"officer", b"ca"]))),
        place(chunk(b"no zstandard")),
        place(chunk(packed(RECORD)[:-4])),
        place(chunk(zstandard.ZstdCompressor(write_content_size=False).compress(cbor.encode(RECORD)))),
        place(chunk(packed(bytes(slots.CONTENT_LIMIT)))),
    ],
)
def test_an_odd_place_is_passed_over_and_stops_no_other(odd: bytes) -> None:
    good = sealed(10)
    assert slots.read_slots([odd, *written(good)], [GUARD]) == [good]
