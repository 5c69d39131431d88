"""The identity desk at work: the key's holder shows, a hold does not hinder, an erasure does, and a return makes a task."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import cast

import pytest

from core.app.device import Device
from core.app.identity_files import IdentityFiles
from core.app.identity_queries import IdentityOf, IdentityOfficers, IdentityTasks, Openings
from core.app.identity_views import OpenedIdentity
from core.app.profile import DEFAULT_OFFICER
from core.app.protection_queries import Retention
from core.app.queries import Waiting
from core.app.referral_views import SentReferral
from core.app.views import Pending
from core.domain.case import CloseCase
from core.domain.commands import AnswerProposal, LiftHold, LookUp, OrderErasure, PlaceHold
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.identity_opening import NameIdentityOfficer, ProposeOpening, ShowIdentity, UnnameIdentityOfficer
from core.domain.ids import SubjectId, read_id, show_id
from core.domain.referral import Addressee, RecordReturn, SendReferral
from core.domain.retention import ProposePurge
from core.domain.sanction import EraseName
from tests.world import PASSPHRASE, Laptop, World, complaint, found, stretched_once

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"
NAME = "Sutini Binti Rahasia"
PNS = {"subject": "PNS", "name": "Fulan", "unit": "Dinas Contoh"}
REPORTER = {"lane": "sealed", "name": NAME, "address": "Desa Pongok", "phone": "0812000111"}


@pytest.fixture(scope="module", autouse=True)
def typed_often() -> Iterator[None]:
    """Stretched passphrases are most of what this page costs."""
    with stretched_once():
        yield


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    """A province with an administrator and a triage officer, both at the identity desk."""
    made = found("identity", "a")
    desk = made.province
    desk.enrol(SECOND, "triage", PHRASE)
    for officer, home in ((DEFAULT_OFFICER, "Kesbangpol"), (SECOND, "Inspektorat")):
        desk.app.execute(NameIdentityOfficer(desk.app.new_command(), officer, home))
    desk.app.hand_over_identities((PASSPHRASE, PHRASE), shares=made.room / "shares")
    yield made
    made.close()


def taken(office: World) -> SubjectId:
    """One more complaint with a sealed reporter, come from a post."""
    made = office.a.submit(complaint(reporter=REPORTER, reported=[PNS]))
    office.trip(office.a, office.province)
    return read_id(made.id)


def propose(desk: Laptop, report: SubjectId, by: Device | None = None, purpose: str = "complete", to: str = "DESK") -> bytes:
    command = ProposeOpening(desk.app.new_command(), report, purpose, to, "berkas kurang")
    first = cast("Pending", desk.app.execute(command, by=by).reply)
    assert desk.app.execute(command, by=by).reply == first, "the same press asks once"
    return read_id(first.id)


def agree(desk: Laptop, opening: bytes, by: Device | None = None) -> None:
    desk.app.execute(AnswerProposal(desk.app.new_command(), opening, approve=True), by=by)


def show(desk: Laptop, opening: bytes) -> OpenedIdentity:
    return opened_with_files(desk, opening)[0]


def opened_with_files(desk: Laptop, opening: bytes) -> tuple[OpenedIdentity, IdentityFiles]:
    return desk.app.open_identity(ShowIdentity(desk.app.new_command(), opening), desk.app.second(PHRASE))


def test_who_holds_the_key_shows_it_and_nothing_keeps_it(office: World) -> None:
    desk = office.province
    report, second = taken(office), desk.app.second(PHRASE)
    opening = propose(desk, report, second)
    assert [(row.act, row.may_answer) for row in desk.app.ask(Waiting())] == [("open_identity", True)]
    agree(desk, opening)
    with pytest.raises(NotAllowed, match=r"identity\.same_officer"):
        desk.app.open_identity(ShowIdentity(desk.app.new_command(), opening), desk.device)
    assert desk.app.ask(Openings(opened=True)).rows == (), "a refusal is no opening"
    assert desk.app.ask(IdentityOf(show_id(report))).openings[0].may_show
    opened = show(desk, opening)
    assert opened.persons["reporter"]["name"] == NAME  # type: ignore[index]
    assert NAME not in repr(opened)
    with pytest.raises(NotAllowed, match=r"identity\.shown"):
        show(desk, opening)
    (row,) = desk.app.ask(Openings(opened=True)).rows
    assert (row.officer, row.second, row.opened_by) == (SECOND, DEFAULT_OFFICER, DEFAULT_OFFICER)
    case = desk.app.ask(IdentityOf(show_id(report)))
    assert (case.openings[0].reason, case.openings[0].may_show, case.institution) == ("berkas kurang", False, "Kesbangpol")
    assert NAME not in json.dumps([asdict(row), asdict(case)])
    assert len(desk.app.ask(IdentityOfficers()).officers) == 2
    assert desk.app.check().problems == (), "replay gives the same rows"


def test_a_hold_does_not_hinder_and_an_erasure_does(office: World) -> None:
    desk = office.province
    report, second = taken(office), desk.app.second(PHRASE)
    desk.app.execute(PlaceHold(desk.app.new_command(), report, "perkara berjalan"))
    opening = propose(desk, report)
    agree(desk, opening, second)
    assert show(desk, opening).persons
    gone = taken(office)
    waiting = propose(desk, gone)
    agree(desk, waiting, second)
    order = OrderErasure(desk.app.new_command(), gone, "retention", "permintaan pelapor", ("parties", "story"), attachments=True)
    made = cast("Pending", desk.app.execute(order).reply)
    agree(desk, read_id(made.id), second)
    with pytest.raises(NotAllowed, match=r"report\.erased"):
        show(desk, waiting)
    assert desk.app.ask(IdentityOf(show_id(gone))).refused == "report.erased"


def test_a_return_is_a_task_until_the_reporter_was_reached(office: World) -> None:
    desk = office.province
    report, app = taken(office), desk.app
    (sent,) = cast(
        "tuple[SentReferral, ...]", app.execute(SendReferral(app.new_command(), report, (Addressee("BAWASLU"),))).reply
    )
    desk.clock.pass_by(hours=30)
    at = desk.clock.when - timedelta(minutes=30)
    app.execute(RecordReturn(app.new_command(), read_id(sent.id), at, ("identity",), "B.1/2024"))
    (task,) = app.ask(IdentityTasks())
    assert (task.report, task.institution, task.opening) == (show_id(report), "BAWASLU", "")
    opening = propose(desk, report)
    (task,) = app.ask(IdentityTasks())
    assert (task.opening, task.status) == (show_id(opening), "proposed")
    agree(desk, opening, app.second(PHRASE))
    show(desk, opening)
    assert app.ask(IdentityTasks()) == ()


def test_a_post_can_neither_ask_nor_name(office: World) -> None:
    post = office.a
    report = read_id(post.rows()[0].id)
    for command in (
        ProposeOpening(post.app.new_command(), report, "complete", "DESK", "x"),
        NameIdentityOfficer(post.app.new_command(), DEFAULT_OFFICER, "Kesbangpol"),
        UnnameIdentityOfficer(post.app.new_command(), DEFAULT_OFFICER),
    ):
        with pytest.raises(Refused, match=r"authority\.refused"):
            post.app.execute(command)
    for act in (
        lambda: post.app.open_identity(ShowIdentity(post.app.new_command(), b"x" * 16), post.device),
        lambda: post.app.hand_over_identities((PASSPHRASE,)),
    ):
        with pytest.raises(Refused, match=r"authority\.refused"):
            act()


def test_the_reporter_reads_the_day_and_an_old_slot_still_reads(office: World) -> None:
    desk, post = office.province, office.a
    made = post.submit(complaint(reporter=REPORTER, reported=[PNS]))
    office.settle(post)
    before = post.app.execute(LookUp(made.code)).reply
    assert (before.status, before.opened) == ("at_province", "")  # type: ignore[union-attr]
    opening = propose(desk, read_id(made.id))
    agree(desk, opening, desk.app.second(PHRASE))
    show(desk, opening)
    day = desk.clock.when.date().isoformat()
    at_desk = desk.app.execute(LookUp(made.code)).reply
    office.settle(post)
    after = post.app.execute(LookUp(made.code)).reply
    assert at_desk.opened[:8] == day[:8] and after.opened == at_desk.opened  # type: ignore[union-attr]
    assert after.status == before.status and after.updated == before.updated  # type: ignore[union-attr]


def test_sealed_files_are_opened_by_the_same_act_and_leave_with_an_entry(office: World) -> None:
    desk, post = office.province, office.a
    card = post.attach(b"isi kartu tanda penduduk", "ktp.txt", shows_identity=True)
    plain = post.attach(b"foto kerumunan", "foto.txt")
    files = [{"title": "KTP", "file": "ktp.txt", "shows_identity": True}, {"title": "Foto", "file": "foto.txt"}]
    made = post.submit(complaint(reporter=REPORTER, reported=[PNS], evidence=files), card, plain)
    office.settle(post)
    with pytest.raises(Invalid, match=r"attachment\.sealed"):
        desk.app.read_attachment(card.token, io.BytesIO())
    opening = propose(desk, read_id(made.id), purpose="protect", to="LPSK")
    agree(desk, opening, desk.app.second(PHRASE))
    opened, files_of = opened_with_files(desk, opening)
    assert [(file.token, file.here, file.size) for file in opened.files] == [(card.token, True, 24)]
    out = io.BytesIO()
    files_of.export(card.token, out, desk.app.new_command())
    assert out.getvalue() == b"isi kartu tanda penduduk"
    assert files_of.look(card.token)[0].fault == "preview.none"
    with pytest.raises(Invalid, match=r"attachment\.unknown"):
        files_of.export(plain.token, io.BytesIO(), desk.app.new_command())
    files_of.close()
    with pytest.raises(Invalid, match=r"attachment\.sealed"):
        files_of.export(card.token, io.BytesIO(), desk.app.new_command())
    (kept,) = [file for file in desk.report(made.id).attachments if file.id == card.token]
    assert [(step.act, step.purpose) for step in kept.custody if step.act == "exported"] == [("exported", "authority")]
    assert desk.app.check().problems == ()


def test_the_purge_day_is_shown_a_hold_stands_before_it_and_the_sealed_files_go_too(office: World) -> None:
    desk, post = office.province, office.a
    app, second = desk.app, desk.app.second(PHRASE)
    card = post.attach(b"isi kartu tanda penduduk", "ktp.txt", shows_identity=True)
    plain = post.attach(b"foto kerumunan", "foto.txt")
    files = [{"title": "KTP", "file": "ktp.txt", "shows_identity": True}, {"title": "Foto", "file": "foto.txt"}]
    made = post.submit(complaint(reporter=REPORTER, reported=[PNS], evidence=files), card, plain)
    office.settle(post)
    report = read_id(made.id)

    def purge() -> tuple[str, bool, bool, bool]:
        found = app.ask(IdentityOf(made.id)).purge
        assert found is not None
        return (found.what, found.is_due, found.held, found.ordered)

    assert app.ask(IdentityOf(made.id)).purge is None, "the case goes on"
    desk.open_case(made.id)
    app.execute(CloseCase(app.new_command(), report, "not_proven", "BAWASLU", "7/2024", app.today.isoformat()))
    assert purge() == ("name", False, False, False)
    desk.clock.pass_by(days=366)
    assert purge() == ("name", True, False, False)
    app.execute(PlaceHold(app.new_command(), report, "perkara berjalan"))
    assert purge() == ("name", True, True, False)
    with pytest.raises(NotAllowed, match=r"erasure\.held"):
        app.execute(EraseName(app.new_command(), report))
    app.execute(LiftHold(app.new_command(), report, "perkara selesai"))
    due = [row for row in app.ask(Retention()).rows if row.report == made.id]
    assert [(row.what, row.identity, row.held) for row in due] == [("name", True, False)]
    app.execute(ProposePurge(app.new_command()))
    assert purge() == ("name", True, False, True)
    (order,) = [row for row in app.ask(Waiting()) if row.report == made.id and row.act == "erase"]
    agree(desk, read_id(order.id), second)
    case = app.ask(IdentityOf(made.id))
    assert (case.purge, case.refused) == (None, "report.erased")
    vault = desk.device.vault
    assert not vault.holds(bytes.fromhex(card.token)) and vault.holds(bytes.fromhex(plain.token)), "of the files the sealed one"
    assert [(row.report, row.names_alone) for row in app.ask(Retention()).tombstones if row.report == made.id] == [
        (made.id, True)
    ]
    assert app.check().problems == ()
