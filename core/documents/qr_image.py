"""The QR code as squares for the printed page; reading it back is the matter of ``code_reading``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer


def squares(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Return the modules on a side (quiet zone not counted) and the dark runs as (column, row, length).

    Row 0 is the top row. Error correction level Q survives most office stamps, level M none of them.
    """
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture = barcode.to_image(scale=1, add_quiet_zones=False)
    side = int(picture.shape[0])
    pixels = bytes(memoryview(cast("Buffer", picture)))
    return side, [run for row in range(side) for run in _runs(pixels[row * side : (row + 1) * side], row)]


def _runs(line: bytes, row: int) -> Iterator[tuple[int, int, int]]:
    start = None
    for column, pixel in enumerate(line + b"\xff"):
        if pixel == 0 and start is None:
            start = column
        elif pixel != 0 and start is not None:
            yield start, row, column - start
            start = None
