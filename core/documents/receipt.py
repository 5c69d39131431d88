"""The post's own receipt of a complaint (template T05): two copies on one sheet, cut apart.

It never names the reported party. The look-up code stands on the reporter's copy alone and in no digest, for from a
digest so short a secret could be guessed back; so it is with the reporter's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Final, Literal

from core.documents import canonical
from core.documents.canonical import Content, nfc
from core.documents.fonts import Fonts, missing_glyphs
from core.documents.layout import DRILL_LINE, DRILL_WORD, Office, metadata
from core.documents.sheet import HEIGHT, MARGIN, MM, WIDTH, Sheet, Style, Typesetter
from core.documents.signing import OfficeSigner, PdfSealer
from core.documents.words import clock, in_groups, long_date, plain_date
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.moment import Moment
from core.domain.text import check_line

Lane = Literal["open", "sealed", "information"]
TEMPLATE: Final = "T05"
VERSION: Final = 1
_LANES: Final = {"open": "Terbuka", "sealed": "Dirahasiakan", "information": "Informasi awal"}
_NOT_BAWASLU: Final = "Tanda terima ini BUKAN tanda bukti dari Bawaslu."
_CLOCK: Final = "Batas waktu penyampaian laporan ke Bawaslu tetap berjalan"
_INFORMATION: Final = (
    "Keterangan ini diterima sebagai informasi awal, bukan laporan menurut undang-undang; "
    "pelapor tetap dapat menyampaikan laporan sendiri kepada Bawaslu."
)
_PURPOSE: Final = "Kode ini hanya ada pada lembar ini. Simpan baik-baik; jangan diperlihatkan kepada siapa pun."
_ISSUED: Final = (
    "Tanda tangan elektronik pada berkas ini mengesahkan penerbitan oleh kantor penerbit, bukan tanda tangan pelapor; "
    "ditandatangani secara elektronik tidak tersertifikasi."
)
_HALF: Final = HEIGHT / 2
_ROOM: Final = WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Receipt:
    """What the receipt says; ``number``, ``reporter`` and ``lookup_code`` (digits) may stay empty.

    ``evidence`` is pairs of kind and count; ``safe`` and ``latest`` are the legal days, ignored for ``information``.
    """

    post: str
    received: Moment
    lane: Lane
    officer: str
    evidence: tuple[tuple[str, int], ...] = ()
    number: str = ""
    reporter: str = ""
    safe: date | None = None
    latest: date | None = None
    lookup_code: str = ""


@dataclass(frozen=True)
class IssuedReceipt:
    """A signed receipt and the 32-byte digests of its content and of its signed bytes."""

    pdf: bytes
    content_digest: bytes
    byterange_digest: bytes


class ReceiptPress:
    """Prints and signs receipts of one post; use it in a ``with`` block, or close it."""

    def __init__(self, fonts: Fonts, office: Office, signer: OfficeSigner, drill: bool) -> None:
        self._fonts, self._office, self._drill = fonts, office, drill
        self._set = Typesetter(fonts)
        self._sealer = PdfSealer(signer, f"{office.agency} – {office.unit}", office.place)

    def __enter__(self) -> ReceiptPress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Put the press away."""
        self._sealer.close()

    def issue(self, receipt: Receipt, document_id: bytes, issued: Moment) -> IssuedReceipt:
        """Print and sign; raises ``Invalid`` with ``receipt.missing_glyph`` or a ``text.*`` code before printing."""
        pdf, digest = self.render(receipt, document_id, issued)
        signed = self._sealer.seal(pdf, issued)
        return IssuedReceipt(signed.pdf, digest, signed.byterange_digest)

    def render(self, receipt: Receipt, document_id: bytes, issued: Moment) -> tuple[bytes, bytes]:
        """Return the unsigned PDF and the content's digest; the same input gives the same bytes."""
        self._check(receipt)
        digest = canonical.digest("receipt", content(receipt, self._office, self._drill))
        sheet = Sheet(self._fonts, metadata("Tanda Terima Pengaduan", self._office, show_id(document_id)))
        if self._drill:
            sheet.watermark(DRILL_WORD)
        codes = f"Kode dokumen {show_id(document_id)} · Sidik SHA-256 {digest.hex()[:8]} · RAHASIA"
        foot = f"{codes} · Dicetak {plain_date(issued.day)} {clock(issued)} · Halaman 1 dari 1"
        self._copy(sheet, receipt, HEIGHT, "Lembar untuk pelapor", foot, reporter=True)
        self._copy(sheet, receipt, _HALF, "Lembar untuk posko", foot, reporter=False)
        self._cut(sheet)
        return sheet.finished(), digest

    def _check(self, receipt: Receipt) -> None:
        texts = {
            "post": receipt.post,
            "officer": receipt.officer,
            "number": receipt.number,
            "reporter": receipt.reporter,
            "lookup_code": receipt.lookup_code,
            **{f"evidence.{at}": kind for at, (kind, _) in enumerate(receipt.evidence)},
        }
        for field, text in texts.items():
            check_line(text, field)
            missing = missing_glyphs(text, self._fonts)
            if missing:
                shown = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:5])
                raise Invalid("receipt.missing_glyph", field=field, characters=shown)

    def _copy(self, sheet: Sheet, receipt: Receipt, top: float, title: str, foot: str, *, reporter: bool) -> None:
        faces = self._set.faces
        small, body, bold = Style(faces.regular, 7), Style(faces.regular, 9.5), Style(faces.bold, 9.5)
        y = self._head(sheet, top - 9 * MM, title)
        for label, value in _lines(receipt, reporter):
            lines = self._set.lines(value, body, _ROOM - 36 * MM)
            sheet.paragraph([label], MARGIN, y, body)
            sheet.paragraph([":"], MARGIN + 32 * MM, y, body)
            y = sheet.paragraph(lines, MARGIN + 36 * MM, y, body)
        y -= 1.5 * MM
        for notice, style in ((_NOT_BAWASLU, bold), (_deadline(receipt), bold)):
            y = sheet.paragraph(self._set.lines(notice, style, _ROOM), MARGIN, y, style)
        if reporter and receipt.lookup_code:
            self._lookup(sheet, receipt.lookup_code, y - 2 * MM)
        end = top - _HALF + 17 * MM
        sheet.paragraph(["Petugas penerima,"], WIDTH - MARGIN - 60 * MM, end + 24 * MM, body)
        sheet.paragraph(self._set.lines(nfc(receipt.officer), bold, 60 * MM)[:2], WIDTH - MARGIN - 60 * MM, end + 5 * MM, bold)
        below = sheet.paragraph(self._set.lines(_ISSUED, small, _ROOM, True), MARGIN, end - 4 * MM, small)
        sheet.paragraph([self._set.fitted(foot, small, _ROOM)], MARGIN, below, small)

    def _head(self, sheet: Sheet, top: float, title: str) -> float:
        faces, office = self._set.faces, self._office
        lines = [
            (f"{office.agency} – {office.unit}", Style(faces.bold, 9)),
            (office.address, Style(faces.regular, 7.5)),
        ]
        for text, style in lines:
            top -= style.leading
            sheet.centred(self._set.fitted(text, style, _ROOM), WIDTH / 2, top, style)
        sheet.rule(MARGIN, top - 2 * MM, WIDTH - MARGIN, 1)
        top -= 8.5 * MM
        sheet.centred("TANDA TERIMA PENGADUAN", WIDTH / 2, top, Style(faces.bold, 13))
        under = f"{title} – {DRILL_LINE}" if self._drill else title
        sheet.centred(under, WIDTH / 2, top - 4.5 * MM, Style(faces.italic, 8))
        return top - 7 * MM

    def _lookup(self, sheet: Sheet, code: str, top: float) -> None:
        faces = self._set.faces
        small, large = Style(faces.regular, 7.5), Style(faces.bold, 17)
        y = sheet.paragraph(["Kode periksa:"], MARGIN, top, small)
        y = sheet.paragraph(self._set.lines(in_groups(code), large, _ROOM - 62 * MM), MARGIN, y, large)
        sheet.paragraph(self._set.lines(_PURPOSE, small, _ROOM - 66 * MM, True), MARGIN, y, small)

    def _cut(self, sheet: Sheet) -> None:
        sheet.canvas.saveState()
        sheet.canvas.setDash(4, 3)
        sheet.rule(8 * MM, _HALF, WIDTH - 8 * MM, 0.5)
        sheet.canvas.restoreState()
        sheet.centred("– – –  gunting di sini  – – –", WIDTH / 2, _HALF + 1.5, Style(self._set.faces.italic, 6))


def content(receipt: Receipt, office: Office, drill: bool) -> Content:
    """The canonical content: no name, no look-up code."""
    fields = {
        "post": receipt.post,
        "received": receipt.received.isoformat(),
        "lane": receipt.lane,
        "officer": receipt.officer,
        "evidence": _evidence(receipt.evidence),
        "safe": _iso(receipt.safe, receipt.lane),
        "latest": _iso(receipt.latest, receipt.lane),
        "office": office.code,
        "drill": "ya" if drill else "tidak",
    }
    return Content(TEMPLATE, VERSION, "id", receipt.number, fields)


def _lines(receipt: Receipt, reporter: bool) -> list[tuple[str, str]]:
    name = receipt.reporter if reporter and receipt.reporter else "dirahasiakan"
    return [
        *((("Nomor", nfc(receipt.number)),) if receipt.number else ()),
        ("Posko", nfc(receipt.post)),
        ("Diterima", f"{long_date(receipt.received.day)}, pukul {clock(receipt.received)}"),
        ("Jalur", _LANES[receipt.lane]),
        ("Pelapor", nfc(name)),
        ("Bukti", nfc(_evidence(receipt.evidence))),
    ]


def _evidence(evidence: Sequence[tuple[str, int]]) -> str:
    total = sum(count for _, count in evidence)
    if not total:
        return "tidak ada"
    return f"{total} buah (" + ", ".join(f"{kind} {count}" for kind, count in evidence) + ")"


def _deadline(receipt: Receipt) -> str:
    """The notice on the running clock; initial information gets no dates, for it promises no legal day."""
    if receipt.lane == "information":
        return f"{_CLOCK}. {_INFORMATION}"
    days = [("paling aman sebelum", receipt.safe), ("paling akhir", receipt.latest)]
    told = ", ".join(f"{word} {long_date(day)}" for word, day in days if day)
    return f"{_CLOCK}: {told}." if told else f"{_CLOCK}."


def _iso(day: date | None, lane: Lane) -> str:
    return day.isoformat() if day and lane != "information" else ""
