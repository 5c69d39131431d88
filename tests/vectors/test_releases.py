"""What every release left behind opens for ever: a post's profile, and the province's stick for it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from core.app.profile import unlock
from core.app.queries import HomeCounts, Report, Reports
from sync.exchange import receive
from tests.gui import scene
from tests.vectors.release import FOLDER, STORY
from ui import compose

KEPT = sorted(FOLDER.glob("*.zip"))
MOST_BYTES = 1600 * 1024


def test_there_is_one() -> None:
    assert KEPT and all(path.stat().st_size <= MOST_BYTES for path in KEPT)


@pytest.mark.fault("UP-7")
@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_release_opens_and_takes_its_stick_in(kept: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(kept) as packed:
        packed.extractall(tmp_path)
    outside = scene.ports("now")
    app = unlock(tmp_path / "post", scene.PASSPHRASE, reference=compose.load_reference(), ports=outside)
    try:
        (row,) = app.ask(Reports()).rows
        view = app.ask(Report(row.id))
        assert view.form["narrative"] == STORY
        sink = io.BytesIO()
        app.read_attachment(view.attachments[0].id, sink)
        assert sink.getvalue().startswith(b"\xff\xd8")
        assert app.ask(HomeCounts()).received == 0, "control"
        assert receive(app, tmp_path / "stick").acknowledged == 1
        assert app.ask(HomeCounts()).received == 1 and app.check().problems == ()
    finally:
        app.lock()
