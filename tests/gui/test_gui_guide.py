"""Panduan by keyboard: yes/no questions lead to advice, a search leads there too, and a leaflet opens as paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from tests.gui.conftest import PATIENCE_MS
from ui.gui.main_window import MainWindow
from ui.gui.screens.paper_view import PaperDialog
from ui.gui.widgets.tick import Tick

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def words(widget: Any) -> str:
    """Every word of a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_questions_search_and_leaflet(
    post: Path, opened: Callable[[Path], MainWindow], qtbot: Any, settle: Callable[[MainWindow], None]
) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: frame.room == "guide", timeout=PATIENCE_MS)
    page = frame.place
    assert "Pilih jenis pihak" in words(page) and not page.leaflet.isEnabled()
    page.subject.setFocus()
    qtbot.keyClicks(page.subject, "Pegawai")
    settle(window)
    assert page.subject.value() == "PNS"
    first = page.findChildren(Tick)[0].findChild(QCheckBox)
    assert first is not None
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.answer.view is not None, timeout=PATIENCE_MS)
    assert page.answer.view.advice.law.act.code == "HDR-01" and "Perlu klarifikasi" in words(page.answer)
    page.start_search()
    qtbot.keyClicks(page.search, "hak pilih")
    settle(window)
    look = next(each for each in page.findChildren(QPushButton) if each.accessibleName().endswith("Hak pilih"))
    qtbot.keyClick(look, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.answer.view.advice.law.act.code == "TNI-06", timeout=PATIENCE_MS)
    assert "Hak: memilih bukan pelanggaran" in words(page.answer)
    papers: list[int] = []

    def look_at_paper() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PaperDialog)
        qtbot.waitUntil(lambda: dialog._count > 0, timeout=PATIENCE_MS)
        papers.append(dialog._count)
        dialog.reject()

    QTimer.singleShot(0, look_at_paper)
    qtbot.keyClick(page.leaflet, Qt.Key.Key_Space)
    assert papers == [1]
