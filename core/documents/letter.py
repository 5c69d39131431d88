"""Letters and forms of the intake desk: a wording and its values become pages; the office's own ones are signed.

What a visitor signs by hand (form T07, a power of attorney, a withdrawal) carries no electronic signature and no code:
it exists on paper alone. What the office issues carries both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Final

from core.crypto.cose import key_id
from core.documents import canonical, qr, qr_image
from core.documents.canonical import Content
from core.documents.fonts import Fonts
from core.documents.layout import (
    CODE_SIZE,
    DRILL_LINE,
    DRILL_WORD,
    FOOT_HEIGHT,
    HEAD_HEIGHT,
    ISSUER_NOTICE,
    UNCERTIFIED_NOTICE,
    Block,
    Frame,
    Office,
    draw_code,
    foot,
    head,
    metadata,
    paginate,
)
from core.documents.letter_layout import Clean, LetterLayout, Room
from core.documents.letter_template import Fill, LetterTemplate
from core.documents.printable import Printer
from core.documents.sheet import HEIGHT, MARGIN, MM, WIDTH, Sheet, Style, Typesetter
from core.documents.signing import FIELD_NAME, OfficeSigner, PdfSealer
from core.domain.ids import show_id
from core.domain.moment import Moment

SHORT_DIGEST_HEX: Final = 8
_RUNNING: Final = 9 * MM
_RUNNING_CODE: Final = CODE_SIZE + 2 * MM
_FEW: Final = 3
_SMALLER: Final = (0.95, 0.9)
"""Shares of a wording's size that are tried where a document of a few pages would lose its last one."""

_REPLACED: Final = "Tanda [U+....] menggantikan huruf yang tidak ada pada fon cetak; isi berkas aslinya tidak berubah."


@dataclass(frozen=True)
class Letter:
    """One document: its wording, the values and groups that fill it, its number or none, and digests of attachments.

    ``kind`` is the label under which its content is digested and, where the office issues it, the kind in its code.
    """

    kind: str
    template: LetterTemplate
    fill: Fill
    groups: Mapping[str, Sequence[Fill]] = field(default_factory=dict)
    number: str = ""
    attachments: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class PrintedLetter:
    """A finished file, the 32-byte digest of its content, the text of its code (empty where it has none).

    ``byterange_digest`` is that of the signed bytes, empty for what the office does not sign.
    """

    pdf: bytes
    content_digest: bytes
    qr_text: str
    byterange_digest: bytes = b""


class LetterPress:
    """Prints letters for one office; ``drill`` marks every page CONTOH."""

    def __init__(self, fonts: Fonts, office: Office, signer: OfficeSigner, drill: bool) -> None:
        self._fonts, self._office, self._signer, self._drill = fonts.lean, office, signer, drill
        self._set = Typesetter(self._fonts)

    def make(self, letter: Letter, document_id: bytes, issued: Moment) -> PrintedLetter:
        """Print, and sign what the office issues; raises ``Invalid('paper.template')``."""
        printed = self.render(letter, document_id, issued)
        if not letter.template.issued:
            return printed
        with PdfSealer(self._signer, f"{self._office.agency} – {self._office.unit}", self._office.place) as sealer:
            signed = sealer.seal(printed.pdf, issued)
        return PrintedLetter(signed.pdf, printed.content_digest, printed.qr_text, signed.byterange_digest)

    def render(self, letter: Letter, document_id: bytes, issued: Moment) -> PrintedLetter:
        """The pages without a signature; the same input gives the same bytes."""
        template = letter.template
        digest = canonical.digest(letter.kind, self.content(letter))
        code = self._code(letter, document_id, digest, issued) if template.issued else ""
        printer = Printer(self._fonts)
        pages = self._fitted(letter, printer.text)
        notices = (*template.notices, *((ISSUER_NOTICE, UNCERTIFIED_NOTICE) if template.issued else ()))
        frame = Frame(
            office=self._office,
            issued=issued,
            document_code=show_id(document_id),
            short_digest=digest.hex()[:SHORT_DIGEST_HEX],
            classification=template.classification,
            notices=(*notices, *((_REPLACED,) if printer.replaced else ())),
            drill=self._drill,
            squares=qr_image.squares(code) if code else None,
        )
        sheet = Sheet(self._fonts, metadata(template.name, self._office, f"{show_id(document_id)} {code}".strip(), issued))
        return PrintedLetter(self._pages(sheet, frame, template, pages), digest, code)

    def content(self, letter: Letter) -> Content:
        """The canonical content: every value by its name, members of groups by name, number and field."""
        fields = dict(letter.fill)
        for name, rows in letter.groups.items():
            for number, row in enumerate(rows, 1):
                fields |= {f"{name}.{number}.{key}": value for key, value in row.items()}
        fields |= {"office": self._office.code, "drill": "ya" if self._drill else "tidak"}
        template = letter.template
        return Content(template.code, template.version, template.language, letter.number, fields, letter.attachments)

    def _code(self, letter: Letter, document_id: bytes, digest: bytes, issued: Moment) -> str:
        """Signed fields for the code; in the name's place stands the document's own name, never a person's."""
        template = letter.template
        fields = qr.QrFields(letter.kind, document_id, digest, letter.number, template.name, issued.day, self._office.code)
        return qr.write_payload(fields, self._signer.key, key_id(self._signer.certificate_der))

    def _fitted(self, letter: Letter, clean: Clean) -> list[list[Block]]:
        """The blocks by pages; where a few lines would stand on a page of their own, all is set a little smaller."""
        size = letter.template.size
        pages = self._set_at(letter, clean, size)
        if 1 < len(pages) <= _FEW:
            for share in _SMALLER:
                smaller = self._set_at(letter, clean, size * share)
                if len(smaller) < len(pages):
                    return smaller
        return pages

    def _set_at(self, letter: Letter, clean: Clean, size: float) -> list[list[Block]]:
        template = letter.template
        layout = LetterLayout(self._set, Room(MARGIN, WIDTH - 2 * MARGIN, size), clean)
        blocks = layout.title(template.title, letter.fill) + layout.blocks(template.body, letter.fill, letter.groups)
        room = HEIGHT - MARGIN / 2 - FOOT_HEIGHT
        running = _RUNNING_CODE if template.issued else _RUNNING
        return paginate(blocks, room - (HEAD_HEIGHT if template.kop else running), room - running)

    def _pages(self, sheet: Sheet, frame: Frame, template: LetterTemplate, pages: Sequence[Sequence[Block]]) -> bytes:
        """Draw the pages, once for each set (rangkap) that the wording asks for."""
        drawn = 0
        for name in template.sets or ("",):
            if template.sets:
                sheet.part()
            for number, page in enumerate(pages, 1):
                if drawn:
                    sheet.next_page()
                drawn += 1
                if frame.drill:
                    sheet.watermark(DRILL_WORD)
                top = (
                    head(self._set, sheet, frame)
                    if template.kop and number == 1
                    else self._running(sheet, frame, template, number)
                )
                for block in page:
                    block.draw(sheet, top)
                    top -= block.height
                told = f"Halaman {number} dari {len(pages)}"
                foot(self._set, sheet, frame, f"{name} · {told}" if name else told, last=number == len(pages))
        return sheet.finished(FIELD_NAME if template.issued else "")

    def _running(self, sheet: Sheet, frame: Frame, template: LetterTemplate, number: int) -> float:
        """A small line instead of the letterhead, and the code of a signed letter; return the top of the room below."""
        style, room = Style(self._set.faces.italic, 8), WIDTH - 2 * MARGIN - (CODE_SIZE if frame.squares else 0)
        top = HEIGHT - MARGIN / 2
        words = f"{template.name} (lanjutan)" if number > 1 else ""
        words = " – ".join(part for part in (words, DRILL_LINE if self._drill else "") if part)
        with sheet.artifact():
            sheet.line(self._set.fitted(words, style, room), MARGIN, top - style.leading, style)
        with nullcontext() if number == 1 else sheet.artifact():
            draw_code(sheet, frame, top)
        return top - (_RUNNING if frame.squares is None else _RUNNING_CODE)
