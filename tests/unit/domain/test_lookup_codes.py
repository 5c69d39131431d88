"""Which look-up codes a report has had, which one opens it now, and until when a withdrawal still counts."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest
from msgspec.structs import replace

from core.domain.check_digits import mod_37_36, mod_97_10
from core.domain.codes import Code, codes_of, withdraws
from core.domain.events import UNAUTHORISED, Event, Fact, ReportReceived, ReportStory
from core.domain.lookup import Lookup
from core.domain.reporter import LookupRenewed, RenewalFacts, RenewalStory
from tests.case_facts import Paper, taken


@dataclass(frozen=True)
class Named:
    """Look-up keys made of one letter."""

    letter: str

    @property
    def tag(self) -> bytes:
        return self.letter.encode() * 16

    @property
    def lookup(self) -> Lookup:
        return Lookup(self.tag, b"box" + self.tag, b"check" + self.tag)


def received(letter: str = "", tag: str = "") -> ReportReceived:
    first = taken().facts[0].event
    assert isinstance(first, ReportReceived) and first.facts is not None
    facts = replace(first.facts, tag=Named(tag).tag if tag else msgspec.UNSET)
    return ReportReceived(facts, ReportStory(form={}, lookup=Named(letter).lookup) if letter else None)


def renewed(letter: str = "", tag: str = "") -> LookupRenewed:
    facts = RenewalFacts(day="2024-10-05", tag=Named(tag).tag if tag else msgspec.UNSET)
    return LookupRenewed(facts, RenewalStory(lookup=Named(letter).lookup) if letter else None)


def told(*events: Event, stolen: int = -1) -> list[tuple[str, bool, bool]]:
    """Letter, whether more than the tag is known, whether it is current."""
    paper = Paper()
    facts = [paper.write(event) for event in events]
    if stolen >= 0:
        one = facts[stolen]
        facts[stolen] = Fact(one.event, replace(one.source, marks=(UNAUTHORISED,)))
    for code in codes_of(facts):
        known = Named(chr(code.tag[0])).lookup
        assert (code.tag, code.box, code.check) in ((known.tag, known.box, known.check), (known.tag, b"", b""))
    return [(chr(code.tag[0]), bool(code.box), code.current) for code in codes_of(facts)]


def test_a_code_is_known_whole_or_by_its_tag_alone() -> None:
    assert codes_of([]) == ()
    assert told(received("a")) == [("a", True, True)]
    assert told(received("a", "b")) == [("a", True, True)], "what the story says comes first"
    assert told(received(tag="b")) == [("b", False, True)]
    assert told(received()) == []
    assert codes_of([Fact(ReportReceived(None), taken().facts[0].source)]) == (), "nothing of it is held here"
    assert Code(b"t") == Code(b"t", b"", b"", True)


def test_the_newest_code_alone_is_current_and_each_stands_once() -> None:
    assert told(received("a"), renewed("b")) == [("a", True, False), ("b", True, True)]
    assert told(received("a"), renewed(tag="b"), renewed("c")) == [("a", True, False), ("b", False, False), ("c", True, True)]
    assert told(received("a"), renewed("b"), renewed("a")) == [("b", True, False), ("a", True, True)]
    assert told(received("a"), renewed()) == [("a", True, False)], "a code that is not known here took its place"
    assert told(renewed("b")) == [("b", True, True)]


def test_what_counts_for_nothing_makes_no_code() -> None:
    assert told(received("a"), received("b")) == [("a", True, True)], "a report begins once"
    assert told(received("a"), LookupRenewed(None, RenewalStory(lookup=Named("b").lookup))) == [("a", True, True)]
    assert told(received("a"), renewed("b"), stolen=1) == [("a", True, True)]
    assert told(received("a"), received("b"), renewed("c"), stolen=0) == [("b", True, False), ("c", True, True)]


def test_a_withdrawal_counts_before_the_first_registration() -> None:
    first, second = (4, b"b", 1), (7, b"a", 0)
    for asked, counts in (
        ((3, b"z", 9), True),
        ((4, b"a", 9), True),
        ((4, b"b", 0), True),
        (first, False),
        ((5, b"a", 0), False),
    ):
        assert withdraws(asked, [second, first]) is counts
    assert withdraws(second, []) is True


@pytest.mark.parametrize(
    ("text", "character"),
    [("A12425GABC1234002", "M"), ("", "1"), ("0", "2"), ("Z", "4"), ("00", "4"), ("J", "0")],
)
def test_a_check_character_by_the_standard_and_by_hand(text: str, character: str) -> None:
    assert mod_37_36(text) == character
    with pytest.raises(ValueError, match="substring"):
        mod_37_36(f"{text}a")


@pytest.mark.parametrize(("digits", "check"), [("0", "98"), ("1", "95"), ("794", "44"), ("97", "98"), ("32", "02"), ("96", "04")])
def test_check_digits(digits: str, check: str) -> None:
    assert mod_97_10(digits) == check and int(digits + check) % 97 == 1
