"""Corrections: proposed and shown at once, counted once another key agreed, the original kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core.app import queries
from core.crypto.certificates import make_leaf
from core.crypto.sealing import AgeIdentity, open_sealed
from core.crypto.signing import SigningKey
from core.domain import text
from core.domain.authority import OFFICER
from core.domain.commands import AnswerProposal, ProposeCorrection
from core.domain.correcting import clock_form
from core.domain.errors import Refused
from core.domain.ids import read_id
from core.domain.report import ReportState, fold
from core.journal import reading
from core.storage import tables
from tests.changes import answer, correct, second, waiting
from tests.world import Laptop, World, complaint, found, information, nihil, situation, titip, warning


@pytest.fixture(scope="module")
def refusing() -> Iterator[World]:
    """One world for everything that leaves nothing behind."""
    made = found("refusing", "a")
    yield made
    made.close()


def state(laptop: Laptop, report: str) -> ReportState:
    with laptop.device.database.reading() as db:
        return fold(reading.facts_about(db, read_id(report), laptop.device.identities))


def trigger(laptop: Laptop) -> str:
    """The day that deadlines of the only report are counted from, as its row says."""
    with laptop.device.database.reading() as db:
        return str(db.execute(select(tables.report.c.known)).scalar_one())


def refused(code: str, act: object) -> None:
    assert callable(act)
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def test_a_proposal_is_shown_and_changes_nothing_until_another_agrees(world: World) -> None:
    report = world.a.submit(complaint()).id
    other = second(world.a)
    made = correct(world.a, report, {"summary": "Mengenakan kaus partai", "known": "2024-02-03"}, words="salah dengar")
    assert made.status == "proposed"
    shown = world.a.report(report)
    assert shown.form["summary"] == "Mengenakan atribut"
    (proposal,) = shown.proposals
    assert [(c.field, c.before, c.after) for c in proposal.changes] == [
        ("known", "2024-02-04", "2024-02-03"),
        ("summary", "Mengenakan atribut", "Mengenakan kaus partai"),
    ]
    assert (proposal.status, proposal.words, proposal.mine, proposal.may_answer) == ("proposed", "salah dengar", True, False)
    assert [(row.id, row.mine) for row in waiting(world.a)] == [(made.id, True)]
    assert answer(world.a, made.id, other).status == "approved"
    after = world.a.report(report)
    assert after.form["summary"] == after.row.summary == "Mengenakan kaus partai"
    assert after.original["summary"] == "Mengenakan atribut"
    assert [row.id for row in world.a.rows("kaus")] == [report]
    assert world.a.rows("atribut") != (), "the narrative still says so"
    assert waiting(world.a) == ()
    assert [line.kind for line in after.history] == ["complaint.received", "correction.proposed", "correction.approved"]
    assert world.a.problems() == ()


def test_the_earlier_day_of_a_proposal_counts_for_the_clock_at_once(world: World) -> None:
    report = world.a.submit(complaint()).id
    correct(world.a, report, {"known": "2024-02-03"})
    now = state(world.a, report)
    assert clock_form(now.story, now.corrections)["known"] == "2024-02-03"
    assert trigger(world.a) == "2024-02-03", "filters and sorting read it too"
    assert world.a.report(report).form["known"] == "2024-02-04"
    correct(world.a, report, {"known": "2024-02-05"})
    now = state(world.a, report)
    assert clock_form(now.story, now.corrections)["known"] == "2024-02-03", "the later day waits for the second officer"


@pytest.mark.fault("MU-3")
def test_nobody_approves_his_own_proposal_under_whatever_name(world: World) -> None:
    report = world.a.submit(complaint()).id
    made = correct(world.a, report, {"summary": "Lain"})
    refused("approval.own", lambda: answer(world.a, made.id))
    device = world.a.device
    ca_key = SigningKey.from_der(device.extras["ca_key"])
    twin = make_leaf(
        device.belongings.ca_certificate, ca_key, OFFICER, "Nama Lain", device.officer.key.public, lambda n: b"\7" * n
    )
    from dataclasses import replace

    from core.crypto.cose import key_id

    masked = replace(
        device, officer=replace(device.officer, certificate=twin, kid=key_id(twin), name="Nama Lain"), own_streams={}
    )
    refused("approval.own", lambda: answer(world.a, made.id, masked))
    assert answer(world.a, made.id, second(world.a)).status == "approved", "control"


def test_forged_approval_of_ones_own_counts_for_nothing(world: World) -> None:
    """Altered software may write it; the fold does not hear it, on any device."""
    from core.domain.correcting import answer_correction
    from core.journal.author import Placement
    from tests.property.test_authority import stream_of

    report = world.a.submit(complaint()).id
    correct(world.a, report, {"summary": "Lain"})
    (correction,) = state(world.a, report).corrections
    placement = Placement(stream_of(world.a), read_id(report), [correction.fact.source.digest])
    world.a.forge(answer_correction(correction.fact.source.digest, "", approve=True), placement)
    world.trip(world.a, world.province)
    for laptop in (world.a, world.province):
        assert laptop.report(report).form["summary"] == "Mengenakan atribut"
        assert [row.status for row in laptop.report(report).proposals] == ["proposed"]
    answer(world.a, correction_id(world.a, report), second(world.a))
    assert world.a.report(report).form["summary"] == "Lain", "control: another key's approval is heard after it"


def correction_id(laptop: Laptop, report: str) -> str:
    return laptop.report(report).proposals[0].id


def test_an_answer_is_given_once_and_a_refusal_changes_nothing(world: World) -> None:
    report = world.a.submit(complaint()).id
    other = second(world.a)
    made = correct(world.a, report, {"summary": "Lain"})
    assert answer(world.a, made.id, other, approve=False).status == "declined"
    refused("approval.done", lambda: answer(world.a, made.id, other))
    refused("approval.unknown", lambda: answer(world.a, report, other))
    assert world.a.report(report).form["summary"] == "Mengenakan atribut"
    back = correct(world.a, report, {"summary": "Lain lagi"})
    assert answer(world.a, back.id, approve=False).status == "declined", "one's own proposal may be taken back"


def test_the_same_command_twice_is_one_act(world: World) -> None:
    report = read_id(world.a.submit(complaint()).id)
    command = ProposeCorrection(world.a.app.new_command(), report, "amend", "typing", "", {"summary": "Lain"})
    first, again = (world.a.app.execute(command).reply for _ in range(2))
    assert first == again
    other = second(world.a)
    agreed = AnswerProposal(world.a.app.new_command(), read_id(correction_id(world.a, world.a.rows()[0].id)), True)
    assert world.a.app.execute(agreed, by=other).reply == world.a.app.execute(agreed, by=other).reply
    assert len(world.a.report(world.a.rows()[0].id).history) == 3


def test_void_and_restore_delete_nothing(world: World) -> None:
    report = world.a.submit(complaint()).id
    other = second(world.a)
    made = correct(world.a, report, act="void", reason="duplicate")
    assert not world.a.rows()[0].voided
    answer(world.a, made.id, other)
    (row,) = world.a.rows()
    assert row.voided and row.summary == "Mengenakan atribut"
    answer(world.a, correct(world.a, report, act="restore", reason="other", words="bukan ganda").id, other)
    assert not world.a.rows()[0].voided


def test_a_new_reporter_is_sealed_again(world: World) -> None:
    report = world.a.submit(complaint(witnesses=[{"name": "Joko"}])).id
    reporter = {"lane": "open", "name": "Nama Benar", "address": "Jalan Melati 4"}
    answer(world.a, correct(world.a, report, {"reporter": reporter}, reason="misheard").id, second(world.a))
    shown = world.a.report(report)
    assert shown.form["reporter"] == {"lane": "open", "sealed": True}
    assert "Nama Benar" not in str(shown)
    world.trip(world.a, world.province)
    first, newest = state(world.province, report).boxes
    key = AgeIdentity.from_text(world.province.device.extras["identities"].decode())
    assert open_sealed(newest, world.a.device.identities) is None
    assert open_sealed(newest, world.province.device.identities) is None
    assert b"Nama Benar" in (open_sealed(newest, [key]) or b"")
    assert b"Joko" in (open_sealed(first, [key]) or b""), "who is not corrected stays where he is"


@pytest.mark.parametrize(
    ("make", "changes", "code"),
    [
        (complaint, {"kind": "information"}, "correction.kind"),
        (complaint, {"summary": "Mengenakan atribut"}, "correction.nothing"),
        (complaint, {"reporter": {"lane": "sealed", "sealed": True}}, "correction.nothing"),
        (complaint, {"narrative": " "}, "report.missing"),
        (complaint, {"violation": "XX-99"}, "report.code"),
        (complaint, {"known": "2025-01-01"}, "report.future"),
        (complaint, {"place": None}, "form.invalid"),
        (complaint, {"colour": "merah"}, "form.invalid"),
        (complaint, {"summary": "a\0b"}, "text.forbidden"),
        (complaint, {"reported": [{"subject": "PNS", "name": "Budi"}]}, "correction.outside_remit"),
        (complaint, {"evidence": [{"title": "Foto", "file": "tidak-ada.jpg"}]}, "report.file_missing"),
        (situation, {"nihil": True, "incidents": None, "vulnerabilities": None}, "correction.nihil"),
        (titip, {"summary": "Lain"}, "correction.sealed"),
    ],
)
def test_what_is_refused_leaves_nothing(refusing: World, make: object, changes: dict[str, object], code: str) -> None:
    assert callable(make)
    report = refusing.a.submit(make()).id
    before = refusing.a.entries()
    refused(code, lambda: correct(refusing.a, report, changes))
    assert refusing.a.entries() == before


def test_a_reason_is_needed(world: World) -> None:
    report = world.a.submit(warning()).id
    refused("correction.reason", lambda: correct(world.a, report, {"level": "tinggi"}, reason="other"))
    refused("correction.reason", lambda: correct(world.a, report, {"level": "tinggi"}, reason="because"))
    refused("correction.act", lambda: correct(world.a, report, act="delete"))
    assert correct(world.a, report, {"level": "tinggi"}, reason="other", words="dinilai ulang").status == "proposed"


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (warning, {"level": "tinggi", "suggestion": "Patroli"}),
        (situation, {"analysis": "Tenang kembali"}),
        (nihil, {"weather": "Hujan"}),
        (information, {"summary": "Kabar lain", "known": "2024-02-01"}),
    ],
)
def test_every_kind_is_corrected(world: World, make: object, changes: dict[str, object]) -> None:
    assert callable(make)
    report = world.a.submit(make()).id
    answer(world.a, correct(world.a, report, changes).id, second(world.a))
    shown = world.a.report(report).form
    assert {name: shown[name] for name in changes} == changes


def test_the_province_corrects_what_a_post_passes_on(world: World) -> None:
    report = world.a.submit(titip()).id
    world.trip(world.a, world.province)
    made = correct(world.province, report, {"summary": "Rahasia baru"})
    answer(world.province, made.id, second(world.province, "triage"))
    assert world.province.report(report).form["summary"] == "Rahasia baru"
    world.settle(world.a)
    shown = world.a.report(report)
    assert "Rahasia" not in str(shown) and "summary" not in shown.form
    assert [line.kind for line in shown.history] == ["complaint.received", "correction.proposed", "correction.approved"]
    assert world.a.problems() == ()


def test_a_post_cannot_correct_what_it_cannot_read_however_its_software_was_changed(world: World) -> None:
    from core.domain.correcting import answer_correction, propose
    from core.journal.author import Author, Placement
    from tests.property.test_authority import stream_of

    report = world.a.submit(titip()).id
    other = second(world.a)
    event = propose("amend", "typing", "", {"summary": "Dipalsukan"}, b"", None)
    entry = world.a.forge(event, Placement(stream_of(world.a), read_id(report), [read_id(report)]))
    approval = answer_correction(entry.digest, "", approve=True)
    pen = Author(other.officer.key, other.officer.kid, other.ports.entropy)
    world.a.forge(approval, Placement(stream_of(world.a), read_id(report), [entry.digest]), pen)
    world.trip(world.a, world.province)
    assert world.province.report(report).form["summary"] == "Mengenakan atribut"
    assert world.province.report(report).proposals == ()


def test_an_answer_at_the_province_travels_back(world: World) -> None:
    report = world.a.submit(complaint()).id
    made = correct(world.a, report, {"summary": "Lain"})
    world.trip(world.a, world.province)
    assert answer(world.province, made.id).status == "approved"
    world.settle(world.a, world.b)
    for laptop in (world.a, world.b, world.province):
        assert laptop.report(report).form["summary"] == "Lain"


def test_concurrent_corrections_are_both_shown(world: World) -> None:
    report = world.a.submit(complaint()).id
    world.settle(world.a, world.b)
    one = correct(world.a, report, {"summary": "Dari a"})
    other = correct(world.b, report, {"summary": "Dari b"})
    apart = correct(world.b, report, {"narrative": "Bagian lain"})
    world.settle(world.a, world.b)
    shown = {row.id: row for row in world.province.report(report).proposals}
    assert shown[one.id].beside == (other.id,)
    assert shown[other.id].beside == (one.id,)
    assert shown[apart.id].beside == ()
    marked = [line.kind for line in world.a.report(report).history if "bersamaan" in line.marks]
    assert marked == ["correction.proposed", "correction.proposed"]
    late = correct(world.a, report, {"summary": "Setelah melihat keduanya"})
    assert {row.id: row for row in world.a.report(report).proposals}[late.id].beside == ()


def test_a_break_that_an_older_program_let_into_a_line_stays_admitted_printed_and_correctable(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "Mengenakan\natribut\tpartai"
    with monkeypatch.context() as before:
        before.setattr(text, "BREAKS", {})
        made = world.a.submit(complaint(summary=odd))
    refused("text.forbidden", lambda: world.a.submit(complaint(summary=odd)))
    world.settle(world.a)
    for laptop in (world.a, world.province):
        assert laptop.problems() == () and laptop.report(made.id).form["summary"] == odd
    assert world.a.app.ask(queries.Receipt(made.id, made.code)).startswith(b"%PDF")
    assert correct(world.a, made.id, {"narrative": "Diceritakan ulang"}).status == "proposed"
    refused("text.forbidden", lambda: correct(world.a, made.id, {"summary": odd + "."}))
