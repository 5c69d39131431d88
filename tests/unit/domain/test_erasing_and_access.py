"""Orders to erase, holds against them, and what a person may be told that is held of him: states and refusals."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain import access_rules, erasing
from core.domain.access import GIVEN, REFUSED, AccessAnswered, AccessFacts, AccessRequested, AnsweredFacts, RequestAccess
from core.domain.case import DECIDED_OUTSIDE, CaseClosed, ClosedFacts
from core.domain.correction import AnswerFacts
from core.domain.erasure import ERASABLE, GROUNDS, ErasureApproved, ErasureDeclined, ErasureFacts, ErasureOrdered
from core.domain.errors import Refused
from core.domain.ids import CommandId
from tests.case_facts import Paper, taken


def refused(call: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given, **named)
    return caught.value.code, dict(caught.value.details)


def holds(paper: Paper) -> tuple[erasing.Hold, ...]:
    return erasing.holds_of(tuple(paper.held("A")))


def order(
    paper: Paper, ground: str = GROUNDS[0], basis: str = " Pasal 1 ", parts: tuple[str, ...] = ("story",)
) -> ErasureOrdered:
    return erasing.order_erasure(holds(paper), ground, basis, list(parts), attachments=True)


def statuses(paper: Paper) -> list[str]:
    return [one.status for one in erasing.erasures_of(tuple(paper.held("A")))]


def test_an_order_says_what_goes_and_why() -> None:
    assert order(taken(), parts=("story", "parties", "story")).facts == ErasureFacts(
        parts=["parties", "story"], attachments=True, ground=GROUNDS[0], basis="Pasal 1", sealed_files=False
    )
    for ground in GROUNDS:
        assert order(taken(), ground, parts=ERASABLE).facts
    assert refused(order, taken(), "none") == ("erasure.ground", {"value": "none"})
    assert refused(order, taken(), basis=" ") == ("erasure.basis", {})
    assert refused(order, taken(), basis="a\x00") == ("text.forbidden", {"field": "basis"})
    assert refused(order, taken(), parts=()) == ("erasure.parts", {})
    assert refused(order, taken(), parts=("story", "facts")) == ("erasure.parts", {})


def test_an_order_goes_through_its_states() -> None:
    paper = taken()
    assert erasing.erasures_of(tuple(paper.held("A"))) == ()
    ordered = paper.write(order(paper), officer="Ani").source.digest
    assert statuses(paper) == ["proposed"]
    agreed = erasing.answer_erasure((), ordered, approve=True)
    assert isinstance(agreed, ErasureApproved) and agreed.facts == AnswerFacts(proposal=ordered)
    paper.write(agreed, officer="Ani")
    assert statuses(paper) == ["proposed"], "nobody agrees with himself"
    paper.write(agreed, officer="Budi")
    (one,) = erasing.erasures_of(tuple(paper.held("A")))
    assert one.effective is True and one.answer is not None
    other = paper.write(order(paper), officer="Ani").source.digest
    declined = erasing.answer_erasure((), other, approve=False)
    assert isinstance(declined, ErasureDeclined) and declined.facts == AnswerFacts(proposal=other)
    paper.write(declined, officer="Ani")
    assert statuses(paper) == ["approved", "declined"]


def test_a_hold_forbids_until_it_is_lifted() -> None:
    paper = taken()
    ordered = paper.write(order(paper), officer="Ani").source.digest
    placed = erasing.place_hold(holds(paper), " bukti ")
    assert placed.facts and placed.facts.basis == "bukti"
    hold = paper.write(placed)
    assert [one.stands for one in holds(paper)] == [True]
    assert refused(erasing.place_hold, holds(paper), "x") == ("hold.stands", {})
    assert refused(order, paper) == ("erasure.held", {})
    assert refused(erasing.answer_erasure, holds(paper), ordered, approve=True) == ("erasure.held", {})
    assert erasing.answer_erasure(holds(paper), ordered, approve=False).facts
    (lifted,) = erasing.lift_holds(holds(paper), " selesai ")
    assert lifted.facts and (lifted.facts.hold, lifted.facts.basis) == (hold.source.digest, "selesai")
    paper.write(lifted)
    assert [one.stands for one in holds(paper)] == [False]
    assert refused(erasing.lift_holds, holds(paper), "x") == ("hold.none", {})
    paper.write(erasing.answer_erasure(holds(paper), ordered, approve=True), officer="Budi")
    assert statuses(paper) == ["approved"], "who agreed knew that it was lifted"


def test_a_hold_of_which_the_second_officer_did_not_know_holds() -> None:
    paper = taken()
    ordered = paper.write(order(paper), "A", "Ani").source.digest
    paper.meet()
    paper.write(erasing.place_hold((), "bukti"), "B", "Citra")
    paper.write(ErasureApproved(AnswerFacts(proposal=ordered)), "A", "Budi")
    assert statuses(paper) == ["approved"], "nobody here has heard of it"
    paper.meet()
    assert statuses(paper) == ["held"]
    late = taken()
    ordered = late.write(order(late), "A", "Ani").source.digest
    late.write(ErasureApproved(AnswerFacts(proposal=ordered)), "A", "Budi")
    late.write(erasing.place_hold((), "bukti"), "A", "Citra")
    assert statuses(late) == ["approved"], "what was destroyed stays destroyed"


def ask(who: str = "reported", about: bytes = b"r" * 16, parties: int = 2, **changes: Any) -> AccessRequested:
    command = RequestAccess(CommandId(b"c" * 16), who, **({"party": 1, "how": " KTP "} | changes))
    return access_rules.request(command, about, parties, "2024-10-05")


def test_a_request_says_who_asks_of_what_and_how_he_showed_himself() -> None:
    asked = AccessFacts(who="reported", day="2024-10-05", about=b"r" * 16, party=1, how="KTP")
    assert ask().facts == asked
    assert ask(party=0).facts and ask(about=b"", party=7).facts == AccessFacts(
        who="reported", day="2024-10-05", about=b"", party=0, how="KTP"
    )
    by_code = ask("reporter", party=1, how="")
    assert by_code.facts == AccessFacts(who="reporter", day="2024-10-05", about=b"r" * 16, party=0, how="")
    assert refused(ask, party=2) == ("access.party", {"parties": 2})
    assert refused(ask, party=-1) == ("access.party", {"parties": 2})
    assert refused(ask, how=" ") == ("access.how", {})
    assert refused(ask, how="a\x00") == ("text.forbidden", {"field": "how"})


def test_a_request_is_answered_once() -> None:
    paper = Paper()
    assert access_rules.access_of([]) is None
    paper.write(AccessRequested(None))
    assert access_rules.access_of(paper.held("A")) is None
    paper = Paper()
    begun = paper.write(ask())
    state = access_rules.access_of(paper.held("A"))
    assert state is not None and (state.source, state.status) == (begun, "open")
    access_rules.require_same(state, GIVEN, b"d" * 32)
    for result in (GIVEN, REFUSED):
        assert access_rules.answered(result, "2024-10-06", b"d" * 32).facts == AnsweredFacts(
            result=result, day="2024-10-06", digest=b"d" * 32
        )
    paper.write(AccessAnswered(None))
    paper.write(access_rules.answered(REFUSED, "2024-10-06", b"d" * 32))
    paper.write(access_rules.answered(GIVEN, "2024-10-07", b"e" * 32))
    state = access_rules.access_of(paper.held("A"))
    assert state is not None and state.status == "refused"
    for other in ((GIVEN,), (GIVEN, b"d" * 32), (REFUSED, b"e" * 32)):
        assert refused(access_rules.require_same, state, *other) == ("access.answered", {})
    access_rules.require_same(state, REFUSED, b"d" * 32)


def test_a_person_reported_hears_of_a_case_that_an_outside_body_decided() -> None:
    open_case = taken()
    assert refused(access_rules.require_decided, open_case.case()) == ("access.pending", {})
    for outcome in DECIDED_OUTSIDE:
        paper = taken()
        paper.write(CaseClosed(ClosedFacts(outcome=outcome, institution="BAWASLU", number="7", day="2024-10-04")))
        access_rules.require_decided(paper.case())
    handled = taken()
    handled.write(CaseClosed(ClosedFacts(outcome="handled")))
    assert refused(access_rules.require_decided, handled.case()) == ("access.pending", {})
