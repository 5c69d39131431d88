"""Breaches with their notice, answers to persons that hold nobody else's data, and a purge that two officers order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from core.app import protection_queries as queries
from core.app.access_file import NOTHING
from core.app.protection_views import AccessFile, PurgeProposed
from core.app.queries import Waiting
from core.app.views import Submitted
from core.domain.access import KINDS as ACCESS_KINDS
from core.domain.access import REPORTED, REPORTER, AnswerAccess, RequestAccess
from core.domain.authority import ADMINISTRATOR, ENROLLED, GRANTS, TRIAGE, may_write
from core.domain.breach import KINDS as BREACH_KINDS
from core.domain.breach import PEOPLE_TOLD, IssueNotice, RecordBreach
from core.domain.case import CloseCase
from core.domain.commands import PlaceHold
from core.domain.errors import Refused
from core.domain.ids import read_id
from core.domain.retention import ProposePurge
from tests.world import World, complaint, found, receive_if_any

OTHERS = ("Budi Rahmat", "Saksi Rahasia", "Orang Kedua", "Lanal")
WITNESS = {"name": "Saksi Rahasia", "address": "Jalan Melur 9"}
SECOND_PARTY = {"subject": "TNI", "name": "Orang Kedua", "unit": "Lanal Lain", "description": "tetangga pelapor"}


@pytest.fixture(scope="module")
def told(made: World) -> Submitted:
    """A report at the province, with two parties and a witness."""
    parties = [complaint()["reported"][0], SECOND_PARTY]  # type: ignore[index]
    report = made.a.submit(complaint(reported=parties, witnesses=[WITNESS]))
    made.trip(made.a, made.province)
    return report


@pytest.fixture(scope="module")
def made() -> Iterator[World]:
    """A post and its province."""
    world = found("protection", "a")
    yield world
    world.close()


def refused(world: World, command: Any, at: str = "province") -> str:
    with pytest.raises(Refused) as refusal:
        getattr(world, at).app.execute(command)
    return refusal.value.code


def file(world: World, request: str, *, refuse: bool = False) -> AccessFile:
    app = world.province.app
    reply = app.execute(AnswerAccess(app.new_command(), read_id(request), refuse)).reply
    assert isinstance(reply, AccessFile)
    return reply


def test_a_breach_has_one_log_one_notice_and_stays_with_the_desks(made: World) -> None:
    app = made.province.app
    begin = RecordBreach(app.new_command(), "Laptop hilang.", app.today.isoformat() + "T00:00", ("contact",), 3, ("K0413",))
    name = str(app.execute(begin).reply)
    assert app.execute(begin).reply == name
    due = app.ask(queries.BreachesDue())
    assert due.first is not None and (due.open, due.first.id, due.first.state) == (1, name, "running")
    notice = IssueNotice(
        app.new_command(), read_id(name), PEOPLE_TOLD, "Pelapor", "Telepon", "Kemarin", "Diganti", "Kantor", "Kepala"
    )
    paper = app.execute(notice).reply
    assert paper.pdf.startswith(b"%PDF") and app.execute(notice).reply.id == paper.id  # type: ignore[attr-defined]
    (row,) = app.ask(queries.Breaches()).rows
    (step,) = row.steps
    assert (step.number, step.to, row.owed) == (paper.number, "Pelapor", ("agency_told",))  # type: ignore[attr-defined]
    assert (
        refused(made, RecordBreach(made.a.app.new_command(), "x", "2024-02-05T00:00", ("contact",)), "a") == "authority.refused"
    )
    stick = made.stick()
    made.province.send(stick)
    receive_if_any(made.a, stick)
    assert made.a.app.ask(queries.Breaches()).rows == ()
    assert made.province.problems() == ()


def test_a_reporter_gets_his_own_words_and_nobody_elses_data(made: World, told: Submitted) -> None:
    app = made.province.app
    ask = RequestAccess(app.new_command(), REPORTER, told.code)
    name = str(app.execute(ask).reply)
    assert app.execute(ask).reply == name
    answer = file(made, name)
    lines = [json.loads(line) for line in answer.content.decode().splitlines()]
    assert lines[0]["format"] == "posko-access" and lines[-1] == {"line": "end", "lines": len(lines) - 1}
    values = {line["field"]: line["value"] for line in lines if line["line"] == "told"}
    assert values["narrative"] == complaint()["narrative"] and {"line": "identity", "held": True, "sealed": True} in lines
    assert not any(word in answer.content.decode() for word in OTHERS)
    entries = made.province.entries()
    assert file(made, name) == answer and made.province.entries() == entries  # the same once more, for a stick that broke
    assert refused(made, AnswerAccess(app.new_command(), read_id(name), refuse=True)) == "access.answered"
    (row,) = app.ask(queries.AccessRequests()).rows
    assert (row.status, row.digest, row.who) == ("given", answer.digest, REPORTER)
    wrong = ("0" if told.code[0] != "0" else "1") + told.code[1:]
    assert refused(made, RequestAccess(app.new_command(), REPORTER, wrong)) in ("lookup.check_digits", "access.code")


def test_a_person_reported_hears_nothing_until_it_is_decided_and_then_of_himself_alone(made: World, told: Submitted) -> None:
    app = made.province.app

    def ask(party: int, report: str = told.number) -> RequestAccess:
        return RequestAccess(app.new_command(), REPORTED, report=report, party=party, how="KTP diperlihatkan")

    pending, unnamed, decided = (str(app.execute(each).reply) for each in (ask(1), ask(0, ""), ask(1)))
    assert refused(made, ask(2)) == "access.party"
    for each in (pending, unnamed):
        assert refused(made, AnswerAccess(app.new_command(), read_id(each))) == "access.pending"
        assert file(made, each, refuse=True).content == NOTHING, "a pending case and none at all read alike"
    made.province.open_case(told.id)
    subject = read_id(told.id)
    app.execute(CloseCase(app.new_command(), subject, "not_proven", "BAWASLU", "7/2024", app.today.isoformat()))
    text = file(made, decided).content.decode()
    assert "Orang Kedua" in text and '"outcome": "not_proven"' in text
    assert not any(word in text for word in ("Budi", "Sari", "Saksi", "tetangga", "rapat umum", "Mawar"))


def test_what_is_due_is_proposed_once_and_a_hold_stands_before_it(made: World, told: Submitted) -> None:
    app = made.province.app
    assert app.ask(queries.Retention()).rows == ()
    made.province.clock.pass_by(days=1_900)
    made.province.app.settings.put("names.days", "3650")
    (row,) = app.ask(queries.Retention()).rows
    assert (row.what, row.number, row.held, row.ordered) == ("report", told.number, False, False)
    assert refused(made, ProposePurge(made.a.app.new_command()), "a") == "authority.refused"
    press = ProposePurge(app.new_command())
    assert app.execute(press).reply == PurgeProposed(1, 0, more=False)
    assert app.execute(press).reply == PurgeProposed(0, 1, more=False)
    assert len([each for each in app.ask(Waiting()) if each.act == "erase"]) == 1
    app.execute(PlaceHold(app.new_command(), read_id(told.id), "Surat Bawaslu"))
    assert app.ask(queries.Retention()).rows[0].held
    assert date.fromisoformat(row.due) - date.fromisoformat(row.since) == timedelta(days=1_826)


def test_what_is_due_goes_by_pages_and_a_press_passes_what_waits(made: World) -> None:
    app = made.province.app
    ids = [made.a.submit(complaint()).id for _ in range(3)]
    made.trip(made.a, made.province)
    for each in ids:
        made.province.open_case(each)
        app.execute(CloseCase(app.new_command(), read_id(each), "not_proven", "BAWASLU", "8/2024", app.today.isoformat()))
    made.province.clock.pass_by(days=1_900)
    whole = app.ask(queries.Retention())
    pages: list[list[str]] = []
    after: str | None = ""
    while after is not None:
        page = app.ask(queries.Retention(2, after or None))
        pages.append([f"{row.what} {row.report}" for row in page.rows])
        after = page.next
    assert [line for each in pages for line in each] == [f"{row.what} {row.report}" for row in whole.rows]
    assert whole.total == len(whole.rows) and {f"report {each}" for each in ids} < {line for each in pages for line in each}
    assert max(map(len, pages)) == 2
    assert app.execute(ProposePurge(app.new_command())).reply.ordered >= len(ids)  # type: ignore[attr-defined]
    assert app.execute(ProposePurge(app.new_command())).reply.ordered == 0  # type: ignore[attr-defined]
    with pytest.raises(Refused, match=r"query\.cursor"):
        app.ask(queries.Retention(after="elsewhere~1"))


def test_who_may_write_what() -> None:
    for kind in (*BREACH_KINDS, *ACCESS_KINDS):
        begins = GRANTS[kind].begins
        desk = {role for role in ENROLLED if may_write(kind, role, from_desk=True, begins=begins, owns=True)}
        assert desk == {ADMINISTRATOR, TRIAGE}, kind
        assert not any(may_write(kind, role, from_desk=False, begins=begins, owns=True) for role in ENROLLED), kind
        assert not any(may_write(kind, role, from_desk=True, begins=not begins, owns=True) for role in ENROLLED), kind
