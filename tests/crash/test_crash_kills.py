"""The machine dies at any moment: what was promised is there, and nothing half (I3). Every point: tests.crash.campaign."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import running
from tests.crash.campaign import jobs_of
from tests.crash.driver import Job, Outcome
from tests.crash.operations import OPERATIONS
from tests.crash.shim import compile_shim, reason_to_skip

pytestmark = pytest.mark.skipif(reason_to_skip() is not None, reason=str(reason_to_skip()))

HOLDS = [
    Job("save", "clean", points=8),
    Job("save", "torn", points=3),
    Job("save", "lost", points=4),
    Job("lock", "clean", points=3),
    Job("lock", "lost", points=3),
    Job("attach", "clean", points=3),
    Job("attach", "lost", points=3),
    Job("draft", "clean", points=3),
    Job("draft", "lost", points=3),
    Job("send", "clean", points=2),
    Job("send", "torn", points=1),
    Job("send", "lost", points=2),
    Job("receive", "clean", points=2),
    Job("receive", "torn", points=1),
    Job("receive", "lost", points=2),
    Job("erase", "clean", points=2),
    Job("erase", "torn", points=1),
    Job("erase", "lost", points=2),
    Job("rotate", "clean", points=3),
    Job("rotate", "torn", points=2),
    Job("rotate", "lost", points=3),
    Job("passphrase", "clean", points=3),
    Job("passphrase", "lost", points=3),
    Job("laptop-key", "lost", points=2),
    Job("copy-file", "lost", points=3),
    Job("leave", "lost", points=4),
    Job("restore-over", "lost", points=3),
    Job("rescue", "lost", points=2),
    Job("update", "lost", points=2),
    Job("copy-stick", "lost", points=3),
    Job("put-back", "lost", points=3),
]
ONLY_IN_THE_CAMPAIGN = {"copy", "copy-again", "paper", "restore", "issue", "rebuild", "migrate", "update-back"}
"""Their preparation costs more than their points."""
CARELESS_STORE = Job("save", "lost", points=6, synchronous="OFF")
CARELESS_FOLDERS = Job("attach", "lost", points=6, folders=False)
CARELESS_SLOT = Job("passphrase", "lost", points=6, folders=False)
CARELESS_NAME = Job("copy-file", "clean", points=4, beside=False)
CARELESS_RESTORE = Job("restore-over", "clean", last=30, points=4, swap=False)
CARELESS_SWAP = Job("rotate", "clean", last=6, swap=False)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[Job, Outcome]:
    """One campaign for all tests of this file."""
    jobs = [*HOLDS, CARELESS_STORE, CARELESS_FOLDERS, CARELESS_SWAP, CARELESS_SLOT, CARELESS_NAME, CARELESS_RESTORE]
    return dict(zip(jobs, running.outcomes(tmp_path_factory.mktemp("crash"), jobs), strict=True))


@pytest.mark.fault("PO-1")
@pytest.mark.parametrize("job", HOLDS, ids=lambda job: f"{job.operation}-{job.mode}")
def test_what_was_promised_is_there_and_nothing_half(outcomes: dict[Job, Outcome], job: Job) -> None:
    outcome = outcomes[job]
    assert outcome.points >= min(8, job.points)
    assert outcome.calls > 20, "the shim saw nothing: is it loaded?"
    assert outcome.faults == []


def test_a_saved_report_costs_exactly_one_fsync(outcomes: dict[Job, Outcome]) -> None:
    first, second = outcomes[HOLDS[0]].syncs
    # The first save after opening begins a new log, whose header and name are synced too.
    assert second - first == 1
    assert first <= 3


@pytest.mark.fault("PO-1")
def test_control_a_store_that_does_not_sync_loses_promises(outcomes: dict[Job, Outcome]) -> None:
    outcome = outcomes[CARELESS_STORE]
    assert outcome.syncs == [0, 0]
    assert any("an acknowledged save is lost" in fault for fault in outcome.faults)


@pytest.mark.fault("PO-2")
def test_control_folders_that_are_not_synced_lose_attachments(outcomes: dict[Job, Outcome]) -> None:
    assert outcomes[CARELESS_FOLDERS].faults


def test_control_a_new_store_put_in_place_file_by_file_is_lost(outcomes: dict[Job, Outcome]) -> None:
    assert any("store.unreadable" in fault or "keyslot.damaged" in fault for fault in outcomes[CARELESS_SWAP].faults)


def test_control_a_copy_with_its_name_from_the_first_byte_lies_there_cut(outcomes: dict[Job, Outcome]) -> None:
    assert any("backup.cut" in fault or "backup.foreign" in fault for fault in outcomes[CARELESS_NAME].faults)


def test_control_a_restore_that_nobody_goes_on_with_does_not_open(outcomes: dict[Job, Outcome]) -> None:
    assert any("store.missing" in fault for fault in outcomes[CARELESS_RESTORE].faults)


def test_control_a_folder_that_is_not_synced_brings_the_old_passphrase_back(outcomes: dict[Job, Outcome]) -> None:
    assert any("the old one is in force" in fault for fault in outcomes[CARELESS_SLOT].faults)


def test_a_whole_campaign_fits_through_the_door_of_a_process(tmp_path: Path) -> None:
    """All operations in all ways are longer than one argument may be."""
    driver = running._start(tmp_path / "driver", compile_shim(tmp_path), jobs_of(list(OPERATIONS), control=False))
    driver.kill()
    driver.communicate()


def test_many_points_were_tried(outcomes: dict[Job, Outcome]) -> None:
    assert sum(outcome.points for outcome in outcomes.values()) >= 110


def test_no_operation_was_left_out() -> None:
    assert {job.operation for job in HOLDS} | ONLY_IN_THE_CAMPAIGN == set(OPERATIONS)
