"""A report from the form to its end: what it begins with, how it folds, when it is purged (tables/report.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from core.domain import correcting, report
from core.domain.attached import Attached
from core.domain.bawaslu import BawasluFacts, BawasluReceiptRecorded
from core.domain.case import CaseClosed, CaseTold, ClosedFacts, ToldFacts
from core.domain.correction import AMEND, AnswerFacts, CorrectionApproved
from core.domain.erasure import (
    ErasureApproved,
    ErasureDeclined,
    ErasureFacts,
    ErasureOrdered,
    HoldFacts,
    HoldLifted,
    HoldPlaced,
    LiftFacts,
)
from core.domain.events import (
    FORKED,
    UNAUTHORISED,
    CaseFacts,
    CaseOpened,
    Event,
    Fact,
    ReportParties,
    ReportReceived,
    ReportStory,
)
from core.domain.form_parts import Reporter
from core.domain.forms import ComplaintForm, parse_form
from core.domain.lookup import Lookup
from core.domain.remit import outside_remit
from core.domain.report import ReportState, Submission
from core.domain.reporter import ACTS, MAX_FILES, require_act
from core.domain.retention import PurgeDue, due_day, purge_due_of
from core.domain.sanction import (
    AppealedFacts,
    ImposedFacts,
    ReviewedFacts,
    SanctionAppealed,
    SanctionImposed,
    SanctionReviewed,
)
from core.domain.standing import person_reasons, standing_of, standing_of_tree
from core.domain.transit import LOOK_BACK_DAYS, MAX_TRIPS, Trip, last_departure, plan, read_schedule, write_schedule
from tests import tables
from tests.case_facts import Paper, taken
from tests.world import complaint, information, nihil, reference, situation, warning

Row = tuple[str, Callable[[], object]]
FILE = Attached(
    token=b"t" * 16, name="a.jpg", media_type="image/jpeg", size=3, digest=b"d" * 32, sealed_size=9,
    sealed_digest=b"e" * 32, pieces=[b"p"],
)  # fmt: skip
LOOKUP = Lookup(b"T" * 16, b"B" * 32, b"C" * 32)


# --- how it begins -------------------------------------------------------------------------------------------------------


def submission(form: dict[str, object] | None = None, **changes: Any) -> Submission:
    """A form made ready."""
    said = {"number": "K0413-1", "post": "K0413", "day": "2024-02-05", "sealed": False, "reference": "r", "identity": b"i",
            "attachments": (), "lookup": None} | changes  # fmt: skip
    return Submission(form=parse_form(form or complaint(witnesses=[{"name": "Wati"}, {"name": "Tuti"}])), **said)


def beginnings() -> Iterator[Row]:
    """Events that begin a report."""
    for sealed in (False, True):
        for files in ((), (FILE,)):
            for lookup in (None, LOOKUP):
                made = submission(sealed=sealed, attachments=files, lookup=lookup)
                yield f"received sealed={sealed} files={len(files)} code={lookup is not None}", partial(report.received, made)
    yield "received in doubt of the clock", partial(report.received, submission(clock_doubt=True))
    yield "received for a guard", partial(report.received, submission(guard="IDN"))
    yield "received in an envelope", partial(report.received, submission(complaint(envelope="A-1")))
    for name, form in {"warning": warning(), "situation": situation(), "nihil": nihil(), "information": information()}.items():
        yield f"received {name}", partial(report.received, submission(form))
        yield f"evidence of {name}", partial(report.evidence_of, parse_form(form))
    yield "evidence", lambda: report.evidence_of(parse_form(complaint(evidence=[{"kind": "photo", "description": "Foto"}])))
    held = taken().case().report
    bare = taken(opened=False).case().report
    yield "open", partial(report.open_case, bare, " 7/X ")
    yield "open without a number", partial(report.open_case, bare, " ")
    yield "open twice", partial(report.open_case, held, "8")
    yield "open nothing", partial(report.open_case, ReportState(), "8")


# --- how it folds --------------------------------------------------------------------------------------------------------


def marked(event: Event, mark: str, paper: Paper | None = None) -> Paper:
    """A report with an entry that bears a mark."""
    paper = paper or taken(opened=False)
    fact = paper.write(event)
    paper.facts[-1] = msgspec.structs.replace(fact, source=msgspec.structs.replace(fact.source, marks=(mark,)))
    return paper


def written(*events: Event, opened: bool = False) -> Paper:
    """A report and what was written about it."""
    paper = taken(opened=opened)
    for event in events:
        paper.write(event)
    return paper


def again() -> Event:
    """The report once more, otherwise."""
    event = taken(summary="lain").facts[0].event
    return event


def told(status: str) -> CaseTold:
    return CaseTold(ToldFacts(status=status, day="2024-10-05"))


RECEIPT = BawasluFacts(number="7", at=1, zone="Asia/Jakarta", level="kabkota")
OPENED = CaseOpened(CaseFacts(agenda="1/X"))
ORDER = ErasureFacts(parts=["parties", "story"], attachments=True, ground="retention", basis="x")
CLOSED = CaseClosed(ClosedFacts(outcome="not_proven", institution="BAWASLU", number="1", day="2024-10-20"))


def ordered(*answers: Callable[[bytes], Event], facts: ErasureFacts = ORDER) -> Paper:
    """A closed report with an order to erase and its answers."""
    paper = written(CLOSED, opened=True)
    order = paper.write(ErasureOrdered(facts)).source.digest
    for answer in answers:
        paper.write(answer(order), "A", "Budi")
    return paper


def held(*, lifted: bool) -> Paper:
    """A closed report under a legal hold."""
    paper = written(CLOSED, opened=True)
    hold = paper.write(HoldPlaced(HoldFacts(basis="Surat")))
    if lifted:
        paper.write(HoldLifted(LiftFacts(hold=hold.source.digest, basis="selesai")), "A", "Budi")
    return paper


def sanctioned(*, reviewed: bool) -> Paper:
    """A closed report whose sanction is under appeal."""
    paper = written(CLOSED, opened=True)
    imposed = ImposedFacts(sanction=b"", rung="S-PNS-B1", party=1, authority="PPK", number="1", day="2024-11-01", rules="r")
    name = paper.write(SanctionImposed(imposed)).source.digest[:16]
    paper.write(SanctionAppealed(AppealedFacts(sanction=name, way="KEBERATAN", day="2024-11-02")))
    if reviewed:
        paper.write(SanctionReviewed(ReviewedFacts(sanction=name, outcome="upheld", body="x", number="1", day="2024-11-09")))
    return paper


def gone(*parts: str) -> Paper:
    """A closed report parts of which are destroyed."""
    paper = written(CLOSED, opened=True)
    first = paper.facts[0]
    paper.facts[0] = msgspec.structs.replace(first, source=msgspec.structs.replace(first.source, gone=parts))
    return paper


PAPERS: dict[str, Callable[[], Paper]] = {
    "recorded": lambda: taken(opened=False),
    "opened": taken,
    "opened twice": lambda: written(OPENED, CaseOpened(CaseFacts(agenda="2/X"))),
    "opened with nothing": lambda: written(CaseOpened(None)),
    "received twice": lambda: written(again()),
    "told": lambda: written(OPENED, told("referred")),
    "told nothing": lambda: written(OPENED, CaseTold(None)),
    "told another word": lambda: written(OPENED, told("x")),
    "a receipt": lambda: written(BawasluReceiptRecorded(RECEIPT), BawasluReceiptRecorded(None), BawasluReceiptRecorded(RECEIPT)),
    "without a right": lambda: marked(OPENED, UNAUTHORISED),
    "forked": lambda: marked(OPENED, FORKED),
    "forked once": lambda: marked(told("decided"), "other", marked(OPENED, FORKED)),
    "closed": lambda: written(CLOSED, opened=True),
    "ordered": ordered,
    "erased": lambda: ordered(lambda order: ErasureApproved(AnswerFacts(proposal=order))),
    "declined": lambda: ordered(lambda order: ErasureDeclined(AnswerFacts(proposal=order))),
    "ordered, persons alone": lambda: ordered(facts=msgspec.structs.replace(ORDER, parts=["parties"])),
    "erased, no files": lambda: ordered(
        lambda order: ErasureApproved(AnswerFacts(proposal=order)), facts=msgspec.structs.replace(ORDER, attachments=False)
    ),
    "held": lambda: held(lifted=False),
    "lifted": lambda: held(lifted=True),
    "appealed": lambda: sanctioned(reviewed=False),
    "upheld": lambda: sanctioned(reviewed=True),
    "corrected": lambda: corrected(sealed=False),
    "correction proposed": lambda: corrected(sealed=False, answered=False),
    "corrected, and sealed to that post": lambda: corrected(sealed=True),
    "story gone": lambda: gone("story"),
    "persons gone": lambda: gone("parties"),
    "all gone": lambda: gone("parties", "story"),
}


def corrected(*, sealed: bool, answered: bool = True) -> Paper:
    """A report with a correction of its own post, which a post that cannot read it may not make."""
    paper = taken(opened=False, summary="lama")
    first = paper.facts[0]
    event = first.event
    assert isinstance(event, ReportReceived)
    assert event.facts is not None
    told = msgspec.structs.replace(event, facts=msgspec.structs.replace(event.facts, sealed=sealed))
    paper.facts[0] = msgspec.structs.replace(first, event=told)
    proposal = paper.write(correcting.propose(AMEND, "typing", "salah", {"summary": "baru"}, b"", None))
    if answered:
        paper.write(CorrectionApproved(AnswerFacts(proposal=proposal.source.digest)), "A", "Budi")
    return paper


LEFT_OUT = ("history", "received", "original", "corrections", "story", "parties", "facts")


def _folded(made: Callable[[], Paper]) -> dict[str, object]:
    state = made().case().report
    shown = {name: getattr(state, name) for name in state.__struct_fields__ if name not in LEFT_OUT}
    form = {} if state.story is None else state.story.form
    original = None if state.original is None or state.original.story is None else state.original.story.form.get("summary")
    return {name: value for name, value in shown.items() if value} | {
        "entries": len(state.history),
        "summary": [form.get("summary"), original],
    }


def folds() -> Iterator[Row]:
    """States and what is due."""
    for name, made in PAPERS.items():
        yield f"state {name}", partial(_folded, made)
        yield f"purge {name}", lambda made=made: purge_due_of(made().case())


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    return dict([*beginnings(), *folds(), *standings(), *courses()])


# --- who reports ---------------------------------------------------------------------------------------------------------

VOTING = date(2024, 2, 14)
PERSONS: dict[str, dict[str, Any]] = {
    "nobody in particular": {},
    "in the lane of information": {"lane": "information"},
    "of no status": {"status": "none"},
    "a citizen": {"citizenship": " Warga Negara Indonesia. "},
    "a foreigner": {"citizenship": "Malaysia"},
    "of no citizenship said": {"citizenship": "  "},
    "a soldier": {"service": "TNI"},
    "a policeman": {"service": "POLRI"},
    "without the right": {"voting_right": "no"},
    "seventeen that day": {"birth_date": "2007-02-14"},
    "seventeen the day after": {"birth_date": "2007-02-15"},
    "seventeen a month after": {"birth_date": "2007-03-01"},
    "seventeen a month before": {"birth_date": "2007-01-31"},
    "too young, and married": {"birth_date": "2009-01-01", "voting_right": "yes"},
    "everything": {
        "lane": "information",
        "status": "none",
        "citizenship": "X",
        "service": "TNI",
        "voting_right": "no",
        "birth_date": "2020-01-01",
    },
}


def standings() -> Iterator[Row]:
    """Why somebody is heard and does not report."""
    for name, said in PERSONS.items():
        person = {"lane": "open", "name": "Sari", "address": "Jalan"} | said
        yield f"stands {name}", lambda person=person: person_reasons(msgspec.convert(person, Reporter), VOTING)
        yield f"stands {name}, no day", lambda person=person: person_reasons(msgspec.convert(person, Reporter), None)
    yield from typed()
    yield from acts()


TYPED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "sealed": {"reporter": {"lane": "sealed"}},
    "sealed and agreed": {"reporter": {"lane": "sealed"}, "consent": {"identity": True}},
    "signed": {"signed_t07": "yes"},
    "unreadable": {"reporter": {"birth_date": "x"}, "consent": {"identity": "x"}, "signed_t07": "yes"},
    "more than is known": {"reporter": {"lane": "information", "shoe": 3}, "signed_t07": "yes"},
}


def typed() -> Iterator[Row]:
    """What is being typed, and the same of a whole form."""
    for name, tree in TYPED.items():
        for late in (False, True):
            yield f"typed {name} late={late}", partial(standing_of_tree, tree, VOTING, late=late)
    person = {"name": "S", "address": "J"}
    for lane in ("open", "sealed", "information"):
        for agrees in (False, True):
            whole = complaint(reporter=person | {"lane": lane}, consent={"identity": agrees}, signed_t07="proxy")
            yield f"whole {lane} agrees={agrees}", partial(_standing, whole)
            yield f"whole {lane} agrees={agrees} late", partial(_standing, whole, late=True)
    for handling in ("information", "legal_report"):
        for signed in ("yes", "no"):
            form = complaint(handling=handling, signed_t07=signed, reporter=person | {"lane": "open"})
            yield f"chosen {handling} signed={signed}", partial(_standing, form)


def _standing(tree: dict[str, object], *, late: bool = False) -> object:
    form = parse_form(tree)
    assert isinstance(form, ComplaintForm)
    return standing_of(form, VOTING, late=late)


def acts() -> Iterator[Row]:
    """What a reporter adds, and whom a post may read."""
    for text, files in (("", 0), ("x", 0), (" ", 1), ("", MAX_FILES), ("", MAX_FILES + 1), ("a\0", 0)):
        for act in (*ACTS, "x"):
            yield f"act {act} {text!r} {files}", partial(require_act, act, text, files)
    for name, form in {
        "complaint": complaint(),
        "information": information(),
        "warning": warning(),
        "situation": situation(),
    }.items():
        for remit in (("TNI",), ("tni", "PNS"), ("PNS",), ()):
            yield f"outside {name} {remit}", lambda form=form, remit=remit: outside_remit(parse_form(form), remit)
    named = information(reported=[{"subject": "TNI", "name": "x"}, {"subject": "PNS", "name": "y"}])
    for remit in (("TNI", "PNS"), ("TNI",)):
        yield f"outside information of two {remit}", lambda remit=remit: outside_remit(parse_form(named), remit)


# --- on the way to a counter ---------------------------------------------------------------------------------------------

WIB = ZoneInfo("Asia/Jakarta")
HAND_IN = datetime(2024, 2, 15, 16, 0, tzinfo=WIB)
BOAT = Trip(to="kabkota", days=(0, 2), leaves="07:00", minutes=360, by="Kapal perintis")
LATER = Trip(to="kabkota", days=(3,), leaves="08:00", minutes=60, by="Cepat")
ROAD = Trip(to="provinsi", days=(0, 1, 2, 3, 4), leaves="06:00", minutes=480)
AREAS = ("19.03.08.2001", "19.03.08", "19.03", "19", "", "19.03.02.2001")


def courses() -> Iterator[Row]:
    """Counters and departures."""
    data = reference()
    for code in ("P-PONGOK", "K0413"):
        post = data.post(code)
        assert post is not None
        for area in AREAS:
            yield f"plan {code} {area}", partial(plan, post, area, [BOAT, LATER, ROAD], HAND_IN, HAND_IN - timedelta(days=3))
        for name, trips, hand_in, now in (
            ("on the minute", [BOAT], HAND_IN, datetime(2024, 2, 14, 7, 0, tzinfo=WIB)),
            ("a minute late", [BOAT], HAND_IN, datetime(2024, 2, 14, 7, 1, tzinfo=WIB)),
            ("at the last moment", [], HAND_IN, HAND_IN),
            ("after it", [], HAND_IN, HAND_IN + timedelta(seconds=1)),
            ("no last moment", [BOAT], None, HAND_IN),
        ):  # fmt: skip
            yield f"plan {code} {name}", partial(plan, post, "19.03.08.2001", trips, hand_in, now)
    for day in range(12, 19):
        yield (
            f"departure for the {day}th",
            partial(last_departure, BOAT, datetime(2024, 2, day, 13, 0, tzinfo=WIB), "Asia/Jakarta"),
        )
    yield "departure a minute short", partial(last_departure, BOAT, datetime(2024, 2, 14, 12, 59, tzinfo=WIB), "Asia/Jakarta")
    yield "departure by another zone", partial(last_departure, BOAT, datetime(2024, 2, 14, 13, 0, tzinfo=WIB), "Asia/Makassar")
    long = Trip(to="kabkota", days=(0,), leaves="07:00", minutes=20_160)
    yield "a trip of two weeks", partial(last_departure, long, HAND_IN, "Asia/Jakarta")


def test_every_report_is_as_it_was_looked_at() -> None:
    tables.require("report", questions())


def test_a_departure_is_looked_for_sixty_days_back() -> None:
    """A weekday lies within a week, so the last day looked at is never reached: no trip is lost by it."""
    for weekday in range(7):
        trip = Trip(to="kabkota", days=(weekday,), leaves="23:59", minutes=1)
        found = last_departure(trip, HAND_IN, "Asia/Jakarta")
        assert found is not None and HAND_IN - found[0] <= timedelta(days=8) < timedelta(days=LOOK_BACK_DAYS)


def test_a_schedule_is_kept_up_to_its_limit() -> None:
    assert read_schedule(" ") == () and read_schedule("[]") == ()
    assert read_schedule(write_schedule([BOAT] * (MAX_TRIPS + 1))) == (BOAT,) * MAX_TRIPS
    assert tables.answer(lambda: read_schedule("x")) == {"Invalid": "courier.unreadable"}
    assert tables.answer(lambda: write_schedule([msgspec.structs.replace(BOAT, days=())])) == {"Invalid": "courier.unreadable"}


@pytest.mark.parametrize(
    ("changes", "has", "promises"),
    [
        ({}, True, True),
        ({"story": ReportStory(form={"handling": "information"})}, True, False),
        ({"story": ReportStory(form={"handling": "legal_report"})}, True, True),
        ({"story": None}, False, False),
        ({"facts": None}, False, False),
        ({"parties": None}, True, True),
        ({"parties": ReportParties(lane="information")}, False, False),
        ({"parties": ReportParties(lane="open")}, True, True),
        ({"received": None}, True, True),
    ],
)
def test_a_time_limit_runs_for_a_readable_complaint_outside_the_lane_of_information(
    changes: dict[str, Any], has: bool, promises: bool
) -> None:
    state = msgspec.structs.replace(taken(opened=False).case().report, **changes)
    assert (report.has_legal_date(state), report.promises_date(state)) == (has, promises)


@pytest.mark.parametrize("kind", ["early_warning", "information", "situation"])
def test_no_time_limit_runs_for_another_kind(kind: str) -> None:
    assert not report.has_legal_date(taken(kind).case().report)


def test_no_time_limit_runs_where_the_lane_stayed_in_the_province() -> None:
    state = taken(opened=False).case().report
    assert state.received is not None
    for withheld, has in ((("parties",), False), (("identity",), True)):
        source = msgspec.structs.replace(state.received.source, withheld=withheld)
        received = Fact(state.received.event, source)
        assert report.has_legal_date(msgspec.structs.replace(state, received=received)) is has


def test_a_purge_is_due_so_many_days_after() -> None:
    assert due_day("2024-02-28", 1) == date(2024, 2, 29) and due_day("2024-02-28", 1826) == date(2029, 2, 27)
    assert purge_due_of(PAPERS["held"]().case()) == PurgeDue("1970-01-01", "not_proven", held=True, ordered=False)


if __name__ == "__main__":
    tables.write("report", questions())
