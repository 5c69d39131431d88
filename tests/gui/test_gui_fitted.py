"""What is larger than the screen: a dialog that grows, a page that scrolls; and Enter on a button."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from ui.gui.layouts import box, card, column, row, scrolled
from ui.gui.widgets.buttons import button
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label

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


def test_what_scrolls_ends_with_its_last_line(qtbot: Any) -> None:
    """Texts that wrap ask for the height of a narrow column; none of that is left as blank space below."""
    last = label("selesai")
    inside = box(*(card(label("Kalimat yang panjang dan terbungkus. " * 6)) for _ in range(12)), last)
    area = scrolled(inside, sideways=False)
    qtbot.addWidget(area)
    area.resize(600, 300)
    area.show()
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    below = last.mapTo(area.viewport(), last.rect().bottomLeft()).y()
    assert area.viewport().height() - 20 < below <= area.viewport().height()


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
