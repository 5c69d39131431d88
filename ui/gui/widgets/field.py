"""A question with its answer's place: name above, hint below, and what is wrong in words right there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.gui.layouts import column
from ui.gui.widgets.labels import label


class Field(QWidget):
    """Name, input, hint. ``wrong(text)`` shows a fault beside it; an empty text takes it away."""

    def __init__(self, name: str, control: QWidget, hint: str = "", focus: QWidget | None = None) -> None:
        super().__init__()
        self.control = control
        self._target = focus or control
        self.setProperty("top", True)
        self._target.setAccessibleName(name)
        title = label(name, "strong")
        title.setBuddy(self._target)
        self._fault = label("", "bad")
        self._fault.setVisible(False)
        layout = column(title, control, self._fault, gap="tight")
        if hint:
            self._target.setAccessibleDescription(hint)
            layout.addWidget(label(hint, "small"))
        self.setLayout(layout)

    def wrong(self, text: str) -> None:
        """Show or clear the fault."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        self._target.setProperty("wrong", "true" if text else "false")
        self._target.style().unpolish(self._target)
        self._target.style().polish(self._target)

    def point(self) -> None:
        """Put the keyboard focus into the input."""
        self._target.setFocus()
