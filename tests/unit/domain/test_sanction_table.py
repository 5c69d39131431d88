"""Sanctions row by row: every step with its refusals and their details, and how entries fold (tables/sanctions.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import msgspec
import pytest

from core.domain import sanction as wire
from core.domain import sanction_rules as rules
from core.domain.attached import Attached
from core.domain.case import CaseClassified, ClassifiedFacts
from core.domain.events import UNAUTHORISED, Event, Fact, ReportParties, ReportStory
from core.domain.ids import CommandId, SubjectId
from core.domain.rulings import Ruling
from core.domain.sanctioning import Sanction, sanctions_of
from tests import tables
from tests.case_facts import SUBJECT, Paper, taken
from tests.world import reference

DATA = reference()
HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
ACT, DECIDED, PROPOSED, IMPOSED, TODAY = (date(2024, *day) for day in ((10, 1), (10, 20), (11, 1), (11, 10), (12, 1)))
DAY = timedelta(days=1)
PAPER = Attached(
    token=b"t" * 16, name="sk.pdf", media_type="application/pdf", size=3, digest=b"d" * 32, sealed_size=9,
    sealed_digest=b"e" * 32, pieces=[],
)  # fmt: skip
DISCIPLINE = Ruling(b"r" * 16, "BAWASLU", "discipline", "12/X", DECIDED.isoformat())
ETHICS = replace(DISCIPLINE, id=b"e" * 16, outcome="ethics", day="2024-10-21")
NOTHING = replace(DISCIPLINE, id=b"n" * 16, outcome="not_proven")
PROPAM = replace(DISCIPLINE, id=b"p" * 16, institution="PROPAM")


def scene(paper: Paper | None = None, *rulings: Ruling, act: str = "ASN-D04", today: date = TODAY) -> rules.Scene:
    """What a rule looks at."""
    state = (paper or taken()).case().report
    return rules.Scene(state, sanctions_of(state.history), rulings, DATA, today, act)


def reports(**changes: object) -> rules.Scene:
    """The same with another state of the report."""
    return replace(scene(None, DISCIPLINE), state=msgspec.structs.replace(scene().state, **changes))


def of_person(subject: str) -> Paper:
    """A report about another type of person."""
    paper = taken()
    paper.facts[0].event.parties.reported[0]["subject"] = subject  # type: ignore[union-attr]
    return paper


PROPOSE = wire.ProposeSanction(*HEAD, "S-PNS-B1", "BKN", PROPOSED)
IMPOSE = wire.ImposeSanction(*HEAD, " Gubernur ", " 800/1 ", IMPOSED)
WARN = replace(IMPOSE, rung="S-BIN-01", rule=" PP 94 ", coordination_number=" B-7 ", coordination_day=IMPOSED)


def begun(*events: Callable[[Sanction, rules.Scene], Event], rung: str = "S-PNS-B1") -> Paper:
    """A proposal, and what was written after it."""
    paper = taken()
    paper.write(rules.propose(scene(paper, DISCIPLINE), replace(PROPOSE, rung=rung)))
    for event in events:
        paper.write(event(only(paper), scene(paper, DISCIPLINE)))
    return paper


def only(paper: Paper) -> Sanction:
    """The one sanction."""
    (found,) = sanctions_of(paper.held("A"))
    return found


def imposed(sanction: Sanction, at: rules.Scene) -> Event:
    """The document after the proposal."""
    return rules.impose(at, replace(IMPOSE, sanction=sanction.id), None)


def executed(sanction: Sanction, at: rules.Scene) -> Event:
    """Carried out."""
    return rules.execute(at, wire.ExecuteSanction(*HEAD, sanction.id, IMPOSED, "BA 1"), None)


def appealed(sanction: Sanction, at: rules.Scene) -> Event:
    """Asked for another decision."""
    return rules.appeal(at, wire.AppealSanction(*HEAD, sanction.id, "KEBERATAN", IMPOSED + 2 * DAY))


def ended(sanction: Sanction, at: rules.Scene, outcome: str = "unproven") -> Event:
    """No sanction came of it."""
    return rules.end_proposal(at, wire.EndProposal(*HEAD, sanction.id, outcome, "PPK", "9", IMPOSED))


def reviewed(sanction: Sanction, at: rules.Scene, outcome: str = "annulled", rung: str = "") -> Event:
    """What the body above said."""
    day = IMPOSED + 3 * DAY
    return rules.review(at, wire.ReviewSanction(*HEAD, sanction.id, outcome, "Atasan", "3", day, rung))


@cache
def states() -> dict[str, Paper]:
    """A paper in every state that a sanction can be in; made when a test first asks."""
    return {
        "proposed": begun(),
        "imposed": begun(imposed),
        "unproven": begun(ended),
        "not_followed": begun(partial(ended, outcome="not_followed")),
        "executed": begun(imposed, executed),
        "appealed": begun(imposed, appealed),
        "executed, appealed": begun(imposed, executed, appealed),
        "annulled": begun(imposed, appealed, reviewed),
        "upheld": begun(imposed, appealed, partial(reviewed, outcome="upheld")),
        "lowered": begun(imposed, appealed, partial(reviewed, outcome="lowered", rung="S-PNS-S1")),
        "dismissed": begun(imposed, rung="S-PNS-B3"),
        "blamed": begun(imposed, rung="S-MOR-01"),
        "lowered, executed": begun(imposed, appealed, partial(reviewed, outcome="lowered", rung="S-PNS-S1"), executed),
    }


def proposals() -> Iterator[tuple[str, object, object]]:
    """Name, what the rule looks at, command."""
    held = scene(None, DISCIPLINE)
    yield "by the data's version, on the ruling", held, PROPOSE
    yield "with words", held, replace(PROPOSE, note=" Usul ")
    yield "of nothing", reports(facts=None), PROPOSE
    yield "in a situation report", replace(held, state=taken("situation").case().report), PROPOSE
    yield "where the parties are sealed", reports(parties=None), PROPOSE
    yield "of nobody", reports(parties=ReportParties(reported=[])), PROPOSE
    yield "of the party nought", held, replace(PROPOSE, party=0)
    yield "of a second party", held, replace(PROPOSE, party=2)
    both = [{"subject": "TNI"}, {"subject": "PNS"}, {"subject": "KADES"}]
    several = replace(held, state=msgspec.structs.replace(held.state, parties=ReportParties(reported=both)))
    for party in (0, 1, 2, 3, 4):
        yield f"of party {party} of three", several, replace(PROPOSE, party=party)
    yield "an unknown rung", held, replace(PROPOSE, rung="S-X")
    yield "another ladder", held, replace(PROPOSE, rung="S-TNI-01")
    yield "an unknown office", held, replace(PROPOSE, by="KANTOR")
    yield "an office of the past", held, replace(PROPOSE, by="KASN")
    yield (
        "an office on its last day",
        replace(held, state=taken(happened={}).case().report),
        replace(PROPOSE, rung="S-PNS-R1", by="KASN", day=date(2024, 8, 23)),
    )
    yield "ahead", held, replace(PROPOSE, day=TODAY + DAY)
    yield "today", held, replace(PROPOSE, day=TODAY)
    yield "before the act", held, replace(PROPOSE, rung="S-PNS-R1", day=ACT - DAY)
    yield "on the day of the act", held, replace(PROPOSE, rung="S-PNS-R1", day=ACT)
    yield "without a ruling", scene(), PROPOSE
    yield "on a ruling that found nothing", scene(None, NOTHING), PROPOSE
    yield "on the last that found something", scene(None, DISCIPLINE, ETHICS, NOTHING), PROPOSE
    yield "on the one named", scene(None, DISCIPLINE, ETHICS), replace(PROPOSE, decision=DISCIPLINE.id)
    yield "on one that is not there", held, replace(PROPOSE, decision=b"x" * 16)
    yield "on the day of the ruling", held, replace(PROPOSE, day=DECIDED)
    yield "before the ruling", held, replace(PROPOSE, day=DECIDED - DAY)
    yield "by a superior alone", held, replace(PROPOSE, rung="S-PNS-R1")
    yield "by a superior on a ruling", held, replace(PROPOSE, rung="S-PNS-R1", decision=DISCIPLINE.id)
    soldier = replace(PROPOSE, rung="S-TNI-01", by="DENPOM")
    yield "of a soldier, on discipline", scene(of_person("TNI"), DISCIPLINE, ETHICS), soldier
    yield "of a soldier, on ethics", scene(of_person("TNI"), ETHICS), soldier
    yield "of a soldier, on the police's word", scene(of_person("TNI"), PROPAM), soldier
    yield "of a soldier, by a court", scene(of_person("TNI")), replace(soldier, rung="S-TNI-04")
    yield "words too long", held, replace(PROPOSE, note="x" * 100_001)


def impositions() -> Iterator[tuple[str, object, object]]:
    """The same of the authority's document."""
    paper, held = states()["proposed"], scene(states()["proposed"], DISCIPLINE)
    known = replace(IMPOSE, sanction=only(paper).id)
    yield "of nothing", reports(facts=None), replace(IMPOSE, rung="S-PNS-R1")
    yield "in a situation report", replace(held, state=taken("situation").case().report), replace(IMPOSE, rung="S-PNS-R1")
    yield "that nobody proposed", scene(None, DISCIPLINE), replace(IMPOSE, rung="S-PNS-B1", decision=DISCIPLINE.id)
    yield "without any rung", scene(), IMPOSE
    yield "of a second party", scene(), replace(IMPOSE, rung="S-PNS-R1", party=2)
    yield "as proposed", held, replace(known, note=" Ikut ")
    yield "another rung than proposed", held, replace(known, rung="S-PNS-S1")
    yield "the proposal's party holds", held, replace(known, party=7)
    yield "on another ruling", scene(paper, DISCIPLINE, ETHICS), replace(known, decision=ETHICS.id)
    yield "as proposed, though another ruling came since", scene(paper, DISCIPLINE, ETHICS), known
    yield "an unknown proposal", held, replace(known, sanction=b"?" * 16)
    yield "on the day of the proposal", held, replace(known, day=PROPOSED)
    yield "before the proposal", held, replace(known, day=PROPOSED - DAY)
    yield "ahead", held, replace(known, day=TODAY + DAY)
    for name, value in (("authority", " "), ("number", " "), ("day", None), ("authority", "a\nb"), ("number", "x" * 301)):
        yield f"{name} {str(value)[:5]!r}", held, replace(known, **{name: value})
    yield "first warning", scene(), WARN
    yield "first warning without a rule", scene(), replace(WARN, rule=" ")
    yield "first warning without a letter", scene(), replace(WARN, coordination_number=" ")
    yield "first warning without its day", scene(), replace(WARN, coordination_day=None)
    yield "first warning asked after it", scene(), replace(WARN, coordination_day=IMPOSED + DAY)
    yield "first warning asked before the act", scene(), replace(WARN, coordination_day=ACT - DAY)
    yield "asked ahead", scene(None, DISCIPLINE), replace(WARN, rung="S-PNS-R1", day=TODAY, coordination_day=TODAY + DAY)
    yield "a rule of two lines", scene(), replace(WARN, rule="a\nb")
    yield "a letter's number of two lines", scene(), replace(WARN, coordination_number="a\nb")
    late = partial(replace, IMPOSE, authority="PN")
    yield "the old penalty", scene(of_person("PESERTA"), act="PID-01"), late(rung="S-PID-01")
    after = scene(of_person("PESERTA"), act="PID-01", today=date(2026, 2, 1))
    yield "the old penalty, later, for an act of its time", after, late(rung="S-PID-01", day=date(2026, 1, 5))
    undated = replace(after, state=msgspec.structs.replace(after.state, story=None))
    yield "the old penalty, later, for an act of no day", undated, late(rung="S-PID-01", day=date(2026, 1, 5))
    typeless = msgspec.structs.replace(held.state, parties=ReportParties(reported=[{}]))
    yield "of a party of no type", replace(held, state=typeless), replace(IMPOSE, rung="S-PNS-R1")
    yield "a penalty not law yet", scene(of_person("PESERTA"), act="PID-01"), late(rung="S-PID-02")


def questions() -> Iterator[tuple[str, Callable[[], object]]]:
    """Rows of the table."""
    for name, at, command in proposals():
        yield f"propose {name}", partial(rules.propose, at, command)  # type: ignore[arg-type]
    for name, at, command in impositions():
        yield f"impose {name}", partial(rules.impose, at, command, None)  # type: ignore[arg-type]
    for state, paper in states().items():
        yield f"{state}: it is", partial(only, paper)
        yield f"{state}: shown", partial(_shown, only(paper))
        yield f"{state}: next", partial(rules.steps_of, only(paper), DATA.sanction("S-PNS-B1"))
        for act, run in acts(paper):
            yield f"{state}: {act}", run


def _shown(sanction: Sanction) -> dict[str, object]:
    names = ("status", "rung", "imposed_rung", "proven")
    return {name: getattr(sanction, name) for name in names}


def acts(paper: Paper) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every later step, tried in a state."""
    at, name = scene(paper, DISCIPLINE), only(paper).id
    yield "impose", partial(rules.impose, at, replace(IMPOSE, sanction=name), PAPER)
    end = wire.EndProposal(*HEAD, name, "unproven", " PPK ", " 9 ", PROPOSED, " Tidak ")
    for told, changes in (
        ("end", {}), ("end otherwise", {"outcome": "x"}), ("end before", {"day": PROPOSED - DAY}),
        ("end unnamed", {"sanction": b"?"}),
        ("end without paper", {"number": ""}),
    ):  # fmt: skip
        yield told, partial(rules.end_proposal, at, replace(end, **changes))  # type: ignore[arg-type]
    done = wire.ExecuteSanction(*HEAD, name, IMPOSED, " BA 1 ", " Sudah ")
    yield "execute", partial(rules.execute, at, done, None)
    yield "execute with a file", partial(rules.execute, at, replace(done, document=" ", note=""), PAPER)
    yield "execute without proof", partial(rules.execute, at, replace(done, document=" "), None)
    yield "execute before", partial(rules.execute, at, replace(done, day=IMPOSED - DAY), None)
    yield "execute with two lines", partial(rules.execute, at, replace(done, document="a\nb"), None)
    ask = wire.AppealSanction(*HEAD, name, " keberatan ", IMPOSED, " K-1 ")
    for told, changes in (
        ("appeal", {}), ("appeal by no way", {"way": " banding "}), ("appeal before", {"day": IMPOSED - DAY}),
        ("appeal with two lines", {"number": "a\nb"}),
    ):  # fmt: skip
        yield told, partial(rules.appeal, at, replace(ask, **changes))  # type: ignore[arg-type]
    said = wire.ReviewSanction(*HEAD, name, "upheld", " Atasan ", " 3 ", IMPOSED + 2 * DAY, "S-PNS-S1", " Tetap ")
    for told, changes in (
        ("uphold", {}), ("annul", {"outcome": "annulled"}), ("lower", {"outcome": "lowered"}),
        ("review otherwise", {"outcome": "x"}),
        ("review before", {"day": IMPOSED + DAY}), ("lower to nothing", {"outcome": "lowered", "rung": "S-X"}),
        ("lower to the same", {"outcome": "lowered", "rung": "S-PNS-B1"}),
        ("lower to another ladder", {"outcome": "lowered", "rung": "S-MOR-01"}), ("review without a body", {"body": " "}),
    ):  # fmt: skip
        yield told, partial(rules.review, at, replace(said, **changes))  # type: ignore[arg-type]
    tell = wire.InformReporter(*HEAD, name, IMPOSED, "letter")
    told_code = replace(at, state=msgspec.structs.replace(at.state, case_status="decided"))
    closed_code = replace(at, state=msgspec.structs.replace(at.state, case_status="closed"))
    yield "inform", partial(rules.inform, at, tell)
    yield "inform before", partial(rules.inform, at, replace(tell, day=IMPOSED - DAY))
    yield "inform by gossip", partial(rules.inform, at, replace(tell, manner="gossip"))
    yield "inform by code", partial(rules.inform, at, replace(tell, manner="code"))
    yield "inform by a code that says so", partial(rules.inform, told_code, replace(tell, manner="code"))
    yield "inform by a code that says it is closed", partial(rules.inform, closed_code, replace(tell, manner="code"))


def test_every_step_in_every_state_is_answered_as_it_was_looked_at() -> None:
    tables.require("sanctions", dict(questions()))


def test_what_may_come_next_is_what_the_rules_take() -> None:
    """Each button of a state is one that the rule behind it takes, and the others are refused by it."""
    asked = dict(questions())
    acts_of = {"impose": "impose", "end": "end", "execute": "execute", "appeal": "appeal", "review": "uphold", "inform": "inform"}
    for state, paper in states().items():
        rung = DATA.sanction(only(paper).rung)
        assert rung is not None
        for step, may in rules.steps_of(only(paper), rung).items():
            if step == "appeal" and rung.appeals and "KEBERATAN" not in rung.appeals:
                continue  # it goes another way than the row's
            outcome = tables.answer(asked[f"{state}: {acts_of[step]}"])
            assert may is ("NotAllowed" not in outcome), (state, step)
    assert not rules.steps_of(only(states()["imposed"]), None)["appeal"]
    assert not rules.steps_of(only(states()["imposed"]), DATA.sanction("S-MOR-01"))["appeal"]


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ({"happened": {"date": "2024-10-01"}}, ACT),
        ({"observed": {"date": "2024-10-02"}}, ACT + DAY),
        ({"happened": {"date": "2024-10-01"}, "observed": {"date": "2024-10-02"}}, ACT),
        ({"happened": {"date": "kemarin"}}, None),
        ({"happened": {}}, None),
        ({"happened": "2024-10-01"}, None),
        ({}, None),
    ],
)
def test_the_day_of_the_act_is_the_reports_own(form: dict[str, Any], day: date | None) -> None:
    assert rules.event_day(msgspec.structs.replace(scene().state, story=ReportStory(form=form))) == day
    assert rules.event_day(msgspec.structs.replace(scene().state, story=None)) is None


def test_the_act_is_the_desks_before_the_reports() -> None:
    paper = taken()
    assert rules.act_of(paper.case()) == "ASN-D04"
    assert rules.act_of(taken(violation=None).case()) == ""
    facts = ClassifiedFacts(act="ASN-E03", subject="PNS", classes=["ethics"])
    paper.write(CaseClassified(facts))
    assert rules.act_of(paper.case()) == "ASN-E03"


def test_a_court_stands_behind_a_crime_once() -> None:
    crime = next(act.code for act in DATA.violations if "pidana" in act.sanction_class)
    for subject in DATA.subjects:
        plain = [rung.code for rung in rules.rungs_for(DATA, subject.code)]
        more = [rung.code for rung in rules.rungs_for(DATA, subject.code, crime)]
        courts = ["S-PID-01", "S-PID-02"] if subject.sanction_ladders and "PIDANA" not in subject.sanction_ladders else []
        assert more == plain + courts, subject.code
        assert rules.rungs_for(DATA, subject.code, "ASN-E03") == rules.rungs_for(DATA, subject.code)


# --- how entries fold ----------------------------------------------------------------------------------------------------


def marked(fact: Fact, mark: str) -> Fact:
    return msgspec.structs.replace(fact, source=msgspec.structs.replace(fact.source, marks=(mark,)))


def test_what_was_written_without_a_right_begins_and_changes_nothing() -> None:
    history = begun(imposed).held("A")
    proposal, document = (fact for fact in history if fact.source.kind.startswith("sanction."))
    (found,) = sanctions_of([marked(fact, UNAUTHORISED) if fact is document else fact for fact in history])
    assert found.status == "proposed" and found.imposed is None
    assert sanctions_of([marked(fact, UNAUTHORISED) if fact is proposal else fact for fact in history]) == ()
    assert sanctions_of([fact for fact in history if fact is not document and fact is not proposal]) == ()


def test_a_document_about_a_proposal_that_is_not_here_begins_nothing_and_one_of_its_own_does() -> None:
    paper = taken()
    event = rules.impose(scene(paper, DISCIPLINE), replace(IMPOSE, rung="S-PNS-B1"), None)
    assert event.facts is not None
    lost = wire.SanctionImposed(msgspec.structs.replace(event.facts, sanction=b"?" * 16))
    for nothing in (lost, wire.SanctionImposed(None), wire.SanctionProposed(None)):
        bare = taken()
        bare.write(nothing)
        assert sanctions_of(bare.held("A")) == ()
    paper.write(event)
    found = only(paper)
    assert (found.party, found.rung, found.id) == (1, "S-PNS-B1", paper.facts[-1].source.digest[:16])


def test_words_and_files_of_each_step_are_counted() -> None:
    paper = taken()
    paper.write(rules.propose(scene(paper, DISCIPLINE), replace(PROPOSE, note="Usul")))
    paper.write(rules.impose(scene(paper, DISCIPLINE), replace(IMPOSE, sanction=only(paper).id), PAPER))
    assert [(step.note, step.files) for step in only(paper).steps] == [("Usul", 0), ("", 1)]


def apart(*events: Callable[[Sanction, rules.Scene], Event]) -> Paper:
    """A proposal that both desks hold, and then a document of each without the other's."""
    paper = taken()
    paper.write(rules.propose(scene(paper, DISCIPLINE), PROPOSE))
    paper.meet()
    at, sanction = scene(paper, DISCIPLINE), only(paper)
    for desk, event in zip("AB", events, strict=True):
        paper.write(event(sanction, at), desk)
    paper.meet()
    return paper


def test_the_same_document_from_two_desks_is_no_dispute_and_another_number_is() -> None:
    assert not only(apart(imposed, imposed)).disputed
    other = apart(imposed, lambda sanction, at: rules.impose(at, replace(IMPOSE, sanction=sanction.id, number="800/2"), None))
    assert only(other).disputed
    assert only(apart(imposed, ended)).disputed
    assert not only(begun(imposed, appealed, reviewed)).disputed, "one after the other"


def reviews(paper: Paper, desk: str, *outcomes: str) -> None:
    """What a desk writes of the body above, whatever the rules would say."""
    name = only(paper).id
    for outcome in outcomes:
        facts = wire.ReviewedFacts(sanction=name, outcome=outcome, body="Atasan", number="3", day="2024-11-20")
        paper.write(wire.SanctionReviewed(facts), desk)


def test_a_dispute_lies_also_after_a_document_that_both_knew() -> None:
    paper = begun(imposed)
    paper.meet()
    reviews(paper, "A", "annulled")
    reviews(paper, "B", "upheld")
    paper.meet()
    assert only(paper).disputed


def test_who_knew_one_of_two_documents_settles_nothing() -> None:
    """A writes anew what B wrote: that they agree in the end is not that somebody looked at both."""
    paper = begun(imposed)
    paper.meet()
    reviews(paper, "A", "annulled", "upheld")
    reviews(paper, "B", "upheld")
    paper.meet()
    assert only(paper).disputed


def test_a_dispute_is_settled_by_a_document_of_who_knew_both() -> None:
    paper = apart(imposed, ended)
    sanction = only(paper)
    again = partial(rules.impose, scene(begun(), DISCIPLINE), replace(IMPOSE, sanction=only(begun()).id, number="800/3"), None)
    assert sanction.disputed
    paper.write(again())
    assert not only(paper).disputed


if __name__ == "__main__":
    tables.write("sanctions", dict(questions()))
