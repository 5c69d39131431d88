"""Data breaches: the clock to the millisecond in every zone, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.domain import breach_rules
from core.domain.breach import (
    AGENCY_TOLD,
    HOUR_MS,
    IN_TIME,
    LATE,
    NEAR,
    NOT_OWED,
    NOTHING_EXPOSED,
    NOTIFIED,
    OVER,
    PEOPLE_TOLD,
    PUBLIC_TOLD,
    RUNNING,
    BreachClosed,
    BreachClosedFacts,
    BreachFacts,
    BreachFound,
    BreachStepFacts,
    BreachStepped,
    BreachStory,
    BreachWords,
    CloseBreach,
    IssueNotice,
    RecordBreach,
    StepBreach,
    clock_of,
    due_of,
)
from core.domain.breach_state import BreachState, breach_of
from core.domain.errors import Refused
from core.domain.events import UNAUTHORISED, Event, Fact, Provenance
from core.domain.ids import CommandId, SubjectId
from core.domain.moment import Moment, moment

ID, SUBJECT = CommandId(bytes(16)), SubjectId(bytes(16))
NOW = moment(datetime(2024, 2, 5, 3, tzinfo=UTC), "Asia/Jakarta")
KNOWN = 1_707_100_000_000
GOOD = RecordBreach(ID, "Laptop hilang di kapal.", "2024-02-05T09:30", ("contact", "report"), 12, ("k0413",), ("AB01",))
NOTICE = IssueNotice(ID, SUBJECT, AGENCY_TOLD, "Lembaga", "Nomor telepon", "5 Februari 2024", "Kunci diganti", "Kantor", "Kepala")


def fact(event: Event, *marks: str) -> Fact:
    source = Provenance(stream=b"s", sequence=0, digest=bytes(32), lamport=1, subject=bytes(16), kind="breach", officer="Sari",
                        role="triage", post="D-BABEL", at=0, zone="Asia/Jakarta", marks=marks)  # fmt: skip
    return Fact(event, source)


def state(*steps: Event) -> BreachState:
    found = breach_of([fact(breach_rules.record(GOOD, NOW, ["K0413"])), *map(fact, steps)])
    assert found is not None
    return found


def told(step: str, at: str = "") -> Event:
    return breach_rules.step(StepBreach(ID, SUBJECT, step, at, to="yang bersangkutan"), state(), NOW)


@pytest.mark.parametrize(
    ("hours", "extra", "says"),
    [(0, 0, RUNNING), (48, -1, RUNNING), (48, 0, NEAR), (72, 0, NEAR), (72, 1, OVER), (500, 0, OVER)],
)
def test_the_clock_ends_after_exactly_72_hours(hours: int, extra: int, says: str) -> None:
    assert clock_of(KNOWN, None, "", KNOWN + hours * HOUR_MS + extra) == says


def test_a_notice_at_the_very_end_is_in_time_and_nothing_exposed_owes_none() -> None:
    assert clock_of(KNOWN, due_of(KNOWN), NOTIFIED, 2**53) == IN_TIME
    assert clock_of(KNOWN, due_of(KNOWN) + 1, "", 2**53) == LATE
    assert clock_of(KNOWN, None, NOTHING_EXPOSED, 2**53) == NOT_OWED


@pytest.mark.parametrize(
    ("known", "zone"),
    [("2024-02-05T09:30", "Asia/Jakarta"), ("2024-02-05T10:30", "Asia/Makassar"), ("2024-02-05T11:30", "Asia/Jayapura"),
     ("2024-02-05T11:30+09:00", "Asia/Jakarta"), ("2024-02-05T02:30Z", "Asia/Makassar")],
)  # fmt: skip
def test_what_is_typed_is_this_offices_clock_and_the_hours_are_those_of_the_world(known: str, zone: str) -> None:
    made = breach_rules.record(replace(GOOD, known=known), moment(NOW.when, zone), ["K0413"])
    assert made.facts is not None
    assert due_of(made.facts.known) == int(datetime(2024, 2, 8, 2, 30, tzinfo=UTC).timestamp() * 1000)
    assert Moment(due_of(made.facts.known), made.facts.zone, "").when.utcoffset() == moment(NOW.when, zone).when.utcoffset()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": " "}, "breach.missing"),
        ({"what": "Laporan K0413-240205-001-7 terbuka"}, "breach.words"),
        ({"when": "Nomor 0812 3456 7890 terbaca"}, "breach.words"),
        ({"known": ""}, "breach.missing"),
        ({"known": "kemarin"}, "breach.time"),
        ({"known": "2024-02-05"}, "breach.time"),
        ({"known": "2024-02-05T10:01"}, "breach.future"),
        ({"data": ()}, "breach.data"),
        ({"data": ("uang",)}, "breach.data"),
        ({"people": -1}, "breach.people"),
        ({"posts": ("K9999",)}, "breach.post"),
        ({"laptops": ("laptop",)}, "breach.laptop"),
    ],
)
def test_what_no_log_holds_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        breach_rules.record(replace(GOOD, **changes), NOW, ["K0413"])  # type: ignore[arg-type]
    assert refused.value.code == code


def test_the_clock_stops_when_both_were_told_and_the_public_alone_stops_nothing() -> None:
    assert state(told(PUBLIC_TOLD), told(PEOPLE_TOLD)).owed == (AGENCY_TOLD,)
    both = state(told(AGENCY_TOLD, "2024-02-05T09:50"), told(PEOPLE_TOLD, "2024-02-05T09:40"))
    assert both.owed == () and both.stopped == int(datetime(2024, 2, 5, 2, 50, tzinfo=UTC).timestamp() * 1000)


def test_steps_and_ends_that_cannot_be() -> None:
    closed = state(breach_rules.close(CloseBreach(ID, SUBJECT, NOTHING_EXPOSED, "Laptop terkunci."), state()))
    for act, code in (
        (lambda: told("selesai"), "breach.step"),
        (lambda: told(PEOPLE_TOLD, "2024-02-05T09:29"), "breach.before"),
        (lambda: breach_rules.step(StepBreach(ID, SUBJECT, AGENCY_TOLD), state(), NOW), "breach.missing"),
        (lambda: breach_rules.close(CloseBreach(ID, SUBJECT, NOTIFIED, "Selesai."), state(told(PEOPLE_TOLD))), "breach.owed"),
        (lambda: breach_rules.close(CloseBreach(ID, SUBJECT, "hilang", "Selesai."), state()), "breach.end"),
        (lambda: breach_rules.close(CloseBreach(ID, SUBJECT, NOTHING_EXPOSED, ""), state()), "breach.missing"),
        (lambda: breach_rules.step(StepBreach(ID, SUBJECT, "contained"), closed, NOW), "breach.closed"),
        (lambda: breach_rules.require_notice(NOTICE, closed), "breach.closed"),
        (lambda: breach_rules.require_notice(replace(NOTICE, measures=""), state()), "breach.missing"),
        (lambda: breach_rules.require_notice(replace(NOTICE, step="contained"), state()), "breach.step"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
    breach_rules.require_notice(NOTICE, state())


def refused(act: Callable[[], object]) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code, dict(caught.value.details)


def test_a_log_is_kept_as_it_was_said() -> None:
    typed = replace(
        GOOD, what=" Laptop hilang. ", when=" kemarin ", known=" 2024-02-05T09:30 ", data=("report", "contact", "report"),
        posts=(" k0413 ", " ", "K0414"), laptops=(" AB01 ", "", "ff"),
    )  # fmt: skip
    made = breach_rules.record(typed, NOW, ["K0413", "K0414"])
    known = int(datetime(2024, 2, 5, 2, 30, tzinfo=UTC).timestamp() * 1000)
    assert made.facts == BreachFacts(
        known=known, zone="Asia/Jakarta", data=["report", "contact"], people=12, posts=["K0413", "K0414"], laptops=["ab01", "ff"]
    )
    assert made.story == BreachStory(what="Laptop hilang.", when="kemarin")


def test_a_step_is_kept_as_it_was_said_and_is_now_unless_a_time_is_typed() -> None:
    step = StepBreach(ID, SUBJECT, AGENCY_TOLD, "", " Lembaga ", " 7/X ", " sudah ")
    made = breach_rules.step(step, state(), NOW)
    assert made.facts == BreachStepFacts(step=AGENCY_TOLD, at=NOW.at, zone="Asia/Jakarta", to="Lembaga", number="7/X")
    assert made.story == BreachWords(words="sudah")
    typed = breach_rules.step(replace(step, step="contained", to="", at=" 2024-02-05T11:00+08:00 "), state(), NOW).facts
    assert typed == BreachStepFacts(step="contained", at=NOW.at, zone="Asia/Jakarta", number="7/X")
    at_once = breach_rules.step(replace(step, at="2024-02-05T09:30"), state(), NOW).facts
    assert at_once is not None and at_once.at == state().facts.known
    end = breach_rules.close(CloseBreach(ID, SUBJECT, NOTIFIED, " selesai "), state(told(PEOPLE_TOLD), told(AGENCY_TOLD)))
    assert end.facts == BreachClosedFacts(end=NOTIFIED) and end.story == BreachWords(words="selesai")
    notice = breach_rules.notice_given(replace(NOTICE, to=" Lembaga "), NOW, b"d" * 16, "9")
    assert notice.facts == BreachStepFacts(
        step=AGENCY_TOLD, at=NOW.at, zone="Asia/Jakarta", to="Lembaga", document=b"d" * 16, number="9"
    )
    assert notice.story == BreachWords()


CASE, TOO_LONG = "K0413-240205-001-7", "2024-02-05T10:00:01"
CLOSED = CloseBreach(ID, SUBJECT, NOTHING_EXPOSED, "Laptop terkunci.")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        *((lambda text=text: breach_rules.time_in(text, "at", NOW), ("breach.time", {"field": "at"}))
          for text in ("kemarin pagi sekali", "2024-02-05", "2024-W06T09:30", "2024-02-30T09:30", "2024-02-05T25:00")),
        (lambda: breach_rules.time_in(" ", "at", NOW), ("breach.missing", {"field": "at"})),
        (lambda: breach_rules.time_in(TOO_LONG, "at", NOW), ("breach.future", {"field": "at"})),
        (lambda: breach_rules.step(StepBreach(ID, SUBJECT, "contained", number=CASE), state(), NOW),
         ("breach.words", {"field": "number"})),
        (lambda: breach_rules.step(StepBreach(ID, SUBJECT, "contained", number="a\nb"), state(), NOW),
         ("text.forbidden", {"field": "number"})),
        (lambda: breach_rules.step(StepBreach(ID, SUBJECT, AGENCY_TOLD, to=CASE), state(), NOW),
         ("breach.words", {"field": "to"})),
        (lambda: breach_rules.step(StepBreach(ID, SUBJECT, "contained", words=CASE), state(), NOW),
         ("breach.words", {"field": "words"})),
        (lambda: told("contained", "besok"), ("breach.time", {"field": "at"})),
        (lambda: told("contained", "2024-02-05T09:29"), ("breach.before", {})),
        (lambda: breach_rules.record(replace(GOOD, what="a\x00"), NOW, ["K0413"]), ("text.forbidden", {"field": "what"})),
        (lambda: breach_rules.record(replace(GOOD, when="a\x00"), NOW, ["K0413"]), ("text.forbidden", {"field": "when"})),
        (lambda: breach_rules.close(replace(CLOSED, words=CASE), state()), ("breach.words", {"field": "words"})),
        (lambda: breach_rules.close(replace(CLOSED, words="a\x00"), state()), ("text.forbidden", {"field": "words"})),
        (lambda: breach_rules.close(CLOSED, state(breach_rules.close(CLOSED, state()))), ("breach.closed", {})),
        (lambda: breach_rules.close(replace(CLOSED, end=NOTIFIED), state()), ("breach.owed", {})),
        *((lambda name=name: breach_rules.require_notice(replace(NOTICE, **{name: CASE}), state()),
           ("breach.words", {"field": name})) for name in ("to", "signer_position", "data", "when", "measures", "advice")),
        *((lambda name=name: breach_rules.require_notice(replace(NOTICE, **{name: "a\nb"}), state()),
           ("text.forbidden", {"field": name})) for name in ("to", "contact", "signer_position")),
        (lambda: breach_rules.require_notice(replace(NOTICE, advice="a\x00"), state()), ("text.forbidden", {"field": "advice"})),
    ],
)  # fmt: skip
def test_what_cannot_be_said_of_a_breach(act: Callable[[], object], told: tuple[str, dict[str, str | int]]) -> None:
    assert refused(act) == told


def test_a_notice_has_a_telephone_number_to_ask_and_may_have_many_lines() -> None:
    breach_rules.require_notice(replace(NOTICE, contact="0812 3456 7890", measures="a\nb", advice=" "), state())
    typed = breach_rules.time_in("2024-02-05T09:30:30", "at", NOW)
    assert (typed.source, typed.zone, typed.wall) == ("typed", "Asia/Jakarta", "2024-02-05T09:30:30")
    assert breach_rules.time_in("2024-02-05T09", "at", NOW).wall == "2024-02-05T09:00:00"
    for laptops in ((), ("", " ")):
        made = breach_rules.record(replace(GOOD, laptops=laptops, posts=laptops, people=0), NOW, [])
        assert made.facts is not None and (made.facts.laptops, made.facts.posts, made.facts.people) == ([], [], 0)


def test_a_breach_is_read_out_of_what_may_be_read() -> None:
    assert breach_of([]) is None and breach_of([fact(BreachFound(None))]) is None
    found = breach_rules.record(GOOD, NOW, ["K0413"])
    first = fact(found)
    early, late = told(PEOPLE_TOLD, "2024-02-05T09:40"), told(PEOPLE_TOLD, "2024-02-05T09:50")
    history = [
        fact(BreachFound(None)), first, fact(found), fact(BreachStepped(None)), fact(late), fact(early), fact(BreachClosed(None)),
        fact(told(AGENCY_TOLD), UNAUTHORISED), fact(breach_rules.close(CLOSED, state()), UNAUTHORISED),
    ]  # fmt: skip
    open_one = breach_of(history)
    assert open_one is not None and open_one.source is first and open_one.facts == found.facts
    assert [each.event for each in open_one.steps] == [late, early]
    assert open_one.told_at(PEOPLE_TOLD) == early.facts.at and open_one.told_at(AGENCY_TOLD) is None  # type: ignore[union-attr]
    assert (open_one.owed, open_one.stopped, open_one.closed, open_one.end) == ((AGENCY_TOLD,), None, None, "")
    ended, again = breach_rules.close(CLOSED, state()), BreachClosed(BreachClosedFacts(end=NOTIFIED))
    closed = breach_of([*history, fact(told(AGENCY_TOLD)), fact(ended), fact(again)])
    assert closed is not None and closed.closed is not None and (closed.end, closed.closed.event) == (NOTHING_EXPOSED, ended)
    assert (closed.owed, closed.stopped) == ((), NOW.at), "the later of the two"
    assert replace(open_one, steps=(fact(BreachStepped(None)),)).told_at(PEOPLE_TOLD) is None
    assert BreachState(BreachFound(None), first, (), None).facts == BreachFacts(known=0, zone="UTC", data=[])


def test_what_somebody_wrote_without_the_right_tells_nothing() -> None:
    assert breach_of([fact(breach_rules.record(GOOD, NOW, ["K0413"]), UNAUTHORISED)]) is None
