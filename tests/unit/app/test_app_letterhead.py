"""The letterhead of a laptop: every document carries it, nothing of it travels."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from PIL import Image

from core.app import queries
from core.app.letterhead import KEY
from core.domain.commands import IssuePacts
from core.domain.errors import Invalid
from core.domain.letterhead import Letterhead
from tests.interop.conftest import person
from tests.unit.documents.lasting import faults
from tests.unit.documents.letters import words
from tests.world import World, complaint, found

TOLD = Letterhead(
    agency="PEMERINTAH KABUPATEN CONTOH",
    unit="BADAN KESATUAN BANGSA",
    lines=("Jalan Contoh Nomor 7", "Telepon (0717) 000111", "surel@contoh.invalid"),
    place="Toboali",
)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("letterhead")
    yield made
    made.close()


def png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 60), (10, 90, 200)).save(target, "PNG")
    return target.getvalue()


def test_every_document_carries_what_was_saved(world: World) -> None:
    app = world.a.app
    usual = app.letterhead.usual()
    reply = world.a.submit(complaint())
    app.letterhead.save(
        Letterhead(**{name: getattr(TOLD, name) for name in TOLD.__struct_fields__} | {"picture": app.letterhead.picture(png())})
    )
    pact = app.execute(IssuePacts(app.new_command(), (person(),), None, "")).reply.pacts[0][0]  # type: ignore[attr-defined]
    pact = app.ask(queries.PactFile(pact))
    for pdf in (pact, app.ask(queries.Receipt(reply.id, reply.code)), app.ask(queries.Paper("t17", reply.id))):
        said = words(pdf)
        assert TOLD.agency in said and TOLD.unit in said and all(line in said for line in TOLD.lines)
        assert usual.unit not in said.split("Jalan Contoh Nomor 7")[0]
        assert faults(pdf) == []
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            pictures = {image.objgen for page in opened.pages for image in page.get("/Resources").get("/XObject", {}).values()}
            assert len(pictures) == 1
    assert "Toboali, 5 Februari 2024" in words(pact)


def test_an_empty_field_leaves_the_reference_data(world: World) -> None:
    app = world.b.app
    usual = app.letterhead.usual()
    app.letterhead.save(Letterhead(unit="  SATUAN TUGAS  "))
    assert app.letterhead.read() == Letterhead(unit="SATUAN TUGAS")
    said = words(app.letterhead.sample(app.letterhead.read()))
    assert usual.agency in said and "SATUAN TUGAS" in said and "CONTOH" in said
    app.letterhead.save(Letterhead())
    assert app.settings.get(KEY, "none") == ""


def test_what_cannot_be_printed_is_not_saved(world: World) -> None:
    desk = world.b.app.letterhead
    before = desk.read()
    for wrong, code in (
        (Letterhead(agency="a" * 161), "text.too_long"),
        (Letterhead(unit="a\u202eb"), "text.forbidden"),
        (Letterhead(lines=("a",) * 5), "letterhead.lines"),
        (Letterhead(place="\u6771"), "letterhead.glyph"),
        (Letterhead(picture=b"GIF89a"), "letterhead.unreadable"),
    ):
        with pytest.raises(Invalid) as refusal:
            desk.save(wrong)
        assert refusal.value.code == code
    assert desk.read() == before


def test_one_that_a_newer_program_wrote_stops_no_document(world: World) -> None:
    app = world.b.app
    app.settings.put(KEY, '{"agency": 7}')
    assert app.letterhead.read() == Letterhead()
    assert app.letterhead.usual().unit in words(app.letterhead.sample(app.letterhead.read()))
