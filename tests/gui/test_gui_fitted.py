"""A dialog that grows where it stands keeps its buttons on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ui.gui.layouts import row
from ui.gui.widgets.fitted import FittedDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def test_what_grows_near_the_bottom_moves_up(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog, words, button = FittedDialog(parent), QLabel("satu baris"), QPushButton("Tutup")
    dialog.put(400, row(0, button), words)
    dialog.show()
    area = dialog.screen().availableGeometry()
    dialog.move(40, area.bottom() - dialog.height() - 20)
    QApplication.processEvents()
    assert dialog.y() > area.top() + 100
    words.setText("satu baris\n" * 12)
    dialog.fit()
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= area.bottom(), timeout=2000)
    assert button.mapToGlobal(button.rect().bottomRight()).y() <= area.bottom()
    assert dialog.height() > words.sizeHint().height()
