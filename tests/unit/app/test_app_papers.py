"""Papers from the application: what a slip may promise, names only from the open form, reasons where there is no paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from core.app import letters, queries
from core.domain.errors import Invalid, NotAllowed
from core.domain.forms import parse_form
from core.domain.papers import KINDS
from tests.unit.documents.letters import pages, words
from tests.world import Laptop, World, complaint, found, information, situation, titip, warning

SIGNED: dict[str, Any] = {"signed_t07": "yes", "known": "2024-02-05", "consent": {"notice": True, "identity": True}}
PERSONS = {"reporter": {"lane": "open", "name": "Sari Melati", "address": "Jalan Mawar 3", "phone": "081234567890"}}
NAMES = ("Sari Melati", "Jalan Mawar", "081234567890", "Wayan Saksi")
WITNESS = [{"name": "Wayan Saksi", "address": "Gang Melon"}]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One world for all: founding it costs more than everything else here."""
    made = found("papers")
    yield made
    made.close()


def slip(laptop: Laptop, tree: dict[str, object], **asked: Any) -> str:
    reply = laptop.submit(tree)
    return words(laptop.app.ask(queries.Receipt(reply.id, reply.code, **asked)))


def test_a_signed_report_in_time_is_told_its_days_and_hours(world: World) -> None:
    said = slip(world.a, complaint(**SIGNED, place={"area": "19.03.08.2001"}))
    assert said.count("paling aman sebelum Kamis, 15 Februari 2024, paling akhir Senin, 19 Februari 2024") == 2
    assert said.count("Kamis, 15 Februari 2024 pukul 23.59 WIB (aman)") == 2, "the counter never closes while votes are counted"
    assert said.count("Senin, 19 Februari 2024 pukul 16.00 WIB (paling akhir)") == 2
    assert said.count("Panwaslu Kec. Kepulauan Pongok atau Bawaslu Kab. Bangka Selatan") == 2
    assert "informasi awal" not in said


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"signed_t07": "no"}, "belum ditandatangani"),
        ({"consent": {"notice": True}}, "belum menyetujui identitasnya"),
        ({"reporter": {"lane": "open", "name": "S", "address": "J", "service": "TNI"}}, "tidak termasuk yang berhak"),
        ({"known": "2024-01-05", "happened": {"date": "2024-01-05"}}, "sudah lewat"),
        ({"reporter": {"lane": "open", "name": "S", "address": "J", "status": "none"}}, "tidak termasuk yang berhak"),
    ],
)
def test_initial_information_is_promised_nothing(world: World, change: dict[str, object], why: str) -> None:
    tree = complaint(**{**SIGNED, **change})
    said = slip(world.a, tree, form=parse_form(tree))
    assert said.count(why) == 2 and said.count("bukan laporan menurut undang-undang") == 2
    assert "paling aman" not in said and "(aman)" not in said and "Serahkan" not in said
    assert said.count("BUKAN tanda bukti dari Bawaslu") == 2
    later = slip(world.a, tree)
    assert "paling aman" not in later and later.count("bukan laporan menurut undang-undang") == 2


def test_information_is_promised_no_day(world: World) -> None:
    said = slip(world.a, information())
    assert "informasi awal" in said and "paling aman" not in said and "belum ditandatangani" not in said


@pytest.mark.fault("CL-8")
def test_a_year_without_calendar_promises_less(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.a.clock.pass_by(days=365 * 9)
    far = slip(world.a, complaint(**SIGNED | {"known": "2033-02-02", "happened": {"date": "2033-02-01"}}))
    assert "paling aman sebelum" in far and "paling akhir" not in far


def test_the_slip_names_the_entrys_place_in_the_journal(world: World) -> None:
    reply = world.a.submit(complaint(**SIGNED))
    said = words(world.a.app.ask(queries.Receipt(reply.id)))
    (line,) = [line for line in world.a.report(reply.id).history if line.kind == "complaint.received"]
    short = "-".join(re.findall("....", line.digest[:12].upper()))
    assert said.count(f"catatan ke-{line.sequence} · sidik {short}") == 2


def test_the_slip_never_names_anybody_but_the_officer(world: World) -> None:
    tree = complaint(**SIGNED, **PERSONS, witnesses=WITNESS)
    said = slip(world.a, tree, form=parse_form(tree))
    assert not any(name in said for name in (*NAMES, "Budi Rahmat", "Koramil"))


@pytest.mark.parametrize("kind", ["t07", "kuasa"])
def test_names_come_from_the_open_form_alone_and_are_kept_nowhere(world: World, kind: str) -> None:
    laptop = world.a
    tree = complaint(**SIGNED, **PERSONS, witnesses=WITNESS)
    reply = laptop.submit(tree)
    before = laptop.entries(), laptop.snapshot()
    photo = laptop.attach(b"picture", "foto.jpg")
    said = words(laptop.app.ask(queries.Paper(kind, reply.id, parse_form(tree), (photo,))))
    assert "Sari Melati" in said and ("foto.jpg" in said or kind == "kuasa")
    blank = words(laptop.app.ask(queries.Paper(kind, reply.id)))
    assert not any(name in blank for name in (*NAMES, "Budi Rahmat", "Diduga"))
    assert (laptop.entries(), laptop.snapshot()) == before


@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_of_a_stored_report_names_reporter_or_witness(world: World, kind: str) -> None:
    tree = situation() if kind == "t11" else complaint(**SIGNED, **PERSONS, witnesses=WITNESS)
    identity = world.a.attach(b"card", "KTP Sari Melati.jpg", shows_identity=True)
    reply = world.a.submit(tree) if kind == "t11" else world.a.submit(tree, identity)
    said = words(world.a.app.ask(queries.Paper(kind.upper(), reply.number)))
    assert not any(name in said for name in (*NAMES, "Budi Rahmat", "KTP Sari"))
    if kind == "bukti":
        assert "berkas yang menunjukkan identitas" in said
    if kind not in ("t20", "t07", "kuasa"):
        assert reply.number in said


def test_blank_forms_need_no_report(world: World) -> None:
    for kind, known in KINDS.items():
        if known.needs_report:
            with pytest.raises(Invalid, match=r"paper\.report_needed"):
                world.a.app.ask(queries.Paper(kind))
        else:
            assert world.a.app.ask(queries.Paper(kind)).startswith(b"%PDF")


def test_what_cannot_be_printed_is_said_with_a_reason(world: World) -> None:
    sealed, raised, told = (world.a.submit(tree).id for tree in (titip(), warning(), situation()))
    rows = {row.kind: row.reason for row in world.a.app.ask(queries.Papers(sealed))}
    assert (rows.pop("t05"), rows.pop("bukti")) == ("receipt.sealed", "paper.sealed")
    assert set(rows.values()) == {""} and set(rows) == {"t07", "kuasa", "t20", "pemberitahuan", "t17", "pencabutan"}
    for kind in rows:
        assert "Budi" not in words(world.a.app.ask(queries.Paper(kind, sealed)))
    with pytest.raises(NotAllowed, match=r"paper\.sealed"):
        world.a.app.ask(queries.Paper("bukti", sealed))
    assert [row.kind for row in world.a.app.ask(queries.Papers(raised))] == ["bukti", "pemberitahuan"]
    assert [row.kind for row in world.a.app.ask(queries.Papers(told))] == ["t11"]
    with pytest.raises(Invalid, match=r"paper\.other_kind"):
        world.a.app.ask(queries.Paper("t11", raised))
    with pytest.raises(Invalid, match=r"paper\.kind"):
        world.a.app.ask(queries.Paper("t99", raised))
    with pytest.raises(Invalid, match=r"report\.unknown"):
        world.a.app.ask(queries.Paper("t17", "K0413-XXX-240205-001-X"))


def test_a_completeness_letter_of_an_unreadable_report_ticks_nothing(world: World) -> None:
    source = letters._Source({}, ())
    with world.a.device.database.reading() as db:
        fill = letters._letter(db, world.a.device, KINDS["t17"], source).fill
    assert {fill[name] for name in fill if name.startswith("lacks_")} == {""}


def test_the_processing_notice_prints_the_kits_mandate(world: World) -> None:
    mandate = {
        "number": "PKS/7/2024", "date": "2024-01-15", "controllers": ["Badan Contoh", "Kodim Contoh"],
        "legal_basis": "UU 27/2022", "data_protection_officer": "Pejabat Contoh",
    }  # fmt: skip
    own = msgspec.structs.replace(world.a.device.belongings, mandate=json.dumps(mandate), drill=False)
    with world.a.device.database.reading() as db:
        pdf = letters.paper(db, replace(world.a.device, belongings=own), queries.Paper("t20"))
    (said,) = pages(pdf)
    for text in ("PKS/7/2024", "15 Januari 2024", "Badan Contoh; Kodim Contoh", "Pejabat Contoh"):
        assert text in said
    assert "CONTOH" not in said
    drill = words(world.a.app.ask(queries.Paper("t20")))
    assert ("kit latihan" in drill) == world.a.device.belongings.drill


def test_a_later_situation_report_names_the_one_it_replaces(world: World) -> None:
    first = world.a.submit(situation())
    later = world.a.submit(situation(supersedes=first.id))
    assert f"Menggantikan laporan : {first.number}" in words(world.a.app.ask(queries.Paper("t11", later.id)))
