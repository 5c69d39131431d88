"""The duplicate warning beside a form: it comes after a pause, is walked by keyboard, and stands in nobody's way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.widgets.likely import LikelyDialog, LikelyPanel

Opened = Callable[[Path], MainWindow]


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
def test_it_appears_while_typing_and_a_look_leaves_the_form_open(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    panel = LikelyPanel(window.desk)
    qtbot.addWidget(panel)
    panel.show()
    tree = scene.complaint(summary="Diduga mendukung peserta pemilu saat apel", narrative="Apel pagi di balai desa.")
    panel.put({"place": tree["place"], "summary": tree["summary"]}, "complaint")
    assert not panel._pause.isActive(), "no day yet"
    panel.put(tree, "complaint")
    qtbot.waitUntil(lambda: panel.rows != (), timeout=5000)
    (look,) = panel.findChildren(QPushButton)
    assert panel.rows[0].number in look.accessibleName()
    assert any("Mungkin laporan yang sama" in each.text() for each in panel.findChildren(QLabel))
    seen: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, LikelyDialog):
            seen.extend(each.text() for each in dialog.findChildren(QLabel))
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    # The dialog has an event loop of its own, so a timer answers it.
    watch = QTimer(panel, interval=20)
    watch.timeout.connect(close)
    watch.start()
    look.setFocus()
    qtbot.keyClick(look, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    watch.stop()
    assert scene.complaint()["narrative"] in seen
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in panel.findChildren(QLabel))
    panel.put(tree | {"happened": {"date": "2023-01-01"}}, "complaint")
    panel.ask_now()
    qtbot.waitUntil(lambda: panel.rows == (), timeout=5000)
    assert panel._frame.isHidden()


def test_a_half_written_form_breaks_nothing(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    panel = LikelyPanel(window.desk)
    qtbot.addWidget(panel)
    for tree in ({}, {"place": None, "happened": {"date": "31-2"}, "reported": [None, {"name": 3}]}, {"place": {"point": 4}}):
        panel.put(tree, "information")
    assert panel.rows == ()
