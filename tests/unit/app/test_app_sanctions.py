"""Sanctions at a desk: repeats by office, the list's pages, the recapitulation, a file as proof; and nobody's name anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from core.app.sanction_queries import Ladder, NamesDue, SanctionRegister, Sanctions, SanctionsOf
from core.app.sanction_views import CaseSanctions, SanctionMade
from core.domain.errors import Refused
from core.domain.ids import SubjectId, read_id
from core.domain.sanction import (
    AppealSanction,
    EraseName,
    ExecuteSanction,
    ImposeSanction,
    ReviewSanction,
    SanctionCommand,
)
from tests.world import Laptop, World, complaint, found

NAME = "Nama Rahasia Terlapor"
ACT = {"violation": "ASN-D01", "happened": {"date": "2024-02-01"}}
DAY = date(2024, 2, 5)


def about(subject: str, unit: str) -> dict[str, object]:
    """A complaint about somebody of an office."""
    return complaint(reported=[{"subject": subject, "name": NAME, "unit": unit}], **ACT)


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    """A province with four complaints; the first two about one office, its name spelled in two ways."""
    made = found("sanctions")
    for tree in (about("PNS", "Dinas Contoh"), about("PNS", "DINAS  contoh."), about("PNS", "Dinas Lain")):
        made.province.submit(tree)
    made.province.submit(about("KADES", "Desa Contoh"))
    yield made
    made.close()


def reports(desk: Laptop) -> list[SubjectId]:
    """The four, in the order taken in."""
    return [read_id(row.id) for row in reversed(desk.rows())]


def do(desk: Laptop, command: SanctionCommand) -> SanctionMade:
    reply = desk.app.execute(command).reply
    assert isinstance(reply, SanctionMade)
    return reply


def impose(desk: Laptop, report: SubjectId, rung: str = "S-PNS-R2", number: str = "1", **more: Any) -> SanctionMade:
    command = desk.app.new_command()
    return do(desk, ImposeSanction(command, report, "Kepala Dinas", number, DAY, rung=rung, **more))


def case(desk: Laptop, report: SubjectId) -> CaseSanctions:
    row = next(row for row in desk.rows() if read_id(row.id) == report)
    return desk.app.ask(SanctionsOf(row.number))


def refused(code: str, desk: Laptop, command: SanctionCommand) -> None:
    with pytest.raises(Refused) as caught:
        desk.app.execute(command)
    assert caught.value.code == code


def test_repeats_are_counted_by_office_from_what_stands(office: World) -> None:
    desk = office.province
    first, second, other, _ = reports(desk)
    made = impose(desk, first)
    assert case(desk, second).parties[0].repeats == 1 and case(desk, other).parties[0].repeats == 0
    assert case(desk, first).parties[0].repeats == 0, "its own case is no repeat"
    name = bytes(read_id(made.id))
    do(desk, AppealSanction(desk.app.new_command(), first, name, "KEBERATAN", DAY))
    do(desk, ReviewSanction(desk.app.new_command(), first, name, "annulled", "Atasan", "2", DAY))
    assert case(desk, second).parties[0].repeats == 0, "what was annulled proves nothing"


def test_the_same_command_twice_is_one_sanction(office: World) -> None:
    desk = office.province
    report = reports(desk)[1]
    command = ImposeSanction(desk.app.new_command(), report, "Kepala Dinas", "7", DAY, rung="S-PNS-R1")
    assert do(desk, command) == do(desk, command)
    assert len(case(desk, report).sanctions) == 1


def test_a_file_proves_that_it_was_carried_out(office: World) -> None:
    desk = office.province
    report = reports(desk)[2]
    made = impose(desk, report)
    proof = desk.attach(b"berita acara", "ba.txt")
    name = bytes(read_id(made.id))
    assert do(desk, ExecuteSanction(desk.app.new_command(), report, name, DAY, paper=proof)).status == "executed"
    (sanction,) = case(desk, report).sanctions
    assert sanction.steps[-1].files == 1 and sanction.may == ("appeal", "inform")
    row = next(row for row in desk.rows() if read_id(row.id) == report)
    (file,) = desk.report(row.number).attachments
    assert file.name == "ba.txt" and file.custody[0].at == sanction.steps[-1].at


def test_lists_pages_and_the_recapitulation_name_nobody(office: World) -> None:
    desk = office.province
    village = reports(desk)[3]
    impose(desk, village, "S-DES-01", "140/3/DESA")
    impose(desk, village, "S-DES-01", "140/4/DESA")
    seen, after = [], None
    while True:
        page = desk.app.ask(Sanctions(limit=2, after=after))
        seen += page.rows
        after = page.next
        if after is None:
            break
    assert len(seen) == len({row.id for row in seen}) == len(desk.app.ask(Sanctions()).rows) >= 3
    assert {row.rung for row in desk.app.ask(Sanctions(ladder="DESA_ADMIN")).rows} == {"S-DES-01"}
    told = desk.app.ask(SanctionRegister(date(2024, 1, 1), date(2024, 12, 31)))
    line = next(row for row in told.rows if row["subject"] == "Kepala Desa")
    assert line["count"] == "2" and "140/3" not in json.dumps(told.rows), "a village is counted, never recognised"
    shown = json.dumps([asdict(page), [asdict(row) for row in seen], told.rows, asdict(desk.app.ask(NamesDue(all=True)))])
    assert NAME not in shown and "Desa Contoh" not in shown
    assert not desk.rows(NAME)


def test_a_ladder_is_shown_with_its_law_and_its_days(office: World) -> None:
    rungs = {rung.code: rung for rung in office.province.app.ask(Ladder("PESERTA", day=date(2026, 1, 2)))}
    assert not rungs["S-PID-01"].in_force and rungs["S-PID-01"].valid_to == "2026-01-01"
    assert rungs["S-PID-02"].in_force and "kurungan" not in rungs["S-PID-02"].name_id.replace("tanpa kurungan", "")
    assert all(rung.confidence and rung.legal_basis for rung in office.province.app.ask(Ladder()))


def test_a_name_is_not_erased_before_its_time(office: World) -> None:
    desk = office.province
    refused("names.not_due", desk, EraseName(desk.app.new_command(), reports(desk)[0]))
    assert desk.problems() == ()
