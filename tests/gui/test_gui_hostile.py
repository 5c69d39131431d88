"""Any text in every field of every room and dialog: nothing falls, nothing is read as markup, what is refused is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.gui import scene
from tests.hostile import world
from tests.hostile.corpus import ALL_REFUSED, ALL_TAKEN, MARK, PICTURE, TAKEN, TEXTS
from tests.hostile.walk import Walker, picture
from ui.gui.main_window import MainWindow

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every dialog that is shown unseen
PRESSES = 3
"""Of a screen's buttons so many; the command presses all of them."""


@pytest.fixture(scope="module")
def busy(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A post and a province to copy for each walk."""
    return world.busy(founded, tmp_path_factory.mktemp("busy"))


@pytest.mark.fault("CA-6")
@pytest.mark.parametrize(
    ("kind", "text"),
    [("post", ALL_REFUSED), ("province", ALL_TAKEN)],
    ids=["post-refused", "province-taken"],
)
def test_every_field_of_every_screen_takes_anything(
    kind: str, text: str, busy: Path, tmp_path: Path, opened: Opened, settle: Settle
) -> None:
    window = opened(Path(shutil.copytree(busy / kind, tmp_path / kind)))
    with picture(tmp_path) as (path, was_opened):
        walker = Walker(window, settle, text, path, PRESSES)
        walker.rooms()
        assert walker.faults == []
        assert not was_opened()
    assert len(set(walker.screens)) > 30 and walker.fields > 150 and walker.pressed > 20
    assert window.desk.app.check().problems == ()


@pytest.mark.fault("CA-6")
def test_lists_and_details_show_what_was_typed(post: Path, opened: Opened, settle: Settle) -> None:
    """Each text letter by letter, in the row and beside it."""
    window = opened(post)
    wanted = {name: text.replace(PICTURE, "/x/y.png") for name, text in TAKEN.items()}
    for text in wanted.values():
        scene.submit(window.desk.app, scene.warning() | {"summary": text, "narrative": text})
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    model, seen = frame.place.model, set[str]()
    for row in range(model.rowCount()):
        frame.place.view.setCurrentIndex(model.index(row))
        settle(window)
        labels = [each for each in window.findChildren(QLabel) if each.text() in wanted.values()]
        assert labels and {each.textFormat() for each in labels} == {Qt.TextFormat.PlainText}
        seen |= {each.text() for each in labels}
    assert seen == set(wanted.values())


@pytest.mark.fault("CA-6")
@pytest.mark.parametrize("kind", ["post", "none"])
def test_the_gates_take_anything(kind: str, founded: Path, tmp_path: Path, window_of: Opened, settle: Settle) -> None:
    if kind == "post":
        shutil.copytree(founded / "post", tmp_path / kind)
    window = window_of(tmp_path / kind)
    for text in (ALL_TAKEN, ALL_REFUSED):
        with picture(tmp_path) as (path, was_opened):
            walker = Walker(window, settle, text, path)
            walker.gate()
            assert walker.faults == [] and not was_opened()
    assert walker.fields > 2


@pytest.mark.fault("CA-6")
def test_control_a_label_that_guesses_markup_is_caught(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    """Planted in a room: seen as a label, and the picture that its text names is read; both by what the walks use."""
    window = opened(post)
    with picture(tmp_path) as (path, was_opened):
        walker = Walker(window, settle, TEXTS["markup"], path)
        walker.look(window)
        assert walker.faults == [] and not was_opened()
        planted = QLabel(walker.text, window)
        planted.show()
        planted.grab()
        walker.look(window)
        assert [MARK in fault or "guesses markup" in fault for fault in walker.faults] == [True]
        path.read_bytes()
        if not was_opened():
            pytest.skip("this file system notes no times of reading")
        assert was_opened()
    planted.deleteLater()
