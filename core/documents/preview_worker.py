"""The process that looks into one file: pictures and PDFs of strangers are decoded here and nowhere else.

It gets one message with the file on standard input, gives one message on standard output, and ends. Before it decodes a
byte it has bound itself: memory, time, no file to open or write, no child. What it says is checked by
``preview_apart``; the program never sees more of the file than pixels and a few short texts.
"""

from __future__ import annotations

import codecs
import importlib
import io
import sys
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from PIL import Image, ImageOps

from core.apart.process import limit_self
from core.documents.preview_claims import pdf_claims, picture_claims
from core.documents.preview_frames import LENGTH_BYTES, BadFrame, frame, read_head
from core.domain.file_types import PDF, PICTURES, type_by_content

MEMORY_BYTES: Final = 1024 * 1024 * 1024
SECONDS: Final = 20
MAX_PIXELS: Final = 50_000_000
FILE_LIMIT: Final = 128 * 1024 * 1024
THUMB_EDGE, PAGE_EDGE, MAX_PAGES = 160, 1600, 3
QUALITY, COPY_QUALITY = 82, 92
FORMATS: Final = {kind: kind.partition("/")[2].upper() for kind in PICTURES}
"""Pillow's name of a type. Only the decoder that the first bytes ask for is tried, whatever else a file also is."""

ALWAYS: Final = (
    "copy", "PIL.ImageColor", "PIL.ImagePalette",
    "PIL.JpegImagePlugin", "PIL.MpoImagePlugin", "PIL.PngImagePlugin", "PIL.TiffImagePlugin",
)  # fmt: skip
"""What Pillow imports in the middle of its work."""

MODULES: Final = {
    "image/webp": "PIL.WebPImagePlugin",
    "image/gif": "PIL.GifImagePlugin",
    "image/bmp": "PIL.BmpImagePlugin",
    PDF: "pypdfium2",
}
CODECS: Final = ("utf-16-le", "utf-16-be", "latin-1", "ascii", "cp1252")

Answer = tuple[dict[str, Any], list[bytes]]


class Fault(Exception):
    """Why there is nothing to show, as the code of a sentence."""


def main() -> None:
    """The worker: take one request, bind itself, give one answer."""
    header, data = request(sys.stdin.buffer)
    warm_up(type_by_content(data))
    limit_self(MEMORY_BYTES, SECONDS, alone=True)
    try:
        answer, blobs = TASKS[str(header.get("task"))](data)
    except Exception as error:
        answer, blobs = {"fault": _fault_of(error)}, []
    sys.stdout.buffer.write(frame(answer, blobs))
    sys.stdout.buffer.flush()


def warm_up(kind: str) -> None:
    """Bring in everything that is loaded at first use, for no file can be opened afterwards."""
    for module in (*ALWAYS, *([MODULES[kind]] if kind in MODULES else [])):
        importlib.import_module(module)
    for codec in CODECS:
        codecs.lookup(codec)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    spot = Image.new("RGB", (2, 2))
    for name in ("JPEG", "PNG"):
        spot.save(io.BytesIO(), name)


def request(source: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The one message with its file; raises ``BadFrame``."""
    length = int.from_bytes(source.read(LENGTH_BYTES), "big")
    header, sizes = read_head(source.read(length))
    if len(sizes) != 1 or sizes[0] > FILE_LIMIT:
        raise BadFrame
    data = source.read(sizes[0])
    if len(data) != sizes[0]:
        raise BadFrame
    return header, data


def _fault_of(error: Exception) -> str:
    if isinstance(error, Fault):
        return str(error)
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return "preview.bomb"
    return "preview.bomb" if isinstance(error, MemoryError) else "preview.unreadable"


def look(data: bytes) -> Answer:
    """Type, size, claims, texts, a thumbnail as pixels, and pages as JPEG."""
    kind = type_by_content(data)
    if kind == PDF:
        return _look_at_pdf(data)
    if kind not in PICTURES:
        raise Fault("preview.none")
    picture = _open(data)
    width, height = picture.size
    claims, texts = picture_claims(picture)
    if picture.format == "JPEG":
        # A JPEG is decoded at half, a quarter or an eighth of its size where that is enough.
        share = PAGE_EDGE / max(width, height)
        picture.draft("RGB", (round(width * share), round(height * share)))
    page = _upright(picture)
    page.thumbnail((PAGE_EDGE, PAGE_EDGE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    size = (height, width) if picture.getexif().get(0x0112, 1) in (5, 6, 7, 8) else (width, height)
    return _looked(kind, size, 1, claims, texts, [page])


def _look_at_pdf(data: bytes) -> Answer:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Fault("preview.locked" if "assword" in str(error) else "preview.unreadable") from None
    count = len(document)
    if not count:
        raise Fault("preview.unreadable")
    pages = [_pdf_page(document[number]) for number in range(min(count, MAX_PAGES))]
    claims, texts = pdf_claims(document.get_metadata_dict())
    return _looked(PDF, pages[0].size, count, claims, texts, pages)


def _pdf_page(page: Any) -> Image.Image:
    longest = max(page.get_width(), page.get_height())
    if not 0 < longest < 1_000_000:
        raise Fault("preview.unreadable")
    bitmap = page.render(scale=PAGE_EDGE / longest, rev_byteorder=True)
    picture: Image.Image = bitmap.to_pil()
    return picture.convert("RGB")


def _looked(
    kind: str, size: tuple[int, int], count: int, claims: dict[str, Any], texts: list[list[str]], pages: list[Image.Image]
) -> Answer:
    thumb = pages[0].copy()
    thumb.thumbnail((THUMB_EDGE, THUMB_EDGE))
    answer = {
        "media_type": kind,
        "width": size[0],
        "height": size[1],
        "pages": count,
        "claims": claims,
        "texts": texts,
        "thumb_width": thumb.width,
        "thumb_height": thumb.height,
    }
    return answer, [thumb.tobytes(), *(_encoded(page, "JPEG", QUALITY) for page in pages)]


def pixels(data: bytes) -> Answer:
    """The pixels of a page that :func:`look` made."""
    picture = _open(data).convert("RGB")
    return {"width": picture.width, "height": picture.height}, [picture.tobytes()]


def copy(data: bytes) -> Answer:
    """A picture with the same pixels and nothing else: they are painted into a new image, which is encoded anew."""
    if type_by_content(data) not in PICTURES:
        raise Fault("evidence.no_clean_copy")
    picture = _open(data)
    lossless = picture.format in ("PNG", "GIF", "BMP")
    mode = "RGBA" if _has_alpha(picture) else "RGB"
    upright = ImageOps.exif_transpose(picture).convert(mode)
    fresh = Image.new(mode, upright.size)
    fresh.paste(upright)
    name = "PNG" if lossless or mode == "RGBA" else "JPEG"
    return {"media_type": f"image/{name.lower()}"}, [_encoded(fresh, name, COPY_QUALITY)]


def _open(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=[FORMATS[type_by_content(data)]])
    if picture.width * picture.height > MAX_PIXELS:
        raise Fault("preview.bomb")
    return picture


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _upright(picture: Image.Image) -> Image.Image:
    """As it is to be looked at, transparent parts on white."""
    return on_white(ImageOps.exif_transpose(picture))


def on_white(picture: Image.Image) -> Image.Image:
    """Without transparency."""
    if not _has_alpha(picture):
        return picture.convert("RGB")
    colours = picture.convert("RGBA")
    white = Image.new("RGBA", colours.size, (255, 255, 255, 255))
    white.alpha_composite(colours)
    return white.convert("RGB")


def _encoded(picture: Image.Image, name: str, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, name, quality=quality)
    return target.getvalue()


TASKS: Final[dict[str, Callable[[bytes], Answer]]] = {"look": look, "pixels": pixels, "copy": copy}
