"""Referrals row by row: ways by person and day, answers with their refusals, stages and clocks (tables/referrals.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import product
from typing import Any

import msgspec
import pytest

from core.domain.bawaslu import CLOCK_SLACK
from core.domain.case import CaseCompleted, CompletedFacts
from core.domain.events import UNAUTHORISED, Event, Fact
from core.domain.ids import CommandId, SubjectId
from core.domain.referral import (
    AnswerFacts,
    EscalateReferral,
    RecordDecision,
    RecordReceipt,
    RecordRejection,
    RecordReturn,
    RecordStep,
    ReferralDecided,
    ReferralEscalated,
    ReferralReceiptRecorded,
    ReferralRejected,
    ReferralReminded,
    ReferralReturned,
    ReferralSent,
    ReferralStepped,
    ReferralViewed,
    RemindInstitution,
    SentFacts,
    UrgedFacts,
    Words,
)
from core.domain.referral_clock import Standing, running, standing_of
from core.domain.referral_routes import Asked, Reported, Way, belongs, level_for, require_open, way_to, ways
from core.domain.referring import (
    Referral,
    answered,
    escalated,
    referrals_of,
    reminded,
    require_new,
    result_is_discipline,
    sent_to,
    stage_of_referrals,
    viewed,
)
from core.domain.rulings import Ruling, rulings_of
from tests import tables
from tests.case_facts import Paper, taken
from tests.world import reference

DATA = reference()
BEFORE, AFTER = date(2024, 8, 23), date(2024, 8, 24)
DAY = 86_400_000
AT = datetime(2024, 2, 6, 3, 0, tzinfo=UTC)
NOW = AT + timedelta(days=14)
HEAD = (CommandId(b"c" * 16), SubjectId(b"r" * 16))


# --- ways ----------------------------------------------------------------------------------------------------------------


def people() -> Iterator[tuple[str, Asked]]:
    """Cases of which every way is told."""
    for subject, day in product(
        ("PNS", "TNI", "POLRI", "KADES", "KPU_JAJARAN", "PESERTA", "TIDAK_DIKENAL", "x"), (BEFORE, AFTER)
    ):
        yield f"{subject} {day}", Asked("complaint", day, (Reported(subject),))
    soldier = Asked("complaint", AFTER, (Reported("TNI"),))
    yield "nobody", replace(soldier, reported=())
    yield "tni in small letters", replace(soldier, reported=(Reported("tni"),))
    yield "a soldier after the result", replace(soldier, discipline=True)
    organiser = replace(soldier, reported=(Reported("KPU_JAJARAN"),))
    yield "a permanent organiser", replace(organiser, organiser="permanent")
    yield "an organiser for a time", replace(organiser, organiser="ad_hoc")
    yield "three together", replace(soldier, reported=(Reported("PNS"), Reported("TNI"), Reported("KADES")))
    yield "a policeman of Propam", replace(soldier, reported=(Reported("POLRI", "Bidpropam Polda"),))
    yield "a village head who is the district's", replace(soldier, reported=(Reported("KADES", "Kantor", "Plt. Camat"),))
    yield "a supervisor", replace(soldier, reported=(Reported("BAWASLU_JAJARAN", "Panwaslu Kecamatan"),), organiser="ad_hoc")
    yield (
        "two policemen, of whom one is Propam's",
        replace(soldier, reported=(Reported("POLRI", "Polres"), Reported("POLRI", "Propam"))),
    )
    yield "a warning", Asked("early_warning", AFTER)
    yield "a warning long ago", Asked("early_warning", date(1990, 1, 1), (Reported("PNS"),))


def refusals() -> Iterator[tuple[str, Callable[[], object]]]:
    """Institutions one by one, with what is asked of the way."""
    kinds = {
        "PNS": Asked("complaint", AFTER, (Reported("PNS"),)),
        "PNS before": Asked("complaint", BEFORE, (Reported("PNS"),)),
        "PESERTA": Asked("complaint", AFTER, (Reported("PESERTA"),)),
        "TNI": Asked("complaint", AFTER, (Reported("TNI", "Denpom"),)),
        "warning": Asked("early_warning", AFTER),
    }
    closed = replace(DATA, routes=tuple(msgspec.structs.replace(one, cc=("KASN", "X")) for one in DATA.routes))
    yield "ways to a closed and an unknown office", partial(ways, closed, kinds["PNS"])
    yield "ways to it before", partial(ways, closed, kinds["PNS before"])
    for office in ("LPSK", "KPU", "KASN", "GAKKUMDU"):
        yield f"off the way to {office}", partial(_way_to, kinds["PNS before"], office)
    bare = replace(DATA, routes=tuple(msgspec.structs.replace(one, legal_ref=None, deadline=None) for one in DATA.routes))
    yield "ways without law", partial(ways, bare, kinds["PNS"])
    for (name, case), office in product(kinds.items(), [each.code for each in DATA.institutions]):
        yield f"{name} to {office}", partial(_opened, case, office)


def _way_to(case: Asked, office: str) -> Way:
    found = DATA.institution(office)
    assert found is not None
    return way_to(DATA, case, found)


def _opened(case: Asked, office: str) -> list[str]:
    way = _way_to(case, office)
    answers = []
    for first, reason, level in (
        (False, "", ""),
        (True, "", ""),
        (True, " ", "provinsi"),
        (True, "x", "kabkota"),
        (True, "x", "above"),
    ):
        outcome = tables.answer(
            lambda first=first, reason=reason, level=level: require_open(way, first=first, reason=reason, level=level)
        )
        answers.append("open" if outcome is None else " ".join(map(str, outcome.values())))
    return [way.place, *answers]


# --- what may be written ---------------------------------------------------------------------------------------------------


def sent(paper: Paper, institution: str = "BAWASLU", **changes: object) -> Fact:
    """A referral is written."""
    facts = SentFacts(
        institution=institution, level="", to="Ketua", route="R-TNI", routes="2024.2", basis="", day="2024-02-05",
        identity="withheld", deadline="TNI_BAWASLU",
    )  # fmt: skip
    return paper.write(ReferralSent(msgspec.structs.replace(facts, **changes)))


def said(of: Fact, at: int = DAY, number: str = "1", code: str = "", **more: Any) -> AnswerFacts:
    """What the institution said."""
    return AnswerFacts(referral=of.source.digest, number=number, at=at, zone="Asia/Jakarta", code=code, **more)


def told(*events: Callable[[Fact], Event], institution: str = "BAWASLU") -> Paper:
    """A report with one referral and what was written of it."""
    paper = taken()
    first = sent(paper, institution)
    for event in events:
        paper.write(event(first))
    return paper


def receipt(of: Fact) -> Event:
    return ReferralReceiptRecorded(said(of, number="7"), Words(words="diterima"))


def returned(of: Fact) -> Event:
    return ReferralReturned(said(of, number="8", at=2 * DAY, lacks=["event"]))


def completed(_: Fact) -> Event:
    """What lacked has come: it names the return, the second entry about the referral."""
    return CaseCompleted(CompletedFacts(asked=[told(returned).facts[-1].source.digest]))


def rejected(of: Fact) -> Event:
    return ReferralRejected(said(of, number="9", at=3 * DAY, code="late"))


def decided(of: Fact, code: str = "crime", number: str = "10") -> Event:
    return ReferralDecided(said(of, number=number, at=4 * DAY, code=code))


def stepped(code: str, at: int = 5) -> Callable[[Fact], Event]:
    return lambda of: ReferralStepped(said(of, number="", at=at * DAY, code=code))


@cache
def states() -> dict[str, Paper]:
    """A paper in every state that a referral can be in; made when a test first asks."""
    return {
        "sent": told(),
        "received": told(receipt),
        "returned": told(returned),
        "completed": told(returned, completed),
        "rejected": told(rejected),
        "decided": told(receipt, decided),
        "decided twice": told(decided, partial(decided, code="not_proven", number="11")),
        "registered": told(receipt, stepped("registered")),
        "registered before the receipt": told(stepped("registered", 0), receipt),
        "a crime declared": told(receipt, stepped("crime_declared")),
        "with the police": told(receipt, stepped("crime_declared"), stepped("police_received", 6)),
        "decided after a return": told(returned, decided),
    }


def military() -> dict[str, Paper]:
    """A paper at each step of the military way."""
    return {
        step: told(receipt, stepped(step), institution="DENPOM")
        for step in ("sprin", "oditurat", "perbaikan", "skeppera", "sidang")
    }


def only(paper: Paper) -> Referral:
    (found,) = referrals_of(paper.held("A"))
    return found


COMMANDS = {
    "receipt": RecordReceipt(*HEAD, " 12/LP ", AT, words=" Ya "),
    "receipt once more": RecordReceipt(*HEAD, "7", AT),
    "receipt without number": RecordReceipt(*HEAD, " ", AT),
    "return": RecordReturn(*HEAD, AT, ("witness", "event", "witness"), " 3 ", " Kurang "),
    "return of nothing": RecordReturn(*HEAD, AT, ()),
    "return of what is not": RecordReturn(*HEAD, AT, ("event", "x")),
    "rejection": RecordRejection(*HEAD, AT, " Late ", "4"),
    "rejection otherwise": RecordRejection(*HEAD, AT, "x"),
    "decision": RecordDecision(*HEAD, AT, "Ethics", "5"),
    "decision once more": RecordDecision(*HEAD, AT, "ethics", "10"),
    "decision without number": RecordDecision(*HEAD, AT, "ethics", " "),
    "decision otherwise": RecordDecision(*HEAD, AT, "x", "5"),
    "registered": RecordStep(*HEAD, AT, "registered", "6"),
    "police": RecordStep(*HEAD, AT, " POLICE_received "),
    "a crime declared": RecordStep(*HEAD, AT, "crime_declared"),
    "step otherwise": RecordStep(*HEAD, AT, "x"),
    "a number of two lines": RecordReceipt(*HEAD, "a\nb", AT),
    "words too long": RecordReceipt(*HEAD, "5", AT, words="x" * 100_001),
}


def answers() -> Iterator[tuple[str, Callable[[], object]]]:
    """Every answer in every state, and what the office itself does."""
    for (state, paper), (name, command) in product(states().items(), COMMANDS.items()):
        yield f"{state}: {name}", partial(answered, only(paper), command, NOW, "Asia/Jakarta", 0)
    for state, paper in states().items():
        remind = RemindInstitution(*HEAD, "phone", " Mohon ")
        above = EscalateReferral(*HEAD, " Bawaslu Provinsi ", " Lewat ")
        yield f"{state}: remind", partial(reminded, only(paper), remind, "2024-02-06")
        yield f"{state}: escalate", partial(escalated, only(paper), above, "2024-02-06")
    long = RemindInstitution(*HEAD, "phone", "x" * 100_001)
    yield "remind with words too long", partial(reminded, only(states()["sent"]), long, "2024-02-06")
    for regime in ("PILKADA", "X"):
        yield f"standing under {regime}", partial(standing_of, only(states()["received"]), regime, "", 5)
    yield "remind by pigeon", partial(reminded, only(states()["sent"]), RemindInstitution(*HEAD, "x"), "2024-02-06")
    for name, changes in {
        "to nobody": {"to": " "}, "without words": {"words": " "}, "two lines": {"to": "a\nb"},
        "too long": {"words": "x" * 100_001},
    }.items():  # fmt: skip
        above = replace(EscalateReferral(*HEAD, "Bawaslu", "Lewat"), **changes)
        yield f"escalate {name}", partial(escalated, only(states()["sent"]), above, "2024-02-06")
    yield "view", partial(viewed, only(states()["sent"]), "2024-02-06")


# --- where it stands -------------------------------------------------------------------------------------------------------


def _shown(paper: Paper) -> dict[str, object]:
    one = only(paper)
    clocks = [(each.clause, each.at, each.duty) for each in running(standing_of(one, "PEMILU", "TNI_BAWASLU", 5))]
    return {
        "stage": one.stage, "outcome": one.outcome, "over": one.over, "answers": one.answers, "completed": one.completed,
        "case": stage_of_referrals([one]), "clocks": clocks, "standing": standing_of(one, "PEMILU", "TNI_BAWASLU", 5),
        "rulings": rulings_of([one]),
    }  # fmt: skip


def clocks() -> Iterator[tuple[str, Callable[[], object]]]:
    """Which time limits run, by everything that they hang on."""
    for stage, institution, regime in product(
        ("sent", "received", "returned", "completed", "sent_again", "rejected", "decided"),
        ("BAWASLU", "DENPOM"),
        ("PEMILU", "PILKADA", ""),
    ):
        at = Standing(institution, stage, regime, "SLA_PERINGATAN", 1, 2, 3)
        yield f"clocks {stage} {institution} {regime}", partial(_clocks, at)
        if stage == "received":
            for step, when in product(("registered", "sprin", "sidang"), (2, 3, 4)):
                yield (
                    f"clocks {stage} {institution} {regime} {step} {when}",
                    partial(_clocks, replace(at, step=step, step_at=when)),
                )
    declared = Standing("BAWASLU", "decided", "PILKADA", "", 1, 2, 3, declared=4)
    yield "clocks of a crime", partial(_clocks, declared)
    yield "clocks of a crime with the police", partial(_clocks, replace(declared, police=5))
    yield "clocks of a crime elsewhere", partial(_clocks, replace(declared, institution="DENPOM"))
    yield "clocks of a crime of no regime", partial(_clocks, replace(declared, regime=""))


def _clocks(standing: Standing) -> list[tuple[str, int, str]]:
    return [(each.clause, each.at, each.duty) for each in running(standing)]


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    return {
        **{f"ways of {name}": partial(ways, DATA, case) for name, case in people()},
        **dict(refusals()),
        **{f"it is {name}": partial(_shown, paper) for name, paper in {**states(), **military()}.items()},
        **dict(answers()),
        **dict(clocks()),
    }


def test_every_way_answer_and_clock_is_as_it_was_looked_at() -> None:
    tables.require("referrals", questions())


@pytest.mark.parametrize(
    ("unit", "position", "level"),
    [
        ("Panwaslu Kecamatan Lepar", "", "kabkota"), ("Bawaslu Kabupaten Bangka", "", "provinsi"),
        ("Bawaslu Kota", "", "provinsi"),
        ("Bawaslu Provinsi", "Ketua", "ri"),
        ("", "PTPS Desa A", "kabkota"), ("Kota Panwascam", "", "kabkota"), ("", "", "provinsi"),
    ],
)  # fmt: skip
def test_a_supervisors_case_goes_one_level_up(unit: str, position: str, level: str) -> None:
    assert level_for("BAWASLU", [Reported("bawaslu_jajaran", unit, position)]) == level
    assert level_for("PROPAM", [Reported("BAWASLU_JAJARAN", unit, position)]) == "above"


def test_the_highest_of_several_supervisors_counts() -> None:
    low, high = Reported("BAWASLU_JAJARAN", "Panwascam"), Reported("BAWASLU_JAJARAN", "Provinsi")
    assert level_for("BAWASLU", [low, high, Reported("PNS")]) == level_for("BAWASLU", [high, low]) == "ri"
    assert level_for("BAWASLU", [Reported("PNS", "Panwascam")]) == level_for("BAWASLU", []) == "kabkota"


def test_whom_a_person_belongs_to_by_the_words_of_unit_and_position() -> None:
    assert belongs(Reported("PNS", "BKPSDM, Kab. Bangka"), "BKPSDM") and belongs(
        Reported("x", "", "Wakil Bupati"), "KEPALA_DAERAH"
    )
    assert not belongs(Reported("PNS", "Dinas"), "BKPSDM") and not belongs(Reported("PNS", "polda"), "POLDA")
    assert belongs(Reported("bawaslu_jajaran"), "BAWASLU") and not belongs(Reported("PNS", "bawaslu"), "BAWASLU")


@pytest.mark.parametrize(
    ("level", "open_now"), [("kecamatan", False), ("kabkota", False), ("provinsi", True), ("ri", True), ("x", False)]
)
def test_a_level_as_high_or_higher_is_open(level: str, open_now: bool) -> None:
    way = Way("BAWASLU", "first", "R", "", "", "", "", "provinsi", conflict=True)
    refused = tables.answer(lambda: require_open(way, first=True, reason="", level=level))
    told = {"NotAllowed": "referral.own_institution", "institution": "BAWASLU", "level": "provinsi"}
    assert refused == (None if open_now else told)


# --- instants ------------------------------------------------------------------------------------------------------------


def test_a_time_is_neither_ahead_nor_early_to_the_millisecond() -> None:
    paper = taken()
    referral = only_of(paper, at=int(AT.timestamp() * 1000))
    slack, milli = CLOCK_SLACK, timedelta(milliseconds=1)
    ask = RecordReceipt(*HEAD, "1", AT)
    for at, code in (
        (AT - slack, ""),
        (AT - slack - milli, "referral.early"),
        (NOW + slack, ""),
        (NOW + slack + milli, "referral.ahead"),
    ):
        outcome = tables.answer(lambda at=at: answered(referral, replace(ask, at=at), NOW, "Asia/Jakarta", 0))
        assert outcome.get("Invalid", "") == code, at
        if code == "referral.early":
            assert outcome["day"] == "2024-02-05"
    late = tables.answer(lambda: answered(referral, ask, NOW, "Asia/Jakarta", int((AT + slack + milli).timestamp() * 1000)))
    assert late == {"Invalid": "referral.early", "day": "2024-02-05"}
    naive = tables.answer(lambda: answered(referral, replace(ask, at=AT.replace(tzinfo=None)), NOW, "Asia/Jakarta", 0))
    assert naive == {"Invalid": "referral.zone"}


def only_of(paper: Paper, at: int) -> Referral:
    """A referral written at a time."""
    fact = sent(paper)
    (found,) = referrals_of([msgspec.structs.replace(fact, source=msgspec.structs.replace(fact.source, at=at))])
    return found


# --- several referrals -----------------------------------------------------------------------------------------------------


def referrals(*stages: tuple[str, str]) -> list[Referral]:
    """Referrals to institutions, each in a state."""
    return [
        replace(only(states()[state]), facts=msgspec.structs.replace(only(states()[state]).facts, institution=to))
        for to, state in stages
    ]


@pytest.mark.parametrize(
    ("stages", "case"),
    [
        ((), ""),
        ((("BAWASLU", "sent"), ("DENPOM", "decided")), "referred"),
        ((("BAWASLU", "rejected"), ("DENPOM", "decided")), ""),
        ((("DENPOM", "rejected"), ("BKN", "decided")), "decided"),
        ((("DENPOM", "sent"), ("BKN", "decided")), "at_institution"),
        ((("DENPOM", "sent"), ("BKN", "returned")), "returned"),
        ((("DENPOM", "completed"), ("BKN", "returned")), "returned"),
        ((("DENPOM", "completed"), ("BKN", "received")), "completed"),
        ((("DENPOM", "sent"), ("BKN", "sent")), "referred"),
    ],
)
def test_what_several_say_of_the_case(stages: tuple[tuple[str, str], ...], case: str) -> None:
    assert stage_of_referrals(referrals(*stages)) == case
    assert sent_to(referrals(*stages)) == {institution for institution, _ in stages}


def test_the_same_addressee_is_written_to_again_where_he_let_it_go() -> None:
    for state in states():
        free = tables.answer(lambda state=state: require_new([only(states()[state])], "BAWASLU", ""))
        left = state in ("rejected", "completed")
        assert free == (None if left else {"NotAllowed": "referral.known", "institution": "BAWASLU", "day": "2024-02-05"}), state
        require_new([only(states()[state])], "BAWASLU", "provinsi")
        require_new([only(states()[state])], "BKN", "")


def test_a_later_referral_to_the_same_addressee_takes_the_place_of_a_completed_one() -> None:
    paper = told(returned, completed)
    sent(paper, level="provinsi")
    assert [each.stage for each in referrals_of(paper.held("A"))] == ["completed", "sent"], "another level is another addressee"
    sent(paper)
    one, other, two = referrals_of(paper.held("A"))
    assert [each.stage for each in (one, other, two)] == ["sent_again", "sent", "sent"] and one.over and not two.over


def test_the_reason_of_a_referral_is_read_with_it() -> None:
    paper = taken()
    facts = sent(paper).event.facts  # type: ignore[union-attr]
    other = msgspec.structs.replace(facts, institution="BKN")  # type: ignore[type-var]
    paper.write(ReferralSent(other, Words(words="Atas permintaan")))
    assert [each.reason for each in referrals_of(paper.held("A"))] == ["", "Atas permintaan"]


def test_bawaslus_result_alone_says_discipline() -> None:
    mine = told(partial(decided, code="discipline"))
    assert result_is_discipline([only(mine)]) and not result_is_discipline([only(states()["decided"])])
    assert not result_is_discipline([only(told(partial(decided, code="discipline"), institution="DENPOM"))])
    (ruling,) = rulings_of([only(mine)])
    assert ruling == Ruling(only(mine).id, "BAWASLU", "discipline", "10", "1970-01-05") and ruling.proven and ruling.discipline
    (crime,) = rulings_of([only(states()["decided"])])
    (other,) = rulings_of([only(told(partial(decided, code="discipline"), institution="DENPOM"))])
    assert crime.proven and other.proven and not crime.discipline and not other.discipline
    assert rulings_of([only(states()["sent"])]) == () == referrals_of([])


def test_what_was_written_without_a_right_or_of_another_is_no_answer() -> None:
    paper = told(receipt, lambda of: ReferralViewed(UrgedFacts(referral=of.source.digest, day="2024-02-06")))
    paper.write(ReferralReminded(UrgedFacts(referral=paper.facts[-1].source.digest, day="2024-02-06", means="phone")))
    paper.write(ReferralDecided(None))
    paper.write(ReferralSent(None))
    one = only(paper)
    assert [answer.stage for answer in one.answers] == ["received"] and one.urged == () and one.viewed is not None
    assert [answer.words for answer in one.answers] == ["diterima"] and viewed(one, "2024-02-07") is None
    first = next(fact for fact in paper.facts if isinstance(fact.event, ReferralSent))
    paper.write(ReferralEscalated(UrgedFacts(referral=first.source.digest, day="2024-02-06", to="Ketua")))
    paper.write(ReferralReminded(UrgedFacts(referral=first.source.digest, day="2024-02-06", means="phone")))
    assert [fact.source.kind for fact in only(paper).urged] == ["referral.escalated", "referral.reminded"]
    barred = [
        msgspec.structs.replace(f, source=msgspec.structs.replace(f.source, marks=(UNAUTHORISED,)))
        if isinstance(f.event, ReferralReceiptRecorded) else f
        for f in paper.held("A")
    ]  # fmt: skip
    (without,) = referrals_of(barred)
    assert without.stage == "sent"


if __name__ == "__main__":
    tables.write("referrals", questions())
