"""Groups of one incident: any order of statements gives the same, a link gives way only to who had seen it, nothing is lost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.corroboration import Statement, corroboration
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.events import UNAUTHORISED, Fact, Provenance, ReportReceived
from core.domain.incident import ComparedFacts, IncidentCompared
from core.domain.incident_group import Pair, compare, groups_of, pair_of, pairs_of

REPORTS = [bytes([number]) * 16 for number in range(1, 6)]
LOW = REPORTS[0]


@dataclass(frozen=True)
class Said:
    """One statement on the first report's subject: of which other, what, and which earlier ones its author had seen."""

    other: int
    same: bool
    seen: frozenset[int]


@st.composite
def quarrels(draw: st.DrawFn) -> list[Said]:
    """Statements of desks that saw more or less of each other's."""
    count = draw(st.integers(1, 7))
    return [
        Said(
            draw(st.integers(1, 4)),
            draw(st.booleans()),
            draw(st.frozensets(st.integers(0, number - 1))) if number else frozenset(),
        )
        for number in range(count)
    ]


def facts_of(said: list[Said], marks: tuple[str, ...] = ()) -> list[Fact]:
    """The statements as facts."""
    digests = [hashlib.sha256(f"{number}/{each}".encode()).digest() for number, each in enumerate(said)]
    return [
        Fact(
            IncidentCompared(ComparedFacts(other=REPORTS[each.other], same=each.same)),
            Provenance(
                stream=b"s", sequence=number, digest=digests[number], lamport=number, subject=LOW, kind="incident.compared",
                officer="Rahmat", role="triage", post="19", at=number, zone="Asia/Jakarta",
                parents=tuple(digests[seen][:16] for seen in sorted(each.seen)), marks=marks,
            ),
        )
        for number, each in enumerate(said)
    ]  # fmt: skip


def reading(pairs: tuple[Pair, ...]) -> list[tuple[bytes, bool, bool, frozenset[bytes]]]:
    """What pairs say, without the order in which statements were read."""
    return [(pair.high, pair.same, pair.contested, frozenset(f.source.digest for f in pair.statements)) for pair in pairs]


@given(quarrels(), st.randoms(use_true_random=False))
def test_any_order_of_statements_gives_the_same_groups(said: list[Said], dice: object) -> None:
    facts = facts_of(said)
    mixed = sorted(facts, key=lambda _: dice.random())  # type: ignore[attr-defined]
    assert reading(pairs_of(LOW, mixed)) == reading(pairs_of(LOW, facts))
    links = [(pair.low, pair.high) for pair in pairs_of(LOW, facts) if pair.same]
    assert groups_of(REPORTS, reversed(links)) == groups_of(reversed(REPORTS), links)


@given(quarrels())
def test_a_link_gives_way_only_to_a_statement_that_had_seen_it(said: list[Said]) -> None:
    reach: list[set[int]] = []
    for number, each in enumerate(said):
        reach.append(set().union({number}, *(reach[seen] for seen in each.seen)))
    for pair in pairs_of(LOW, facts_of(said)):
        about = [number for number, each in enumerate(said) if REPORTS[each.other] == pair.high]
        newest = [one for one in about if not any(one in reach[later] for later in about if later != one)]
        assert pair.same == any(said[number].same for number in newest)
        assert pair.contested == (len({said[number].same for number in newest}) == 2)
        assert len(pair.statements) == len(newest), "whoever stated at once is shown"


def test_two_desks_at_once_then_one_who_saw_both() -> None:
    """Control: unlinking without having seen the link does not undo it; having seen it, it does."""
    link, blind = Said(1, True, frozenset()), Said(1, False, frozenset())
    (at_once,) = pairs_of(LOW, facts_of([link, blind]))
    assert at_once.same and at_once.contested
    (settled,) = pairs_of(LOW, facts_of([link, blind, Said(1, False, frozenset({0, 1}))]))
    assert not settled.same and not settled.contested
    assert pairs_of(LOW, facts_of([link], marks=(UNAUTHORISED,))) == ()
    assert pairs_of(REPORTS[4], facts_of([link])) == (), "a pair has one subject alone"


@given(
    st.lists(st.tuples(st.sampled_from(REPORTS), st.sampled_from(REPORTS)).filter(lambda pair: pair[0] != pair[1]), max_size=8)
)
def test_a_group_is_who_is_linked_by_whatever_way(links: list[tuple[bytes, bytes]]) -> None:
    groups = groups_of(REPORTS, links)
    for one, other in links:
        assert groups[one] == groups[other] == min(member for member, name in groups.items() if name == groups[one])
    assert set(groups) == {member for link in links for member in link}


def test_what_is_refused() -> None:
    assert pair_of(REPORTS[2], REPORTS[1]) == (REPORTS[1], REPORTS[2])
    with pytest.raises(Invalid, match=r"incident\.itself"):
        pair_of(LOW, LOW)
    with pytest.raises(NotAllowed, match=r"incident\.situation"):
        compare("situation", guarded=False)
    with pytest.raises(NotAllowed, match=r"incident\.guarded"):
        compare("complaint", guarded=True)


def test_refusals_have_their_codes() -> None:
    def why(call: Any, *given: Any) -> str:
        with pytest.raises(Refused) as caught:
            call(*given)
        return caught.value.code

    assert why(pair_of, LOW, LOW) == "incident.itself"
    assert why(compare, "situation", False) == why(compare, "situation", True) == "incident.situation"
    assert why(compare, "complaint", True) == "incident.guarded"
    compare("complaint", guarded=False)


def test_only_statements_about_another_report_make_a_pair() -> None:
    (alone,) = facts_of([Said(1, True, frozenset())])
    itself, empty = (Fact(IncidentCompared(facts), alone.source) for facts in (ComparedFacts(other=LOW, same=True), None))
    other = Fact(ReportReceived(None), alone.source)
    assert pairs_of(LOW, [itself, empty, other]) == pairs_of(LOW, []) == ()
    assert pairs_of(LOW, [itself, other, alone]) == (Pair(LOW, REPORTS[1], (alone,)),)


def told(number: int, post: str, grade: str = "seen", **more: object) -> Statement:
    """One statement of a group."""
    return Statement(REPORTS[number], post, grade, **more)  # type: ignore[arg-type]


def test_sources_are_counted_low_and_grades_apart() -> None:
    one = corroboration(
        [told(0, "K0413"), told(1, "K0413", "heard", confirmed=True), told(2, "P-PONGOK"), told(3, "K0414", "media")]
    )
    assert (one.reports, one.posts, one.independent, one.confirmed) == (4, 3, 2, 1)
    assert dict(one.grades) == {"seen": 2, "heard": 1, "media": 1}
    photo = frozenset({b"digest"})
    same = corroboration([told(0, "K0413", files=photo), told(1, "P-PONGOK", files=photo)])
    assert (same.posts, same.independent, same.shared_files) == (2, 1, True)
    tied = corroboration([told(0, "K0413", tied=frozenset({REPORTS[1]})), told(1, "P-PONGOK")])
    assert (tied.posts, tied.independent, tied.shared_files) == (2, 1, False)
    assert corroboration([told(0, "K0413", "media"), told(1, "K0414", "media")]).independent == 1
    assert corroboration([]).independent == 0
