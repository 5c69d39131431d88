"""A page to try a printer with: rulers along the margins, the three faces, grey steps, and a code to scan."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.documents import qr_image
from core.documents.fonts import Fonts
from core.documents.sheet import HEIGHT, MARGIN, MM, WIDTH, Metadata, Sheet, Style

CODE: Final = "POSKO HALAMAN UJI CETAK"
_RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_TICKS: Final = 17
_SIZES: Final = (7.0, 8.5, 10.0, 13.0)


def test_page(words: str) -> bytes:
    """The page as PDF; ``words`` say what to look at."""
    fonts = Fonts.from_folder(_RESOURCES)
    sheet = Sheet(fonts, Metadata("Halaman uji cetak", "Posko", ""))
    faces = fonts.names
    for step in range(_TICKS + 1):
        across = MARGIN + step * 10 * MM
        if across <= WIDTH - MARGIN:
            sheet.rule(across, HEIGHT - MARGIN / 2, across + 0.3, 6 if step % 5 else 12)
    sheet.box(MARGIN / 2, MARGIN / 2, WIDTH - MARGIN, HEIGHT - MARGIN, 0.5)
    sheet.box(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, 0.3)
    top = HEIGHT - MARGIN - 10 * MM
    for face in (faces.regular, faces.bold, faces.italic):
        for size in _SIZES:
            style = Style(face, size)
            sheet.line(f"{size:g} pt  Siti Aminah, S.Sos. – 0123456789 – ĀĒĪŌŪ", MARGIN + 5 * MM, top, style)
            top -= style.leading
    plain = Style(faces.regular, 10)
    for line in words.splitlines():
        top -= plain.leading
        sheet.line(line, MARGIN + 5 * MM, top, plain)
    sheet.code(qr_image.squares(CODE), MARGIN + 5 * MM, MARGIN + 10 * MM, 30 * MM, "Kode uji")
    return sheet.finished()
