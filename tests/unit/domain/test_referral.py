"""Referrals without a store: the dated ways, what may be recorded, where each stands, which clocks run."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.domain.authority import ADMINISTRATOR, GRANTS, HEAD, LIAISON, PROVINCE_ROLES, TRIAGE, may_write
from core.domain.case import CompleteCase
from core.domain.case_rules import complete, steps_of
from core.domain.case_state import stage_of
from core.domain.errors import Refused
from core.domain.events import CaseFacts, CaseOpened, Fact
from core.domain.ids import CommandId, SubjectId
from core.domain.reference import ReferenceData
from core.domain.referral import (
    GROUNDS,
    KINDS,
    LACKS,
    OUTCOMES,
    STEPS,
    VIEWS,
    AnswerCommand,
    AnswerFacts,
    EscalateReferral,
    RecordDecision,
    RecordReceipt,
    RecordRejection,
    RecordReturn,
    RecordStep,
    ReferralDecided,
    ReferralReceiptRecorded,
    ReferralRejected,
    ReferralReturned,
    ReferralSent,
    ReferralStepped,
    ReferralViewed,
    RemindInstitution,
    SentFacts,
)
from core.domain.referral_clock import running, standing_of
from core.domain.referral_routes import COPY, FIRST, REASON, Asked, Reported, Way, level_for, require_open, way_to, ways
from core.domain.referring import Referral, answered, escalated, reminded, require_new, stage_of_referrals, viewed
from tests.case_facts import Paper, taken
from tests.world import reference
from ui.messages import sentence

BEFORE, AFTER = date(2024, 8, 23), date(2024, 8, 24)
DAY, HOUR = 86_400_000, 3_600_000
NOW = datetime(2024, 2, 20, 3, 0, tzinfo=UTC)
COMMAND, REFERRAL = CommandId(b"c" * 16), SubjectId(b"r" * 16)


@pytest.fixture(scope="module")
def data() -> ReferenceData:
    return reference()


def asked(subject: str = "TNI", **changes: object) -> Asked:
    return replace(Asked("complaint", AFTER, (Reported(subject),)), **changes)  # type: ignore[arg-type]


def refusal(data: ReferenceData, case: Asked, institution: str, *, first: bool = True, reason: str = "", level: str = "") -> str:
    """The code by which an addressee is refused, empty where he is not."""
    found = data.institution(institution)
    assert found is not None
    try:
        way = way_to(data, case, found)
        require_open(way, first=first, reason=reason, level=level or way.level)
    except Refused as refused:
        return refused.code
    return ""


# --- ways --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2023, 12, 1), BEFORE, AFTER, date(2026, 11, 26)])
def test_every_subject_type_has_a_way_and_bawaslu_needs_nothing(data: ReferenceData, day: date) -> None:
    for subject in data.subjects:
        case = asked(subject.code, day=day)
        open_now = [way for way in ways(data, case) if not way.shut]
        if subject.group != "PENYELENGGARA":
            assert open_now[0].institution == "BAWASLU" and open_now[0].place == FIRST, subject.code
        for organiser in ("ad_hoc", "permanent"):
            level = "ri" if subject.code == "BAWASLU_JAJARAN" else ""
            assert refusal(data, replace(case, organiser=organiser), "BAWASLU", first=False, level=level) == "", subject.code


def test_kasn_until_its_last_day_and_bkn_after_it(data: ReferenceData) -> None:
    assert refusal(data, asked("PNS", day=BEFORE), "KASN") == ""
    assert refusal(data, asked("PNS", day=BEFORE), "BKN") == "referral.closed_route"
    assert refusal(data, asked("PNS", day=AFTER), "KASN") == "referral.abolished"
    assert refusal(data, asked("PNS", day=AFTER), "BKN") == ""


def test_bawaslu_comes_first(data: ReferenceData) -> None:
    assert refusal(data, asked("TNI"), "DENPOM", first=False) == "referral.bawaslu_first"
    assert refusal(data, asked("TNI"), "DENPOM") == ""


def test_ankum_opens_after_the_result_discipline_alone(data: ReferenceData) -> None:
    assert refusal(data, asked("TNI"), "ANKUM_TNI") == "referral.discipline_first"
    assert refusal(data, asked("TNI", discipline=True), "ANKUM_TNI") == ""


@pytest.mark.parametrize(
    ("subject", "employer"),
    [("PNS", "BKPSDM"), ("KADES", "DPMD"), ("KADES", "CAMAT"), ("HONORER", "KEPALA_DAERAH"), ("BIN", "BIN"),
     ("PEJABAT_NEGARA", "KEMENDAGRI"), ("BUMN_BUMD", "PEMILIK_BUMD"), ("PNS", "OMBUDSMAN")],
)  # fmt: skip
def test_an_employer_or_an_office_off_the_way_needs_a_reason(data: ReferenceData, subject: str, employer: str) -> None:
    assert refusal(data, asked(subject), employer) == "referral.reason"
    assert refusal(data, asked(subject), employer, reason="Atas permintaan Bawaslu") == ""


def test_organisers_go_by_their_kind(data: ReferenceData) -> None:
    kpu = asked("KPU_JAJARAN")
    assert refusal(data, kpu, "DKPP") == "referral.organiser"
    assert refusal(data, replace(kpu, organiser="ad_hoc"), "DKPP") == "referral.organiser"
    assert refusal(data, replace(kpu, organiser="permanent"), "DKPP", first=False) == ""
    adhoc = [way.institution for way in ways(data, replace(kpu, organiser="ad_hoc")) if not way.shut]
    assert adhoc == ["BAWASLU"]
    assert {way.level for way in ways(data, replace(kpu, organiser="ad_hoc")) if not way.shut} == {"kabkota"}


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        ("Panwaslu Kecamatan Lepar", "kabkota"),
        ("Bawaslu Kabupaten Bangka", "provinsi"),
        ("Bawaslu Provinsi", "ri"),
        ("", "provinsi"),
    ],
)
def test_a_supervisor_is_reported_one_level_above(data: ReferenceData, unit: str, level: str) -> None:
    case = asked("BAWASLU_JAJARAN", reported=(Reported("BAWASLU_JAJARAN", unit),), organiser="ad_hoc")
    assert level_for("BAWASLU", case.reported) == level
    assert refusal(data, case, "BAWASLU") == ""
    below = {"kabkota": "kecamatan", "provinsi": "kabkota", "ri": "provinsi"}[level]
    assert refusal(data, case, "BAWASLU", level=below) == "referral.own_institution"


def test_who_belongs_to_the_addressee_is_reported_above_him(data: ReferenceData) -> None:
    case = asked("POLRI", reported=(Reported("POLRI", "Bidpropam Polda"),))
    way = next(way for way in ways(data, case) if way.institution == "PROPAM")
    assert way.conflict and way.level == "above"
    with pytest.raises(Refused, match=r"referral\.own_institution"):
        require_open(way, first=True, reason="", level="provinsi")
    other = next(way for way in ways(data, asked("POLRI", reported=(Reported("POLRI", "Polres Bangka"),))) if way.place == COPY)
    assert other.institution == "PROPAM" and not other.conflict


def test_a_warning_goes_to_the_team_and_to_bawaslu_and_to_soldiers_by_release_only(data: ReferenceData) -> None:
    case = Asked("early_warning", AFTER)
    found = {way.institution: way for way in ways(data, case)}
    assert found["TIMDU"].place == FIRST and {found["BAWASLU"].deadline, found["TIMDU"].deadline} == {"SLA_PERINGATAN"}
    assert refusal(data, case, "BAWASLU", first=False) == ""
    assert {refusal(data, case, code) for code in ("KODIM", "POLRES")} == {"referral.release_only"}


def test_an_abolished_office_is_named_with_the_last_day_it_existed(data: ReferenceData) -> None:
    office = data.institution("KASN")
    assert office is not None and office.valid_to == date(2024, 8, 23) and "23-08-2024" in office.name_id
    assert way_to(data, asked("PNS", day=office.valid_to), office).institution == "KASN"
    with pytest.raises(Refused, match=r"referral\.abolished") as refused:
        way_to(data, asked("PNS", day=date(2024, 8, 24)), office)
    assert "hanya ada sampai 2024-08-23" in sentence(refused.value, "id")
    assert "until 2024-08-23" in sentence(refused.value, "en")


def test_gakkumdu_is_reached_through_bawaslu_and_no_member_gets_a_case(data: ReferenceData) -> None:
    assert refusal(data, asked("PESERTA"), "GAKKUMDU") == "referral.via_bawaslu"
    assert refusal(data, asked("PNS"), "GAKKUMDU", reason="x") == "referral.off_route"
    for member in ("POLDA", "KOREM", "KABINDA", "KEJATI", "OPD", "FORKOPIMDA", "MEDIA_TAMU"):
        assert refusal(data, asked("PNS"), member, reason="x") == "referral.off_route", member


def test_an_institution_stands_once_on_its_best_place(data: ReferenceData) -> None:
    case = asked("PNS", reported=(Reported("PNS"), Reported("TNI"), Reported("KADES")))
    found: list[Way] = list(ways(data, case))
    assert len({way.institution for way in found}) == len(found)
    assert {way.institution for way in found if way.place == REASON} == {"BKPSDM", "DPMD", "CAMAT", "INSPEKTORAT"}


# --- the fold ----------------------------------------------------------------------------------------------------------


def sent(paper: Paper, institution: str = "BAWASLU", desk: str = "A", **changes: object) -> Fact:
    facts = SentFacts(
        institution=institution, level="", to="Ketua", route="R-TNI", routes="2024.2", basis="", day="2024-02-05",
        identity="withheld", deadline="TNI_BAWASLU",
    )  # fmt: skip
    return paper.write(ReferralSent(replace_struct(facts, **changes)), desk)


def replace_struct(facts: SentFacts, **changes: object) -> SentFacts:
    import msgspec

    return msgspec.structs.replace(facts, **changes)


def said(of: Fact, at: int = DAY, number: str = "1", code: str = "", lacks: tuple[str, ...] = ()) -> AnswerFacts:
    return AnswerFacts(referral=of.source.digest, number=number, at=at, zone="Asia/Jakarta", code=code, lacks=list(lacks))


def only(paper: Paper) -> Referral:
    (found,) = paper.case().report.referrals
    return found


def test_a_referral_is_folded_in_the_order_of_entries_and_moves_the_case() -> None:
    paper = taken()
    assert stage_of_referrals(paper.case().report.referrals) == ""
    first = sent(paper)
    assert (only(paper).stage, stage_of(paper.case())) == ("sent", "referred")
    paper.write(ReferralReceiptRecorded(said(first)))
    assert (only(paper).stage, stage_of(paper.case())) == ("received", "at_institution")
    paper.write(ReferralReturned(said(first, lacks=("identity",))))
    assert (only(paper).stage, stage_of(paper.case())) == ("returned", "completing")
    paper.write(ReferralReceiptRecorded(said(first, number="2")))
    assert (only(paper).stage, stage_of(paper.case())) == ("received", "at_institution")
    paper.write(ReferralDecided(said(first, code="not_proven", number="3")))
    assert (only(paper).stage, only(paper).outcome, stage_of(paper.case())) == ("decided", "not_proven", "decided")


def test_a_return_is_completed_and_the_referral_sent_again_with_its_own_clock() -> None:
    paper = taken()
    paper.write(CaseOpened(CaseFacts(agenda="9/X")))
    first = sent(paper)
    paper.write(ReferralReturned(said(first, at=DAY, lacks=("identity",))))
    case = paper.case()
    assert [fact.event for fact in case.returned] == [paper.facts[-1].event] and steps_of(case)["complete"]
    assert clauses(paper) == [("PEMILU_LENGKAPI", DAY)]
    with pytest.raises(Refused, match=r"referral\.known"):
        require_new(case.report.referrals, "BAWASLU", "")
    paper.write(complete(case, CompleteCase(COMMAND, REFERRAL, "KTP sudah ada")))
    assert (only(paper).stage, stage_of(paper.case())) == ("completed", "ready")
    assert clauses(paper) == [("PEMILU_LENGKAPI", DAY)], "the reporter's time runs until it is handed in"
    with pytest.raises(Refused, match=r"case\.nothing_asked"):
        complete(paper.case(), CompleteCase(COMMAND, REFERRAL))
    require_new(paper.case().report.referrals, "BAWASLU", "")
    again = sent(paper)
    one, two = paper.case().report.referrals
    assert (one.stage, two.stage, stage_of(paper.case())) == ("sent_again", "sent", "referred")
    assert not list(running(standing_of(one, "PEMILU", "", 5)))
    assert [each.clause for each in running(standing_of(two, "PEMILU", "", 5))] == ["SLA_TANDA_TERIMA"]
    paper.write(ReferralReceiptRecorded(said(again, number="8")))
    assert stage_of(paper.case()) == "at_institution"


def test_a_second_return_waits_for_its_own_completion() -> None:
    paper = taken()
    paper.write(CaseOpened(CaseFacts(agenda="9/X")))
    first = sent(paper)
    for number in ("1", "2"):
        paper.write(ReferralReturned(said(first, number=number, lacks=("evidence",))))
        assert stage_of(paper.case()) == "completing"
        paper.write(complete(paper.case(), CompleteCase(COMMAND, REFERRAL, "tidak terjangkau", met=False)))
        assert stage_of(paper.case()) == "ready"


def test_bawaslus_word_moves_the_case_and_a_rejection_gives_it_back() -> None:
    paper = taken()
    first, other = sent(paper), sent(paper, "DENPOM")
    paper.write(ReferralDecided(said(other, code="discipline")))
    assert stage_of(paper.case()) == "referred"
    paper.write(ReferralRejected(said(first, code="late")))
    assert stage_of(paper.case()) in ("new", "ready")


def test_two_desks_that_record_at_once_are_both_kept_in_any_order() -> None:
    states = set()
    for desks in itertools.permutations("AB"):
        paper = taken()
        first = sent(paper)
        paper.meet()
        paper.write(ReferralDecided(said(first, code="crime", number="10")), desks[0])
        paper.write(ReferralReturned(said(first, lacks=("event",))), desks[1])
        paper.meet()
        seen = [only_of(paper, desk) for desk in ("A", "B")]
        assert seen[0].stage == seen[1].stage == "decided" and len(seen[0].answers) == 2
        states.add(seen[0].outcome)
    assert states == {"crime"}


def only_of(paper: Paper, desk: str) -> Referral:
    (found,) = paper.case(desk).report.referrals
    return found


# --- what may be recorded ----------------------------------------------------------------------------------------------


def code_of(referral: Referral, command: AnswerCommand, received: int = 0) -> str:
    try:
        answered(referral, command, NOW, "Asia/Jakarta", received)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.fault("CL-10")
def test_a_receipt_lies_neither_ahead_nor_before_the_report_or_the_referral() -> None:
    paper = taken()
    sent(paper)
    referral = only(paper)
    receipt = RecordReceipt(COMMAND, REFERRAL, "7/LP", datetime(2024, 2, 6, 3, 0, tzinfo=UTC))
    reported = int(datetime(2024, 2, 5, tzinfo=UTC).timestamp() * 1000)
    assert code_of(referral, receipt, reported) == ""
    assert code_of(referral, replace(receipt, at=datetime(2024, 2, 4, 23, 0, tzinfo=UTC)), reported) == "referral.early"
    assert code_of(referral, replace(receipt, at=datetime(2024, 2, 4, 23, 55, tzinfo=UTC)), reported) == "", "two honest clocks"
    assert code_of(referral, replace(receipt, at=datetime(2024, 2, 21, tzinfo=UTC)), reported) == "referral.ahead"
    assert code_of(referral, replace(receipt, at=datetime(2024, 2, 6, 3, 0)), reported) == "referral.zone"  # noqa: DTZ001
    assert code_of(referral, replace(receipt, number=" "), reported) == "referral.number"


def test_each_answer_asks_for_its_own_code() -> None:
    paper = taken()
    sent(paper)
    referral, at = only(paper), datetime(2024, 2, 6, tzinfo=UTC)
    good = [
        *(RecordReturn(COMMAND, REFERRAL, at, (each,)) for each in LACKS),
        *(RecordRejection(COMMAND, REFERRAL, at, each) for each in GROUNDS),
        *(RecordDecision(COMMAND, REFERRAL, at, each, "9/K") for each in OUTCOMES),
        *(RecordStep(COMMAND, REFERRAL, at, each) for each in STEPS),
    ]
    assert {code_of(referral, command) for command in good} == {""}
    assert code_of(referral, RecordReturn(COMMAND, REFERRAL, at, ())) == "referral.lacks"
    assert code_of(referral, RecordRejection(COMMAND, REFERRAL, at, "x")) == "referral.code"
    assert code_of(referral, RecordDecision(COMMAND, REFERRAL, at, "guilty", "9")) == "referral.code"
    assert code_of(referral, RecordDecision(COMMAND, REFERRAL, at, "crime", "")) == "referral.number"


@pytest.mark.parametrize("end", ["decided", "rejected"])
def test_what_is_over_takes_no_receipt_return_or_reminder(end: str) -> None:
    paper = taken()
    first = sent(paper)
    paper.write(ReferralDecided(said(first, code="crime")) if end == "decided" else ReferralRejected(said(first, code="late")))
    referral, at = only(paper), datetime(2024, 2, 6, tzinfo=UTC)
    assert code_of(referral, RecordReceipt(COMMAND, REFERRAL, "2", at)) == "referral.over"
    assert code_of(referral, RecordReturn(COMMAND, REFERRAL, at, ("event",))) == "referral.over"
    with pytest.raises(Refused, match=r"referral\.over"):
        reminded(referral, RemindInstitution(COMMAND, REFERRAL, "letter"), "2024-02-06")
    police = RecordStep(COMMAND, REFERRAL, at, "police_received")
    assert code_of(referral, police) == ("" if end == "decided" else "referral.over")


def test_the_same_paper_is_recorded_once_and_the_same_addressee_written_to_once() -> None:
    paper = taken()
    first = sent(paper)
    paper.write(ReferralReceiptRecorded(said(first, number="7")))
    assert code_of(only(paper), RecordReceipt(COMMAND, REFERRAL, "7", datetime(2024, 2, 6, tzinfo=UTC))) == "referral.told"
    referrals = paper.case().report.referrals
    with pytest.raises(Refused, match=r"referral\.known"):
        require_new(referrals, "BAWASLU", "")
    require_new(referrals, "BAWASLU", "provinsi")
    paper.write(ReferralRejected(said(first, code="other")))
    require_new(paper.case().report.referrals, "BAWASLU", "")


def test_an_escalation_says_before_whom_and_why_and_a_first_view_is_written_once() -> None:
    paper = taken()
    sent(paper)
    with pytest.raises(Refused, match=r"referral\.above"):
        escalated(only(paper), EscalateReferral(COMMAND, REFERRAL, " ", "Lewat tenggat"), "2024-02-06")
    with pytest.raises(Refused, match=r"referral\.reason"):
        escalated(only(paper), EscalateReferral(COMMAND, REFERRAL, "Bawaslu Provinsi", " "), "2024-02-06")
    event = viewed(only(paper), "2024-02-06")
    assert isinstance(event, ReferralViewed)
    paper.write(event)
    assert viewed(only(paper), "2024-02-07") is None


# --- clocks ------------------------------------------------------------------------------------------------------------


def clauses(paper: Paper, regime: str = "PEMILU", deadline: str = "TNI_BAWASLU") -> list[tuple[str, int]]:
    return [(each.clause, each.at) for each in running(standing_of(only(paper), regime, deadline, 5))]


@pytest.mark.parametrize("regime", ["PEMILU", "PILKADA"])
def test_bawaslus_clocks_follow_its_own_steps(regime: str) -> None:
    paper = taken()
    first = sent(paper)
    assert clauses(paper, regime) == [("TNI_BAWASLU", 5), ("SLA_TANDA_TERIMA", 1)]
    assert clauses(paper, regime, "SLA_RUJUK") == [("SLA_TANDA_TERIMA", 1)]
    paper.write(ReferralReceiptRecorded(said(first, at=DAY)))
    study = {"PEMILU": ["PEMILU_KAJIAN_AWAL"], "PILKADA": ["PILKADA_PUTUS", "PILKADA_TAMBAH"]}[regime]
    assert clauses(paper, regime) == [(code, DAY) for code in study]
    paper.write(ReferralReturned(said(first, at=2 * DAY, lacks=("event",))))
    assert clauses(paper, regime) == [(f"{regime}_LENGKAPI", 2 * DAY)]
    paper.write(ReferralReceiptRecorded(said(first, at=3 * DAY, number="2")))
    paper.write(ReferralStepped(said(first, at=4 * DAY, code="registered")))
    acts = {"PEMILU": ["PEMILU_PUTUS", "PEMILU_PUTUS_MAKS"], "PILKADA": ["PILKADA_PUTUS", "PILKADA_TAMBAH"]}[regime]
    assert clauses(paper, regime) == [(code, 4 * DAY) for code in acts]
    paper.write(ReferralDecided(said(first, at=5 * DAY, code="crime", number="3")))
    assert clauses(paper, regime) == [(f"{regime}_POLISI", 5 * DAY)], "24 hours to the police"
    paper.write(ReferralStepped(said(first, at=5 * DAY + HOUR, code="police_received")))
    assert clauses(paper, regime) == []


def test_the_military_chain_runs_step_by_step() -> None:
    paper = taken()
    first = sent(paper, "DENPOM")
    paper.write(ReferralReceiptRecorded(said(first)))
    assert clauses(paper) == [("SLA_JAWABAN", DAY)]
    chain = {
        "sprin": "TNI_POM",
        "oditurat": "TNI_ODITURAT",
        "perbaikan": "TNI_PERBAIKAN",
        "skeppera": "TNI_LIMPAH",
        "sidang": "TNI_SIDANG",
    }
    for number, (step, clause) in enumerate(chain.items(), 2):
        paper.write(ReferralStepped(said(first, at=number * DAY, code=step)))
        assert clauses(paper) == [(clause, number * DAY)]
    paper.write(ReferralDecided(said(first, code="discipline", number="9")))
    assert clauses(paper) == []


# --- who may -----------------------------------------------------------------------------------------------------------


def test_who_may_write_what_about_referrals_is_decided_for_every_role_at_desk_and_post() -> None:
    roles = (*PROVINCE_ROLES, HEAD)
    for kind in KINDS:
        at_desk = {role for role in roles if may_write(kind, role, from_desk=True, begins=False, owns=False)}
        assert at_desk == ({LIAISON} if kind in VIEWS else {ADMINISTRATOR, TRIAGE}), kind
        assert not any(may_write(kind, role, from_desk=False, begins=False, owns=True) for role in roles), kind
        assert not any(may_write(kind, role, from_desk=True, begins=True, owns=False) for role in roles), kind
    grants = [(kind, begins) for kind in GRANTS for begins in (True, False)]
    may = {kind for kind, begins in grants if may_write(kind, LIAISON, from_desk=True, begins=begins, owns=True)}
    assert may == {"stream.opened", *VIEWS}, "the liaison signs nothing else"
