"""Who had seen which entry: by parents, over any number of steps, and never by what is not held."""

from __future__ import annotations

from msgspec.structs import replace

from core.domain.ancestry import Ancestry
from core.domain.case import AssignedFacts, CaseAssigned
from core.domain.events import Fact
from tests.case_facts import Paper, taken

LINES = {"a": "", "b": "a", "c": "b", "d": "c", "e": "b", "f": "de", "g": "x", "h": "g", "i": "", "j": "ai"}
"""Each entry with the parents that its author named; nobody holds ``x``."""


def entries() -> dict[str, Fact]:
    paper = Paper()
    one = paper.write(CaseAssigned(AssignedFacts()))

    def digest(name: str) -> bytes:
        return name.encode() * 32

    return {
        name: replace(one, source=replace(one.source, digest=digest(name), parents=tuple(digest(each)[:16] for each in parents)))
        for name, parents in LINES.items()
    }


def test_an_entry_descends_from_all_that_its_author_had_seen() -> None:
    facts = entries()
    ancestry = Ancestry(facts.values())
    seen = {later: "".join(name for name, fact in facts.items() if ancestry.descends(facts[later], fact)) for later in facts}
    assert seen == {
        "a": "a", "b": "ab", "c": "abc", "d": "abcd", "e": "abe", "f": "abcdef", "g": "g", "h": "gh", "i": "i", "j": "aij",
    }  # fmt: skip


def test_two_entries_are_written_at_once_where_neither_author_had_seen_the_other() -> None:
    facts = entries()
    ancestry = Ancestry(facts.values())
    pairs = {one + other for one in facts for other in facts if ancestry.concurrent(facts[one], facts[other])}
    assert {"ce", "ec", "de", "ed", "ag", "fg", "fj", "ai", "bi", "bj"} <= pairs
    assert not {"aa", "ab", "ba", "af", "fa", "be", "df", "gh", "aj", "ij"} & pairs


def test_a_report_of_which_one_desk_holds_less_tells_what_that_desk_can_know() -> None:
    paper = taken()
    mine = paper.write(CaseAssigned(AssignedFacts(officer="Ani")), "A")
    theirs = paper.write(CaseAssigned(AssignedFacts(officer="Budi")), "B")
    paper.meet()
    later = paper.write(CaseAssigned(AssignedFacts(officer="Citra")), "A")
    whole, half = Ancestry(paper.facts), Ancestry([later])
    assert whole.concurrent(mine, theirs) and whole.descends(later, mine) and whole.descends(later, theirs)
    assert half.descends(later, mine) and not half.descends(later, paper.facts[0]), "what is not held leads no further"
