"""Words that accuse, pointed at while they are typed, with a neutral word to put there; the change can be undone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.wording import Hint, find
from ui.gui.desk import Desk
from ui.gui.layouts import clear
from ui.gui.theme import motion
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.inputs import LineInput, TextInput
from ui.gui.widgets.labels import state

SHOWN = 3


class WordingHint(QWidget):
    """Stands below one input; looks when the typing rests, and hides while there is nothing to say."""

    def __init__(self, desk: Desk, control: LineInput | TextInput) -> None:
        super().__init__()
        self._desk, self._control = desk, control
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._body)
        self.hints: tuple[Hint, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.look)
        control.textChanged.connect(lambda *_: self._pause.start())
        self.look()

    def _text(self) -> str:
        return self._control.text() if isinstance(self._control, LineInput) else self._control.toPlainText()

    def look(self) -> None:
        """Search now."""
        found = tuple(hint for hint in find(self._text()) if not hint.quoted)[:SHOWN]
        if found == self.hints:
            return
        self.hints = found
        clear(self._body)
        for hint in found:
            words = self._desk.t("wording.found", word=hint.word)
            change = quiet(self._desk, self._desk.t("wording.use", word=hint.proposal), partial(self.take, hint), "edit")
            line = beside(state(self._desk, words, "warn", wrap=True), change)
            line.setStretch(0, 1)
            self._body.addLayout(line)
        self.setVisible(bool(found))

    def take(self, hint: Hint) -> None:
        """Put the neutral word there, as if it had been typed."""
        text = self._text()
        if text[hint.start : hint.end] != hint.word:
            return
        start, length = _units(text[: hint.start]), _units(hint.word)
        if isinstance(self._control, LineInput):
            self._control.setSelection(start, length)
            self._control.insert(hint.proposal)
            self._control.textEdited.emit(self._control.text())
        else:
            cursor = self._control.textCursor()
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(hint.proposal)
        self._control.setFocus()
        self.look()


def _units(text: str) -> int:
    """Places in Qt's texts, which count halves of rare characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
