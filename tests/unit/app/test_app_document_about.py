"""A document about a report begins with what the register knows of it, never with a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.app import queries
from core.app.document_views import IssuedDocument, ToldOfReport
from core.app.wordings import shipped_office
from core.documents.office_template import sample_of
from core.domain.bawaslu import RecordBawasluReceipt
from core.domain.document import IssueDocument
from core.domain.errors import Invalid
from core.domain.ids import read_id
from tests.unit.app.test_app_guard import accused
from tests.unit.documents.letters import words
from tests.world import Laptop, World, complaint, found, information, titip, warning

PERSONS: dict[str, Any] = {
    "signed_t07": "yes",
    "known": "2024-02-05",
    "consent": {"notice": True, "identity": True},
    "reporter": {"lane": "open", "name": "Sari Melati", "address": "Jalan Mawar 3", "phone": "081234567890"},
    "witnesses": [{"name": "Wayan Saksi", "address": "Gang Melon"}],
}
NAMES = ("Sari Melati", "Jalan Mawar", "081234567890", "Wayan Saksi", "Gang Melon", "KTP", "Budi Rahmat")
PARTY = {"subject": "TNI", "name": "Budi Rahmat", "position": "Danpos", "unit": "Lanal Bangka Belitung"}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One world for all: founding it costs more than everything else here."""
    made = found("about")
    yield made
    made.close()


def told(laptop: Laptop, name: str, kind: str = "t08") -> ToldOfReport:
    found_told = laptop.app.ask(queries.DocumentForm(kind, name)).told
    assert found_told is not None
    return found_told


def test_a_referral_knows_number_day_place_evidence_and_deadline_but_no_person(world: World) -> None:
    evidence = [{"title": "Foto apel", "kind": "photo", "file": "apel.jpg"}, {"title": "Selebaran", "kind": "object"}]
    tree = complaint(**PERSONS, reported=[PARTY], evidence=evidence, place={"area": "19.03.08.2001", "detail": "halaman"})
    photo = world.a.attach(b"picture", "apel.jpg")
    card = world.a.attach(b"card", "KTP Sari Melati.jpg", shows_identity=True)
    reply = world.a.submit(tree, photo, card)
    found_told = told(world.a, reply.number)
    fields = found_told.fields
    assert (fields["report_number"], fields["received"], fields["addressee"]) == (reply.number, "2024-02-05", "bawaslu")
    assert fields["to"] == "Ketua Bawaslu Kab. Bangka Selatan" and fields["reported_party"] == "Danpos, Lanal Bangka Belitung"
    assert fields["deadline"] == "paling aman 15 Februari 2024, paling akhir 19 Februari 2024"
    assert "halaman" in fields["event_place"] and "3 Februari 2024" in fields["event_time"]
    assert not {"bawaslu_given", "identity", "bawaslu_result", "reason"} & set(fields), "an officer's own words"
    rows = found_told.groups["evidence"]
    assert (rows[0]["title"], rows[0]["digest"]) == ("Foto apel (apel.jpg)", hashlib.sha256(b"picture").hexdigest())
    assert rows[1] == {"title": "Selebaran", "kind": "barang"}
    assert rows[2]["title"] == "berkas yang menunjukkan identitas" and len(rows) == 3
    assert not any(name in json.dumps([fields, rows]) for name in NAMES)


def test_bawaslus_receipt_gives_the_day_and_the_letter_prints_what_was_told(world: World) -> None:
    reply = world.a.submit(complaint(**PERSONS))
    at = datetime(2024, 2, 5, 8, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    app = world.a.app
    app.execute(RecordBawasluReceipt(app.new_command(), read_id(reply.id), "001/LP/2024", at, "kabkota"))
    found_told = told(world.a, reply.id)
    assert found_told.fields["bawaslu_given"] == "2024-02-05"
    sample = sample_of(shipped_office(world.a.device.ports, "t08"))["fields"]
    own = {name: sample[name] for name in ("to_place", "nature", "enclosures", "signer_position")}
    fields = {**found_told.fields, **own, "addressee": "pom", "identity": "tanpa"}
    command = IssueDocument(app.new_command(), "t08", fields, found_told.groups, read_id(found_told.id))
    made = app.execute(command).reply
    assert isinstance(made, IssuedDocument)
    said = words(made.pdf)
    assert reply.number in said and "telah kami teruskan pada Senin, 5 Februari 2024" in said
    assert not any(name in said for name in NAMES)


@pytest.mark.parametrize("tree", [titip(**PERSONS), accused()])
def test_what_is_sealed_or_guarded_gives_number_and_day_alone(world: World, tree: dict[str, object]) -> None:
    reply = world.a.submit(tree)
    if tree["narrative"] == accused()["narrative"]:
        with pytest.raises(Invalid, match=r"report\.unknown"):
            told(world.a, reply.id)
        world.trip(world.a, world.province)
        found_told, number = told(world.province, reply.id), world.province.report(reply.id).row.number
    else:
        found_told, number = told(world.a, reply.id), reply.number
    assert found_told.withheld and found_told.groups == {}
    assert found_told.fields == {"report_number": number, "received": "2024-02-05"}


def test_other_kinds_take_what_they_have_a_place_for(world: World) -> None:
    reply = world.a.submit(complaint(**PERSONS))
    (row,) = told(world.a, reply.number, "t14").groups["rows"]
    assert row["received"] == "5 Februari 2024" and row["kind"] == "Pengaduan dugaan pelanggaran" and row["act"]
    assert told(world.a, reply.number, "t18").groups["items"] == [{"item": reply.number, "count": "nol (0)"}]
    assert told(world.a, reply.number, "t12").fields == {}
    early = world.a.submit(warning())
    assert "addressee" not in told(world.a, early.number).fields and told(world.a, early.number, "lepas").number == early.number
    plain = told(world.a, world.a.submit(information()).number).fields
    assert "deadline" not in plain and "to" not in plain
    with pytest.raises(Invalid, match=r"document\.about"):
        told(world.a, reply.number, "lepas")
    command = IssueDocument(world.a.app.new_command(), "lepas", {}, {}, read_id(reply.id))
    with pytest.raises(Invalid, match=r"document\.about"):
        world.a.app.execute(command)
