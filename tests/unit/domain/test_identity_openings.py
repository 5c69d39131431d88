"""Who may ask for an identity, agree and look: every refusal, and the institutions that make two officers two."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from core.domain import identity_rules as rules
from core.domain import report
from core.domain.attached import Attached
from core.domain.correction import AnswerFacts
from core.domain.errors import Refused
from core.domain.events import UNAUTHORISED, Fact, ReportReceived
from core.domain.identity_opening import (
    ADDRESSEES,
    COMPLETE,
    HAND_OVER,
    AgreedFacts,
    IdentityOpened,
    NamedFacts,
    OpeningApproved,
    OpeningDeclined,
    OpeningFacts,
    OpeningProposed,
    OpeningStory,
)
from core.domain.report import ReportState
from tests.case_facts import Paper, taken

ANI = NamedFacts(officer="Ani", signer=b"Ani", institution="Kesbangpol")
BUDI = NamedFacts(officer="Budi", signer=b"Budi", institution="Inspektorat")


def state_of(paper: Paper, *, sealed: bool = True) -> ReportState:
    """The report as desk A holds it; with a sealed box, as every complaint with an identity has one."""
    state = report.fold(paper.held("A"))
    return replace(state, boxes=(b"box",)) if sealed else state


def refused(call: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given, **named)
    return caught.value.code, dict(caught.value.details)


def propose(paper: Paper, desk: NamedFacts | None = ANI, purpose: str = COMPLETE, to: str = "DESK", why: str = " perlu ") -> Any:
    return rules.propose(state_of(paper), desk, purpose, to, why)


def asked(paper: Paper, desk: NamedFacts = ANI) -> Fact:
    return paper.write(propose(paper, desk), officer=desk.officer)


def agreed(paper: Paper, proposal: Fact, desk: NamedFacts = BUDI) -> Fact:
    made = rules.answer(state_of(paper), proposal.source.digest, desk, approve=True)
    return paper.write(made, officer=desk.officer)


def opening(paper: Paper) -> rules.Opening:
    return rules.openings_of(state_of(paper).history)[-1]


def test_a_proposal_says_what_for_for_whom_and_why() -> None:
    made = propose(taken())
    assert made.facts == OpeningFacts(purpose=COMPLETE, addressee="DESK", institution="Kesbangpol")
    assert made.story == OpeningStory(reason="perlu")


def test_every_purpose_has_its_addressees() -> None:
    paper = taken(consent={"identity": True})
    for purpose, names in ADDRESSEES.items():
        for name in names:
            assert propose(paper, purpose=purpose, to=name).facts.addressee == name
        told = {"value": "NOBODY", "allowed": ", ".join(names)}
        assert refused(propose, paper, purpose=purpose, to="NOBODY") == ("identity.addressee", told)


def test_a_proposal_is_refused() -> None:
    paper = taken()
    assert refused(propose, paper, None) == ("identity.not_named", {})
    assert refused(propose, paper, purpose="none") == ("identity.purpose", {"value": "none"})
    assert refused(propose, paper, why=" ") == ("identity.reason", {})
    assert refused(propose, paper, why="a\x00") == ("text.forbidden", {"field": "reason"})
    assert refused(propose, paper, purpose=HAND_OVER, to="BAWASLU") == ("identity.no_consent", {})
    asked(paper)
    assert refused(propose, paper) == ("identity.waits", {})


@pytest.mark.parametrize(
    ("consent", "may"), [({"identity": True}, True), ({"identity": False}, False), ({}, False), ("yes", False)]
)
def test_bawaslu_hears_it_with_the_reporters_consent_alone(consent: Any, may: bool) -> None:
    assert rules.may_hand_over(state_of(taken(consent=consent))) is may
    assert rules.may_hand_over(ReportState()) is False


def test_what_is_gone_guarded_or_empty_is_not_opened() -> None:
    whole = state_of(taken())
    rules.require_sealed(whole)
    assert refused(rules.require_sealed, state_of(taken(), sealed=False))[0] == "identity.none"
    assert refused(rules.require_sealed, replace(whole, gone=frozenset({"parties"})))[0] == "report.erased"
    closed = replace(whole, parties=None)
    assert refused(rules.require_sealed, closed)[0] == "correction.sealed"
    assert whole.facts is not None and not rules.is_guarded(whole) and not rules.is_guarded(ReportState())
    guarded = replace(closed, facts=replace(whole.facts, guard={}))
    assert rules.is_guarded(guarded) and refused(rules.require_sealed, guarded)[0] == "identity.guarded"
    assert whole.facts.guard is UNSET


def test_a_second_officer_of_another_institution_agrees_or_declines() -> None:
    paper = taken()
    proposal = asked(paper)
    digest = proposal.source.digest
    made = rules.answer(state_of(paper), digest, BUDI, approve=True)
    assert isinstance(made, OpeningApproved) and made.facts == AgreedFacts(proposal=digest, institution="Inspektorat")
    assert refused(rules.answer, state_of(paper), digest, None, approve=True)[0] == "identity.not_named"
    same = replace(BUDI, institution="KESBANG-POL")
    assert refused(rules.answer, state_of(paper), digest, same, approve=True)[0] == "identity.same_institution"
    assert refused(rules.answer, state_of(paper, sealed=False), digest, BUDI, approve=True)[0] == "identity.none"
    declined = rules.answer(state_of(paper), digest, None, approve=False)
    assert isinstance(declined, OpeningDeclined) and declined.facts == AnswerFacts(proposal=digest)


@pytest.mark.parametrize(
    ("institutions", "units", "outside"),
    [
        (("A", "B"), (), True),
        (("A", "a."), (), False),
        (("A", "A"), ("",), False),
        (("Dinas Satu", "Dinas Satu"), ("Dinas Dua",), True),
        (("Dinas Satu", "Dinas Dua"), ("dinas satu", "DINAS-DUA"), False),
        (("Dinas Satu", "Kesbangpol"), ("Bidang X Dinas Satu",), True),
        (("Dinas Satu", "Bidang X Dinas Satu"), ("Bidang X Dinas Satu Kota",), False),
        (("Dinas Satu Kota", "Satu"), ("Dinas Satu",), False),
        (("A", "B"), ("A", ""), True),
        (("A", "A"), ("B", ""), False),
    ],
)
def test_one_of_the_two_comes_from_outside(institutions: tuple[str, str], units: tuple[str, ...], outside: bool) -> None:
    assert rules.has_outsider(institutions, units) is outside


def test_institutions_are_compared_by_letters_and_digits() -> None:
    assert rules.differ("Dinas 1", "Dinas 2") is True
    assert rules.differ("Dinas-1", "DINAS 1") is False
    assert rules.institution_name(" Kesbangpol ") == "Kesbangpol"
    assert refused(rules.institution_name, " . ")[0] == "identity.institution"
    assert refused(rules.institution_name, "a\x00") == ("text.forbidden", {"field": "institution"})


def test_an_opening_goes_through_its_states() -> None:
    paper = taken()
    assert rules.openings_of(state_of(paper).history) == ()
    proposal = asked(paper)
    one = opening(paper)
    assert (one.status, one.id, one.reason, one.second_institution) == ("proposed", proposal.source.digest[:16], "perlu", "")
    assert one.signers == (b"Ani",)
    assert refused(rules.show, state_of(paper), one, b"Ani")[0] == "identity.not_approved"
    agreed(paper, proposal)
    one = opening(paper)
    assert (one.status, one.second_institution, one.signers) == ("approved", "Inspektorat", (b"Ani", b"Budi"))
    for signer in one.signers:
        shown = rules.show(state_of(paper), one, signer)
        assert isinstance(shown, IdentityOpened) and shown.facts == AnswerFacts(proposal=proposal.source.digest)
    assert refused(rules.show, state_of(paper), one, b"Citra")[0] == "identity.not_yours"
    assert refused(rules.show, state_of(paper, sealed=False), one, b"Ani")[0] == "identity.none"
    paper.write(IdentityOpened(AnswerFacts(proposal=proposal.source.digest)), officer="Citra")
    assert opening(paper).status == "approved", "not one of the two"
    seen = paper.write(IdentityOpened(AnswerFacts(proposal=proposal.source.digest)), officer="Budi")
    one = opening(paper)
    assert (one.status, one.shown) == ("opened", seen)
    assert refused(rules.show, state_of(paper), one, b"Ani")[0] == "identity.shown"


def test_a_file_that_shows_who_reported_is_an_identity_too() -> None:
    bare = state_of(taken(), sealed=False)
    assert bare.story is not None
    file = Attached(token=b"t" * 16, name="a.jpg", media_type="image/jpeg", size=1, digest=b"d" * 32, sealed_size=9,
                    sealed_digest=b"s" * 32, pieces=[], shows_identity=True)  # fmt: skip
    shows, plain = (
        replace(bare, story=replace(bare.story, attachments=[one])) for one in (file, replace(file, shows_identity=False))
    )
    rules.require_sealed(shows)
    for none in (plain, bare, replace(bare, story=None)):
        assert refused(rules.require_sealed, none) == ("identity.none", {})
    assert refused(rules.propose, bare, ANI, COMPLETE, "DESK", "perlu") == ("identity.none", {})


def test_two_who_both_come_from_a_reported_office_do_not_agree() -> None:
    paper = taken()
    proposal, state = asked(paper), state_of(paper)
    assert state.parties is not None
    for units, may in ((["Kesbangpol"], True), (["Inspektorat dan Kesbangpol"], False), (["Kesbangpol", "Inspektorat"], False)):
        told = replace(state.parties, reported=[{"subject": "PNS", "unit": unit} for unit in units])
        given = (replace(state, parties=told), proposal.source.digest, BUDI)
        if may:
            assert isinstance(rules.answer(*given, approve=True), OpeningApproved)
        else:
            assert refused(rules.answer, *given, approve=True) == ("identity.same_institution", {})


def test_a_proposal_of_which_the_words_cannot_be_read_stands_without_them() -> None:
    paper = taken()
    paper.write(OpeningProposed(OpeningFacts(purpose=COMPLETE, addressee="DESK", institution="Kesbangpol")))
    one = opening(paper)
    assert (one.reason, one.status, one.facts.institution) == ("", "proposed", "Kesbangpol")


def test_what_was_shown_before_the_agreement_or_for_another_proposal_does_not_count() -> None:
    paper = taken()
    proposal = asked(paper)
    paper.write(IdentityOpened(AnswerFacts(proposal=proposal.source.digest)), officer="Ani")
    agreed(paper, proposal)
    paper.write(IdentityOpened(AnswerFacts(proposal=b"x" * 32)), officer="Ani")
    paper.write(IdentityOpened(None), officer="Ani")
    assert opening(paper).status == "approved"


def test_a_newer_proposal_ends_what_was_agreed_to_before() -> None:
    paper = taken()
    proposal = asked(paper)
    agreed(paper, proposal)
    first = opening(paper)
    newer = asked(paper, BUDI)
    assert refused(rules.show, state_of(paper), first, b"Ani")[0] == "identity.newer"
    paper.write(OpeningDeclined(AnswerFacts(proposal=newer.source.digest)), officer="Ani")
    assert opening(paper).status == "declined"
    assert asked(paper), "what was declined does not wait"


def test_an_unlawful_or_empty_proposal_is_none() -> None:
    paper = taken()
    paper.write(OpeningProposed(None))
    assert rules.openings_of(state_of(paper).history) == ()
    proposal = asked(paper)
    history = [
        replace(fact, source=replace(fact.source, marks=(UNAUTHORISED,))) if fact == proposal else fact
        for fact in state_of(paper).history
    ]
    assert rules.openings_of(history) == ()
    assert any(isinstance(fact.event, ReportReceived) for fact in history)
