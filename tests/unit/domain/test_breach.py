"""Data breaches: the clock to the millisecond in every zone, and what is refused."""

from __future__ import annotations

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


def test_what_somebody_wrote_without_the_right_tells_nothing() -> None:
    assert breach_of([fact(breach_rules.record(GOOD, NOW, ["K0413"]), UNAUTHORISED)]) is None
