"""The post's own receipt of a complaint (template T05): two copies on one sheet, cut apart.

It never names the reported party. The look-up code stands on the reporter's copy alone and in no digest and no QR code,
for from a digest so short a secret could be guessed back; so it is with the reporter's name. The QR code states document,
day and office, and the case number where the reporter wants it printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Final, Literal

from core.crypto.cose import key_id
from core.documents import canonical, qr, qr_image
from core.documents.canonical import Content, nfc
from core.documents.fonts import Fonts, missing_glyphs
from core.documents.layout import Office, metadata
from core.documents.letter_template import LetterTemplate
from core.documents.receipt_layout import ReceiptLayout, Slip
from core.documents.sheet import Sheet, Typesetter
from core.documents.signing import FIELD_NAME, OfficeSigner, PdfSealer
from core.documents.words import clock, in_groups, long_date, plain_date
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.moment import Moment
from core.domain.text import check_kept

Lane = Literal["open", "sealed", "information"]
Reason = Literal["", "unsigned", "late", "standing", "identity", "chosen"]
_LANES: Final = {"open": "Terbuka", "sealed": "Dirahasiakan", "information": "Informasi awal"}
_REASONS: Final[dict[str, str]] = {
    "": "",
    "chosen": "",
    "unsigned": "Formulir Laporan (T07) belum ditandatangani pelapor yang berhak atau kuasanya. ",
    "late": "Batas waktu penyampaian laporan sudah lewat. ",
    "identity": "Pelapor belum menyetujui identitasnya diteruskan kepada Bawaslu. ",
    "standing": "Pelapor tidak termasuk yang berhak menyampaikan laporan menurut undang-undang. ",
}
COPIES: Final = ("Lembar untuk pelapor", "Lembar untuk posko")


@dataclass(frozen=True)
class Receipt:
    """What the receipt says; ``number``, ``reporter`` and ``lookup_code`` (digits) may stay empty.

    ``evidence`` is pairs of kind and count; ``safe`` and ``latest`` are the legal days, ``hand_in`` the last open hours of
    the ``counter`` before them, in words; all of these are left out where the report is ``information`` in the law's sense
    (by its lane, or for the ``reason``). ``anchor`` names the entry's place in the journal, so that the reporter is a witness.
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
    hand_in: str = ""
    counter: str = ""
    unverified: bool = False
    reason: Reason = ""
    lookup_code: str = ""
    anchor: str = ""

    @property
    def information(self) -> bool:
        """Whether it promises no legal day (SAFEGUARDS 3 and 4)."""
        return self.lane == "information" or bool(self.reason)


@dataclass(frozen=True)
class IssuedReceipt:
    """A signed receipt, the 32-byte digests of its content and of its signed bytes, and the text of its code."""

    pdf: bytes
    content_digest: bytes
    byterange_digest: bytes
    qr_text: str


class ReceiptPress:
    """Prints and signs receipts of one post; use it in a ``with`` block, or close it."""

    def __init__(self, fonts: Fonts, template: LetterTemplate, office: Office, signer: OfficeSigner, drill: bool) -> None:
        self._fonts, self._template, self._office, self._drill = fonts.lean, template, office, drill
        self._signer = signer
        self._layout = ReceiptLayout(Typesetter(self._fonts), template, office, drill)
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
        pdf, digest, code = self.render(receipt, document_id, issued)
        signed = self._sealer.seal(pdf, issued)
        return IssuedReceipt(signed.pdf, digest, signed.byterange_digest, code)

    def render(self, receipt: Receipt, document_id: bytes, issued: Moment) -> tuple[bytes, bytes, str]:
        """Return the unsigned PDF, the content's digest and the code's text; the same input gives the same bytes."""
        self._check(receipt)
        template, document = self._template, show_id(document_id)
        digest = canonical.digest("receipt", content(receipt, self._template, self._office, self._drill))
        fields = qr.QrFields("receipt", document_id, digest, receipt.number, template.name, issued.day, self._office.code)
        code = qr.write_payload(fields, self._signer.key, key_id(self._signer.certificate_der))
        sheet = Sheet(self._fonts, metadata(template.name, self._office, f"{document} {code}", issued))
        codes = f"Kode dokumen {document} · Sidik SHA-256 {digest.hex()[:8]} · {template.classification}"
        foot = f"{codes} · Dicetak {plain_date(issued.day)} {clock(issued)} · Halaman 1 dari 1"
        slips = [
            Slip(fill=_fill(receipt, copy, reporter=not number), officer=nfc(receipt.officer), anchor=receipt.anchor, foot=foot)
            for number, copy in enumerate(COPIES)
        ]
        read = f"Kode QR untuk memeriksa keaslian; kode dokumen {document}, sidik SHA-256 {digest.hex()[:8]}"
        self._layout.draw(sheet, slips, qr_image.squares(code), read)
        return sheet.finished(FIELD_NAME), digest, code

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
            check_kept(text, field)
            missing = missing_glyphs(text, self._fonts)
            if missing:
                shown = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:5])
                raise Invalid("receipt.missing_glyph", field=field, characters=shown)


def content(receipt: Receipt, template: LetterTemplate, office: Office, drill: bool) -> Content:
    """The canonical content: no name, no look-up code."""
    dated = not receipt.information
    fields = {
        "post": receipt.post,
        "received": receipt.received.isoformat(),
        "lane": receipt.lane,
        "reason": receipt.reason,
        "officer": receipt.officer,
        "evidence": _evidence(receipt.evidence),
        "safe": _iso(receipt.safe) if dated else "",
        "latest": _iso(receipt.latest) if dated else "",
        "hand_in": receipt.hand_in if dated else "",
        "counter": receipt.counter,
        "anchor": receipt.anchor,
        "office": office.code,
        "drill": "ya" if drill else "tidak",
    }
    return Content(template.code, template.version, template.language, receipt.number, fields)


def _fill(receipt: Receipt, copy: str, *, reporter: bool) -> dict[str, str]:
    """The values of one copy; name and code stand on the reporter's alone."""
    dated = not receipt.information
    return {
        "copy": copy,
        "number": nfc(receipt.number),
        "post": nfc(receipt.post),
        "received": f"{long_date(receipt.received.day)}, pukul {clock(receipt.received)}",
        "lane": _LANES[receipt.lane],
        "reporter": nfc(receipt.reporter) if reporter and receipt.reporter else "dirahasiakan",
        "evidence": nfc(_evidence(receipt.evidence)),
        "counter": receipt.counter,
        "hand_in": receipt.hand_in if dated else "",
        "days": _days(receipt) if dated else "",
        "unverified": "ya" if receipt.unverified and dated and _days(receipt) else "",
        "information": "ya" if receipt.information else "",
        "reason": _REASONS[receipt.reason],
        "lookup": in_groups(receipt.lookup_code) if reporter else "",
    }


def _evidence(evidence: Sequence[tuple[str, int]]) -> str:
    total = sum(count for _, count in evidence)
    if not total:
        return "tidak ada"
    return f"{total} buah (" + ", ".join(f"{kind} {count}" for kind, count in evidence) + ")"


def _days(receipt: Receipt) -> str:
    days = [("paling aman sebelum", receipt.safe), ("paling akhir", receipt.latest)]
    return ", ".join(f"{word} {long_date(day)}" for word, day in days if day)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
