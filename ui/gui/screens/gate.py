"""What stands before an application is open: the unlock screen or the first run."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget


class Gate(QWidget):
    """``opened`` brings the application; ``practice`` is the button that leads into the drill."""

    opened = Signal(object)
    language_wanted = Signal()
    practice_wanted = Signal()
    practice: QPushButton

    def tell(self, sentence: str) -> None:
        """Say something where it is seen."""
        raise NotImplementedError
