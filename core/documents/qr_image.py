"""The QR code as squares for the printed page; reading it back is the matter of ``code_reading``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer

_BITS: Final = bytes.maketrans(b"\x00\xff", b"10")


@dataclass(frozen=True)
class Squares:
    """Modules on a side (quiet zone not counted), and rows of bits from the top as hex: 1 is dark, rows are whole bytes."""

    side: int
    rows: str


def squares(text: str) -> Squares:
    """The squares of a text at error correction level Q, which survives most office stamps; level M survives none of them."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture = barcode.to_image(scale=1, add_quiet_zones=False)
    side = int(picture.shape[0])
    bits = bytes(memoryview(cast("Buffer", picture))).translate(_BITS)
    pad, digits = -side % 8, (side + 7) // 8 * 2
    lines = (int(bits[at : at + side], 2) << pad for at in range(0, side * side, side))
    return Squares(side, "".join([f"{line:0{digits}X}" for line in lines]))
