"""A question with its answer's place: name above, hint below, and what is wrong in words right there."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QWidget

from ui.gui.layouts import column
from ui.gui.widgets.labels import label


class Field(QWidget):
    """Name, input, hint. ``wrong(text)`` shows a fault beside it; an empty text takes it away.

    ``doubt(text)`` says what is odd but allowed, ``refused(text)`` what the input itself did not take.
    """

    def __init__(self, name: str, control: QWidget, hint: str = "", focus: QWidget | None = None) -> None:
        super().__init__()
        self.control = control
        self._target = focus or control
        self.setProperty("top", True)
        for named in {control, self._target, self._target.focusProxy() or control}:
            named.setAccessibleName(name)
        title = self.title = label(name, "strong")
        title.setBuddy(self._target)
        self._fault, self._refusal, self._doubt = label("", "bad"), label("", "bad"), label("", "warn")
        self._told = label("", "small")
        said = (self._told, self._fault, self._refusal, self._doubt)
        for each in said:
            each.setVisible(False)
        layout = column(title, control, *said, gap="tight")
        if hint:
            self._target.setAccessibleDescription(hint)
            layout.addWidget(label(hint, "small"))
        self.setLayout(layout)

    def level(self, height: int) -> None:
        """Give the name this height at least, in pixels, so that inputs beside each other stand on one line."""
        if self.title.minimumHeight() != height:
            self.title.setMinimumHeight(height)
        if height > self.title.heightForWidth(self.title.width()):
            self.title.setAlignment(QtCore.Qt.AlignmentFlag.AlignBottom)

    def wrong(self, text: str) -> None:
        """Show or clear the fault."""
        self._say(self._fault, text)

    def refused(self, text: str) -> None:
        """Show or clear what the input could not take: too long, or characters that no report holds."""
        self._say(self._refusal, text)

    def doubt(self, text: str) -> None:
        """Show or clear what looks odd and may be right all the same."""
        self._doubt.setText(text)
        self._doubt.setVisible(bool(text))

    def tell(self, text: str) -> None:
        """Show or clear where the value is from."""
        if self._told.text() != text:
            self._told.setText(text)
            self._target.setAccessibleDescription(text)
            self._told.setVisible(bool(text))

    def told(self) -> str:
        """Where the value is from, as shown."""
        return self._told.text()

    def said(self) -> str:
        """All that is shown against the answer, for tests and readers."""
        return " ".join(each.text() for each in (self._fault, self._refusal, self._doubt) if each.text())

    def _say(self, place: QLabel, text: str) -> None:
        if place.text() == text:
            return
        place.setText(text)
        place.setVisible(bool(text))
        self._target.setProperty("wrong", "true" if self._fault.text() or self._refusal.text() else "false")
        self._target.style().unpolish(self._target)
        self._target.style().polish(self._target)

    def point(self) -> None:
        """Put the keyboard focus into the input."""
        self._target.setFocus()
