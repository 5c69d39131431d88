"""Printed pacts: the same input gives the same bytes, and names are printed as they stand or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from core.documents.canonical import Content, digest, encode
from core.documents.fonts import Fonts, missing_glyphs
from core.documents.pact import PactPerson, PactPress, Witness
from core.documents.scan_apart import read_codes_apart
from core.documents.wording import load_template
from core.domain.errors import Invalid
from tests.unit.documents import world
from tests.unit.documents.world import DOCUMENT, ISSUED, NUMBER, PERSON, RESOURCES, pact

VARIANTS = ("pns", "pppk", "non_asn", "desa", "tni", "polri", "bin")
HOSTILE = (
    "<b>x</b> & Co",
    '</para><img src="file:///etc/passwd"/>',
    "O'Neil \\) Tj (x",
    "%s {pemilu} ${jndi}",
    "Hu'u Na'E",
    "I Gusti Ngurah Agung Ayu Dewi Saraswati Kusumaningrat Prabawaningtyas Wijayakusumaningsih",
    "X" * 200,
    "Müller Ñandú Łukasz",
)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def printed(person: PactPerson, variant: str = "pns", drill: bool = False, number: str = NUMBER) -> bytes:
    with world.press(variant=variant, drill=drill) as press:
        return press.render(person, number, DOCUMENT, ISSUED)[0]


def flat(text: str) -> str:
    return "".join(text.split())


def test_a_pact_says_what_it_must() -> None:
    text = " ".join(text_of(pact().pdf).split())
    for words in (
        "PAKTA INTEGRITAS NETRALITAS",
        f"Nomor: {NUMBER}",
        "Dra. Siti Nurhaliza, S.Sos., M.Si.",
        "198609262015051001",
        "Pangkalpinang, 5 Februari 2024",
        "Yang membuat pernyataan,",
        "Mengetahui/Saksi,",
        "Tanda tangan elektronik pada berkas ini mengesahkan penerbitan oleh kantor penerbit,",
        "bukan tanda tangan pembuat pernyataan",
        "tidak tersertifikasi",
        "Dicetak 5 Februari 2024 09.00 WIB",
        "Halaman 1 dari 1",
        "BIASA",
        pact().content_digest.hex()[:8],
    ):
        assert words in text, words
    assert "Meterai" not in text
    assert "CONTOH" not in text


def test_a_drill_is_marked() -> None:
    text = text_of(printed(PERSON, drill=True))
    assert text.count("CONTOH") >= 2
    assert "BUKAN DOKUMEN RESMI" in text


def test_only_heads_hand_the_pact_on() -> None:
    assert "secara berjenjang" in text_of(printed(PERSON))
    assert "secara berjenjang" not in text_of(printed(replace(PERSON, is_head=False)))


def test_a_stamp_box_stands_only_where_the_policy_asks() -> None:
    asking = world.msgspec_replace(world.template(), stamp_duty=True)
    with PactPress(world.fonts(), asking, world.OFFICE, world.province().signer, False) as press:
        stamped = text_of(press.render(PERSON, NUMBER, DOCUMENT, ISSUED)[0])
    assert "Meterai" in stamped


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_prints_on_one_page_without_placeholders(variant: str) -> None:
    pdf = printed(PERSON, variant)
    assert "{" not in text_of(pdf)
    assert "Halaman 1 dari 1" in text_of(pdf)
    votes = "tidak menggunakan hak pilih selama berdinas aktif" in " ".join(text_of(pdf).split())
    assert votes == (variant in ("tni", "polri"))


def test_the_variants_are_told_apart_and_marked_as_ours() -> None:
    templates = [world.template(variant) for variant in VARIANTS]
    assert len({template.code for template in templates}) == len(VARIANTS)
    assert all(template.code.startswith("T01-") and not template.stamp_duty for template in templates)
    assert all(template.status == "wording of the product, not verified" for template in templates)
    subjects = [code for template in templates for code in template.subjects]
    assert len(subjects) == len(set(subjects))


def test_a_template_with_a_slip_is_refused() -> None:
    tree = json.loads((RESOURCES / "templates" / "pact_pns.json").read_text(encoding="utf-8"))
    for broken in ({**tree, "pledge": []}, {**tree, "version": 0}, []):
        with pytest.raises(Invalid, match=r"pact\.template\.unreadable"):
            load_template(json.dumps(broken).encode())


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, sys; from tests.unit.documents import world as w\n"
        "with w.press() as p: sys.stdout.write(hashlib.sha256("
        "p.issue(w.PERSON, w.NUMBER, w.DOCUMENT, w.ISSUED).pdf).hexdigest())"
    )
    run = [sys.executable, "-c", program]
    told = {
        subprocess.run(run, cwd=world.ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }
    with world.press() as press:
        press.issue(replace(PERSON, name="Łukasz Ñandú"), "1", bytes(16), ISSUED)
        again = press.issue(PERSON, NUMBER, DOCUMENT, ISSUED).pdf
    assert again == pact().pdf
    assert told == {hashlib.sha256(pact().pdf).hexdigest()}


@pytest.mark.fault("PV-14")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_long_names_print_literally_inside_the_page(name: str) -> None:
    person = replace(PERSON, name=name, front_title="", back_title="", position=name, unit=name)
    pdf = printed(person)
    assert flat(text_of(pdf)).count(flat(name)) >= 3
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        width, _ = page.get_size()
        for thing in page.get_objects(filter=[1]):
            left, bottom, right, _ = thing.get_bounds()
            assert left >= 50 and right <= width - 50 and bottom >= 10, name
    document.close()


def test_a_very_long_person_flows_to_a_second_page_with_its_code() -> None:
    long = "Kepala Subbidang Pembinaan dan Pengembangan " * 6
    person = PactPerson("Satu", "", "M.Si.", "1", long, long, long, long, True, Witness(long, long, long))
    pdf = printed(person)
    assert "Halaman 2 dari 2" in text_of(pdf)
    assert len(read_codes_apart(pdf)) == 1


@pytest.mark.parametrize("name", ["محمد", "王伟", "Siti 😀", "Budi\u0e01"])
def test_a_name_with_a_missing_glyph_is_refused_before_printing(name: str) -> None:
    with world.press() as press, pytest.raises(Invalid, match=r"pact\.missing_glyph") as refusal:
        press.issue(replace(PERSON, name=name), NUMBER, DOCUMENT, ISSUED)
    assert refusal.value.details["field"] == "name"
    assert missing_glyphs(name, world.fonts())


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\u202eb", "a" * 301])
def test_unusable_names_are_refused(name: str) -> None:
    with world.press() as press, pytest.raises(Invalid):
        press.issue(replace(PERSON, name=name), NUMBER, DOCUMENT, ISSUED)


def test_two_spellings_of_a_letter_are_one_document() -> None:
    composed, apart = replace(PERSON, name="Müller"), replace(PERSON, name="Mu\u0308ller")
    assert printed(composed) == printed(apart)


def test_fonts_are_embedded_and_the_file_is_described() -> None:
    with pikepdf.open(io.BytesIO(pact().pdf)) as file:
        found = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        assert found
        assert all("/FontFile2" in font.FontDescriptor for font in found)
        assert str(file.Root.Lang) == "id-ID"
        assert str(file.docinfo["/Title"]).startswith("Pakta Integritas Netralitas – Dra. Siti")
        assert "ASCII85" not in str([one for one in file.objects if isinstance(one, pikepdf.Stream)])


def test_the_digest_names_kind_wording_and_every_field() -> None:
    content = Content("T01-PNS", 1, "id", "1", {"name": "Siti"})
    others = [
        replace(content, template="T01-TNI"),
        replace(content, version=2),
        replace(content, language="en"),
        replace(content, number="2"),
        replace(content, fields={"name": "Sita"}),
        replace(content, attachments=(bytes(32),)),
    ]
    assert len({digest("pact", one) for one in (content, *others)} | {digest("letter", content)}) == 8
    assert encode(replace(content, fields={"b": "1", "a": "2"})) == encode(replace(content, fields={"a": "2", "b": "1"}))
    with pytest.raises(Invalid, match=r"document\.unknown_kind"):
        digest("poem", content)


def test_the_fonts_folder_is_read_by_family(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Fonts.from_folder(tmp_path)
