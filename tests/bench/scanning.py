"""Pacts printed and scanned in simulation: how many codes are read, by us and by zbar, and how long a page takes.

Everything is fixed by seeds. Pages go through the limited process as JPEG files, as in ``pact scan``.
"""

from __future__ import annotations

import io
import random
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from core.documents.scan_apart import PageReader
from tests.bench.figures import Figure, seconds, spread
from tests.unit.documents import world

PAPERS, RUNS = 4, 5
RESOLUTIONS: Final = (100, 150, 200, 300)
Page = Image.Image
Spot = tuple[int, int, int, int]
"""Where the code lies on the page: left, top, right, bottom."""


# --- what happens to paper -------------------------------------------------------------------------------------------


def turned(angle: float) -> Callable[[Page, Spot], Page]:
    """Laid askew on the glass."""
    return lambda page, _: page.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def blurred(page: Page, _: Spot) -> Page:
    """Out of focus by half the width of a square of the code."""
    return page.filter(ImageFilter.GaussianBlur(page.width / 8.27 / 125))


def grainy(page: Page, _: Spot) -> Page:
    """The noise of a cheap sensor."""
    return _grain(page, 90)


def pressed(page: Page, _: Spot) -> Page:
    """Squeezed hard by the scanner's program."""
    return _jpeg(page, 18)


def office(page: Page, spot: Spot) -> Page:
    """What an office scanner does every day: askew, a little soft, a little noise."""
    soft = turned(-1.5)(page, spot).filter(ImageFilter.GaussianBlur(page.width / 8.27 / 250))
    return _jpeg(_grain(soft, 30), 60)


def faint(page: Page, _: Spot) -> Page:
    """The toner is nearly gone."""
    return page.point(lambda value: 165 + value * 90 // 255)


def stamped(colour: tuple[int, int, int], across: float = 0.0) -> Callable[[Page, Spot], Page]:
    """A round stamp on the code, its middle moved by ``across`` of the code's width."""

    def press(page: Page, spot: Spot) -> Page:
        left, top, right, bottom = spot
        side = right - left
        middle = (left + right) / 2 + across * side, (top + bottom) / 2
        ink = Image.new("RGB", page.size, "white")
        pen = ImageDraw.Draw(ink)
        for radius in (0.3, 0.56, 0.6):
            reach = radius * side
            box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
            pen.ellipse(box, outline=colour, width=max(1, side // 38))
        pen.line((middle[0] - 0.4 * side, middle[1], middle[0] + 0.4 * side, middle[1]), fill=colour, width=max(1, side // 25))
        return ImageChops.multiply(page, ink)

    return press


def signed(page: Page, spot: Spot) -> Page:
    """A signature in black ink that runs into the code."""
    left, _, right, bottom = spot
    side, copy = right - left, page.copy()
    points = [(left - 0.4 * side, bottom - 0.2 * side), (left + 0.3 * side, bottom - 0.45 * side)]
    points += [(left + 0.25 * side, bottom - 0.3 * side), (left + 0.45 * side, bottom - 0.55 * side)]
    ImageDraw.Draw(copy).line(points, fill=(20, 20, 30), width=max(1, side // 30))
    return copy


def photo(page: Page, spot: Spot) -> Page:
    """A telephone from the side, light from one corner."""
    tilted = _tilted(page)
    light = Image.linear_gradient("L").resize(tilted.size).point(lambda value: 120 + value * 135 // 255)
    return _jpeg(ImageChops.multiply(tilted, Image.merge("RGB", (light, light, light))), 70)


def night(page: Page, spot: Spot) -> Page:
    """The same under a lamp: dark, yellow, grainy, not quite in focus."""
    dark = ImageEnhance.Brightness(photo(page, spot)).enhance(0.35)
    red, green, blue = dark.split()
    warm = Image.merge("RGB", (red, green.point(lambda value: value * 85 // 100), blue.point(lambda value: value * 55 // 100)))
    return _jpeg(_grain(warm.filter(ImageFilter.GaussianBlur(page.width / 8.27 / 250)), 40), 60)


def _tilted(page: Page) -> Page:
    width, height = page.size
    corners = (
        -0.05 * width,
        -0.03 * height,
        -0.01 * width,
        1.04 * height,
        1.06 * width,
        1.01 * height,
        1.03 * width,
        0.02 * height,
    )
    return page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(90, 80, 70))


def _grain(page: Page, width: int) -> Page:
    """Even noise of this width around each value, the same in every run."""
    raw = random.Random(page.width).randbytes(page.width * page.height)
    grain = Image.frombytes("L", page.size, raw).point(lambda value: 128 + (value - 128) * width // 256)
    return Image.merge("RGB", [ImageChops.add(band, grain, offset=-128) for band in page.split()])


def _jpeg(page: Page, quality: int) -> Page:
    return Image.open(io.BytesIO(_bytes(page, quality))).convert("RGB")


EASY: Final[dict[str, Callable[[Page, Spot], Page]]] = {
    "clean": lambda page, _: page,
    "askew by 2 degrees": turned(2),
    "askew by 7 degrees": turned(7),
    "upside down": turned(180),
    "on its side": turned(90),
    "office scanner": office,
}
HARD: Final[dict[str, Callable[[Page, Spot], Page]]] = {
    "out of focus": blurred,
    "noise": grainy,
    "JPEG of quality 18": pressed,
    "faint toner": faint,
    "blue stamp on it": stamped((50, 60, 210)),
    "violet stamp on it": stamped((110, 50, 170)),
    "black stamp over its edge": stamped((40, 40, 45), 0.9),
    "signature into it": signed,
    "photo": photo,
    "photo at night": night,
}


# --- measuring -------------------------------------------------------------------------------------------------------


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Rates by resolution, then the time of a page of 300 dpi."""
    papers = list(_papers(1 if small else PAPERS))
    zbar = shutil.which("zbarimg")
    with PageReader() as reader:
        for dpi in (150, 300) if small else RESOLUTIONS:
            for name, ways in (("usual scans", EASY), ("hard ones", HARD)):
                yield _rate(reader, papers, dpi, f"{name} of {dpi} dpi read", ways, zbar, folder)
        scan = _bytes(office(*_page(papers[0][0], 300)), 80)
        yield _time(reader, scan)
        yield _pile(reader, scan)


def _rate(
    reader: PageReader, papers: list[tuple[bytes, str]], dpi: int, name: str,
    ways: dict[str, Callable[[Page, Spot], Page]], zbar: str | None, folder: Path,
) -> Figure:  # fmt: skip
    ours, theirs, missed = 0, 0, []
    for pdf, text in papers:
        page, spot = _page(pdf, dpi)
        for way, spoil in ways.items():
            scan = _bytes(spoil(page, spot), 80)
            reader.open(scan)
            found = reader.codes(0) == [text]
            ours += found
            missed += [] if found else [way]
            theirs += zbar is not None and _by_zbar(zbar, scan, folder) == text
    whole = len(papers) * len(ways)
    note = f"{whole} pages" + (f"; missed: {_counted(missed)}" if missed else "")
    note += f"; zbar {100 * theirs / whole:.0f} %" if zbar else ""
    aim = "" if dpi == min(RESOLUTIONS) else ">= 95 %" if ways is HARD else "100 %"
    return Figure(name, 100 * ours / whole, aim=aim, unit="%", note=note)


def _time(reader: PageReader, scan: bytes) -> Figure:

    def ours() -> None:
        reader.open(scan)
        reader.codes(0)

    here, reference = [], []
    for _ in range(RUNS * 3):
        here.append(seconds(ours))
        reference.append(seconds(lambda: _gray(scan)))
    aim, name = "<= 1.0x, at most 2x", "finding the code on a scan of 300 dpi, against its gray JPEG decoded"
    return Figure(name, statistics.median(here), statistics.median(reference), aim, spread(reference))


def _pile(reader: PageReader, scan: bytes) -> Figure:
    """A scanner's PDF of eight such pages, a page."""
    first = reader.bind([scan] * 8)
    opened = reader.open(first)

    def ours() -> None:
        for page in range(opened.pages):
            reader.codes(page)

    here = [seconds(ours) / opened.pages for _ in range(RUNS)]
    reference = [seconds(lambda: _gray(scan)) for _ in range(RUNS)]
    aim, name = "<= 1.0x, at most 2x", "the same, a page of a scanner's PDF"
    return Figure(name, statistics.median(here), statistics.median(reference), aim, spread(reference))


def _papers(count: int) -> Iterator[tuple[bytes, str]]:
    """Pacts whose codes are as large as codes may be."""
    with world.press() as press:
        for at in range(count):
            person = replace(world.PERSON, name=f"{'ABCD'[at]}bdurrahman Wirahadikusumah Djojohadikoesoemo")
            made = press.issue(person, f"{at + 1:03}/PKT/K0413.7QK/II/2024", at.to_bytes(16, "big"), world.ISSUED)
            yield made.pdf, made.qr_text


def _page(pdf: bytes, dpi: int) -> tuple[Page, Spot]:
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    fine = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    (code,) = zxingcpp.read_barcodes(fine, formats=zxingcpp.BarcodeFormat.QRCode)
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = [point.x * dpi // 200 for point in points], [point.y * dpi // 200 for point in points]
    return page, (min(across), min(down), max(across), max(down))


def _bytes(page: Page, quality: int) -> bytes:
    sink = io.BytesIO()
    page.save(sink, "JPEG", quality=quality)
    return sink.getvalue()


def _gray(scan: bytes) -> None:
    picture = Image.open(io.BytesIO(scan))
    picture.draft("L", picture.size)
    picture.load()


def _by_zbar(zbar: str, scan: bytes, folder: Path) -> str:
    path = folder / "scan.jpg"
    path.write_bytes(scan)
    command = [zbar, "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace").removesuffix("\n")


def _counted(words: list[str]) -> str:
    return ", ".join(f"{word} {words.count(word)}" for word in dict.fromkeys(words))
