"""Two officers' corrections converge: whatever they propose, answer and void, and in whatever order the sticks arrive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.changes import answer, correct, second
from tests.property.test_convergence import EXAMPLES, PHASES, cut
from tests.world import Laptop, World, complaint, found


@dataclass(frozen=True)
class Quarrel:
    """Objects of one entry each, for the province and for the post's other laptop."""

    world: World
    to_province: tuple[Path, ...]
    to_post: tuple[Path, ...]
    report: str


@pytest.fixture(scope="module")
def quarrel() -> Iterator[Quarrel]:
    """Two laptops correct the same report without knowing of each other; each agrees with the other's, or voids it."""
    world = found("quarrel")
    a, b = world.a, world.b
    report = a.submit(complaint()).id
    world.settle(a, b)
    other_a, other_b = second(a), second(b)
    answer(a, correct(a, report, {"summary": "Dari a", "known": "2024-02-03"}).id, other_a)
    correct(a, report, {"narrative": "Uraian dari a"})
    answer(b, correct(b, report, {"summary": "Dari b"}).id, other_b)
    answer(b, correct(b, report, {"reported": [{"subject": "TNI", "name": "Nama dari b"}]}).id, other_b, approve=False)
    answer(b, correct(b, report, act="void", reason="duplicate").id, other_b)
    answer(a, correct(a, report, {"place": {"area": "19.03.08.2001"}}).id, other_a)
    to_province = tuple(stick for laptop in (a, b) for stick, _ in cut(laptop, 1))
    collector = world.province.clone(world.room / "collector")
    world.laptops["collector"] = collector
    for stick in to_province:
        collector.receive(stick)
    to_post = tuple(stick for stick, _ in cut(collector, 1, to="post:K0413"))
    yield Quarrel(world, to_province, to_post, report)
    world.close()


@settings(max_examples=EXAMPLES, phases=PHASES, deadline=None)
@given(data=st.data())
def test_corrections_converge(quarrel: Quarrel, data: st.DataObject) -> None:
    room = quarrel.world.room
    for old in room.glob("walk-*"):
        shutil.rmtree(old)
    roads = ((quarrel.world.province, quarrel.to_province), (quarrel.world.b, quarrel.to_post))
    walked = []
    for name, (origin, sticks) in zip(("desk", "post"), roads, strict=True):
        copy = origin.clone(room / f"walk-{name}")
        for number in data.draw(st.permutations(list(range(len(sticks))))):
            copy.receive(sticks[number])
        walked.append(copy)
    try:
        for laptop in walked:
            assert laptop.problems() == ()
            assert told(laptop, quarrel.report) == told(quarrel.world.laptops["collector"], quarrel.report)
    finally:
        for laptop in walked:
            laptop.close()


def told(laptop: Laptop, report: str) -> tuple[object, ...]:
    """What people read of the report and its corrections."""
    view = laptop.report(report)
    proposals = [(row.id, row.status, row.changes, row.beside) for row in view.proposals]
    return view.form, view.original, view.row.voided, proposals


def test_the_quarrel_is_one(quarrel: Quarrel) -> None:
    """Control: there is something to agree about, and it is not the same on both laptops yet."""
    form, original, voided, proposals = told(quarrel.world.laptops["collector"], quarrel.report)
    assert isinstance(form, dict) and isinstance(original, dict) and isinstance(proposals, list)
    assert form["summary"] in ("Dari a", "Dari b") and form["known"] == "2024-02-03"
    assert form["narrative"] == original["narrative"] and form["place"] != original["place"]
    assert voided and len(proposals) == 6 and sum(bool(row[3]) for row in proposals) >= 3
    assert told(quarrel.world.a, quarrel.report) != told(quarrel.world.b, quarrel.report)
