"""A disk that fails and a power cut that loses writes, by chance: some rounds of the campaigns, and what they must catch."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.preloaded import series_of, start_again, total
from tests.crash.shim import reason_to_skip
from tests.ledger import Tally

pytestmark = pytest.mark.skipif(reason_to_skip() is not None, reason=str(reason_to_skip()))

ERRORS, LOST = "tests.crash.errors", "tests.crash.lost"


def played(ledger: Path, module: str, rounds: int, *controls: str) -> dict[str, Tally]:
    """Some rounds of a campaign and of its controls, in a process with the shim; by control."""
    words = ["--rounds", str(rounds), "--short", "--ledger", str(ledger)]
    code = start_again(module, [*words, *(word for control in controls for word in ("--control", control))])
    assert code == 0, "the command does not say what its ledger does"
    return {control: total(ledger, series_of("1", control), rounds) for control in controls}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    return played(tmp_path_factory.mktemp("errors") / "ledger", ERRORS, 5, "none", "swallow", "pool")


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    return played(tmp_path_factory.mktemp("lost") / "ledger", LOST, 6, "none", "off", "folders")


@pytest.mark.fault("DF-10")
def test_what_a_failing_disk_refused_is_not_there_and_all_else_is(errors: dict[str, Tally]) -> None:
    told = errors["none"]
    assert told.survivors == [], told.reasons
    assert told.verdicts["save told done"] == 25
    assert told.verdicts["draft told done"] > 100
    assert told.verdicts["calls failed"] > 50
    assert told.reasons["save disk.failed"] and told.reasons["save disk.full"]


def test_control_a_store_that_swallows_an_error_is_caught(errors: dict[str, Tally]) -> None:
    assert len(errors["swallow"].survivors) >= 3


def test_control_a_connection_that_met_an_error_and_is_kept_is_caught(errors: dict[str, Tally]) -> None:
    assert len(errors["pool"].survivors) >= 3


@pytest.mark.fault("PO-16")
def test_what_was_told_saved_outlives_a_power_cut(lost: dict[str, Tally]) -> None:
    told = lost["none"]
    assert told.survivors == [], told.reasons
    assert told.verdicts["power cuts"] == 12
    assert told.verdicts["told saved"] > 12


def test_control_a_store_that_does_not_sync_loses_what_it_promised(lost: dict[str, Tally]) -> None:
    assert len(lost["off"].survivors) == 6


def test_control_folders_that_are_not_synced_lose_what_was_promised(lost: dict[str, Tally]) -> None:
    assert len(lost["folders"].survivors) >= 4
