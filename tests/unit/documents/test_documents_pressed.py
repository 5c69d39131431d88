"""The quick way prints what the plain way prints, in one revision, and an unprejudiced reader finds no difference."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest

from core.documents.pact import IssuedPact, PactPerson, PactPress
from core.documents.verifying import verify_pdf
from core.documents.wording import Pledge
from tests.unit.documents import world
from tests.unit.documents.world import DOCUMENT, ISSUED, NUMBER, PERSON, province

LONG = dataclasses.replace(
    PERSON,
    name="Raden Mas Haryo " + "Wirakusumah " * 12,
    back_title="S.T., M.T., Ph.D., " * 6,
    position="Kepala Subbagian Perencanaan dan Evaluasi " * 4,
)
RARE = dataclasses.replace(PERSON, name="Đặng Thùy Ǻsa Ŵĉħŋ", is_head=False)


@pytest.fixture(scope="module")
def press() -> Iterator[PactPress]:
    with world.press() as made:
        yield made


def both(press: PactPress, person: PactPerson) -> tuple[IssuedPact, IssuedPact]:
    return press.issue(person, NUMBER, DOCUMENT, ISSUED), press.issue_plainly(person, NUMBER, DOCUMENT, ISSUED)


def pages(pdf: bytes) -> list[tuple[str, bytes]]:
    """What a person sees: text and pixels of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_textpage().get_text_bounded(), page.render(scale=1.2).to_pil().tobytes()) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("person", [PERSON, LONG, RARE], ids=["usual", "long", "rare letters"])
def test_both_ways_show_the_same_pages(press: PactPress, person: PactPerson) -> None:
    quick, plain = both(press, person)
    assert pages(quick.pdf) == pages(plain.pdf)
    assert (quick.content_digest, quick.qr_text) == (plain.content_digest, plain.qr_text)
    for each in (quick, plain):
        finding = verify_pdf(each.pdf, province().trust)
        assert (finding.verdict, finding.fields["byterange_digest"]) == ("valid", each.byterange_digest.hex())


@pytest.mark.parametrize("person", [PERSON, RARE])
def test_both_ways_say_the_same_of_themselves(press: PactPress, person: PactPerson) -> None:
    quick, plain = (pikepdf.open(io.BytesIO(each.pdf)) for each in both(press, person))
    with quick, plain:
        assert dict(quick.docinfo) == dict(plain.docinfo)
        assert quick.Root.Metadata.read_bytes() == plain.Root.Metadata.read_bytes()
        assert kinds(quick.Root.StructTreeRoot.K) == kinds(plain.Root.StructTreeRoot.K)
        ours, theirs = (set(each.Root.keys()) for each in (quick, plain))
        assert theirs - ours == {"/Extensions"} and ours <= theirs
        signatures = [each.Root.AcroForm.Fields[0].V for each in (quick, plain)]
        assert set(signatures[0].keys()) == set(signatures[1].keys())
        for name in ("/Name", "/Location", "/Reason", "/M", "/SubFilter", "/Reference"):
            assert signatures[0][name] == signatures[1][name], name


def kinds(element: pikepdf.Object) -> list[object]:
    """The tree as nested kinds, in the order of reading."""
    below = element.get("/K", pikepdf.Array())
    kids = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [str(element.S), *(kinds(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)]


def test_a_documents_bytes_do_not_depend_on_its_neighbours(press: PactPress) -> None:
    alone = press.issue(PERSON, NUMBER, DOCUMENT, ISSUED)
    press.issue(RARE, "1/X", bytes(16), ISSUED)
    assert press.issue(PERSON, NUMBER, DOCUMENT, ISSUED).pdf == alone.pdf
    with world.press() as another:
        assert another.issue(PERSON, NUMBER, DOCUMENT, ISSUED).pdf == alone.pdf


def test_what_a_batch_has_in_common_is_most_of_a_file(press: PactPress) -> None:
    one, other = press.issue(PERSON, NUMBER, DOCUMENT, ISSUED), press.issue(LONG, "2/X", bytes(16), ISSUED)
    assert one.prefix == other.prefix and len(one.prefix) > 0.5 * len(one.pdf)


def test_many_pledges_flow_over_pages_with_a_code_on_each() -> None:
    template = world.template()
    pledges = tuple(Pledge(str(number), "Saya menjaga sikap netral dalam setiap pelayanan. " * 6) for number in range(30))
    longer = world.msgspec_replace(template, pledges=pledges)
    with PactPress(world.fonts(), longer, world.OFFICE, province().signer, False) as press:
        quick, plain = both(press, PERSON)
    assert pages(quick.pdf) == pages(plain.pdf) and len(pages(quick.pdf)) > 1
    assert verify_pdf(quick.pdf, province().trust).verdict == "valid"


def test_every_byte_that_is_signed_counts(press: PactPress) -> None:
    pdf = press.issue(PERSON, NUMBER, DOCUMENT, ISSUED).pdf
    for at in range(0, len(pdf), 997):
        spoilt = pdf[:at] + bytes([pdf[at] ^ 0x01]) + pdf[at + 1 :]
        assert verify_pdf(spoilt, province().trust).verdict != "valid", at
