"""The QR code as a picture: its squares for the printed page, and reading it back from a scan or a photo."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, cast

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops

from core.documents.qr import PREFIX
from core.domain.errors import Invalid

if TYPE_CHECKING:
    from typing_extensions import Buffer

PIXEL_LIMIT: Final = 60_000_000
FILE_LIMIT: Final = 64 * 1024 * 1024
PAGE_LIMIT: Final = 20
RENDER_DPI: Final = 200
_MAX_SIDE_POINTS: Final = 2000
_UPSCALE_LIMIT: Final = 12_000_000
_FORMATS: Final = ("PNG", "JPEG")


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


def read_codes(data: bytes) -> list[str]:
    """Return our QR texts found in a PNG, JPEG or PDF, in page order, each once.

    Raises ``Invalid`` with code ``image.too_big`` or ``image.unreadable``; no code found is an empty list.
    """
    if len(data) > FILE_LIMIT:
        raise Invalid("image.too_big", limit=FILE_LIMIT)
    found: dict[str, None] = {}
    for page in _pages(data):
        found.update(dict.fromkeys(_read_page(page)))
    return list(found)


def _pages(data: bytes) -> Iterator[Image.Image]:
    try:
        yield from _pdf_pages(data) if data[:1024].find(b"%PDF-") >= 0 else [_picture(data)]
    except Invalid:
        raise
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid("image.too_big", limit=PIXEL_LIMIT) from None
    except Exception as error:  # picture decoders fail in many ways; each means that it cannot be read
        raise Invalid("image.unreadable") from error


def _picture(data: bytes) -> Image.Image:
    """Decode one PNG or JPEG; its size is judged by its header, before a pixel is unpacked."""
    picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    if picture.width * picture.height > PIXEL_LIMIT:
        raise Invalid("image.too_big", limit=PIXEL_LIMIT)
    return picture.convert("RGB")


def _pdf_pages(data: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(min(len(document), PAGE_LIMIT)):
            page = document[number]
            if max(page.get_size()) > _MAX_SIDE_POINTS:
                raise Invalid("image.too_big", limit=PIXEL_LIMIT)
            yield page.render(scale=RENDER_DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()


def _read_page(page: Image.Image) -> list[str]:
    """Try the cheap readings first and stop at the first that finds a code of ours."""
    for step in _LADDER:
        found = zxingcpp.read_barcodes(step(page), formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
        texts = [code.text for code in found if code.valid and code.text.startswith(PREFIX)]
        if texts:
            return texts
    return []


def _gray(page: Image.Image) -> Image.Image:
    return page.convert("L")


def _without_ink(page: Image.Image) -> Image.Image:
    """Keep the brightest of the three colours: blue and violet stamp ink turns pale, black stays black."""
    red, green, blue = page.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _doubled(page: Image.Image) -> Image.Image:
    gray = _without_ink(page)
    if gray.width * gray.height > _UPSCALE_LIMIT:
        return gray
    return gray.resize((gray.width * 2, gray.height * 2), Image.Resampling.BICUBIC)


_LADDER: Final[tuple[Callable[[Image.Image], Image.Image], ...]] = (_gray, _without_ink, _doubled)
