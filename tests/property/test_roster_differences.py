"""A list taken over twice is taken over once, whatever it holds; and what it says does not depend on the order of its lines."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.roster import PersonRecord
from core.domain.roster_diff import LEFT, REJECTED, Differences, Known, differences
from core.domain.roster_rows import ListedPerson, Note

MAPPED = frozenset({"name", "number", "position", "agency", "unit", "rank", "standing", "superior"})
NUMBERS = ("", "", "197803122005012004", "199608182022211001", "198609262015051001", "198001012006041003")
EMPTY = Known("D-BABEL", {}, {})


@st.composite
def lists(draw: st.DrawFn) -> list[ListedPerson]:
    """A few people of a few names, offices and positions, so that namesakes, twins and moves are common."""
    rows = []
    used: set[str] = set()
    for line in range(2, 2 + draw(st.integers(1, 8))):
        number = draw(st.sampled_from(NUMBERS))
        number = "" if number in used else number
        used.add(number)
        row = ListedPerson(
            line=line,
            name=draw(st.sampled_from(("Siti", "Budi", "Siti Aminah", "Hasan"))),
            number=number,
            rank=draw(st.sampled_from(("", "III/a"))),
            position=draw(st.sampled_from(("Staf", "Analis", "Kepala Dinas A"))),
            path=draw(st.sampled_from(((), ("Dinas A",), ("Dinas A", "Bidang 1"), ("Dinas B",)))),
            employment="PNS",
            superior=draw(st.sampled_from(("", "197803122005012004"))),
            is_head=draw(st.booleans()),
            head_stated=True,
            standing=draw(st.sampled_from(("active", "active", "leave", "left"))),
        )
        broken = draw(st.integers(0, 9)) == 0
        rows.append(replace(row, rejected=Note("roster.line.missing", "name")) if broken else row)
    return rows


def after(known: Known, found: Differences) -> Known:
    """The roster once everything was written."""
    people = dict(known.people) | {one.after.id: one.after for one in found.people if one.after is not None}
    offices = dict(known.offices)
    for office in found.offices:
        offices.pop(office.id, None) if office.ended else offices.update({office.id: office})
    return Known(known.home, people, offices)


def standing(known: Known) -> set[tuple[object, ...]]:
    """What a roster says, without the names that it gives to people."""
    return {(p.name, p.number, p.office, p.position, p.rank, p.standing, p.is_head) for p in known.people.values()}


def counted(people: dict[bytes, PersonRecord]) -> int:
    return sum(record.standing != LEFT for record in people.values())


@settings(max_examples=120)
@given(first=lists(), second=lists(), seed=st.integers(0, 1000))
def test_again_is_nothing_new_and_lines_have_no_order(first: list[ListedPerson], second: list[ListedPerson], seed: int) -> None:
    known = after(EMPTY, differences(EMPTY, first, MAPPED))
    found = differences(known, second, MAPPED)
    now = after(known, found)
    again = differences(now, second, MAPPED)
    assert not any(one.after for one in again.people if one.change != REJECTED) and not again.offices
    shuffled = list(second)
    random.Random(seed).shuffle(shuffled)
    other = after(known, differences(known, shuffled, MAPPED))
    assert counted(dict(other.people)) == counted(dict(now.people))
    assert {p.number: (p.office, p.standing) for p in other.people.values() if p.number} == {
        p.number: (p.office, p.standing) for p in now.people.values() if p.number
    }
    assert all(record.office in now.offices or not record.office for record in now.people.values() if record.standing != LEFT)


@settings(max_examples=60)
@given(listed=lists())
def test_everybody_of_a_whole_list_stands_in_the_roster_once(listed: list[ListedPerson]) -> None:
    whole = [row for row in listed if row.rejected is None]
    now = after(EMPTY, differences(EMPTY, whole, MAPPED))
    assert len(now.people) == len(whole)
    assert sorted(record.name for record in now.people.values()) == sorted(row.name for row in whole)
    assert len(standing(now)) <= len(whole)
