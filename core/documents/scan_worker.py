"""The process that looks for our codes on scans, photos and printed pages: strangers' files are decoded here and nowhere else.

It stays for many files, one at a time, and answers one message with one message (``preview_frames``). Before the first it has
bound itself: memory, no file to open or write, no child; the parent bounds the time of every answer and starts it anew.

    open   the file; gives its kind and its number of pages
    codes  the texts of our codes (or of those with another beginning) on one page, by the cheapest reading that finds one
    look   one page as pixels for the eye, smaller
    page   one page as a JPEG
    keep   a PDF of some pages of an open PDF, or of pictures that come along, without anything else of the file
"""

from __future__ import annotations

import importlib
import io
import sys
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from PIL import Image, ImageOps

from core.apart.process import limit_self
from core.documents.code_reading import PIXEL_LIMIT, codes_on, quick_codes_on, warm_up_codes
from core.documents.preview_frames import LENGTH_BYTES, BadFrame, frame, read_head
from core.documents.qr import PREFIX
from core.domain.file_types import PDF, PICTURES, type_by_content

MEMORY_BYTES: Final = 1536 * 1024 * 1024
CPU_SECONDS: Final = 3600
FILE_LIMIT: Final = 256 * 1024 * 1024
PAGE_LIMIT: Final = 5_000
RENDER_DPI: Final = 200
LOOK_EDGE, KEEP_QUALITY = 1200, 88
MAX_SIDE_POINTS: Final = 2000
MODULES: Final = (
    "copy", "PIL.ImageColor", "PIL.ImagePalette", "PIL.JpegImagePlugin", "PIL.MpoImagePlugin", "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin", "PIL.WebPImagePlugin", "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "pypdfium2", "pikepdf",
)  # fmt: skip
"""What is loaded at first use: no file can be opened afterwards."""

Answer = tuple[dict[str, Any], list[bytes]]


class Fault(Exception):
    """Why there is no answer, as the code of a sentence."""


def main() -> None:
    """The worker: bind itself, then answer until standard input ends."""
    _warm_up()
    limit_self(MEMORY_BYTES, CPU_SECONDS, alone=True)
    room = Room()
    for header, blobs in _requests(sys.stdin.buffer):
        try:
            answer, out = room.answer(header, blobs)
        except Exception as error:
            answer, out = {"fault": _fault_of(error)}, []
        sys.stdout.buffer.write(frame(answer, out))
        sys.stdout.buffer.flush()


def _warm_up() -> None:
    for module in MODULES:
        importlib.import_module(module)
    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    spot = Image.new("RGB", (8, 8))
    for name in ("JPEG", "PNG"):
        spot.save(io.BytesIO(), name)
    warm_up_codes(spot)
    _as_pdf([_jpeg(spot, KEEP_QUALITY)])


def _requests(source: BinaryIO) -> Iterator[tuple[dict[str, Any], list[bytes]]]:
    while length := source.read(LENGTH_BYTES):
        header, sizes = read_head(source.read(int.from_bytes(length, "big")))
        if sum(sizes) > FILE_LIMIT:
            raise BadFrame
        yield header, [source.read(size) for size in sizes]


def _fault_of(error: Exception) -> str:
    if isinstance(error, Fault):
        return str(error)
    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
    return "image.too_big" if isinstance(error, bombs) else "image.unreadable"


class Room:
    """One open file at a time."""

    def __init__(self) -> None:
        self._file: _Picture | _Pdf | None = None

    def answer(self, header: dict[str, Any], blobs: Sequence[bytes]) -> Answer:
        """Do one task."""
        task = header.get("task")
        if task == "open":
            self._file = _opened(blobs[0])
            return {"kind": self._file.kind, "pages": self._file.pages}, []
        if task == "bind":
            return {}, [_as_pdf([_as_jpeg(blob) for blob in blobs])]
        file = self._file
        if file is None:
            raise Fault("image.unreadable")
        if task == "codes":
            return {"texts": file.codes(int(header["page"]), str(header.get("prefix", PREFIX)))}, []
        if task == "look":
            page = file.picture(int(header["page"]))
            page.thumbnail((LOOK_EDGE, LOOK_EDGE), Image.Resampling.BILINEAR, reducing_gap=2.0)
            return {"width": page.width, "height": page.height}, [page.tobytes()]
        if task == "page":
            return {}, [_jpeg(file.picture(int(header["page"])), KEEP_QUALITY)]
        if task == "keep":
            return {}, [file.kept([int(page) for page in header["pages"]])]
        raise Fault("image.unreadable")


def _opened(data: bytes) -> _Picture | _Pdf:
    kind = type_by_content(data)
    if kind == PDF:
        return _Pdf(data)
    if kind in PICTURES:
        return _Picture(data, kind)
    raise Fault("image.unreadable")


class _Picture:
    """A scan or photo in a file of its own."""

    pages = 1

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind, self._data = kind, data
        self._open()

    def codes(self, page: int, prefix: str) -> list[str]:
        """A large JPEG is first decoded at half its size: four times less work, and enough at 300 dpi."""
        return _of_jpeg(self._data, prefix) if self.kind == "image/jpeg" else codes_on(self.picture(page), prefix)

    def picture(self, page: int) -> Image.Image:
        """The picture, upright."""
        return ImageOps.exif_transpose(self._open()).convert("RGB")

    def kept(self, pages: Sequence[int]) -> bytes:
        """As a PDF of one page."""
        return _as_pdf([_as_jpeg(self._data)])

    def _open(self) -> Image.Image:
        picture = Image.open(io.BytesIO(self._data), formats=[self.kind.partition("/")[2].upper()])
        if picture.width * picture.height > PIXEL_LIMIT:
            raise Fault("image.too_big")
        return picture


class _Pdf:
    """A PDF: of a scanner, where each page is one JPEG, or of anything else."""

    kind = PDF

    def __init__(self, data: bytes) -> None:
        import pikepdf
        import pypdfium2

        try:
            self._document = pypdfium2.PdfDocument(data)
            self._source = pikepdf.open(io.BytesIO(data))
        except Exception:
            raise Fault("image.unreadable") from None
        self.pages = len(self._document)
        if not 0 < self.pages <= PAGE_LIMIT:
            raise Fault("image.too_big")

    def codes(self, page: int, prefix: str) -> list[str]:
        """The page's own JPEG where it is one: that is six times quicker than to render it."""
        jpeg = self._jpeg(page)
        return (_of_jpeg(jpeg, prefix) if jpeg is not None else []) or codes_on(self.picture(page), prefix)

    def picture(self, page: int) -> Image.Image:
        """The page as rendered."""
        shown = self._document[page]
        if not 0 < max(shown.get_size()) <= MAX_SIDE_POINTS:
            raise Fault("image.too_big")
        picture: Image.Image = shown.render(scale=RENDER_DPI / 72, rev_byteorder=True).to_pil()
        return picture.convert("RGB")

    def kept(self, pages: Sequence[int]) -> bytes:
        """A new PDF with these pages and nothing else of the document: no script, no attachment, no other person's page."""
        import pikepdf

        sink = io.BytesIO()
        with pikepdf.new() as fresh:
            for page in pages:
                fresh.pages.append(self._source.pages[page])
            for copy in fresh.pages:
                for key in ("/AA", "/Annots", "/Metadata", "/PieceInfo"):
                    if key in copy:
                        del copy[key]
            fresh.save(sink)
        return sink.getvalue()

    def _jpeg(self, page: int) -> bytes | None:
        try:
            images = list(self._source.pages[page].images.values())
            if len(images) == 1 and images[0].get("/Filter") == "/DCTDecode":
                return bytes(images[0].read_raw_bytes())
        except Exception:
            return None
        return None


def _of_jpeg(data: bytes, prefix: str) -> list[str]:
    quick = Image.open(io.BytesIO(data), formats=["JPEG"])
    if quick.width * quick.height > PIXEL_LIMIT:
        raise Fault("image.too_big")
    if min(quick.size) >= 1200:
        quick.draft("L", (quick.width // 2, quick.height // 2))
        found = quick_codes_on(quick.convert("L"), prefix)
        if found:
            return found
    whole = Image.open(io.BytesIO(data), formats=["JPEG"])
    return codes_on(whole.convert("RGB"), prefix)


def _as_jpeg(data: bytes) -> bytes:
    """A picture's JPEG as it is, anything else encoded."""
    kind = type_by_content(data)
    if kind == "image/jpeg":
        return data
    if kind not in PICTURES:
        raise Fault("image.unreadable")
    return _jpeg(_Picture(data, kind).picture(0), KEEP_QUALITY)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=quality)
    return sink.getvalue()


def _as_pdf(jpegs: Sequence[bytes]) -> bytes:
    """One page a picture, A4 wide, the JPEG's own bytes inside."""
    import pikepdf

    sink = io.BytesIO()
    with pikepdf.new() as fresh:
        for jpeg in jpegs:
            picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
            width, height = 595.0, 595.0 * picture.height / picture.width
            image = fresh.make_stream(
                jpeg,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=picture.width,
                Height=picture.height,
                BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB,
                Filter=pikepdf.Name.DCTDecode,
            )
            page = fresh.add_blank_page(page_size=(width, height))
            name = page.add_resource(image, pikepdf.Name.XObject)
            page.contents_add(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm {name} Do Q".encode())
        fresh.save(sink)
    return sink.getvalue()
