"""The frame that our printed documents share: letterhead, code, footer, blocks that flow over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from core.documents.qr_image import Squares
from core.documents.sheet import HEIGHT, MARGIN, MM, WIDTH, Metadata, Sheet, Style, Typesetter
from core.documents.tags import Tag
from core.documents.words import clock, plain_date
from core.domain.moment import Moment

CODE_SIZE: Final = 30 * MM
QUIET: Final = 1.5 * MM  # the code's white rim may stand in the margin, so that its squares meet the rule's end
CREST_SIZE: Final = 20 * MM
HEAD_HEIGHT: Final = 33 * MM
FOOT_HEIGHT: Final = 24 * MM
MOST_CONTACTS: Final = 2
DRILL_WORD: Final = "CONTOH"
DRILL_LINE: Final = "CONTOH UNTUK LATIHAN – BUKAN DOKUMEN RESMI"
ISSUER_NOTICE: Final = (
    "Tanda tangan elektronik pada berkas ini mengesahkan penerbitan oleh kantor penerbit, bukan tanda tangan pembuat pernyataan."
)
UNCERTIFIED_NOTICE: Final = (
    "Ditandatangani secara elektronik tidak tersertifikasi dalam aplikasi; "
    "keaslian berkas dapat diperiksa dengan kode pada halaman ini."
)
LETTERHEAD: Final = Tag("Div")


@dataclass(frozen=True)
class Office:
    """Who issues: ``agency`` on the first line of the letterhead, ``unit`` on the second, then the address.

    ``code`` is the post's or desk's code (at most 16 bytes), ``place`` the town before the date, ``crest`` a picture that
    :mod:`core.documents.pictures` takes, ``lines`` stand below the address.
    """

    code: str
    agency: str
    unit: str
    address: str
    place: str
    crest: bytes = b""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What stands around the text of every page; ``squares`` is the QR code, None without one."""

    office: Office
    issued: Moment
    document_code: str
    short_digest: str
    classification: str = "BIASA"
    notices: tuple[str, ...] = ()
    drill: bool = False
    squares: Squares | None = None


@dataclass(frozen=True)
class Block:
    """A piece that stays on one page: its height in points and how it is drawn downwards from a top.

    ``keep`` ones stay with the next block, ``fresh`` ones begin a page; where a block begins a page by chance,
    ``repeat`` (a table's head) is drawn before it. A ``space`` parts two blocks of one page: none begins or overflows one.
    """

    height: float
    draw: Callable[[Sheet, float], None]
    keep: bool = False
    repeat: Block | None = None
    fresh: bool = False
    space: bool = False


def compose(typesetter: Typesetter, sheet: Sheet, frame: Frame, blocks: Sequence[Block], field: str = "") -> bytes:
    """Set the blocks on as many pages as they need and return the unsigned PDF; ``field`` is where it is to be sealed."""
    room = HEIGHT - MARGIN / 2 - HEAD_HEIGHT - FOOT_HEIGHT
    pages = paginate(blocks, room, room)
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet.next_page()
        if frame.drill:
            sheet.watermark(DRILL_WORD)
        top = head(typesetter, sheet, frame)
        for block in page:
            block.draw(sheet, top)
            top -= block.height
        foot(typesetter, sheet, frame, f"Halaman {number} dari {len(pages)}", last=number == len(pages))
    return sheet.finished(field)


def metadata(title: str, office: Office, keywords: str, made: Moment | None = None) -> Metadata:
    """The file's own description; the office stands as its author."""
    return Metadata(title, f"{office.agency} – {office.unit}", keywords, made=made)


def draw_code(sheet: Sheet, frame: Frame, top: float) -> None:
    """The code, where there is one, in the upper right corner: away from stamps and signatures."""
    if frame.squares:
        sheet.code(frame.squares, WIDTH - MARGIN - CODE_SIZE + QUIET, top - CODE_SIZE, CODE_SIZE, code_words(frame))


def sentence(typesetter: Typesetter, text: str) -> Block:
    """One paragraph of plain text."""
    style = Style(typesetter.faces.regular, 10)
    lines = typesetter.lines(text, style, WIDTH - 2 * MARGIN)
    return Block(len(lines) * style.leading, lambda sheet, top: _drawn(sheet, lines, top, style))


def _drawn(sheet: Sheet, lines: Sequence[str], top: float, style: Style) -> None:
    sheet.paragraph(lines, MARGIN, top, style)


def code_words(frame: Frame) -> str:
    """What is read out in the place of the QR code."""
    return f"Kode QR untuk memeriksa keaslian; kode dokumen {frame.document_code}, sidik SHA-256 {frame.short_digest}"


def paginate(blocks: Sequence[Block], first: float, other: float) -> list[list[Block]]:
    """Fill pages in order; ``first`` and ``other`` are the rooms of the first and of every other page in points."""
    pages: list[list[Block]] = [[]]
    left = first
    for run in _runs(blocks):
        height = sum(block.height for block in run)
        if run[0].space and (height > left or not pages[-1]):
            continue
        if pages[-1] and (height > left or run[0].fresh):
            repeat = run[0].repeat
            pages.append([] if repeat is None else [repeat])
            left = other - sum(block.height for block in pages[-1])
        pages[-1] += run
        left -= height
    return pages


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that stay together: each with all those before it that are to be kept with it."""
    run: list[Block] = []
    for block in blocks:
        run.append(block)
        if not block.keep:
            yield run
            run = []
    if run:
        yield run


def head(typesetter: Typesetter, sheet: Sheet, frame: Frame) -> float:
    """Draw letterhead and code, read out on the first page alone; return the top of the room below."""
    top = HEIGHT - MARGIN / 2
    office, faces = frame.office, typesetter.faces
    side = CODE_SIZE + 2 * MM if frame.squares else CREST_SIZE + 3 * MM
    room = WIDTH - 2 * MARGIN - 2 * side
    lines = [(office.agency, Style(faces.bold, 12)), (office.unit, Style(faces.bold, 11))]
    small = Style(faces.regular, 8.5)
    lines += [(line, small) for line in _contacts(typesetter, (office.address, *office.lines), small, room)]
    lines += [(DRILL_LINE, Style(faces.bold, 8.5))] if frame.drill else []
    with sheet.once(LETTERHEAD), sheet.marked(LETTERHEAD):
        if office.crest:
            sheet.picture(office.crest, MARGIN, top - CREST_SIZE - 4 * MM, CREST_SIZE, CREST_SIZE, f"Lambang {office.agency}")
        _letterhead(typesetter, sheet, lines, top, room)
        draw_code(sheet, frame, top)
    bottom = top - HEAD_HEIGHT + 3 * MM
    to = WIDTH - MARGIN
    sheet.rule(MARGIN, bottom, to, 1.6)
    sheet.rule(MARGIN, bottom - 2.2, to, 0.5)
    return top - HEAD_HEIGHT


def _contacts(typesetter: Typesetter, lines: Sequence[str], style: Style, room: float) -> list[str]:
    """Address and telephone, each on its own line; where there are more than two, short ones share one."""
    given = [line for line in lines if line]
    packed: list[str] = []
    for line in given:
        joined = f"{packed[-1]} · {line}" if packed else line
        if packed and len(given) > MOST_CONTACTS and typesetter.width(joined, style) <= room:
            packed[-1] = joined
        else:
            packed.append(line)
    return packed


def _letterhead(typesetter: Typesetter, sheet: Sheet, lines: Sequence[tuple[str, Style]], top: float, room: float) -> None:
    """Centre the office's lines in their band; long ones wrap, and all shrink together until they fit its height."""
    band = HEAD_HEIGHT - 5 * MM
    scale = 1.0
    while True:
        styles = [(text, Style(style.face, style.size * scale)) for text, style in lines]
        broken = [(typesetter.lines(text, style, room, True), style) for text, style in styles]
        height = sum(len(parts) * style.leading for parts, style in broken)
        if height <= band or scale < 0.4:
            break
        scale *= 0.92
    y = top - (band - height) / 2
    for parts, style in broken:
        with sheet.marked(Tag("P", LETTERHEAD)):
            for line in parts:
                y -= style.leading
                sheet.centred(line, WIDTH / 2, y + style.size * 0.25, style)


def foot(typesetter: Typesetter, sheet: Sheet, frame: Frame, page: str, *, last: bool = False) -> None:
    """Draw the notices, and the line that tells code, digest, class, printing time and page.

    The notices of the ``last`` page are read out, those of the others are what comes on every page.
    """
    small, room = Style(typesetter.faces.regular, 7), WIDTH - 2 * MARGIN
    y = FOOT_HEIGHT - 2 * MM
    sheet.rule(MARGIN, y, WIDTH - MARGIN, 0.4)
    y -= 1.2 * MM
    with nullcontext() if last else sheet.artifact():
        for notice in frame.notices:
            y = sheet.paragraph(typesetter.lines(notice, small, room, True), MARGIN, y, small)
    codes = f"Kode dokumen {frame.document_code} · Sidik SHA-256 {frame.short_digest} · {frame.classification}"
    printed = f"Dicetak {plain_date(frame.issued.day)} {clock(frame.issued)} · {page}"
    y -= small.leading
    with sheet.artifact():
        sheet.line(typesetter.fitted(codes, small, room), MARGIN, y, small)
        if typesetter.width(codes, small) + typesetter.width(printed, small) + 3 * MM > room:
            y -= small.leading
        sheet.line(printed, WIDTH - MARGIN - typesetter.width(printed, small), y, small)
