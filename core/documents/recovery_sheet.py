"""A custodian's sheet: one share of the recovery key as numbered words and as a code, with what to do and what never.

It bears no seal and no code of a document: it is nothing that anybody is to verify, and is issued to one person by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from core.documents.fonts import Fonts
from core.documents.layout import DRILL_WORD, Frame, Office, head
from core.documents.qr_image import squares
from core.documents.sheet import MARGIN, MM, WIDTH, Metadata, Sheet, Style, Typesetter
from core.documents.tags import Tag
from core.documents.words import clock, plain_date
from core.domain.moment import Moment

CLASS: Final = "RAHASIA"
COLUMNS: Final = 5
ROW: Final = 5.3 * MM
CODE: Final = 68 * MM
DO: Final = (
    "Isi nama, tanda tangani, bubuhkan stempel. Lipat, masukkan ke amplop, segel, simpan di tempat terkunci.",
    "Serahkan hanya bila kepala kantor meminta secara tertulis dan pemegang lain hadir bersama Anda.",
    "Laptop dibuka dengan dua lembar dari set yang sama: ketik katanya, foto lembarnya, atau pindai kodenya.",
    "Lembar hilang atau amplop terbuka: lapor hari itu juga. Set yang baru dibuat dari dua lembar yang masih ada.",
)
NEVER: Final = (
    "Jangan memfoto, menyalin, mengetik, atau membacakan lembar ini selain untuk memulihkan.",
    "Jangan menyimpan dua lembar di satu tempat atau pada satu orang.",
    "Jangan membawanya bersama laptop, dan jangan menyerahkannya kepada pengganti Anda tanpa berita acara.",
)
_TITLE: Final = "LEMBAR PEMULIHAN"


@dataclass(frozen=True, slots=True)
class SheetOfShare:
    """One share: which of how many, the number of its set, its words and the text of its code."""

    number: int
    count: int
    set: int
    words: tuple[str, ...] = field(repr=False)
    code: str = field(repr=False)
    drill: bool


def draw(fonts: Fonts, office: Office, share: SheetOfShare, made: Moment) -> bytes:
    """The page as PDF; nothing of it is kept."""
    title = f"{_TITLE} · BAGIAN {share.number} DARI {share.count}"
    typesetter = Typesetter(fonts)
    sheet = Sheet(fonts, Metadata(f"Lembar pemulihan, bagian {share.number} dari {share.count}", office.agency, "", made=None))
    if share.drill:
        sheet.watermark(DRILL_WORD)
    bold = typesetter.faces.bold
    top = head(typesetter, sheet, Frame(office, made, "", "", CLASS, drill=share.drill)) - 5 * MM
    sheet.line(CLASS, WIDTH - MARGIN - typesetter.width(CLASS, Style(bold, 11)), top, Style(bold, 11))
    with sheet.marked(Tag("H1")):
        sheet.line(title, MARGIN, top, Style(bold, 13))
    about = (
        f"Set {share.set}, dibuat {plain_date(made.day)}. Dua dari tiga lembar set ini bersama-sama membuka penyimpanan kantor "
        "ini dan pos-posnya; satu lembar saja tidak membuka apa pun."
    )
    top = _paragraph(sheet, typesetter, about, top - 1.5 * MM, 9)
    top = _words(sheet, typesetter, share, top - 2 * MM)
    top = _code_and_hand(sheet, typesetter, share, top - 2 * MM)
    top = _list(sheet, typesetter, "Yang dilakukan", DO, top - 1 * MM)
    _list(sheet, typesetter, "Yang tidak pernah", NEVER, top - 1 * MM)
    _foot(sheet, typesetter, f"{title} · Set {share.set} · {CLASS}", f"Dicetak {plain_date(made.day)} {clock(made)}")
    return sheet.finished()


def _words(sheet: Sheet, typesetter: Typesetter, share: SheetOfShare, top: float) -> float:
    """Down the columns, each with its number: a list is read and typed from top to bottom."""
    rows, across = -(-len(share.words) // COLUMNS), (WIDTH - 2 * MARGIN) / COLUMNS
    number, word = Style(typesetter.faces.regular, 8), Style(typesetter.faces.bold, 10.5)
    sheet.rule(MARGIN, top, WIDTH - MARGIN, 0.8)
    for at, text in enumerate(share.words):
        x, y = MARGIN + at // rows * across, top - (at % rows + 1) * ROW
        with sheet.marked(Tag("P")):
            sheet.line(f"{at + 1}.", x, y, number)
            sheet.line(text, x + 7 * MM, y, word)
    bottom = top - rows * ROW - 2 * MM
    sheet.rule(MARGIN, bottom, WIDTH - MARGIN, 0.8)
    return bottom


def _code_and_hand(sheet: Sheet, typesetter: Typesetter, share: SheetOfShare, top: float) -> float:
    """The code on the left; room for name, office, signature and seal on the right."""
    alt = f"Kode QR dengan kata-kata bagian {share.number} dari {share.count}"
    sheet.code(squares(share.code), MARGIN - 3 * MM, top - CODE, CODE, alt)
    left, label = MARGIN + CODE + 4 * MM, Style(typesetter.faces.regular, 9)
    y = top - 6 * MM
    for name in ("Nama pemegang", "Jabatan", "Diterima tanggal"):
        sheet.line(name, left, y, label)
        sheet.rule(left + 30 * MM, y - 1 * MM, WIDTH - MARGIN, 0.4, (0.8, 1.6))
        y -= 8 * MM
    for at, name in enumerate(("Tanda tangan", "Stempel")):
        x = left + at * 50 * MM
        sheet.line(name, x, y, label)
        sheet.box(x, top - CODE + 3 * MM, 47 * MM, y - top + CODE - 5 * MM, 0.5)
    return top - CODE


def _list(sheet: Sheet, typesetter: Typesetter, title: str, lines: tuple[str, ...], top: float) -> float:
    style = Style(typesetter.faces.bold, 10)
    top -= style.leading
    with sheet.marked(Tag("H2")):
        sheet.line(title, MARGIN, top + 1, style)
    for number, text in enumerate(lines, start=1):
        top = _paragraph(sheet, typesetter, f"{number}. {text}", top, 9)
    return top


def _paragraph(sheet: Sheet, typesetter: Typesetter, text: str, top: float, size: float) -> float:
    style = Style(typesetter.faces.regular, size)
    return sheet.paragraph(typesetter.lines(text, style, WIDTH - 2 * MARGIN), MARGIN, top, style)


def _foot(sheet: Sheet, typesetter: Typesetter, left: str, right: str) -> None:
    small = Style(typesetter.faces.regular, 7)
    with sheet.artifact():
        y = MARGIN / 2 + small.leading
        sheet.rule(MARGIN, y + small.leading, WIDTH - MARGIN, 0.4)
        sheet.line(left, MARGIN, y, small)
        sheet.line(right, WIDTH - MARGIN - typesetter.width(right, small), y, small)
