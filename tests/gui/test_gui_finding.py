"""The list of reports by keyboard: filters as chips, filters with a name, several chosen, and no more rows than are looked at."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from core.app import queries
from tests import archive
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.screens.listing_dialog import ListingDialog
from ui.gui.screens.reports import ReportsScreen
from ui.gui.widgets import report_list
from ui.gui.widgets.report_filter import FilterDialog, Saved, SavedDialog

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
NO_HINTS = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def room(post: Path, opened: Opened, settle: Settle) -> ReportsScreen:
    """The room of a post with a complaint, a warning and another complaint."""
    window = opened(post)
    app = window.desk.app
    scene.submit(app, scene.complaint())
    scene.submit(app, scene.warning())
    scene.submit(app, scene.complaint(place={"area": "19.03.02"}, happened={"date": "2024-01-10"}, known="2024-01-10"))
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    screen: ReportsScreen = frame.place
    return screen


def answer(qtbot: Any, screen: ReportsScreen, opens: Callable[[], None], act: Callable[[Any], None]) -> None:
    """Open a dialog, which has an event loop of its own, and act in it."""
    done: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not done:
            done.append(True)
            act(dialog)

    watch = QTimer(screen, interval=20)
    watch.timeout.connect(look)
    watch.start()
    opens()
    watch.stop()
    assert done
    qtbot.waitUntil(lambda: not screen.desk.runner.busy, timeout=20_000)


def press(qtbot: Any, made: QPushButton) -> None:
    """Space on a button that has the keyboard."""
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


@NO_HINTS
def test_filters_are_chips_that_go_away_one_by_one(room: ReportsScreen, qtbot: Any) -> None:
    assert room.model.rowCount() == 3

    def choose(dialog: FilterDialog) -> None:
        dialog.choices["deadline"].setFocus()
        qtbot.keyClick(dialog.choices["deadline"], Qt.Key.Key_End)
        qtbot.keyClicks(dialog.area.line, "Bangka Selatan")
        dialog.area.search_now()
        qtbot.keyClick(dialog.area.line, Qt.Key.Key_Return)
        press(qtbot, dialog.button)

    answer(qtbot, room, lambda: press(qtbot, room.more), choose)
    assert (room.filter.deadline, room.filter.area) == ("over", "19.03")
    assert room.model.rowCount() == 1
    chips = room.chips.findChildren(QPushButton)
    assert [each.text().strip() for each in chips] == ["Kab. Bangka Selatan", room.t("filter.deadline.over")]
    press(qtbot, chips[1])
    qtbot.waitUntil(lambda: room.model.rowCount() == 3 and not room.desk.runner.busy, timeout=20_000)
    assert room.window().focusWidget() is room.more, "the keyboard stays in the room"


@NO_HINTS
def test_a_filter_is_kept_renamed_used_and_deleted(room: ReportsScreen, qtbot: Any) -> None:
    room.kinds._buttons["early_warning"].click()
    room.sorts.choose("event")
    room.refresh()

    def keep(dialog: SavedDialog) -> None:
        qtbot.keyClicks(dialog.line, "Peringatan")
        press(qtbot, dialog.keep)
        dialog.line.clear()
        qtbot.keyClicks(dialog.line, "Peringatan dini")
        press(qtbot, dialog.rename)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    answer(qtbot, room, lambda: press(qtbot, room.kept), keep)
    assert list(Saved(room.desk).items) == ["Peringatan dini"]
    room.take(queries.Reports())
    qtbot.waitUntil(lambda: room.model.rowCount() == 3 and not room.desk.runner.busy, timeout=20_000)
    answer(qtbot, room, lambda: press(qtbot, room.kept), lambda dialog: press(qtbot, dialog.use))
    assert (room.filter.kind, room.filter.sort, room.model.rowCount()) == ("early_warning", "event", 1)
    assert room.kinds.value == "early_warning" and room.sorts.value() == "event"

    def drop(dialog: SavedDialog) -> None:
        press(qtbot, dialog.drop)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    answer(qtbot, room, lambda: press(qtbot, room.kept), drop)
    assert Saved(room.desk).items == {}
    room.desk.app.settings.put("reports.filters", '{"x": {"planet": "Mars", "stage": "KAMPANYE"}, "y": 3}')
    assert Saved(room.desk).query("x") == queries.Reports(stage="KAMPANYE")


def test_several_are_chosen_with_shift_and_counted(room: ReportsScreen, qtbot: Any) -> None:
    room.view.setFocus()
    qtbot.keyClick(room.view, Qt.Key.Key_Home)
    qtbot.keyClick(room.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert room.chosen_numbers() == (3, 2)
    assert room.t("reports.chosen", n=2) in room._count.text()
    qtbot.keyClick(room.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert room.chosen_numbers() == (3, 2, 1)
    qtbot.waitUntil(lambda: not room.desk.runner.busy, timeout=20_000)


def test_the_end_of_a_long_list_is_a_key_away_and_few_rows_are_held(room: ReportsScreen, qtbot: Any) -> None:
    dice = random.Random(5)
    rows = [archive.row(number, dice, ["kampanye"]) for number in range(10, 5_010)]
    with room.desk.app._device.database.writing() as db:
        archive.fill(db, rows, ["kampanye"] * len(rows))
        archive.index_all(db)
    room.refresh()
    qtbot.waitUntil(lambda: room.model.rowCount() == 5_003 and not room.desk.runner.busy, timeout=20_000)
    assert room._count.text() == room.t("reports.count", n="5.003")
    room.view.setFocus()
    for key, place in ((Qt.Key.Key_End, 5_002), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(room.view, key)
        qtbot.waitUntil(lambda: room.model.row(room.view.currentIndex().row()) is not None, timeout=20_000)
        assert room.view.currentIndex().row() == place
    for place in range(0, 5_000, 150):
        room.view.scrollTo(room.model.index(place))
        room.view.viewport().repaint()
        qtbot.waitUntil(lambda p=place: room.model.row(p) is not None, timeout=20_000)
    assert len(room.model._rows) <= report_list.KEPT
    qtbot.waitUntil(lambda: not room.desk.runner.busy, timeout=20_000)


@NO_HINTS
def test_what_is_chosen_goes_out_after_a_warning(room: ReportsScreen, qtbot: Any, tmp_path: Path) -> None:
    room.view.setFocus()
    qtbot.keyClick(room.view, Qt.Key.Key_Home)
    qtbot.keyClick(room.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    target = tmp_path / "keluar.csv"

    def write(dialog: ListingDialog) -> None:
        assert any(room.t("listing.warning") == each.text() for each in dialog.findChildren(QLabel))
        dialog.line.setFocus()
        dialog.line.setText(str(tmp_path / "tiada" / "x.xlsx"))
        press(qtbot, dialog.button)
        assert dialog.button.isEnabled(), "a folder that is not there is told, and nothing was written"
        dialog.line.clear()
        qtbot.keyClicks(dialog.line, str(target.with_suffix(".xlsx")))
        press(qtbot, dialog.format._buttons["csv"])
        press(qtbot, dialog.button)
        qtbot.waitUntil(lambda: bool(dialog._said.text()), timeout=20_000)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    answer(qtbot, room, lambda: press(qtbot, room.out), write)
    lines = target.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3 and lines[0].startswith('"Nomor"')


def test_a_misspelt_place_is_found_by_the_words_that_are_offered(room: ReportsScreen, settle: Settle, qtbot: Any) -> None:
    """Three letters of a slip: the near words stand under the sentence, Down goes to them, a press searches anew."""
    window: Any = room.window()
    word = "pongok"
    room.line.setText("pogn")
    qtbot.waitUntil(lambda: room.near.isVisible(), timeout=20_000)
    offered = [button.text().strip() for button in room.near.findChildren(QPushButton)]
    assert word in offered
    room.line.setFocus()
    qtbot.keyClick(room.line, Qt.Key.Key_Down)
    first: Any = room.near.findChildren(QPushButton)[offered.index(word)]
    assert room.near.findChildren(QPushButton)[0].hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    settle(window)
    assert room.line.value() == word
    assert room.model.numbers and not room.near.isVisible()
