"""The post's own receipt: no promise of another office, no secret on the wrong half, no name of the reported party."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from core.documents.qr import read_payload
from core.documents.receipt import Receipt, ReceiptPress, content
from core.documents.verifying import verify_image, verify_pdf, verify_qr_text
from core.domain.errors import Invalid
from tests.unit.documents import world
from tests.unit.documents.world import DOCUMENT, ISSUED, OFFICE, province

RECEIPT = Receipt(
    post="Posko Kodim 0413/Bangka",
    received=ISSUED,
    lane="open",
    officer="Serka Andi Wijaya",
    evidence=(("foto", 2), ("video", 1)),
    number="K0413-240205-001-X",
    reporter="Rahmat Hidayat",
    safe=date(2024, 2, 9),
    latest=date(2024, 2, 13),
    lookup_code="123456789012345612",
    hand_in="Kamis, 8 Februari 2024 pukul 16.00 WIB (aman)",
    counter="Panwaslu Kec. Lepar atau Bawaslu Kab. Bangka Selatan",
    anchor="aliran 7QK4MZ · catatan ke-17 · sidik MZXW-6YTB-OI3Q",
)


GOLDEN = "72e521a9a390dc95197cbfa1a235d7fa3a8274f43eda7aba89b044e67644b7ab"
"""The digest of the content: a change of the wording is a new version, and a new line here."""


def press(drill: bool = False) -> ReceiptPress:
    return ReceiptPress(world.fonts(), world.letter("t05"), OFFICE, province().signer, drill)


def halves(receipt: Receipt, drill: bool = False) -> tuple[str, str]:
    """The words of the upper and of the lower copy."""
    with press(drill) as ours:
        document = pypdfium2.PdfDocument(ours.render(receipt, DOCUMENT, ISSUED)[0])
    try:
        assert len(document) == 1
        page = document[0]
        width, height = page.get_size()
        text = page.get_textpage()
        spans = ((height / 2 + 9, height), (0, height / 2 - 1))
        upper, lower = (" ".join(text.get_text_bounded(0, low, width, high).split()) for low, high in spans)
        return upper, lower
    finally:
        document.close()


def test_both_copies_say_what_it_is_not() -> None:
    for copy in halves(RECEIPT):
        assert "TANDA TERIMA PENGADUAN" in copy
        assert "BUKAN tanda bukti dari Bawaslu" in copy
        assert "tetap berjalan: paling aman sebelum Jumat, 9 Februari 2024" in copy
        assert "paling akhir Selasa, 13 Februari 2024" in copy
        assert "Senin, 5 Februari 2024, pukul 09.00 WIB" in copy
        assert "3 buah (foto 2, video 1)" in copy
        assert "Serka Andi Wijaya" in copy
        assert "Kamis, 8 Februari 2024 pukul 16.00 WIB (aman)" in copy
        assert "Panwaslu Kec. Lepar atau Bawaslu Kab. Bangka Selatan" in copy
        assert "catatan ke-17 · sidik MZXW-6YTB-OI3Q" in copy


def test_code_and_name_stand_on_the_reporters_copy_alone() -> None:
    upper, lower = halves(RECEIPT)
    assert "1234 5678 9012 3456 12" in upper
    assert "Rahmat Hidayat" in upper
    assert "1234" not in lower
    assert "Rahmat" not in lower
    assert "dirahasiakan" in lower


def test_initial_information_promises_no_day() -> None:
    for change in ({"lane": "information"}, {"reason": "unsigned"}, {"reason": "late"}, {"reason": "standing"}):
        for copy in halves(replace(RECEIPT, **change)):
            assert "informasi awal, bukan laporan" in copy
            assert "Bawaslu tetap berjalan." in copy
            assert "9 Februari" not in copy and "13 Februari" not in copy and "8 Februari" not in copy
            assert ("belum ditandatangani" in copy) == (change == {"reason": "unsigned"})


def test_number_code_and_evidence_may_be_missing() -> None:
    for copy in halves(replace(RECEIPT, number="", lookup_code="", evidence=())):
        assert "Nomor :" not in copy and "Kode periksa" not in copy
        assert "tidak ada" in copy


def test_a_drill_is_marked_on_both_copies() -> None:
    for copy in halves(RECEIPT, drill=True):
        assert "CONTOH UNTUK LATIHAN" in copy


def test_no_secret_enters_the_digest() -> None:
    hidden = replace(RECEIPT, lookup_code="", reporter="")
    template = world.letter("t05")
    assert content(RECEIPT, template, OFFICE, False) == content(hidden, template, OFFICE, False)
    assert content(RECEIPT, template, OFFICE, False) != content(replace(RECEIPT, anchor=""), template, OFFICE, False)


def test_the_content_has_the_digest_it_always_had() -> None:
    with press() as ours:
        assert ours.render(RECEIPT, DOCUMENT, ISSUED)[1].hex() == GOLDEN


def test_a_signed_receipt_verifies() -> None:
    with press() as ours:
        issued = ours.issue(RECEIPT, DOCUMENT, ISSUED)
        assert ours.issue(RECEIPT, DOCUMENT, ISSUED) == issued
    finding = verify_pdf(issued.pdf, province().trust)
    assert (finding.verdict, finding.reasons) == ("valid", [])
    assert finding.fields["byterange_digest"] == issued.byterange_digest.hex()
    assert finding.fields["document_kind"] == "receipt"
    assert finding.fields["name"] == "Tanda Terima Pengaduan"


@pytest.mark.fault("QR-10")
def test_both_copies_bear_a_code_that_is_read_back_and_holds_no_secret() -> None:
    with press() as ours:
        issued = ours.issue(RECEIPT, DOCUMENT, ISSUED)
    page = pypdfium2.PdfDocument(issued.pdf)[0].render(scale=150 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [issued.qr_text] * 2
    said = read_payload(issued.qr_text)
    assert (said.fields.number, said.fields.office) == ("K0413-240205-001-X", "K0413")
    assert said.fields.content_digest == issued.content_digest[:16]
    for secret in (b"Rahmat", b"123456789", b"Andi", b"Panwaslu"):
        assert secret not in said.message.payload
    assert verify_qr_text(issued.qr_text, province().trust).verdict == "valid"
    assert verify_qr_text(issued.qr_text, world.province("Provinsi Lain").trust).verdict == "unknown"


def test_a_photograph_of_the_slip_is_recognised() -> None:
    with press() as ours:
        pdf = ours.issue(replace(RECEIPT, number=""), DOCUMENT, ISSUED).pdf
    picture = io.BytesIO()
    pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil().convert("L").save(picture, "PNG")
    findings = verify_image(picture.getvalue(), province().trust)
    assert {finding.verdict for finding in findings} == {"valid"}
    assert {finding.fields["number"] for finding in findings} == {""}


@pytest.mark.parametrize("field", ["officer", "reporter", "number", "post"])
def test_what_cannot_be_printed_is_refused(field: str) -> None:
    with press() as ours:
        with pytest.raises(Invalid, match=r"receipt\.missing_glyph"):
            ours.issue(replace(RECEIPT, **{field: "王"}), DOCUMENT, ISSUED)
        with pytest.raises(Invalid, match=r"text\.forbidden"):
            ours.issue(replace(RECEIPT, **{field: "a\x07"}), DOCUMENT, ISSUED)


def test_long_words_and_markup_stay_on_their_copy() -> None:
    long = replace(RECEIPT, post="<b>P</b> & " + "Posko " * 45, officer="W" * 120, evidence=(("foto " * 40, 1),))
    upper, lower = halves(long)
    assert "<b>P</b> &" in upper and "<b>P</b> &" in lower
    assert "1234 5678" in upper and "1234" not in lower
    for copy in (upper, lower):
        assert copy.count("Posko ") >= 45 and copy.count("foto") >= 40
        assert copy.replace(" ", "").count("W" * 20) >= 4
        assert "Kode dokumen" in copy and "Petugas penerima" in copy
