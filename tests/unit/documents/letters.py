"""Made-up reports for the tests of letters and forms, and eyes that read what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
import pypdfium2

from core.documents import form_values, situation_values
from core.documents.form_values import FileFacts
from core.documents.letter import Letter, LetterPress, PrintedLetter
from core.documents.letter_template import LetterTemplate
from core.domain.reference import ReferenceData
from tests.unit.documents import world
from tests.unit.documents.world import DOCUMENT, ISSUED, OFFICE, province
from ui import compose

ZONE = "Asia/Jakarta"
LETTERS = ("t07", "daftar_bukti", "surat_kuasa", "t20", "pemberitahuan_awal", "t17", "pencabutan", "t11")
LABELS = {"t07": "report", "daftar_bukti": "evidence", "t11": "report"}
BASE = {
    "post": "Posko Pengaduan Kodim 0413/Bangka",
    "officer": "Serka Andi Wijaya",
    "place": "Pangkalpinang",
    "today": "5 Februari 2024",
    "number": "K0413-7QK-240205-001-X",
    "kind": "Pengaduan dugaan pelanggaran",
    "received": "Senin, 5 Februari 2024 pukul 09.00 WIB",
    "within_a_day": "Selasa, 6 Februari 2024 pukul 09.00 WIB",
    "province": "Prov. Kepulauan Bangka Belitung",
    "notified_office": "Bawaslu Kab. Bangka Selatan",
    "reporting_officer": "Serka Andi Wijaya",
    "signed_day": "5 Februari 2024",
    "supersedes": "",
    "mandate_number": "PKS/12/II/2024",
    "mandate_date": "2 Februari 2024",
    "controllers": "Badan Contoh; Kodim Contoh",
    "legal_basis": "UU 27/2022",
    "data_protection_officer": "Pejabat Contoh, Jalan Contoh 2",
    "training": "",
}
FILES = (FileFacts("a.jpg", 8_412_345, bytes(range(32))), FileFacts("lain.pdf", 900, bytes(range(1, 33))))


@cache
def reference() -> ReferenceData:
    """The shipped data."""
    return compose.load_reference()


def complaint(**changes: Any) -> dict[str, Any]:
    """A complete complaint with two parties, two witnesses and three pieces of evidence."""
    return {
        "kind": "complaint",
        "regime": "PEMILU",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "violation": "TNI-02",
        "reporter": {
            "lane": "sealed", "name": "Sutini", "front_title": "Hj.", "birth_place": "Toboali", "birth_date": "1980-03-03",
            "sex": "P", "occupation": "Nelayan", "citizenship": "WNI", "address": "Desa Pongok RT 02", "phone": "0812000111",
            "email": "sutini@contoh.invalid",
        },
        "reported": [
            {"subject": "TNI", "description": "Berseragam, mengemudikan mobil dinas", "unit": "Kodim"},
            {"subject": "PNS", "name": "Budiarti", "back_title": "S.Sos.", "position": "Camat", "address": "Jalan Pantai 4"},
        ],
        "summary": "Diduga menyatakan dukungan kepada peserta pemilu saat apel desa",
        "narrative": "Pada apel pagi ia diduga mengajak hadirin.\n\nSesudah itu hadirin pulang.",
        "place": {"area": "19.03.08.2001", "detail": "halaman balai desa"},
        "happened": {"date": "2024-02-03", "time": "08:30", "zone": ZONE, "precision": "about"},
        "known": "2024-02-03",
        "witnesses": [{"name": "Amat", "address": "Dusun I", "phone": "0813"}, {"name": "Saimah", "address": "Dusun II"}],
        "evidence": [
            {"title": "Foto apel", "kind": "photo", "origin": "telepon pelapor", "file": "a.jpg"},
            {"title": "Selebaran", "kind": "object", "handed_by": "officer"},
            {"title": "Rekaman", "kind": "audio", "handed_by": "witness"},
        ],
    } | changes  # fmt: skip


def situation(**changes: Any) -> dict[str, Any]:
    """A situation report with something in every section."""
    return {
        "kind": "situation",
        "election": "PEMILU_2024",
        "stage": "KAMPANYE",
        "period_from": "2024-02-04T06:00:00+07:00",
        "period_to": "2024-02-05T06:00:00+07:00",
        "nihil": False,
        "condition": "waspada",
        "incidents": [
            {
                "summary": "Baliho roboh", "happened": {"date": "2024-02-04", "time": "17:20"}, "place": {"area": "19.03.08"},
                "impact": "Tidak ada korban", "action": "Dibersihkan warga",
            }
        ],
        "vulnerabilities": [{"vulnerability": "KR-05", "level": "sedang", "place": {"area": "19.03.08"}, "notes": "Perlu kapal"}],
        "weather": "Angin barat",
        "transport": "Kapal tiba 10.00",
        "logistics": "Lengkap",
        "analysis": "Perlu perhatian",
        "complaints": {"received": 3, "forwarded": 1, "waiting": 2},
        "pacts_issued": 12,
    } | changes  # fmt: skip


def letter(name: str, tree: Mapping[str, Any] | None = None, template: LetterTemplate | None = None, **base: str) -> Letter:
    """A letter filled as the application fills it; without a tree it is blank."""
    wording, common = template or world.letter(name), BASE | base
    label = LABELS.get(name, "letter")
    if name == "t11":
        told = tree or situation()
        fill = common | situation_values.situation_values(told, reference(), ZONE)
        return Letter(label, wording, fill, situation_values.situation_groups(told, reference(), ZONE), common["number"])
    if tree is None:
        return Letter(label, wording, common | form_values.blank_values(), form_values.blank_groups(), common["number"])
    fill = common | form_values.form_values(tree, reference(), ZONE)
    return Letter(label, wording, fill, form_values.form_groups(tree, FILES), common["number"])


def once(name: str) -> LetterTemplate:
    """A wording that comes out in one set."""
    return msgspec.structs.replace(world.letter(name), sets=())


def make(letter: Letter, drill: bool = False) -> PrintedLetter:
    """Print it for the made-up office."""
    return LetterPress(world.fonts(), OFFICE, province().signer, drill).make(letter, DOCUMENT, ISSUED)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF for reading."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words(pdf: bytes) -> str:
    """All words, one blank apart."""
    return " ".join(" ".join(pages(pdf)).split())


def edges(pdf: bytes) -> tuple[float, float, float, float]:
    """The outermost points of text over all pages: left, bottom, right, top."""
    found = []
    with opened(pdf) as document:
        for page in document:
            text = page.get_textpage()
            found += [text.get_rect(number) for number in range(text.count_rects())]
    return min(r[0] for r in found), min(r[1] for r in found), max(r[2] for r in found), max(r[3] for r in found)
