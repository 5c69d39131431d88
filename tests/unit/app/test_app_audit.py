"""The audit trail: every entry once, by filter and page, proven on request, without a word of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.app import audit as room
from core.app.audit_queries import Audit, AuditKinds, AuditPage, AuditRow
from core.domain.errors import Invalid
from core.journal.catalogue import KINDS
from core.storage import tables
from tests.world import World, complaint, found
from ui.gui.words import LANGUAGES, sentences

WORDS = ("Mengenakan atribut", "rapat umum", "Budi Rahmat", "Sari Melati", "Lanal")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A post with reports at a province that opened two cases."""
    made = found("audit", "a")
    reports = [made.a.submit(complaint()) for _ in range(4)]
    made.trip(made.a, made.province)
    made.province.open_case(reports[0].id, "1/A")
    made.province.open_case(reports[1].id, "2/A")
    yield made
    made.close()


def whole(world: World, query: Audit) -> list[AuditRow]:
    """Every page of an answer."""
    rows: list[AuditRow] = []
    page = AuditPage((), "")
    while page.next is not None:
        page = world.province.app.ask(replace(query, after=page.next or None))
        rows += page.rows
    return rows


def test_every_entry_stands_there_once_whatever_the_page(world: World) -> None:
    rows = whole(world, Audit(limit=3))
    assert len({row.id for row in rows}) == len(rows) == len(world.province.entries())
    assert rows == whole(world, Audit(limit=500))


def test_filters_narrow(world: World) -> None:
    opened = whole(world, Audit(kind="case.opened"))
    assert [row.post for row in opened] == ["D-BABEL"] * 2 or {row.kind for row in opened} == {"case.opened"}
    assert {row.kind for row in whole(world, Audit(kind="case."))} >= {"case.opened"}
    about = whole(world, Audit(subject=opened[0].number))
    assert {row.subject for row in about} == {opened[0].subject}
    assert {row.kind for row in about} >= {"complaint.received", "case.opened"}
    assert {row.post for row in whole(world, Audit(post="k0413"))} == {"K0413"}
    assert whole(world, Audit(officer="tidak ada")) == whole(world, Audit(subject="tidak-ada")) == []
    assert whole(world, Audit(until="2023-01-01")) == []
    assert len(whole(world, Audit(since="2024-01-01", until="2025-01-01"))) == len(world.province.entries())
    assert "case.opened" in world.province.app.ask(AuditKinds())


def test_a_page_that_finds_little_says_where_to_go_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 2)
    first = world.province.app.ask(Audit(kind="stream.opened"))
    assert len(first.rows) < 2
    assert first.next is not None
    assert {row.kind for row in whole(world, Audit(kind="stream.opened"))} == {"stream.opened"}


def test_nothing_of_a_report_stands_there(world: World) -> None:
    shown = repr(whole(world, Audit()))
    assert not [word for word in WORDS if word in shown]


@pytest.mark.fault("MU-2")
def test_a_proof_holds_and_finds_what_was_changed(world: World) -> None:
    assert {row.faults for row in whole(world, Audit(prove=True))} == {()}
    assert {row.faults for row in whole(world, Audit())} == {None}
    victim = whole(world, Audit(kind="case.opened"))[0]
    with world.province.device.database.writing() as db:
        entry = tables.entry.c
        row = db.execute(tables.entry.select().where(entry.kind == "case.opened").order_by(entry.lamport.desc())).first()
        assert row is not None
        spoiled = bytearray(row.cose)
        spoiled[-1] ^= 1
        change = tables.entry.update().where(entry.digest == row.digest)
        db.execute(change.values(cose=bytes(spoiled)))
    try:
        (proven,) = [row for row in whole(world, Audit(prove=True)) if row.faults]
    finally:
        with world.province.device.database.writing() as db:
            db.execute(change.values(cose=row.cose))
    assert (proven.id, proven.faults) in {(victim.id, ("signature",)), (victim.id, ("entry.unreadable",))}


@pytest.mark.parametrize("query", [Audit(after="x"), Audit(since="kemarin"), Audit(until="2024-13-01")])
def test_what_is_no_filter_is_refused(world: World, query: Audit) -> None:
    with pytest.raises(Invalid):
        world.province.app.ask(query)


def test_every_kind_of_entry_has_a_name_in_every_language() -> None:
    for language in LANGUAGES:
        known = sentences(language)
        assert [kind for kind in KINDS if f"history.{kind}" not in known] == []
