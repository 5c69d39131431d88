"""Damage is believed of a fresh connection alone, and what stands in a draft's way is told as the disk's."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app import queries
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Unavailable
from core.storage.faults import code_of
from tests.crash.world import POST, World, complaint, quick_lookup

PAGE = 4096


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        ("ok", "disk.failed"),
        ("Tree 243 page 243: unable to get the page. error code=8458", "disk.failed"),
        ("Tree 243 page 243: unable to get the page. error code=11", "store.damaged"),
        ("Tree 50 page 50: btreeInitPage() returns error code 11", "store.damaged"),
        ("Freelist: failed to get page 355", None),
    ],
)
def test_a_read_that_failed_in_the_check_itself_is_no_damage(finding: str, code: str | None) -> None:
    assert code_of(finding) == code


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A post with one saved report."""
    made = World(tmp_path / "world")
    with quick_lookup():
        made.found()
        with made.opened(POST) as app:
            app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(1)),)))
    return made


def test_a_page_that_is_damaged_is_called_so(world: World) -> None:
    """Control: a true fault is not told away as the disk's."""
    path = world.live / POST / "posko.db"
    app = world.open(POST)
    with app._device.database.reading() as db:
        root = db.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'report'").scalar_one()
    app._device.database.checkpoint()
    app._device.database._engine.dispose()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE + 100)
        file.write(b"spoilt")
    with pytest.raises(Unavailable, match=r"store\.damaged"):
        app.ask(queries.Reports())
    app.lock()


def test_a_draft_whose_key_cannot_be_read_is_refused_and_its_report_still_saved(world: World) -> None:
    with world.opened(POST) as app:
        name = app.drafts.save(None, "complaint", {"summary": "Draf", "reporter": {"name": "Sari"}})
        key = app._device.folder / "draft-keys" / f"{name}.key"
        key.unlink()
        key.mkdir()
        with pytest.raises(Unavailable, match=r"disk\.failed"):
            app.drafts.save(name, "complaint", {"summary": "Draf", "reporter": {"name": "Melati"}})
        with quick_lookup():
            app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(2), (), name),)))
        assert [row.summary for row in app.ask(queries.Reports()).rows] == ["Atribut ke-2", "Atribut ke-1"]
        assert app.drafts.rows() == ()
        key.rmdir()
