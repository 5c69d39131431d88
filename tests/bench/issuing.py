"""A batch of pacts, checked, printed, signed as PDF, recorded and durable, against Platypus and one raw signature a page."""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from reportlab.lib import fonts as families
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table
from sqlalchemy import func, select

from core.app import issuing, letterhead, queries
from core.app.application import Application
from core.app.wordings import pact_templates
from core.documents import qr_image
from core.documents.fonts import Fonts
from core.documents.wording import PactTemplate
from core.domain.commands import IssuePacts, PactPersonItem
from core.storage import tables
from tests.bench.figures import Figure, seconds, spread
from tests.crash.world import PROVINCE, World

PEOPLE, RUNS, SAMPLE = 3_000, 3, 100
_CODE = "POSKO1:" + "0A1B2C3D4E5F6G7H8I9J" * 15
_WET_ROOM = 21 * mm


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Three rosters of three thousand people, each beside a hundred pages made as everybody makes them."""
    count = PEOPLE // 50 if small else PEOPLE
    people = tuple(person(number) for number in range(count))
    world = World(folder / "world")
    world.found()
    with world.opened(PROVINCE) as province:
        province.execute(IssuePacts(province.new_command(), people[:2], None, "Pangkalpinang"))
        usual = usual_way(province)
        here, floor = [], []
        for _ in range(RUNS):
            floor.append(seconds(lambda: [usual.page(item) for item in people[:SAMPLE]]) / len(people[:SAMPLE]))
            command = IssuePacts(province.new_command(), people, None, "Pangkalpinang")
            here.append(seconds(lambda: province.execute(command)) / count)  # noqa: B023
        kept, alone = sizes(province)
    each, reference = statistics.median(here), statistics.median(floor)
    what = f"one of {count:,} pacts, issued and recorded, against Platypus and a raw signature"
    yield Figure(what, each, reference, "<= 0.1x", spread(floor))
    yield Figure("pacts a second", 1 / each, unit="/s")
    yield Figure("kept for one pact of the batch, against its file alone", kept, alone, "<= 0.2x", unit="KB")


def person(number: int) -> PactPersonItem:
    """A made-up civil servant."""
    return PactPersonItem(
        name=f"Andi Wijaya {'Putra ' * (number % 3)}".strip(),
        front_title="Drs.",
        back_title="M.Si.",
        identifier="198609262015051001",
        rank="Penata (III/c)",
        position="Kepala Bidang",
        unit="Bidang A",
        agency="Dinas X",
        subject="PNS",
        superior="",
        is_head=True,
    )


def sizes(province: Application) -> tuple[float, float]:
    """What files of pacts take in the profile, common beginnings included, and one such file alone: kilobytes each."""
    with province._device.database.reading() as db:
        files, bytes_ = db.execute(select(func.count(), func.sum(func.length(tables.pact_file.c.pdf)))).one()
        shared = db.scalar(select(func.sum(func.length(tables.pact_mould.c.prefix)))) or 0
    alone = province.ask(queries.PactFile(province.ask(queries.Pacts()).rows[0].id))
    return (bytes_ + shared) / files / 1000, len(alone) / 1000


def usual_way(province: Application) -> Usual:
    """The other way, with the same faces, letterhead and wording."""
    device = province._device
    with device.database.reading() as db:
        wording = next(template for template in pact_templates(db, device) if "PNS" in template.subjects)
    return Usual(issuing.fonts_of(device), wording, letterhead.office(device, letterhead.worn(device), "").crest)


class Usual:
    """A Platypus story for every person, and one raw signature over its file; the quickest code we know, drawn as squares."""

    def __init__(self, fonts: Fonts, wording: PactTemplate, crest: bytes) -> None:
        faces = fonts.names
        self._face, self._wording = faces.regular, wording
        for face in (faces.regular, faces.bold):
            families.addMapping(face, 0, 0, face)
        self._crest = ImageReader(io.BytesIO(crest)) if crest else None
        self._plain = ParagraphStyle("plain", fontName=faces.regular, fontSize=10, leading=13, alignment=TA_JUSTIFY)
        self._title = ParagraphStyle("title", fontName=faces.bold, fontSize=13, leading=17, alignment=TA_CENTER)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def page(self, item: PactPersonItem) -> bytes:
        """One page and its signature."""
        file = io.BytesIO()
        SimpleDocTemplate(file, pagesize=A4, initialFontName=self._face).build(self._story(item))
        return self._key.sign(file.getvalue(), ec.ECDSA(hashes.SHA256()))

    def _story(self, item: PactPersonItem) -> list[Any]:
        wording, plain = self._wording, self._plain
        name = f"{item.front_title} {item.name}, {item.back_title}"
        rows = (("Nama", name), ("NIP", item.identifier), ("Pangkat", item.rank), ("Jabatan", item.position), ("Unit", item.unit))
        fields = [[Paragraph(label, plain), Paragraph(value, plain)] for label, value in rows]
        signing = [[Paragraph(wording.witness_label, plain), Paragraph(wording.signer_label, plain)], ["", ""], ["", name]]
        return [
            Letterhead(self._crest, self._face),
            *(Paragraph(line, self._title) for line in wording.title),
            Paragraph(wording.opening, plain),
            Table(fields, colWidths=[38 * mm, 120 * mm]),
            Paragraph(wording.statement, plain),
            *(Paragraph(f"{number}. {pledge.text}", plain) for number, pledge in enumerate(wording.pledges, 1)),
            Paragraph(wording.closing, plain),
            Spacer(1, 5 * mm),
            Table(signing, rowHeights=[None, _WET_ROOM, None], style=[("FONT", (0, 0), (-1, -1), self._face, 10)]),
            Code(),
        ]


class Letterhead(Flowable):  # type: ignore[misc]
    """A crest and two lines."""

    def __init__(self, crest: ImageReader | None, face: str) -> None:
        super().__init__()
        self.width, self.height = 160 * mm, 20 * mm
        self._crest, self._face = crest, face

    def draw(self) -> None:
        """Onto the page."""
        if self._crest is not None:
            self.canv.drawImage(self._crest, 0, 0, 18 * mm, 18 * mm, mask="auto")
        self.canv.setFont(self._face, 12)
        for at, line in enumerate(("PEMERINTAH PROVINSI", "POSKO PENGADUAN NETRALITAS")):
            self.canv.drawCentredString(self.width / 2, (14 - 6 * at) * mm, line)


class Code(Flowable):  # type: ignore[misc]
    """A QR code of a pact's length."""

    def __init__(self) -> None:
        super().__init__()
        self.width = self.height = 30 * mm

    def draw(self) -> None:
        """One rectangle for every dark module, as drawn by the usual libraries."""
        squares = qr_image.squares(_CODE)
        size, wide = self.width / squares.side, len(squares.rows) // squares.side * 4
        for row in range(squares.side):
            bits = f"{int(squares.rows[row * wide // 4 : (row + 1) * wide // 4], 16):0{wide}b}"
            for at in (at for at in range(squares.side) if bits[at] == "1"):
                self.canv.rect(at * size, self.height - (row + 1) * size, size, size, 0, 1)
