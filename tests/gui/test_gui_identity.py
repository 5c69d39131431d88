"""Opening an identity in the window: asked for, agreed to by the second officer's passphrase, shown once, and gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.domain.commands import EnrolOfficer
from core.domain.identity_opening import NameIdentityOfficer
from tests.gui import scene
from tests.gui.conftest import PATIENCE_MS
from ui.gui.main_window import MainWindow
from ui.gui.screens.identity.dialog import OpenDialog
from ui.gui.screens.identity.home_line import IdentityLines
from ui.gui.screens.report_detail.identity_tab import IdentityTab

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"


def words(widget: Any) -> str:
    """All that stands on a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def press(qtbot: Any, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_two_officers_see_it_once(
    province: Path, opened: Callable[[Path], MainWindow], qtbot: Any, settle: Callable[[MainWindow], None], tmp_path: Path
) -> None:
    window = opened(province)
    app = window.desk.app
    scene.submit(app, scene.complaint())
    app.execute(EnrolOfficer(app.new_command(), SECOND, "triage", PHRASE))
    for officer, home in ((app.facts.officer, "Kesbangpol"), (SECOND, "Inspektorat")):
        app.execute(NameIdentityOfficer(app.new_command(), officer, home))
    app.hand_over_identities((scene.PASSPHRASE, PHRASE), shares=tmp_path / "bagian")
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, IdentityTab))
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    qtbot.waitUntil(lambda: tab.card.findChild(QPushButton, "identity-open") is not None, timeout=PATIENCE_MS)
    said: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OpenDialog)
        dialog.purpose.choose("protect")
        dialog.purpose.activated.emit(dialog.purpose.currentIndex())
        qtbot.keyClicks(dialog.second, PHRASE)
        press(qtbot, dialog.go)
        qtbot.waitUntil(lambda: dialog.fault.isVisible(), timeout=PATIENCE_MS)
        qtbot.keyClicks(dialog.reason, "diancam")
        qtbot.keyClicks(dialog.second, PHRASE)
        press(qtbot, dialog.go)
        qtbot.waitUntil(lambda: dialog.seen, timeout=PATIENCE_MS)
        said.append(words(dialog))
        assert not any(label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
                       for label in dialog.findChildren(QLabel) if "Sutini" in label.text())  # fmt: skip
        dialog.reject()

    QTimer.singleShot(0, fill)
    press(qtbot, tab.card.open)
    assert "Sutini" in said[0] and "0812000111" in said[0]
    qtbot.waitUntil(lambda: bool(tab.card.case and tab.card.case.openings), timeout=PATIENCE_MS)
    settle(window)
    assert "Inspektorat" in words(tab.card) and "Sutini" not in words(window)
    frame.open("home", None)
    settle(window)
    lines = frame.place.findChild(IdentityLines)
    qtbot.waitUntil(lambda: SECOND in words(lines), timeout=PATIENCE_MS)
    assert "Sutini" not in words(window)
