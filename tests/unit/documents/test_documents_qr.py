"""QR codes: what is signed comes back from paper, and nothing but our exact form is read."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import cbor2
import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from core.crypto.cose import key_id, sign1
from core.documents import base45, code_reading, qr
from core.documents.canonical import nfc
from core.documents.qr_image import squares
from core.documents.scan_apart import read_codes_apart
from core.documents.verifying import Trust, verify_image, verify_qr_text
from core.domain.errors import Invalid, Untrusted
from tests.unit.documents import world
from tests.unit.documents.world import DOCUMENT, NUMBER, PERSON, pact, province

FIELDS = qr.QrFields("pact", DOCUMENT, bytes(range(32)), NUMBER, PERSON.full_name, date(2024, 2, 5), "K0413")


def text(fields: qr.QrFields = FIELDS) -> str:
    signer = province().signer
    return qr.write_payload(fields, signer.key, key_id(signer.certificate_der))


def signed(tree: object, canonical: bool = True) -> str:
    signer = province().signer
    payload = cbor2.dumps(tree, canonical=canonical) if not isinstance(tree, bytes) else tree
    return qr.PREFIX + base45.encode(sign1(signer.key, key_id(signer.certificate_der), payload))


def page(dpi: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pact().pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def png(picture: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


@given(st.binary(max_size=80))
def test_base45_comes_back(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


def test_base45_of_the_standard() -> None:
    assert base45.encode(b"Hello!!") == "%69 VD92EX0"
    assert base45.encode(b"ietf!") == "QED8WEX0"
    for bad in ("GGW", "A", "::", "abc", "AB~"):
        with pytest.raises(Untrusted):
            base45.decode(bad)


def test_fields_come_back_and_fit() -> None:
    written = text()
    said = qr.read_payload(written).fields
    assert said == replace(FIELDS, content_digest=bytes(range(16)), name="Dra. Siti Nurhaliza, S.S…")


@given(st.text(max_size=90), st.text(max_size=60), st.text("AK9-", max_size=qr.OFFICE_BYTES))
@example("Ñ" * 300, "9" * 40, "K" * 16)
def test_whatever_is_written_fits_into_version_twelve(name: str, number: str, office: str) -> None:
    written = text(replace(FIELDS, name=name, number=number, office=office))
    assert squares(written).side <= 17 + 4 * 12
    carried = qr.read_payload(written).fields
    assert carried.office == office
    assert qr.is_number_of(carried.number, number)
    for short, whole in ((carried.name, nfc(name)), (carried.number, nfc(number))):
        assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]) and len(short.encode()) > 6)


def test_an_office_code_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid, match=r"qr\.too_long"):
        text(replace(FIELDS, office="K" * 17))


def test_only_the_same_number_is_the_number() -> None:
    assert qr.is_number_of("045/P", "045/P") and qr.is_number_of("045…", "045/P")
    assert not qr.is_number_of("045", "045/P") and not qr.is_number_of("046…", "045/P")


@pytest.mark.fault("QR-9")
@pytest.mark.parametrize(
    "way",
    [
        lambda t: t + "\r\n",
        lambda t: "]Q1" + t.lower() + "\t",
        lambda t: t.swapcase(),
        lambda t: "\n".join(t[at : at + 60] for at in range(0, len(t), 60)),
        lambda t: "Kode: " + t.replace(" ", "\u00a0"),
    ],
)
def test_what_a_scanner_types_or_somebody_pastes_is_put_right(way: Callable[[str], str]) -> None:
    assert verify_qr_text(way(text()), province().trust).verdict == "valid"


@pytest.mark.fault("QR-3")
def test_putting_right_gives_nothing_to_endless_text() -> None:
    assert verify_qr_text("x" * 5_000_000 + text(), province().trust).reasons == ["qr.not_ours"]


TREE = [1, 1, DOCUMENT, bytes(16), "1", "Siti", 20240205, "K"]


@pytest.mark.parametrize(
    "tree",
    [
        [2, *TREE[1:]],
        [1, 9, *TREE[2:]],
        TREE[:-1],
        [*TREE, 1],
        [*TREE[:2], b"short", *TREE[3:]],
        [*TREE[:6], 20240231, "K"],
        [*TREE[:6], "20240205", "K"],
        [*TREE[:4], b"1", *TREE[5:]],
        {"a": 1},
        b"\x9f\xff",
        b"\x88\x18\x01" + cbor2.dumps(TREE)[2:],
        b"\xd8\x1c\x81\xd8\x1d\x00",
        b"",
        cbor2.dumps(TREE) + b"\x00",
    ],
)
def test_only_the_one_form_is_read(tree: object) -> None:
    with pytest.raises(Untrusted, match="malformed"):
        qr.read_payload(signed(tree))


@pytest.mark.fault("QR-2")
@pytest.mark.parametrize("foreign", ["", "HC1:ABC", "https://example.org", "PK1", "pk1:AAA"])
def test_other_codes_are_not_ours(foreign: str) -> None:
    with pytest.raises(Untrusted, match=r"qr\.not_ours"):
        qr.read_payload(foreign)


@pytest.mark.fault("QR-3")
def test_a_long_text_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(Untrusted, match="malformed"):
        qr.read_payload(qr.PREFIX + "A" * 1_000_000)


@pytest.mark.fault("QR-5")
def test_a_code_is_judged_by_the_anchor() -> None:
    good = verify_qr_text(text(), province().trust)
    assert (good.verdict, good.fields["name"], good.fields["signer_post"]) == ("valid", "Dra. Siti Nurhaliza, S.S…", "K0413")
    stranger = province("Provinsi Lain").trust
    assert verify_qr_text(text(), stranger).reasons == ["verify.unknown_signer"]
    mixed = Trust(stranger.roots, province().trust.known)
    assert verify_qr_text(text(), mixed).reasons == ["verify.no_path"]
    assert verify_qr_text("PK1:ABC", province().trust).reasons == ["verify.unreadable"]


@pytest.mark.fault("QR-1")
def test_no_changed_character_is_valid() -> None:
    written = text()
    for place in range(len(qr.PREFIX), len(written)):
        other = "A" if written[place] != "A" else "B"
        changed = written[:place] + other + written[place + 1 :]
        assert verify_qr_text(changed, province().trust).verdict != "valid", place


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_code_is_read_from_the_printed_page(dpi: int) -> None:
    assert read_codes_apart(png(page(dpi))) == [pact().qr_text]


def test_the_code_is_read_from_another_renderers_page(tmp_path: Path) -> None:
    pdftoppm = world.tool("pdftoppm", "poppler-utils")
    (tmp_path / "p.pdf").write_bytes(pact().pdf)
    subprocess.run([pdftoppm, "-r", "150", "-png", "p.pdf", "p"], cwd=tmp_path, check=True)
    (found,) = verify_image((tmp_path / "p-1.png").read_bytes(), province().trust)
    assert (found.verdict, found.fields["number"]) == ("valid", NUMBER)


@pytest.mark.fault("QR-6")
@pytest.mark.parametrize("angle", [2, 7, 90, 180])
def test_a_crooked_blurred_scan_is_read(angle: int) -> None:
    scan = page(200).rotate(angle, expand=True, fillcolor="white").filter(ImageFilter.GaussianBlur(1))
    assert read_codes_apart(png(scan, "JPEG")) == [pact().qr_text]


@pytest.mark.fault("QR-6")
def test_a_stamp_in_blue_ink_does_not_hide_it() -> None:
    scan = page(200)
    ink = Image.new("RGB", scan.size, "white")
    pen = ImageDraw.Draw(ink)
    middle = (int(scan.width * 0.85), int(scan.height * 0.08))
    for radius in (60, 68, 100):
        box = [middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius]
        pen.ellipse(box, outline=(60, 60, 220), width=9)
    stamped = ImageChops.multiply(scan, ink)
    assert read_codes_apart(png(stamped)) == [pact().qr_text]


@pytest.mark.fault("QR-6")
def test_a_black_stamp_over_its_edge_is_told_from_toner(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = page(200)
    ink = Image.new("RGB", scan.size, "white")
    for radius in (64, 119, 127):
        ImageDraw.Draw(ink).ellipse([1559 - radius, 197 - radius, 1559 + radius, 197 + radius], outline=(40, 40, 45), width=5)
    stamped = ImageChops.multiply(scan, ink)
    assert code_reading.codes_on(stamped) == [pact().qr_text]
    without = [step for step in code_reading.LADDER if step not in (code_reading.darkest, code_reading.sharp_darkest)]
    monkeypatch.setattr(code_reading, "LADDER", without)
    assert code_reading.codes_on(stamped) == [], "nothing else reads it"


def test_the_code_is_read_from_the_pdf_itself() -> None:
    (found,) = verify_image(pact().pdf, province().trust)
    assert found.verdict == "valid"


@pytest.mark.fault("QR-7")
def test_pictures_without_a_code_or_that_are_none() -> None:
    (blank,) = verify_image(png(Image.new("RGB", (300, 300), "white")), province().trust)
    assert (blank.verdict, blank.reasons) == ("unknown", ["verify.no_code"])
    for data in (b"", b"GIF89a", b"%PDF-1.4 nothing", png(Image.new("L", (9, 9)))[:40]):
        (broken,) = verify_image(data, province().trust)
        assert (broken.verdict, broken.reasons) == ("unknown", ["image.unreadable"])


@pytest.mark.fault("AT-3", "QR-4")
def test_a_picture_that_would_fill_memory_is_refused_by_its_header() -> None:
    bomb = png(Image.new("1", (12_000, 12_000)))
    assert len(bomb) < 100_000
    assert verify_image(bomb, province().trust)[0].reasons == ["image.too_big"]
