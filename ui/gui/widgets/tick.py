"""A box to tick with words that wrap: a sentence that somebody agrees to does not fit on one line of a small screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from ui.gui.layouts import row
from ui.gui.widgets.labels import PLAIN_TEXT, label


class _Words(QLabel):
    """Words that tick their box when they are clicked."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__()
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setText(text)
        self.setWordWrap(True)
        self.setProperty("role", "body")
        self.setSizePolicy(label().sizePolicy())
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As a click on the box."""
        self._box.click()
        event.accept()


class Tick(QWidget):
    """``box`` is the check box itself."""

    def __init__(self, text: str, on: bool = False, toggled: Callable[[bool], None] | None = None) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setProperty("alone", "true")  # its words are beside it, nearer than the next box
        self.box.setAccessibleName(text)
        self.box.setChecked(on)
        if toggled is not None:
            self.box.toggled.connect(toggled)
        line = row(gap="tight")
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)  # no stretch below it: that would make the whole line high
        line.addWidget(_Words(text, self.box), 1)
        self.setLayout(line)

    def isChecked(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def setChecked(self, on: bool) -> None:
        """Tick it, or not; tells as a click does."""
        self.box.setChecked(on)
