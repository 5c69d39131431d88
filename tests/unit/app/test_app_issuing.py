"""A batch of pacts that is stopped, watched, or in another's way: all or none, and every number once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.app import queries
from core.app.watch import Watch
from core.domain.commands import IssuePacts
from core.domain.errors import Cancelled, Invalid
from tests.world import Laptop, World, found, person

NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("issuing", "a")
    yield made
    made.close()


def batch(laptop: Laptop) -> IssuePacts:
    return IssuePacts(laptop.app.new_command(), tuple(map(person, NAMES)), None, "Pangkalpinang")


def numbers(laptop: Laptop) -> list[str]:
    return sorted(row.number for row in laptop.app.ask(queries.Pacts()).rows)


def stop_at(stage: str, at: int) -> Watch:
    def watch(said: str, done: int, total: int) -> None:
        if (said, done) == (stage, at):
            raise Cancelled

    return watch


@pytest.mark.fault("PO-7")
@pytest.mark.parametrize(
    ("stage", "at"),
    [("pacts", 0), ("pacts", 3), ("pacts", len(NAMES)), ("pacts.write", 1), ("pacts.write", len(NAMES))],
)
def test_a_batch_stopped_anywhere_leaves_nothing_and_no_number_comes_twice(world: World, stage: str, at: int) -> None:
    before, command = numbers(world.a), batch(world.a)
    with pytest.raises(Cancelled):
        world.a.app.execute(command, stop_at(stage, at))
    assert numbers(world.a) == before
    world.a.restart()
    world.a.app.execute(command)
    after = numbers(world.a)
    assert len(after) == len(set(after)) == len(before) + len(NAMES)
    world.a.app.execute(command)
    assert numbers(world.a) == after, "the same command twice is one"
    assert world.a.problems() == ()


def test_every_step_is_told_so_that_cancel_is_heard_at_once(world: World) -> None:
    told: list[tuple[str, int]] = []
    world.a.app.execute(batch(world.a), lambda stage, done, _total: told.append((stage, done)))
    steps = range(1, len(NAMES) + 1)
    checked = [("pacts", 0)] * len(NAMES)
    assert told == checked + [("pacts", done) for done in steps] + [("pacts.write", done) for done in steps]


def test_a_draft_is_saved_while_pacts_are_printed(world: World) -> None:
    saved: list[str] = []

    def watch(stage: str, done: int, _total: int) -> None:
        if (stage, done) == ("pacts", 2):
            saved.append(world.a.app.drafts.save(None, "information", {"summary": "Kabar"}))

    world.a.app.execute(batch(world.a), watch)
    assert [row.id for row in world.a.app.drafts.rows()] == saved


def test_one_name_that_cannot_be_printed_stops_all_before_anything_is_written(world: World) -> None:
    before, entries = numbers(world.a), world.a.entries()
    people = (*map(person, NAMES), person("Siti \u4e2d"))
    told: list[int] = []
    with pytest.raises(Invalid) as refusal:
        world.a.app.execute(
            IssuePacts(world.a.app.new_command(), people, None, "Pangkalpinang"), lambda _stage, done, _total: told.append(done)
        )
    assert refusal.value.code == "pact.missing_glyph"
    assert (numbers(world.a), world.a.entries()) == (before, entries)
    assert set(told) == {0}, "nothing was printed"


def test_a_batch_is_as_a_replay_from_nothing_makes_it(world: World) -> None:
    world.a.app.execute(batch(world.a))
    live = world.a.snapshot()
    with world.a.device.database.writing() as db:
        world.a.device.projector.rebuild(db)
    assert world.a.snapshot() == live
