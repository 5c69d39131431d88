"""Charts against pictures that a person has looked at, with tolerance; and what grey print leaves of their patterns.

``POSKO_CHARTS=write`` writes the pictures anew: look at them before they are kept.
"""

from __future__ import annotations

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ui.figures import Figure, Form
from ui.gui.charts.look import PATTERNS, ChartLook
from ui.gui.charts.pictures import png
from ui.gui.theme import Theme

FOLDER = Path(__file__).with_name("charts")
WIDTH = 350
TOLERANCE = 3.0
"""Mean difference of a grey pixel, of 255: other rasters of letters stay far below, another bar goes far beyond."""
KINDS = ("Pengaduan", "Informasi awal", "Peringatan dini", "NIHIL")
PLACES = ("Kab. Bangka", "Kab. Belitung", "Kota Pangkalpinang")
COUNTS = ((12, 30, 5, 20), (0, 8, 25, 60), (40, 2, 9, 11))
HEAT = ((12, None, 5, 20), (None, None, 0, 60), (40, 2, 9, 11))
FIGURES: dict[str, tuple[Form, Figure]] = {
    "bars": ("bars", Figure("Laporan menurut jenis", KINDS, (), ((12,), (40,), (3,), (100,)), "155 laporan", "")),
    "stacked": ("stacked", Figure("Menurut kabupaten dan jenis", PLACES, KINDS, COUNTS, "222 laporan", "")),
    "lines": ("lines", Figure("Menurut bulan dan jenis", ("Jan 2024", "Feb 2024", "Mar 2024"), KINDS, COUNTS, "222 laporan", "")),
    "pairs": ("pairs", Figure("Dua masa", PLACES, ("2023", "2024"), ((12, 30), (0, None), (40, 2)), "84 laporan", "")),
    "heat": ("heat", Figure("Menurut kecamatan", PLACES, KINDS, HEAT, "222 laporan", "3 angka tidak disajikan")),
}


def small(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data)).convert("RGB")
    return image.resize((WIDTH, image.height * WIDTH // image.width), Image.Resampling.BOX)


def distance(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return cast("float", ImageStat.Stat(ImageChops.difference(one, other).convert("L")).mean[0])


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_looks_as_it_was_seen(qapp: object, name: str, palette: str) -> None:
    form, figure = FIGURES[name]
    drawn, kept = small(png(figure, form, palette)), FOLDER / f"{name}-{palette}.png"
    if os.environ.get("POSKO_CHARTS") == "write":
        drawn.save(kept, optimize=True)
    seen = Image.open(kept).convert("RGB")
    assert distance(drawn, seen) < TOLERANCE
    changed = replace(figure, values=(figure.values[1], figure.values[0], *figure.values[2:]))
    assert distance(small(png(changed, form, palette)), seen) > distance(drawn, seen) + 0.5, "the comparison is blind"


def test_grey_print_tells_every_series_apart(qapp: object) -> None:
    """No two patterns are alike without colour: neither as dark on the whole nor in what stands where."""
    look = ChartLook(Theme("light"))
    tiles = [_grey(look, number) for number in range(len(PATTERNS))]
    for number, one in enumerate(tiles):
        for other in tiles[number + 1 :]:
            assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) > 20


def _grey(look: ChartLook, series: int) -> bytes:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(QRectF(image.rect()), look.brush(series))
    painter.end()
    return bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def test_a_chart_of_nothing_is_a_chart(qapp: object) -> None:
    for form in ("bars", "stacked", "pairs", "lines", "heat"):
        assert Image.open(BytesIO(png(Figure("Kosong", (), (), (), "0 laporan", ""), form)))
