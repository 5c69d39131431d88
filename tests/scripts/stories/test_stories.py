"""Twenty and more complete stories from visitor to closure over three devices and two sticks: who may see what at each step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.scripts.shell import copy_of
from tests.scripts.stories import pemilu, pilkada
from tests.scripts.stories.player import REPORTER, WITNESS, Played, Player
from tests.scripts.stories.story import LIAISON, OTHER, POST, PROVINCE, Step

ALL = {story.name: story for story in (*pemilu.STORIES, *pilkada.STORIES)}
ERAS = (
    (pemilu.STORIES, ((2024, 2, 5, 6), (2024, 2, 5, 9), (2024, 2, 6, 9), (2024, 2, 16, 3))),
    (pilkada.STORIES, ((2024, 11, 19, 3), (2024, 11, 19, 9), (2024, 11, 20, 9), (2024, 11, 26, 3))),
)
"""The visitors' day and the three days of the office's work."""


@pytest.fixture(scope="module")
def world(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Player, dict[str, Played]]]:
    """All stories, played once."""
    player = Player(copy_of(founded, tmp_path_factory.mktemp("stories")))
    yield (
        player,
        {
            each.story.name: each
            for stories, days in ERAS
            for each in player.era(stories, [datetime(*day, tzinfo=UTC) for day in days])
        },
    )
    player.end()


@pytest.fixture(params=ALL)
def played(world: tuple[Player, dict[str, Played]], request: pytest.FixtureRequest) -> Played:
    """One of them."""
    return world[1][request.param]


def at(tree: Any, path: str) -> Any:
    """A value by dotted keys."""
    for name in path.split("."):
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def test_every_step_is_carried_out_or_refused_by_its_rule(played: Played) -> None:
    wrong = []
    for step, result in played.steps:
        tree = result.tree or {}
        if step.refused:
            fits = result.code == 2 and tree.get("error") == step.refused
        else:
            fits = result.code == step.code and all(at(tree, path) == value for path, value in step.sees.items())
        if not fits:
            got = tree if "error" in tree else {path: at(tree, path) for path in step.sees}
            wrong.append((step.line, step.refused or dict(step.sees), result.code, got))
    assert wrong == []


def test_the_reporter_reads_his_status_alone(played: Played) -> None:
    assert tuple(look.tree["status"] for look in played.looked) == played.story.told
    assert all(set(look.tree) == {"status", "updated"} for look in played.looked)


def test_only_bawaslus_receipt_stops_the_clock(played: Played) -> None:
    *before, last = played.clock
    assert ("stopped" in last) is played.story.stopped
    assert not any("stopped" in states for states in before[:2])


def test_the_end(played: Played) -> None:
    if not played.story.board:
        assert played.seen["case"].code == 2
        return
    case = played.seen["case"].tree
    assert (case["board_stage"], case["outcome"], case["case_status"]) == (played.story.board, played.story.outcome, "closed")
    assert tuple(case["classes"]) == played.story.alleged


def test_a_post_sees_status_words_and_nothing_of_the_office(played: Played, world: tuple[Player, dict[str, Played]]) -> None:
    story, here = played.story, played.seen[played.story.post]
    if not story.listed:
        assert here.tree["error"] == "report.unknown"
    else:
        shown = here.tree
        assert shown["case_status"] == story.at_last
        assert ("narrative" in shown) is story.readable
        kinds = {row["kind"].partition(".")[0] for row in shown["history"]}
        assert not kinds & {"referral", "sanction", "identity", "incident"}
    said = "".join(world[0].heard[story.post])
    assert f"MEJA-{story.name}" not in said.replace(f"LP/MEJA-{story.name}", "")


def test_the_other_post_sees_nothing(played: Played) -> None:
    other = POST if played.story.post == OTHER else OTHER
    assert played.seen[other].tree["error"] == "report.unknown"


def sendings(played: Played) -> list[Step]:
    """The steps that sent the case on."""
    return [step for step, result in played.steps if step.line.startswith("referral add") and result.code == 0]


def test_the_liaison_sees_what_was_referred_and_no_report(played: Played) -> None:
    assert played.seen[LIAISON].tree["error"] == "liaison.closed"
    rows = played.seen["referrals"].tree["referrals"]
    assert {row["institution"] for row in rows} <= {"BAWASLU"} and len(rows) == sum("BAWASLU" in s.line for s in sendings(played))
    assert {value for name, value in played.kept.items() if name == "BAWASLU"} <= {row["id"] for row in rows}
    if "referral" in played.seen:
        assert played.seen["referral"].tree["viewed"]


def test_nobody_reads_a_name_of_reporter_or_witness(world: tuple[Player, dict[str, Played]]) -> None:
    player, _ = world
    for by, said in player.heard.items():
        text = "".join(said)
        assert REPORTER not in text and WITNESS not in text, by
    holding = player.everywhere()
    assert holding(REPORTER.encode()) == [] and holding(WITNESS.encode()) == []
    assert holding(b"MEJA-") == []


def test_all_words_are_of_what_is_alleged(world: tuple[Player, dict[str, Played]]) -> None:
    player, _ = world
    text = " ".join("".join(said) for said in player.heard.values()).casefold()
    assert "diduga" in text
    assert "pelaku" not in text and "tersangka" not in text


def test_trips_leave_nothing_to_look_at(world: tuple[Player, dict[str, Played]]) -> None:
    player, _ = world
    assert [trip.tree for trip in player.trips if trip.code != 0] == []
    for profile in (POST, OTHER, PROVINCE):
        assert player.run(("check",), profile).tree["problems"] == []
    assert len(ALL) >= 20
