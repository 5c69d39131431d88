"""A sealed identity is never opened by one alone, never twice, and two desks agree on what happened."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.domain import identity_rules as rules
from core.domain.authority import GRANTS, NATIONAL, POST_ROLES, may_write
from core.domain.correction import AnswerFacts
from core.domain.errors import Refused
from core.domain.events import ReportParties
from core.domain.identity_opening import (
    ADDRESSEES,
    KINDS,
    NAMED,
    AgreedFacts,
    IdentityOpened,
    NamedFacts,
    OpeningApproved,
    OpeningDeclined,
)
from core.domain.report import ReportState, fold
from tests.case_facts import Paper, taken
from ui.messages import SENTENCES

PEOPLE = {"Ani": "Kesbangpol", "Budi": "Inspektorat", "Citra": ""}
MOVES = st.lists(
    st.tuples(st.sampled_from(("propose", "approve", "decline", "show")), st.sampled_from(sorted(PEOPLE)), st.sampled_from("AB"),
              st.booleans()),
    min_size=3, max_size=14,
)  # fmt: skip


def sealed(facts: list[object]) -> ReportState:
    """The report as a desk sees it, with a sealed identity."""
    state = fold(facts)  # type: ignore[arg-type]
    parties = ReportParties(reported=[{"subject": "PNS", "unit": "Dinas Contoh"}], lane="sealed", identity=b"box")
    return replace(state, parties=parties, boxes=(b"box",))


def desk_of(officer: str) -> NamedFacts | None:
    return NamedFacts(officer=officer, signer=officer.encode(), institution=PEOPLE[officer]) if PEOPLE[officer] else None


def do(paper: Paper, move: str, officer: str, desk: str) -> None:
    """What the application does, as far as it is rules."""
    state = sealed(list(paper.held(desk)))
    seen = rules.openings_of(state.history)
    if move == "propose":
        paper.write(rules.propose(state, desk_of(officer), "protect", "LPSK", "diancam"), desk, officer)
    elif seen and move == "show":
        paper.write(rules.show(state, seen[-1], officer.encode()), desk, officer)
    elif seen and move != "show":
        digest = seen[-1].fact.source.digest
        paper.write(rules.answer(state, digest, desk_of(officer), approve=move == "approve"), desk, officer)


@pytest.mark.fault("MU-6")
@settings(max_examples=80, deadline=None)
@given(MOVES)
def test_nobody_opens_it_alone(moves: list[tuple[str, str, str, bool]]) -> None:
    paper = taken()
    for move, officer, desk, meet in moves:
        try:
            do(paper, move, officer, desk)
        except Refused as refusal:
            assert refusal.code in SENTENCES
        if meet:
            paper.meet()
    paper.meet()
    one, other = (rules.openings_of(paper.held(desk)) for desk in "AB")
    assert one == other
    for opening in one:
        assert opening.status in rules.STATUSES
        if opening.shown is not None:
            assert opening.answer is not None and opening.answer.source.signer != opening.fact.source.signer
            assert opening.shown.source.signer in opening.signers and b"Citra" not in opening.signers
    shown = [fact for fact in paper.facts if isinstance(fact.event, IdentityOpened)]
    assert bool(shown) == any(opening.status == rules.OPENED for opening in one), "what was shown stands in the list"


def proposal(paper: Paper) -> bytes:
    event = rules.propose(sealed(list(paper.held("A"))), desk_of("Ani"), "complete", "DESK", "melengkapi")
    return paper.write(event).source.digest


def test_an_entry_without_agreement_shows_nothing() -> None:
    paper = taken()
    digest = proposal(paper)
    paper.write(IdentityOpened(AnswerFacts(proposal=digest)))
    paper.write(OpeningApproved(AgreedFacts(proposal=digest, institution="Kesbangpol")))
    assert rules.openings_of(paper.held("A"))[0].status == "proposed", "one's own agreement is none"
    paper.write(OpeningDeclined(AnswerFacts(proposal=digest)))
    assert rules.openings_of(paper.held("A"))[0].status == "declined"


def test_what_was_agreed_to_and_not_shown_lapses_with_the_next() -> None:
    paper = taken()
    paper.write(OpeningApproved(AgreedFacts(proposal=proposal(paper), institution="Inspektorat")), officer="Budi")
    proposal(paper)
    state = sealed(list(paper.held("A")))
    with pytest.raises(Refused) as caught:
        rules.show(state, rules.openings_of(state.history)[0], b"Ani")
    assert caught.value.code == "identity.newer"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"gone": ("parties",)}, "report.erased"), ({"parties": None}, "correction.sealed"), ({"boxes": ()}, "identity.none")],
)
def test_nothing_to_open(change: dict[str, object], code: str) -> None:
    state = replace(sealed(list(taken().held("A"))), **change)
    with pytest.raises(Refused) as caught:
        rules.propose(state, desk_of("Ani"), "complete", "DESK", "melengkapi")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("purpose", "to", "reason", "code"),
    [
        ("curious", "DESK", "ingin tahu", "identity.purpose"),
        ("complete", "BAWASLU", "melengkapi", "identity.addressee"),
        ("complete", "DESK", "  ", "identity.reason"),
        ("hand_over", "BAWASLU", "diminta", "identity.no_consent"),
    ],
)
def test_purpose_addressee_and_reason(purpose: str, to: str, reason: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.propose(sealed(list(taken().held("A"))), desk_of("Ani"), purpose, to, reason)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("one", "other", "units", "outside"),
    [
        ("Kesbangpol", "Kesbangpol", ("Dinas Contoh",), True),
        ("Dinas Contoh", "DINAS contoh", ("Dinas Contoh Provinsi",), False),
        ("Dinas Contoh", "Inspektorat", ("Dinas Contoh Provinsi",), True),
        ("Kesbangpol", "kesbangpol", ("",), False),
        ("Kesbangpol", "Inspektorat", ("",), True),
        ("Kesbangpol", "Inspektorat", ("Kesbangpol", "Inspektorat"), False),
    ],
)
def test_one_of_the_two_is_from_outside(one: str, other: str, units: tuple[str, ...], outside: bool) -> None:
    assert rules.has_outsider((one, other), units) is outside
    assert rules.has_outsider((other, one), units) is outside


def test_no_post_and_no_nation_may_write_a_word_of_it() -> None:
    for kind in (*KINDS, NAMED):
        assert kind in GRANTS
        for role in (*POST_ROLES, NATIONAL, "liaison"):
            for begins in (True, False):
                assert not may_write(kind, role, from_desk=False, begins=begins, owns=True)
                assert not may_write(kind, role, from_desk=True, begins=begins, owns=True) or role in ("triage", "administrator")
    assert not may_write(NAMED, "triage", from_desk=True, begins=True, owns=True), "nobody names himself"


def test_every_purpose_has_an_addressee() -> None:
    assert all(ADDRESSEES.values())
