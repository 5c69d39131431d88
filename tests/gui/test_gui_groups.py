"""Same incident by keyboard: the desk lays two reports side by side and answers with one key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from core.app import group_queries
from tests.gui import scene
from tests.gui.conftest import PATIENCE_MS
from ui.gui.main_window import MainWindow
from ui.gui.screens.groups.compare_dialog import CompareDialog
from ui.gui.screens.groups.list_dialog import GroupsDialog
from ui.gui.screens.report_detail.group_tab import GroupTab

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
RETOLD = {
    "summary": "Prajurit diduga mendukung peserta pemilu di apel desa",
    "happened": {"date": "2024-02-04"},
    "known": "2024-02-04",
}


def words(widget: Any) -> str:
    """Every word that is shown."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def look_at_list(qtbot: Any, seen: list[str]) -> None:
    """Read the list of groups and close it."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, GroupsDialog)
    qtbot.waitUntil(lambda: bool(dialog.rows), timeout=PATIENCE_MS)
    seen.append(words(dialog))
    dialog.reject()


def test_one_key_links_and_another_parts(
    province: Path, opened: Callable[[Path], MainWindow], qtbot: Any, settle: Callable[[MainWindow], None]
) -> None:
    window = opened(province)
    for tree in (scene.complaint(), scene.complaint(**RETOLD)):
        scene.submit(window.desk.app, tree)
    sweep = window.desk.sweep
    assert sweep is not None and window.desk.app.ask(group_queries.CandidatePairs()).unread == 2
    sweep.look()
    sweep.stop()
    qtbot.waitUntil(lambda: not sweep.active, timeout=PATIENCE_MS)
    with qtbot.waitSignal(sweep.changed, timeout=PATIENCE_MS):
        sweep.look()
    page = window.desk.app.ask(group_queries.CandidatePairs())
    assert (page.unread, page.total) == (0, 1), "found before anybody asked"
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, GroupTab))
    qtbot.waitUntil(lambda: bool(tab.card.candidates), timeout=PATIENCE_MS)
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    settle(window)
    seen: list[str] = []

    def press(key: Qt.Key) -> Callable[[], None]:
        def act() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, CompareDialog)
            qtbot.waitUntil(lambda: dialog.view is not None, timeout=PATIENCE_MS)
            seen.append(words(dialog))
            qtbot.keyClick(dialog, key)

        return act

    other = tab.card.candidates[0].id
    QTimer.singleShot(0, press(Qt.Key.Key_S))
    tab.card.compare([other])
    qtbot.waitUntil(lambda: tab.card.group is not None, timeout=PATIENCE_MS)
    assert "2 laporan dari 1 posko; sekurang-kurangnya 1 sumber" in words(tab.card)
    QTimer.singleShot(0, lambda: look_at_list(qtbot, seen))
    tab.card.list_groups()
    assert "2 laporan, 1 posko" in seen.pop()
    assert RETOLD["summary"] in seen[0] and "mirip" in seen[0] and "Sutini" not in seen[0]
    QTimer.singleShot(0, press(Qt.Key.Key_B))
    tab.card.compare([other])
    qtbot.waitUntil(lambda: tab.card.group is None, timeout=PATIENCE_MS)
    assert "Sudah dinyatakan kejadian yang sama." in seen[1]
    assert window.desk.app.ask(group_queries.Groups()).rows == ()
