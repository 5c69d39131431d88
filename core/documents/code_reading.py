"""Finding our QR codes on the picture of a page, whatever its turn, by a ladder of readings from cheap to thorough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from core.documents.qr import PREFIX

PIXEL_LIMIT: Final = 60_000_000
UPSCALE_LIMIT: Final = 6_000_000
"""Pixels up to which a page is doubled; a scan of 300 dpi has more, and gains nothing by it."""
INK: Final = 10, 60
"""Darker than the first is toner, brighter than the second is a stamp, a pen or paper."""
_FORMATS: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def quick_codes_on(gray: Image.Image, prefix: str = PREFIX) -> list[str]:
    """Texts of our codes on a gray page, by one reading; ``prefix`` is what they begin with."""
    found = zxingcpp.read_barcodes(gray, formats=_FORMATS)
    return list(dict.fromkeys(code.text for code in found if code.valid and code.text.startswith(prefix)))


def codes_on(page: Image.Image, prefix: str = PREFIX) -> list[str]:
    """Texts of our codes on a colour page; each step is tried only where those before found none."""
    for step in LADDER:
        found = quick_codes_on(step(page), prefix)
        if found:
            return found
    return []


def warm_up_codes(spot: Image.Image) -> None:
    """Load whatever the first reading would load."""
    codes_on(spot)


def gray_of(page: Image.Image) -> Image.Image:
    """Plain gray."""
    return page.convert("L")


def without_ink(page: Image.Image) -> Image.Image:
    """The brightest of the three colours: blue and violet stamp ink turns pale, black stays black."""
    red, green, blue = page.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def smoothed(page: Image.Image) -> Image.Image:
    """Without ink and without the grain of a bad copy."""
    return without_ink(page).filter(ImageFilter.GaussianBlur(1.1))


def doubled(page: Image.Image) -> Image.Image:
    """Twice as large, for a scan of 100 dpi or a photo from far away."""
    gray = without_ink(page)
    if gray.width * gray.height > UPSCALE_LIMIT:
        return gray
    return gray.resize((gray.width * 2, gray.height * 2), Image.Resampling.BICUBIC)


def sharpened(page: Image.Image) -> Image.Image:
    """Twice as large and with hard edges, for what was out of focus."""
    return doubled(page).filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=2))


def darkest(page: Image.Image) -> Image.Image:
    """Twice as large, and only what is as dark as toner: a black stamp is ink and a little brighter."""
    return _toner(doubled(page))


def sharp_darkest(page: Image.Image) -> Image.Image:
    """The same with hard edges, for a stamp on a scan of 150 dpi."""
    return _toner(sharpened(page))


def _toner(gray: Image.Image) -> Image.Image:
    low, high = INK
    return gray.point([max(0, min(255, (value - low) * 255 // (high - low))) for value in range(256)])


def hardened(page: Image.Image) -> Image.Image:
    """With very hard edges as it is, for a large scan that was far out of focus."""
    return without_ink(page).filter(ImageFilter.UnsharpMask(radius=3, percent=500, threshold=0))


def stretched(page: Image.Image) -> Image.Image:
    """With the darkest and the brightest drawn apart, for a photo at night."""
    return ImageOps.autocontrast(smoothed(page), cutoff=2)


LADDER: Final[tuple[Callable[[Image.Image], Image.Image], ...]] = (
    gray_of,
    without_ink,
    smoothed,
    doubled,
    sharpened,
    darkest,
    sharp_darkest,
    hardened,
    stretched,
)
