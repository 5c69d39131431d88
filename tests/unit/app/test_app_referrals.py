"""Referrals in a store: identities, letters, the liaison's door, and two desks' words carried to a post."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from msgspec import UNSET
from sqlalchemy import create_engine, literal, select

from core.app import queries, telling
from core.app.at_report import open_report
from core.app.case_queries import CaseAgenda
from core.app.documents import packed, unpacked
from core.app.referral_queries import ClosedCases, HashList, ProposedReferral, ReferralById, ReferralLetter, Referrals
from core.app.referral_views import ReferralDone, SentReferral
from core.app.streams import own_stream
from core.domain.bawaslu import WithdrawBawasluReceipt
from core.domain.case import NOT_PROVEN, STAGES, CaseTold, CloseCase, ToldFacts
from core.domain.case_state import status_of_stage
from core.domain.document import PRINTED_LIMIT, PRINTED_SIZE, DocumentIssued, DocumentStory
from core.domain.errors import Refused
from core.domain.events import Fact
from core.domain.ids import SubjectId, read_id, show_id
from core.domain.referral import (
    Addressee,
    AnswerFacts,
    NoteClosingSeen,
    NoteReferralSeen,
    RecordDecision,
    RecordReceipt,
    RecordReturn,
    ReferralDecided,
    SendReferral,
)
from core.journal import reading, store
from core.journal.author import Placement
from core.journal.entry import write_record
from core.storage import tables
from tests.world import Laptop, World, complaint, found, information, receive_if_any, situation, warning
from ui import referral_medium

LIAISON_WORDS = "kata sandi penghubung bawaslu"


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    """One world for this whole module: reports of every kind at the province."""
    made = found("referrals", "a")
    yield made
    made.close()


def taken(office: World, tree: dict[str, object], *names: str) -> SubjectId:
    """A report of post A that has come to the province, with files of these names."""
    files = [office.a.attach(name.encode(), name) for name in names]
    submitted = office.a.submit(tree, *files)
    office.trip(office.a, office.province)
    return read_id(submitted.id)


def send(at: Laptop, report: SubjectId, *to: str, **changes: object) -> tuple[SentReferral, ...]:
    addressees = tuple(Addressee(*each.split(":")) for each in to)
    command = SendReferral(at.app.new_command(), report, addressees, **changes)  # type: ignore[arg-type]
    return cast("tuple[SentReferral, ...]", at.app.execute(command).reply)


def code_of(at: Laptop, report: SubjectId, *to: str, **changes: object) -> str:
    try:
        send(at, report, *to, **changes)
    except Refused as refused:
        return refused.code
    return ""


def _shown(report: SubjectId) -> str:
    return show_id(report)


def agreed(**changes: object) -> dict[str, object]:
    reporter = {"lane": "open", "name": "Sari Melati", "address": "Jalan Mawar 3"}
    return complaint(consent={"notice": True, "identity": True}, reporter=reporter, **changes)


def test_a_letter_is_printed_byte_for_byte_at_a_desk_that_holds_its_entries_alone(office: World) -> None:
    """The file of the desk that made it is taken away: what is left is what every other desk holds."""
    province = office.province
    report = taken(office, agreed(), "foto.jpg", "rekaman.mp3")
    (sent,) = send(province, report, "BAWASLU")
    shown = province.app.ask(ReferralById(sent.id))
    made, listed = province.app.ask(ReferralLetter(sent.id)), province.app.ask(HashList(sent.id))
    row = tables.document_file.c.subject == read_id(shown.document)
    with province.device.database.writing() as db:
        db.execute(tables.document_file.delete().where(row))
    assert province.app.ask(ReferralLetter(sent.id)) == made and made.startswith(b"%PDF")
    assert province.app.ask(queries.DocumentFile(shown.document)) == made
    again = province.app.ask(HashList(sent.id))
    assert again == listed and hashlib.sha256(again).hexdigest() == shown.hash_list
    with pytest.raises(Refused, match=r"document\.damaged"):
        unpacked(b"no file")
    with pytest.raises(Refused, match=r"document\.damaged"):
        unpacked(zlib.compress(b"\0" * (PRINTED_SIZE + 1)))
    assert packed(os.urandom(PRINTED_LIMIT)) is UNSET, "too large for an entry: it stays where it was made"


def test_the_identity_goes_as_the_reporter_agreed_and_never_to_anybody_but_bawaslu(office: World) -> None:
    province = office.province
    report = taken(office, agreed())
    proposed = province.app.ask(ProposedReferral(_shown(report)))
    assert (proposed.identity, proposed.agreed) == ("consent", True)
    assert {way.institution: way.identities for way in proposed.ways}["DENPOM"] == ("withheld",)
    assert code_of(province, report, "DENPOM", identity="envelope") == "referral.bawaslu_first"
    sent = {each.institution: each.id for each in send(province, report, "DENPOM", "BAWASLU")}
    assert list(sent) == ["BAWASLU", "DENPOM"], "the first addressee first, however it was typed"
    views = {name: province.app.ask(ReferralById(shown)) for name, shown in sent.items()}
    assert (views["BAWASLU"].row.identity, views["BAWASLU"].sets) == ("consent", 3)
    assert (views["DENPOM"].row.identity, views["DENPOM"].sets) == ("withheld", 1)
    hidden = taken(office, complaint())
    assert code_of(province, hidden, "BAWASLU", identity="consent") == "referral.no_consent"
    assert code_of(province, hidden, "BAWASLU") == ""
    assert province.app.ask(Referrals(report=_shown(hidden))).rows[0].identity == "withheld"
    nobody = taken(office, information())
    assert code_of(province, nobody, "BAWASLU", identity="envelope") == "referral.no_consent"


def test_the_packet_of_bawaslu_is_t08_the_envelope_three_sets_and_a_plain_medium_with_its_list(
    office: World, tmp_path: Path
) -> None:
    """SAFEGUARDS 20; and an employer or another office gets neither reporter nor witness with it."""
    province = office.province
    shown = [{"title": "Foto apel", "kind": "photo", "file": "apel.jpg"}]
    files = [office.a.attach(b"apel", "apel.jpg"), office.a.attach(b"apel dua", "apel.jpg")]
    files.append(office.a.attach(b"KTP", "ktp-sari.jpg", shows_identity=True))
    submitted = office.a.submit(agreed(evidence=shown), *files)
    office.trip(office.a, office.province)
    first, other = send(province, read_id(submitted.id), "BAWASLU", "DENPOM")
    packet = _story_of(province, first.id).fields
    told = ("1 (satu) berkas", "bukti rangkap tiga (3)", "1 (satu) amplop tertutup", "1 (satu) media dengan daftar sidik")
    assert all(part in packet["enclosures"] for part in told) and packet["identity"] == "setuju"
    employer = _story_of(province, other.id)
    assert "amplop" not in employer.fields["enclosures"] and "Sari" not in str(employer)
    assert len(province.app.ask(ReferralById(first.id)).annexes) == 3
    assert len(province.app.ask(ReferralById(other.id)).annexes) == 2, "what shows a person goes to Bawaslu's envelope alone"
    made = referral_medium.write(province.app, first.id, tmp_path / "media")
    assert [file.kept for file in made.kept] == ["envelope"]
    lying = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    assert set(lying) == set(made.files) and lying["surat-penerusan.pdf"] == province.app.ask(ReferralLetter(first.id))
    listed = [line.split("  ", 1)[0] for line in lying["daftar-sidik.txt"].decode().splitlines()]
    assert {hashlib.sha256(data).hexdigest() for name, data in lying.items() if name.endswith(".jpg")} < set(listed)
    assert {b"apel", b"apel dua"} < set(lying.values()) and b"KTP" not in lying.values()
    kinds = [fact.source.kind for fact in _facts(province, read_id(submitted.id))]
    assert kinds.count("evidence.exported") == 2, "each file that left is an entry"
    with pytest.raises(Refused, match=r"referral\.folder"):
        referral_medium.write(province.app, first.id, tmp_path / "media")
    assert office.a.problems() == province.problems() == ()


def _story_of(at: Laptop, referral: str) -> DocumentStory:
    event = _facts(at, read_id(at.app.ask(ReferralById(referral)).document))[0].event
    assert isinstance(event, DocumentIssued) and event.story is not None
    return event.story


def test_a_letter_goes_with_each_addressee_and_lists_the_digests(office: World) -> None:
    province = office.province
    report = taken(office, complaint(evidence=[{"title": "Foto apel", "kind": "photo", "file": "apel.jpg"}]), "apel.jpg")
    first, second = send(province, report, "BAWASLU", "DENPOM", fields={"signer_name": "Ahmad Contoh"})
    view = province.app.ask(ReferralById(first.id))
    (file,) = province.report(_shown(report)).attachments
    assert view.annexes == (file.digest,) and first.letter != second.letter
    assert province.app.ask(ReferralLetter(second.id)).startswith(b"%PDF")
    papers = province.app.ask(queries.Documents()).rows
    assert {first.letter, second.letter} <= {row.number for row in papers}
    assert code_of(province, report, "BKPSDM", reason="x") == "referral.off_route"
    assert len(province.app.ask(Referrals(report=_shown(report))).rows) == 2


def test_the_same_command_is_one_referral_and_all_or_none_are_sent(office: World) -> None:
    province = office.province
    report = taken(office, complaint())
    assert code_of(province, report, "BAWASLU", "POLDA") == "referral.off_route"
    assert code_of(province, report, "BAWASLU", "BAWASLU") == "referral.twice"
    assert province.app.ask(Referrals(report=_shown(report))).rows == ()
    command = SendReferral(province.app.new_command(), report, (Addressee("BAWASLU"),))
    first, second = province.app.execute(command).reply, province.app.execute(command).reply
    assert first == second and len(province.app.ask(Referrals(report=_shown(report))).rows) == 1


def test_a_warning_goes_to_bawaslu_within_a_day_and_a_situation_nowhere(office: World) -> None:
    province = office.province
    early = taken(office, warning())
    days = [(province.clock.when + timedelta(days=n)).date().isoformat() for n in (0, 1)]
    due = [item for day in days for item in province.app.ask(CaseAgenda(day)) if item.id == _shown(early)]
    assert {item.what for item in due} == {"SLA_PERINGATAN"}, "the desk is told before anything was sent"
    (sent,) = send(province, early, "BAWASLU")
    clocks = {clock.clause: clock for clock in province.app.ask(ReferralById(sent.id)).clocks}
    assert {"SLA_PERINGATAN", "SLA_TANDA_TERIMA"} == set(clocks)
    assert clocks["SLA_PERINGATAN"].duty == "office"
    assert code_of(province, taken(office, situation()), "BAWASLU") == "referral.situation"


def test_returned_as_incomplete_asks_for_completion_and_a_new_receipt_ends_it(office: World) -> None:
    province = office.province
    report = taken(office, complaint())
    (sent,) = send(province, report, "BAWASLU")
    referral = read_id(sent.id)
    province.clock.pass_by(hours=30)
    at = province.clock.when - timedelta(minutes=30)
    app = province.app
    done = cast(
        "ReferralDone", app.execute(RecordReturn(app.new_command(), referral, at, ("identity", "signature"), "B.1/2024")).reply
    )
    assert (done.stage, [clock.clause for clock in app.ask(ReferralById(sent.id)).clocks]) == ("returned", ["PEMILU_LENGKAPI"])
    assert [row.id for row in app.ask(Referrals(state="near")).rows if row.id == sent.id] == [sent.id]
    done = cast("ReferralDone", app.execute(RecordReceipt(app.new_command(), referral, "9/LP", at)).reply)
    assert done.stage == "received"
    (known,) = province.report(_shown(report)).receipts
    assert (known.number, known.level) == ("9/LP", "kabkota")
    story = app.ask(ReferralById(sent.id)).answers
    assert [line.kind for line in story] == ["referral.returned", "referral.receipt_recorded"]
    assert story[0].lacks == ("identity", "signature")
    assert province.problems() == ()


def test_a_receipt_that_is_taken_back_from_the_report_is_none_of_its_referral(office: World) -> None:
    """A post takes back what a desk recorded as an answer: the referral waits for its receipt again."""
    province, app = office.province, office.province.app
    report = taken(office, complaint())
    (sent,) = send(province, report, "BAWASLU")
    referral, before = read_id(sent.id), app.ask(ReferralById(sent.id))
    at = province.clock.when
    app.execute(RecordReceipt(app.new_command(), referral, "9/LP", at))
    assert app.ask(ReferralById(sent.id)) != before, "control"
    office.trip(province, office.a)
    a = office.a.app
    a.execute(WithdrawBawasluReceipt(a.new_command(), report, "9/LP", "kabkota", "milik laporan lain"))
    office.trip(office.a, province)
    assert app.ask(ReferralById(sent.id)) == before and province.problems() == ()
    done = cast("ReferralDone", app.execute(RecordReceipt(app.new_command(), referral, "9/LP", at)).reply)
    assert done.stage == "received" and [each.number for each in province.report(_shown(report)).receipts] == ["9/LP"]


def _of_bawaslus_own(office: World) -> list[str]:
    """Referrals of cases in which somebody of Bawaslu is reported, alone and among others."""
    own = [{"subject": "BAWASLU_JAJARAN", "name": "Tono", "unit": "Bawaslu Kabupaten Bangka"}]
    several = [*own, {"subject": "PNS", "name": "Fulan", "unit": "Dinas Contoh"}]
    reports = [taken(office, complaint(reported=parties)) for parties in (own, several)]
    return [sent.id for each in reports for sent in send(office.province, each, "BAWASLU", organiser="ad_hoc")]


def _closed(office: World) -> SubjectId:
    """A case that ended by Bawaslu's word."""
    app, report = office.province.app, taken(office, complaint())
    office.province.open_case(_shown(report), "78/A/2024")
    day = office.province.clock.when.date().isoformat()
    app.execute(CloseCase(app.new_command(), report, "not_registered", "BAWASLU", "3/K", day))
    return report


def test_the_liaison_sees_what_was_referred_to_bawaslu_and_nothing_else(office: World) -> None:
    province = office.province
    report = taken(office, complaint())
    first, other = send(province, report, "BAWASLU", "DENPOM")
    hidden = _of_bawaslus_own(office)
    gone = _closed(office)
    province.enrol("Penghubung Bawaslu", "liaison", LIAISON_WORDS)
    province.close()
    try:
        guest = province.open(LIAISON_WORDS).app
        assert guest.is_liaison
        rows = guest.ask(Referrals()).rows
        assert first.id in {row.id for row in rows} and {row.institution for row in rows} == {"BAWASLU"}
        assert not {row.id for row in rows} & set(hidden), "the seat of the accused's institution (SAFEGUARDS 8)"
        for name in hidden:
            with pytest.raises(Refused, match=r"referral\.unknown"):
                guest.ask(ReferralById(name))
        with pytest.raises(Refused, match=r"referral\.unknown"):
            guest.ask(ReferralById(other.id))
        shown = _shown(report)
        for question in (queries.Reports(), queries.Report(shown), queries.HomeCounts(), ProposedReferral(shown)):
            with pytest.raises(Refused, match=r"liaison\.closed"):
                guest.ask(question)  # type: ignore[arg-type]
        for closed in ("shelf", "evidence", "drafts", "export_reports", "identities", "check", "publish_statuses", "letterhead"):
            with pytest.raises(Refused, match=r"liaison\.closed"):
                getattr(guest, closed)
        decide = RecordDecision(guest.new_command(), read_id(first.id), province.clock.when, "crime", "1/K")
        with pytest.raises(Refused, match=r"liaison\.closed"):
            guest.execute(decide)
        guest.execute(NoteReferralSeen(guest.new_command(), read_id(first.id)))
        guest.execute(NoteReferralSeen(guest.new_command(), read_id(first.id)))
        (ended,) = guest.ask(ClosedCases()).rows
        assert (ended.outcome, ended.seen, ended.viewed) == ("not_registered", False, "")
        for _ in range(2):
            guest.execute(NoteClosingSeen(guest.new_command(), read_id(ended.report)))
        guest.execute(NoteClosingSeen(guest.new_command(), report))
        assert guest.ask(ClosedCases()).rows[0].viewed
    finally:
        province.close()
        province.open()
    view = province.app.ask(ReferralById(first.id))
    seen = [line for line in view.answers if line.kind == "referral.viewed"]
    assert [line.officer for line in seen] == ["Penghubung Bawaslu"] and view.row.viewed
    looks = [fact.source.officer for fact in _facts(province, gone) if fact.source.kind == "referral.closing_viewed"]
    assert looks == ["Penghubung Bawaslu"]
    with pytest.raises(Refused, match=r"authority\.refused"):
        province.app.execute(NoteClosingSeen(province.app.new_command(), gone))
    assert province.problems() == ()
    with pytest.raises(Refused, match=r"authority\.refused"):
        province.app.execute(NoteReferralSeen(province.app.new_command(), read_id(first.id)))


def test_what_ended_is_listed_with_whose_decision_it_was_and_no_word_of_the_report(office: World) -> None:
    province = office.province
    report = taken(office, complaint(summary="Diduga di rapat umum"))
    (sent,) = send(province, report, "BAWASLU")
    app, at = province.app, province.clock.when
    province.open_case(_shown(report), "77/A/2024")
    app.execute(RecordDecision(app.new_command(), read_id(sent.id), at, "not_proven", "12/K/2024"))
    day = at.date().isoformat()
    app.execute(CloseCase(app.new_command(), report, NOT_PROVEN, "BAWASLU", "12/K/2024", day))
    (row, *_) = app.ask(ClosedCases()).rows
    assert (row.outcome, row.institution, row.decision, row.decided) == ("not_proven", "BAWASLU", "12/K/2024", day)
    assert "rapat umum" not in str(row)
    assert province.report(_shown(report)).row.case_status == "closed"


def test_a_post_hears_of_a_referral_by_its_status_alone(office: World) -> None:
    report = taken(office, complaint())
    send(office.province, report, "BAWASLU")
    office.trip(office.province, office.a)
    shown = office.a.report(_shown(report))
    assert shown.row.case_status == "referred" and "referrals" not in shown.other
    assert office.a.app.ask(Referrals()).rows == ()
    assert code_of(office.a, report, "BAWASLU") == "authority.refused"
    assert all(not line.kind.startswith("referral.") for line in shown.history)


def test_what_two_desks_told_across_each_other_is_set_right_when_one_takes_in_anything(office: World) -> None:
    """The last word of the other desk stands in the order of all, though it does not follow from both desks' acts."""
    province = office.province
    report = taken(office, complaint())
    send(province, report, "BAWASLU")
    with province.device.database.writing() as db:
        open_report(db, province.device, report, b"t" * 16).write(CaseTold(ToldFacts(status="decided", day="2024-02-05")))
    with province.device.database.reading() as db:
        assert telling.crossed(db) == [bytes(report)]
    assert province.report(_shown(report)).row.case_status == "decided"
    other = taken(office, complaint())
    assert province.report(_shown(report)).row.case_status == "referred", "told with what was taken in, without an act"
    with province.device.database.reading() as db:
        assert telling.crossed(db) == []
    assert telling.settle(province.device) == telling.settle(office.a.device) == 0
    office.trip(province, office.a)
    shown = {each: office.a.report(_shown(each)).row.case_status for each in (report, other)}
    assert shown == {report: "referred", other: "recorded"}


def test_the_query_and_the_fold_agree_on_what_follows_from_a_stage() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as db:
        for stage in STAGES:
            table = select(literal(stage).label("board_stage")).subquery()
            followed = db.execute(select(telling.follows(table.c.board_stage))).scalar()
            assert followed == status_of_stage(stage), stage
    engine.dispose()


def test_a_guarded_report_gives_its_number_and_the_digests_of_its_files_alone(office: World) -> None:
    chain = complaint(reported=[{"subject": "TNI", "name": "Tono", "unit": "Kodim 0413/Bangka"}], summary="Diduga di apel Kodim")
    submitted = office.a.submit(chain)
    assert submitted.guard
    office.a.clock.pass_by(days=1)
    office.province.clock.pass_by(days=1)
    office.trip(office.a, office.province)
    report = read_id(submitted.id)
    (sent,) = send(office.province, report, "BAWASLU")
    view = office.province.app.ask(ReferralById(sent.id))
    with office.province.device.database.reading() as db:
        story = reading.facts_about(db, read_id(view.document), office.province.device.identities)[0].event.story  # type: ignore[union-attr]
    assert isinstance(story, DocumentStory) and story.fields["summary"] == "sebagaimana berkas terlampir"
    assert "Kodim" not in str(story) and "Tono" not in str(story)
    office.trip(office.province, office.a)
    assert office.a.app.ask(Referrals()).rows == () and submitted.id not in {row.id for row in office.a.rows()}


def test_a_post_decides_nothing_however_its_software_was_changed(office: World) -> None:
    report = taken(office, complaint())
    (sent,) = send(office.province, report, "BAWASLU")
    digest = next(
        fact.source.digest
        for fact in _facts(office.province, report)
        if fact.source.kind == "referral.sent" and fact.source.digest[:16] == read_id(sent.id)
    )
    facts = AnswerFacts(referral=digest, number="1/K", at=1, zone="Asia/Jakarta", code="not_proven")
    with office.a.device.database.writing() as db:
        stream = own_stream(db, office.a.device, "desks", b"\2" * 16)
    office.a.forge(ReferralDecided(facts), Placement(stream, bytes(report)))
    stick = office.stick()
    with office.a.device.database.reading() as db:
        office.a.smuggle(stick, [write_record(entry) for entry in store.slice_of(db, stream, 0, 10_000)])
    told = receive_if_any(office.province, stick)
    assert told is not None and [item.code for item in told.quarantined] == ["entry.not_allowed"]
    assert office.province.app.ask(ReferralById(sent.id)).row.stage == "sent"


def _facts(at: Laptop, subject: bytes) -> list[Fact]:
    with at.device.database.reading() as db:
        return reading.facts_about(db, subject, at.device.identities)
