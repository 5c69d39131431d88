"""Parity against rot on sticks: a twentieth more, and what rots within it is repaired.

An object is laid out as twenty rows of the same length; the parity row is their sum, each byte modulo 256, so that in each
column one damaged block can be made good again. Blocks are told good or bad by a check value each. A burst of damage that is no
longer than a row (5 % of the object) touches no column twice. Nothing here is believed: the repaired bytes must still open,
or have the digest that a signed entry names.

    parity file = "PK1" | block size u16 | object size u32 | check values u32 each: object's blocks, parity's blocks | parity row
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

ROWS: Final = 20
MAGIC: Final = b"PK1"
SMALLEST_BLOCK, LARGEST_BLOCK = 64, 4096
LIMIT: Final = 2 * 1024 * 1024
"""No parity file is longer: that of 16 MiB has about 0.9 MiB."""
_HEAD: Final = struct.Struct(">3sHI")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in bytes of an object, a block and a row (a whole number of blocks)."""

    size: int
    block: int
    row: int

    @property
    def columns(self) -> int:
        return self.row // self.block

    @property
    def blocks(self) -> int:
        return -(-self.size // self.block)


def write_parity(data: bytes) -> bytes:
    """The parity file of an object of 1 byte to 32 MiB."""
    layout = _layout(len(data), _block(len(data)))
    view = memoryview(data)
    row = _sum([view[at : at + layout.row] for at in range(0, len(data), layout.row)], layout.row)
    checks = [*_checks(data, layout.block), *_checks(row, layout.block)]
    return _HEAD.pack(MAGIC, layout.block, layout.size) + struct.pack(f">{len(checks)}I", *checks) + row


def repair(data: bytes, parity: bytes) -> bytes | None:
    """The object as it was, or None when more is gone than the parity can give back, or the parity itself is no good.

    ``data`` may be cut short; what is missing counts as damaged.
    """
    opened = _open(parity)
    if opened is None:
        return None
    layout, checks, parity_checks, row = opened
    held = data[: layout.size].ljust(layout.size, bytes(1))
    bad = [number for number, check in enumerate(_checks(held, layout.block)) if check != checks[number]]
    spoiled = {column for column, check in enumerate(_checks(row, layout.block)) if check != parity_checks[column]}
    columns = [number % layout.columns for number in bad]
    if len(set(columns)) < len(columns) or spoiled & set(columns):
        return None
    mended = bytearray(held)
    for number in bad:
        at = number * layout.block
        block = _made_good(held, row, layout, number)
        mended[at : at + len(block)] = block
    fine = all(check == checks[number] for number, check in enumerate(_checks(bytes(mended), layout.block)))
    return bytes(mended) if fine else None


def _made_good(held: bytes, row: bytes, layout: _Layout, number: int) -> bytes:
    """A block out of the others in its column and the parity's."""
    column = number % layout.columns
    others = [other for other in range(column, layout.blocks, layout.columns) if other != number]
    parts = [memoryview(held)[other * layout.block : (other + 1) * layout.block] for other in others]
    size = min(layout.block, layout.size - number * layout.block)
    return _sum(parts, layout.block, row[column * layout.block : (column + 1) * layout.block])[:size]


def _open(parity: bytes) -> tuple[_Layout, tuple[int, ...], tuple[int, ...], bytes] | None:
    if len(parity) < _HEAD.size or len(parity) > LIMIT:
        return None
    magic, block, size = _HEAD.unpack_from(parity)
    if magic != MAGIC or not SMALLEST_BLOCK <= block <= LARGEST_BLOCK or not 0 < size <= ROWS * LIMIT:
        return None
    layout = _layout(size, block)
    count = layout.blocks + layout.columns
    start = _HEAD.size + 4 * count
    if len(parity) != start + layout.row:
        return None
    checks = struct.unpack_from(f">{count}I", parity, _HEAD.size)
    return layout, checks[: layout.blocks], checks[layout.blocks :], parity[start:]


def _layout(size: int, block: int) -> _Layout:
    columns = -(-size // (ROWS * block))
    return _Layout(size, block, columns * block)


def _block(size: int) -> int:
    """Small objects have small blocks, so that their parity too is about a twentieth."""
    block = SMALLEST_BLOCK
    while block < LARGEST_BLOCK and block * ROWS * 8 < size:
        block *= 2
    return block


def _checks(data: bytes, block: int) -> list[int]:
    view = memoryview(data)
    return [crc32(view[at : at + block]) for at in range(0, len(data), block)]


def _sum(parts: Sequence[memoryview], size: int, minus_from: bytes | None = None) -> bytes:
    """The sum of rows modulo 256, or that subtracted from another; shorter ones count as if zeros followed."""
    # As fast as memory where whole numbers of Python took twenty times as long; loaded when a stick is at hand.
    from PIL import Image, ImageChops

    def picture(part: bytes | memoryview) -> Image.Image:
        # Looked at where it lies: copying the rows took twenty times as long as adding them.
        full: Any = part if len(part) == size else bytes(part).ljust(size, bytes(1))
        return Image.frombuffer("L", (SMALLEST_BLOCK, size // SMALLEST_BLOCK), full, "raw", "L", 0, 1)

    whole = picture(b"")
    for part in parts:
        whole = ImageChops.add_modulo(whole, picture(part))
    return (whole if minus_from is None else ImageChops.subtract_modulo(picture(minus_from), whole)).tobytes()
