"""Letters and forms: every word comes out, on the page, in order; names only where they belong; wordings are data."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents.layout import metadata
from core.documents.letter import LetterPress
from core.documents.letter_template import Each, LetterTemplate, filled, load_letter, stands
from core.documents.sheet import HEIGHT, MARGIN, WIDTH, Sheet, Style
from core.documents.verifying import verify_pdf, verify_qr_text
from core.documents.words import counted, size_words, spelled
from core.domain.errors import Invalid
from tests.unit.documents import world
from tests.unit.documents.letters import LETTERS, complaint, edges, letter, make, once, opened, pages, situation, words
from tests.unit.documents.world import DOCUMENT, ISSUED, OFFICE, province

PRIVATE = ("Sutini", "Toboali", "0812000111", "Desa Pongok RT 02", "Amat", "Saimah", "0813")
REPORTED = ("Budiarti", "Berseragam", "Jalan Pantai 4")
GOLDEN = {
    "t07": "8d1e35176f8d9ed6b3d6b94bbb3b73d187432c138b4da8ef606bb23381a803ee",
    "daftar_bukti": "db79027c2d338f42becc639b64d9febd717510675fed3fc57d6bc511b504b321",
    "surat_kuasa": "84761650e60a007efb17db6c1d2d3daaff98d0b9f1a5d583e8bff6fdd3acf96a",
    "t20": "2a57d8bdbd07208962a9c577c376e0f8f27b176d1f352fa597bb8f111b8944d5",
    "pemberitahuan_awal": "8412db4ef0d6d4a454ef9b9f7ead139a2507ae31459baa02322bbd8de5cf83ce",
    "t17": "7dc5f29a1e61c1f6396803b454637dcfba88ee652c5a12147cf2b3d09f471e2d",
    "pencabutan": "1d43450fab0e785d2aa16a06e2f29833d3c3b37208e7e230757447cb162c676c",
    "t11": "35f947bbad2119d1115489bfbf47b429dea0146ac9381512e14bc9e28b1891fa",
}
"""Digests of the canonical content: a change of a wording is a new version, and a new line here."""


def test_a_form_says_everything_once_a_set() -> None:
    printed = make(letter("t07", complaint()))
    assert printed.qr_text == "", "what a visitor signs by hand carries no code"
    said = words(printed.pdf)
    for text in (
        *PRIVATE, *REPORTED, "Hj. Sutini", "Toboali, 3 Maret 1980", "Perempuan", "Budiarti, S.Sos.", "Pihak ke-2", "Saksi ke-2",
        "sekitar Sabtu, 3 Februari 2024, pukul 08.30 WIB", "halaman balai desa, Desa Pongok, Kec. Kepulauan Pongok",
        "Panwaslu Kec. Kepulauan Pongok atau Bawaslu Kab. Bangka Selatan", "tiga (3) buah: barang 1, foto 1, rekaman suara 1",
        "8,4 MB", f"SHA-256 {bytes(range(32)).hex()}", "lain.pdf", "saksi", "petugas", "mempertanggungjawabkannya",
    ):  # fmt: skip
        assert said.count(text) >= 3, text
    told = pages(printed.pdf)
    assert len(told) % 3 == 0
    for number in (1, 2, 3):
        assert f"Rangkap {number} dari 3 · Halaman 1 dari {len(told) // 3}" in " ".join(told)
    assert not any("…" in line for line in " ".join(told).splitlines() if "Kode dokumen" in line)


def test_a_blank_form_holds_nobody() -> None:
    for name in ("t07", "surat_kuasa", "pencabutan", "t20"):
        said = words(make(letter(name)).pdf)
        assert not any(text in said for text in (*PRIVATE, *REPORTED))
        assert "{" not in said and (name == "t20" or "RAHASIA" in said)


@pytest.mark.parametrize("name", ["pemberitahuan_awal", "t17", "pencabutan", "t20", "daftar_bukti"])
def test_letters_without_names_stay_without_names(name: str) -> None:
    said = words(make(letter(name, complaint())).pdf)
    assert not any(text in said for text in (*PRIVATE, *REPORTED))
    assert "pelaku" not in said.casefold()


def test_the_preliminary_notice_stops_no_clock_and_tells_district_not_place() -> None:
    said = words(make(letter("pemberitahuan_awal", complaint())).pdf)
    assert "tidak menghentikan batas waktu" in said and "K0413-7QK-240205-001-X" in said
    assert "Kec. Kepulauan Pongok, Kab. Bangka Selatan" in said and "halaman balai desa" not in said
    assert "Selasa, 6 Februari 2024 pukul 09.00 WIB" in said


def test_the_processing_notice_names_the_mandate_or_says_that_it_is_a_drill() -> None:
    said = words(make(letter("t20")).pdf)
    for text in (
        "PKS/12/II/2024",
        "Pejabat Contoh",
        "UU 27/2022",
        "Bawaslu",
        "Denpom",
        "Propam",
        "Ombudsman",
        "Empat belas hari",
    ):
        assert text in said
    assert "CONTOH" not in said
    none = dict.fromkeys(("mandate_number", "mandate_date", "controllers", "legal_basis", "data_protection_officer"), "")
    drill = words(make(letter("t20", training="ya", **none), drill=True).pdf)
    assert "kit latihan tanpa surat dasar" in drill and "BUKAN DOKUMEN RESMI" in drill


def test_a_completeness_letter_ticks_what_the_report_lacks() -> None:
    assert letter("t17", complaint()).fill["lacks_evidence"] == ""
    assert letter("t17", complaint(evidence=[])).fill["lacks_evidence"] == "ya"
    plain, ticked = (make(letter("t17", complaint(evidence=items))).pdf for items in (complaint()["evidence"], []))
    assert strokes(ticked) == strokes(plain) + 2, "a cross is two strokes"


def strokes(pdf: bytes) -> int:
    """Lines drawn on the first page."""
    with opened(pdf) as document:
        return sum(1 for each in document[0].get_objects(max_depth=1) if each.type == 2)


def test_a_situation_report_has_sections_a_to_h() -> None:
    said = words(make(letter("t11", situation())).pdf)
    heads = [said.index(text) for text in (
        "A. Umum", "B. Kejadian", "C. Potensi", "D. Pengaduan", "E. Pakta", "F. Cuaca", "G. Analisis", "H. Penutup"
    )]  # fmt: skip
    assert heads == sorted(heads)
    for text in ("waspada", "Baliho roboh", "pukul 17.20 WIB", "KR-05", "sedang", "Diterima tiga (3), diteruskan satu (1)"):
        assert text in said
    assert "NIHIL" not in said
    nihil = words(make(letter("t11", situation(nihil=True, incidents=[], vulnerabilities=[], complaints={}))).pdf)
    assert "tidak ada laporan yang kami terima pada periode ini" in nihil
    assert nihil.count("NIHIL.") == 2 and "Tidak dicatat pada laporan ini." in nihil


@pytest.mark.parametrize("name", LETTERS)
def test_what_the_office_issues_is_signed_and_recognised(name: str) -> None:
    printed = make(letter(name, None if name == "t11" else complaint()))
    finding = verify_pdf(printed.pdf, province().trust)
    if not world.letter(name).issued:
        assert (finding.verdict, finding.reasons, printed.qr_text) == ("unknown", ["verify.no_signature"], "")
        return
    assert (finding.verdict, finding.reasons) == ("valid", [])
    assert world.letter(name).name.startswith(finding.fields["name"].removesuffix("…")), "no person's name stands in a code"
    with opened(printed.pdf) as document:
        picture = document[0].render(scale=150 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [printed.qr_text]
    assert verify_qr_text(printed.qr_text, province().trust).verdict == "valid"


@pytest.mark.parametrize("name", LETTERS)
def test_a_drill_is_marked_on_every_page(name: str) -> None:
    for page in pages(make(letter(name, None if name == "t11" else complaint()), drill=True).pdf):
        assert "CONTOH UNTUK LATIHAN" in page or "CONTOH" in page.replace("\n", "").replace("\r", "")


def test_a_narrative_of_100_000_characters_is_never_cut() -> None:
    story = ""
    number = 0
    while len(story) < 99_980:
        number += 1
        story += f"kata{number:05}" + ("\n" if number % 97 == 0 else " ")
    pdf = make(letter("t07", complaint(narrative=story), once("t07"))).pdf
    said = words(pdf)
    assert re.findall(r"kata\d{5}", said) == [f"kata{n:05}" for n in range(1, number + 1)]
    assert len(pages(pdf)) > 15
    inside(pdf)


LONG = "Panjangsekali " * 21


@pytest.mark.fault("PV-14")
@pytest.mark.parametrize("name", LETTERS)
def test_long_and_hostile_values_stay_on_the_page(name: str) -> None:
    party = {"subject": "TNI", "name": "W" * 300, "description": LONG, "position": LONG, "unit": LONG, "address": LONG}
    evidence = [{"title": f"<b>{LONG}</b>", "origin": LONG, "kind": "photo", "file": "a.jpg"}] * 12
    witnesses = [{"name": LONG, "address": LONG, "phone": "x" * 300}] * 12
    reporter = {"lane": "open", "name": "Q" * 300, "address": LONG, "back_title": LONG}
    tree: dict[str, Any] = complaint(reported=[party] * 12, evidence=evidence, witnesses=witnesses, reporter=reporter)
    tree["summary"], tree["narrative"] = "{summary} {nobody} <i>&amp;</i> " + LONG, "x" * 3000
    if name == "t11":
        incident = {"summary": LONG, "happened": {"date": "2024-02-04"}, "place": {"area": "x" * 40, "detail": LONG}}
        tree = situation(incidents=[incident | {"impact": LONG * 20}] * 12, closing=LONG * 50)
    printed = make(letter(name, tree, once(name), officer="W" * 60, controllers=LONG))
    inside(printed.pdf)
    said = words(printed.pdf)
    if name in ("t07", "daftar_bukti", "surat_kuasa", "t17"):
        assert "{summary} {nobody} <i>&amp;</i>" in said
    if name == "t07":
        joined = said.replace(" ", "")
        assert joined.count("W" * 30) >= 100 and joined.count("Panjangsekali") >= 21 * 12 * 7
        assert joined.count("x") >= 3000 + 12 * 300


def inside(pdf: bytes) -> None:
    """No text beyond the margins; the blank that ends a line, and a pixel of rounding, are let pass."""
    left, bottom, right, top = edges(pdf)
    assert left >= MARGIN - 2 and right <= WIDTH - MARGIN + 4
    assert bottom >= 8 and top <= HEIGHT - 20


def test_no_page_ends_with_a_heading_and_a_signature_is_never_alone() -> None:
    for length in range(10, 130, 6):
        story = "\n".join("Satu baris uraian yang pendek." for _ in range(length))
        for page in pages(make(letter("t07", complaint(narrative=story), once("t07"))).pdf):
            lines = [line.strip() for line in page.splitlines() if line.strip()]
            last = lines[next(at for at, line in enumerate(lines) if line.startswith("Lembar ini dicetak")) - 1]
            assert not re.match(r"\d\. |Pihak ke|Saksi ke|DAFTAR", last), last
            if "Penerima Laporan," in lines:
                before = " ".join(lines[: lines.index("Penerima Laporan,")])
                assert "mempertanggungjawabkannya" in before or "Sidik SHA-256 memastikan" in before


@pytest.mark.fault("EX-10")
def test_letters_that_the_face_lacks_are_written_as_codes() -> None:
    said = words(make(letter("t07", complaint(narrative="王 \u202eabc 😀 e\u0301"), once("t07"))).pdf)
    assert "[U+738B] [U+202E]abc [U+1F600] é" in said
    assert "menggantikan huruf yang tidak ada" in said
    assert "menggantikan" not in words(make(letter("t07", complaint(), once("t07"))).pdf)


@pytest.mark.parametrize("name", LETTERS)
def test_the_same_letter_has_the_same_bytes_and_another_word_another_digest(name: str) -> None:
    press = LetterPress(world.fonts(), OFFICE, province().signer, False)
    first = letter(name, None if name == "t11" else complaint())
    assert press.render(first, DOCUMENT, ISSUED) == press.render(first, DOCUMENT, ISSUED)
    other = letter(name, None if name == "t11" else complaint(), post="Posko lain")
    assert press.render(first, DOCUMENT, ISSUED).content_digest != press.render(other, DOCUMENT, ISSUED).content_digest


@pytest.mark.parametrize("name", LETTERS)
def test_the_content_has_the_digest_it_always_had(name: str) -> None:
    assert make(letter(name, None if name == "t11" else complaint())).content_digest.hex() == GOLDEN[name]


def test_text_beyond_the_margin_would_be_seen() -> None:
    sheet = Sheet(world.fonts(), metadata("x", OFFICE, "y"))
    sheet.line("di luar tepi", WIDTH - MARGIN - 10, HEIGHT / 2, Style(world.fonts().names.regular, 10))
    with pytest.raises(AssertionError):
        inside(sheet.finished())


def placeholders(template: LetterTemplate) -> set[str]:
    return set(re.findall(r"\{([a-z0-9_]+)\}", msgspec.json.encode(template).decode()))


def test_every_wording_is_dated_marked_and_numbered() -> None:
    for name in (*LETTERS, "t05"):
        template = world.letter(name)
        assert template.version == 1 and template.language == "id" and "not verified" in template.status
        assert placeholders(template)
    assert len({world.letter(name).code for name in (*LETTERS, "t05")}) == len(LETTERS) + 1


def test_no_wording_calls_anybody_a_culprit_or_asks_what_must_not_be_asked() -> None:
    for name in (*LETTERS, "t05"):
        text = msgspec.json.encode(world.letter(name)).decode().casefold()
        for word in ("pelaku", "agama", "suku", "partai", " nik ", "pilihan politik"):
            assert word not in text, (name, word)


def test_a_place_without_a_value_is_refused_and_a_value_is_no_wording() -> None:
    assert filled("{a} {a}", {"a": "{b}"}) == "{b} {b}"
    with pytest.raises(Invalid, match=r"paper\.template"):
        filled("{missing}", {})
    assert stands("", {}) and stands("!a", {"a": " "}) and not stands("a", {"a": ""})
    with pytest.raises(Invalid, match=r"paper\.template"):
        stands("missing", {})
    with pytest.raises(Invalid, match=r"paper\.template"):
        load_letter(b"{}")
    broken = msgspec.structs.replace(world.letter("t17"), body=(Each(of="x", pieces=(), empty="{missing}"),))
    with pytest.raises(Invalid, match=r"paper\.template"):
        make(letter("t17", complaint(), broken))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"), (3, "tiga"), (10, "sepuluh"), (11, "sebelas"), (17, "tujuh belas"), (20, "dua puluh"),
        (45, "empat puluh lima"), (100, "seratus"), (111, "seratus sebelas"), (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"), (1001, "seribu satu"), (21_300, "dua puluh satu ribu tiga ratus"), (1_000_000, "satu juta"),
        (100_000, "seratus ribu"), (2_000_017, "dua juta tujuh belas"),
        (1_001_000, "satu juta seribu"), (1_001_999, "satu juta seribu sembilan ratus sembilan puluh sembilan"),
        (21_001_001, "dua puluh satu juta seribu satu"), (101_000, "seratus satu ribu"),
        (1_021_000, "satu juta dua puluh satu ribu"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, said: str) -> None:
    assert spelled(number) == said
    assert counted(number) == f"{said} ({number})"


@given(st.integers(0, 999_999_999))
@settings(max_examples=200, deadline=None)
def test_no_two_numbers_sound_alike(number: int) -> None:
    assert value_of(spelled(number)) == number


def value_of(said: str) -> int:
    """Read number words back, by another way than they are written."""
    digits = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
    ones = {word: value for value, word in enumerate(digits)}
    fixed = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
    total = group = unit = 0
    for word in said.split():
        if word in ones:
            unit = ones[word]
        elif word == "belas":
            group, unit = group + 10 + unit, 0
        elif word == "puluh":
            group, unit = group + unit * 10, 0
        elif word == "ratus":
            group, unit = group + unit * 100, 0
        elif word == "seribu":
            total += 1000
        elif word in fixed:
            group += fixed[word]
        elif word in ("ribu", "juta"):
            size = 1000 if word == "ribu" else 1_000_000
            total, group, unit = total + (group + unit) * size, 0, 0
    return total + group + unit


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1,0 kB"), (8_412_345, "8,4 MB"), (4 << 30, "4,3 GB")]
)
def test_sizes_in_words(size: int, said: str) -> None:
    assert size_words(size) == said
