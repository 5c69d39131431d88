"""Every document is tagged, and prepared for PDF/A-2b and PDF/UA-1 as far as a program can look without a validator."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from PIL import Image, ImageCms
from reportlab.pdfgen.canvas import Canvas

from core.documents import tagging
from core.documents.colour import srgb
from core.documents.layout import metadata
from core.documents.sheet import MARGIN, Sheet, Style
from core.documents.tags import Tag
from tests.unit.documents import world
from tests.unit.documents.lasting import faults, spoken
from tests.unit.documents.letters import LETTERS, complaint, letter, make
from tests.unit.documents.test_documents_receipt import RECEIPT
from tests.unit.documents.test_documents_receipt import press as receipts
from tests.unit.documents.world import DOCUMENT, ISSUED, OFFICE

RED, WHITE = (200, 30, 30), (255, 255, 255)


def png(mode: str = "RGB", colour: object = RED) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (40, 60), colour).save(target, "PNG")  # type: ignore[arg-type]
    return target.getvalue()


def sheet() -> Sheet:
    return Sheet(world.fonts(), metadata("Percobaan", OFFICE, "kata", ISSUED))


@cache
def printed(name: str) -> bytes:
    if name == "t05":
        with receipts() as press:
            return press.issue(RECEIPT, DOCUMENT, ISSUED).pdf
    return world.pact().pdf if name == "t01" else make(letter(name, complaint() if name != "t11" else None)).pdf


@pytest.mark.parametrize("name", ["t01", "t05", *LETTERS])
def test_no_clause_is_broken_that_can_be_checked(name: str) -> None:
    assert faults(printed(name)) == []


def test_the_lint_finds_what_is_wrong() -> None:
    """A control: a file as the library alone makes it, and ours with one thing broken at a time."""
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(100, 100, "x")
    canvas.save()
    assert {"not marked", "no structure", "no plain XMP", "page 0: Tj outside marks", "page 0: font /F1"} <= set(
        faults(target.getvalue())
    )
    for break_, fault in (
        (lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__delitem__(0), "page 0: parent tree"),
        (lambda pdf: pdf.pages[0].Resources.__setitem__("/ExtGState", pikepdf.Dictionary()), "page 0: tabs or transparency"),
        (lambda pdf: pdf.docinfo.__setitem__("/Title", "lain"), "/Title differs"),
    ):
        with pikepdf.open(io.BytesIO(printed("t20"))) as pdf:
            break_(pdf)
            changed = io.BytesIO()
            pdf.save(changed)
        assert fault in faults(changed.getvalue())


def test_the_order_of_reading_is_that_of_the_page_and_what_is_repeated_is_read_once() -> None:
    words = read(printed("t17"))
    heads = [words.index(word) for word in (OFFICE.agency, "Kode QR", letter("t17").template.title[0], "kantor penerbit")]
    assert heads == sorted(heads)
    long = complaint(evidence=[{"title": f"Foto {n}", "kind": "photo"} for n in range(60)])
    with pikepdf.open(io.BytesIO(make(letter("daftar_bukti", long)).pdf)) as pdf:
        assert len(pdf.pages) > 1
        rows = [kids(row) for row in elements(pdf, "TR")]
        assert [{str(cell.S) for cell in row} for row in rows].count({"/TH"}) == len(elements(pdf, "Table"))


def test_every_set_of_a_form_is_a_part_of_its_own() -> None:
    with pikepdf.open(io.BytesIO(printed("t07"))) as pdf:
        assert len(elements(pdf, "Part")) == len(elements(pdf, "H1")) == 3


def test_the_same_drawing_gives_the_same_bytes_and_nothing_of_the_clock() -> None:
    with world.press() as press:
        once, again = (press.render(world.PERSON, world.NUMBER, DOCUMENT, ISSUED)[0] for _ in range(2))
    assert once == again
    with pikepdf.open(io.BytesIO(once)) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20240205090000+07'00'"


def test_unmarked_text_is_read_and_unmarked_lines_are_not() -> None:
    made = sheet()
    made.line("Kalimat tanpa tanda", MARGIN, 700, Style(made.faces.regular, 10))
    made.rule(MARGIN, 690, 300)
    made.next_page()
    assert faults(made.finished("Isian")) == []


def test_a_planned_sequence_has_its_place_in_the_tree() -> None:
    """What the press splices: the tree knows a sequence that is drawn later, by another stream."""
    made, tag = sheet(), Tag("P")
    assert made.reserve(tag) == 0
    made.line("tetap", MARGIN, 700, Style(made.faces.regular, 10))
    drawing = made.drawing()
    (page,) = drawing.pages
    root, *bodies = tagging.structure_objects(made.structure, [page], 100)
    assert b"/ParentTree <</Nums [0 [102 0 R 103 0 R]]>>" in root
    assert bodies[1] == b"<</S /P /P 101 0 R /Pg %d 0 R /K 0>>" % page


def test_a_crest_is_in_the_file_once_and_as_it_came() -> None:
    made = sheet()
    for _ in range(2):
        made.picture(png(), MARGIN, 700, 60, 60, "Lambang")
        made.next_page()
    data = made.finished()
    assert faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(name): picture.objgen
            for page in pdf.pages
            for name, picture in page.get("/Resources").get("/XObject", {}).items()
        }
        assert len(names) == 1
        (name,) = names
        picture = pikepdf.PdfImage(pdf.pages[0].Resources.XObject[name]).as_pil_image()
    assert picture.size == (40, 60) and picture.getpixel((3, 3)) == RED


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", png()[:30], png("RGBA", (1, 2, 3, 0)), png("P", 0), png("1", 0), b"\xff\xd8\xff\xe0" * 9]
)
def test_a_crest_of_another_form_is_refused(data: bytes) -> None:
    from core.domain.errors import Invalid

    with pytest.raises(Invalid, match=r"letterhead\.unreadable"):
        sheet().picture(data, 0, 0, 10, 10, "Lambang")


def test_our_colour_profile_is_srgb_to_another_library() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    assert ours.profile.version == 4.2 and "sRGB" in ours.profile.profile_description
    for colour in (RED, WHITE, (0, 0, 0), (10, 128, 250)):
        dot = Image.new("RGB", (1, 1), colour)
        same = ImageCms.profileToProfile(dot, ours, ImageCms.createProfile("sRGB"))
        assert same is not None
        assert max(abs(a - b) for a, b in zip(same.getpixel((0, 0)), colour, strict=True)) <= 1  # type: ignore[arg-type]


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{kind}"]


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def read(data: bytes) -> str:
    """The words in the order of the tree: a picture's are its description."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = {page.objgen: spoken(page) for page in pdf.pages}
        return " ".join(told(pdf.Root.StructTreeRoot.K, said))


def told(element: pikepdf.Object, said: dict[tuple[int, int], dict[int, str]]) -> list[str]:
    if "/Alt" in element:
        return [str(element.Alt)]
    found: list[str] = []
    for kid in kids(element):
        if isinstance(kid, int):
            found.append(said[element.Pg.objgen].get(kid, ""))
        elif "/S" in kid:
            found += told(kid, said)
    return found
