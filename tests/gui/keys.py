"""Hands on a keyboard: everything a test types goes through the widget that has the focus, reached by Tab."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

FAR = 200


def focused() -> QWidget:
    """The widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


class Hands:
    """Walks with Tab to a control by its accessible name, then types, chooses or presses."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self.window, self.qtbot = window, qtbot
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)

    def go(self, name: str) -> QWidget:
        """Press Tab until a control of that name has the keyboard; it must be reachable."""
        # What was just put on the page shows itself when the window comes to rest, as it does between two keys of a person.
        QApplication.processEvents()
        seen = []
        for _ in range(FAR):
            here = QApplication.focusWidget() or self.window
            if here.accessibleName() == name and here.isEnabled():
                return here
            seen.append(here.accessibleName())
            self.qtbot.keyClick(here, Qt.Key.Key_Tab)
        raise AssertionError(f"{name!r} is not reached by Tab; passed {sorted(set(seen))}")

    def write(self, name: str, text: str) -> None:
        """Type into a field."""
        self.qtbot.keyClicks(self.go(name), text)

    def press(self, name: str) -> None:
        """Press a button or tick a box."""
        self.qtbot.keyClick(self.go(name), Qt.Key.Key_Space)

    def choose(self, name: str, words: str) -> None:
        """Walk down a list of choices to the one that begins with these words."""
        box: Any = self.go(name)
        assert isinstance(box, QComboBox)
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText().startswith(words):
                return
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        raise AssertionError(f"{words!r} is not among the choices of {name!r}")

    def place(self, name: str, words: str) -> None:
        """Type into the search of places and take the first found with Enter."""
        line = self.go(name)
        self.qtbot.keyClicks(line, words)
        line.parentWidget().search_now()
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
