"""What is larger than the screen: a dialog that grows; and Enter on a button."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from ui.gui.layouts import column, row
from ui.gui.widgets.buttons import button
from ui.gui.widgets.fitted import FittedDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def test_what_grows_near_the_bottom_moves_up(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog, words, closing = FittedDialog(parent), QLabel("satu baris"), QPushButton("Tutup")
    dialog.put(400, row(0, closing), words)
    dialog.show()
    area = dialog.screen().availableGeometry()
    dialog.move(40, area.bottom() - dialog.height() - 20)
    QApplication.processEvents()
    assert dialog.y() > area.top() + 100
    words.setText("satu baris\n" * 12)
    dialog.fit()
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= area.bottom(), timeout=2000)
    assert closing.mapToGlobal(closing.rect().bottomRight()).y() <= area.bottom()
    assert dialog.height() > words.sizeHint().height()


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: Any) -> None:
    pressed: list[str] = []
    alone, dialog = button("Kirim", lambda: pressed.append("window")), QDialog()
    inside = button("Batal", lambda: pressed.append("dialog"))
    dialog.setLayout(column(inside))
    for each in (alone, dialog):
        qtbot.addWidget(each)
        each.show()
    qtbot.keyClick(alone, Qt.Key.Key_Return)
    qtbot.keyClick(inside, Qt.Key.Key_Return)
    assert pressed == ["window"]
