"""A pact signed on the screen: its words are read first, then the person draws, then the officer who saw it confirms."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.app.views import Changes
from core.domain.commands import IssuePacts
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.screens.signing.witness import Witness
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.ink_pad import InkPad
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.tick import Tick

LINES = 7


class PactDialog(FittedDialog):
    """``issued`` with the changes once the page is made; whoever has no pointer goes back and signs on paper."""

    issued = Signal(object)

    def __init__(self, desk: Desk, command: IssuePacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.pact_sign"))
        self.desk, self.t, self._command = desk, desk.t, command
        person = command.people[0]
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.t("signing.words"))
        # The stylesheet has the last word on heights: room to read, and the whole on a small screen.
        high = self.words.fontMetrics().lineSpacing() * LINES
        self.words.setStyleSheet(f"min-height: {high}px; max-height: {high}px")
        self.words.setMaximumHeight(high)
        self.read = Tick(self.t("signing.read"), False, lambda _on: self._look())
        self.pad = InkPad(desk, self.t("ink.pad"))
        undo = plain(desk, self.t("ink.undo"), self.pad.undo, "undo")
        clear = plain(desk, self.t("ink.clear"), self.pad.clear, "trash")
        self._said = label(self.t("signing.officer"), "muted")
        self.witness = Witness(desk)
        self.witness.edited.connect(self._look)
        self.button = primary(desk, self.t("signing.go"), self._run, "sign")
        cancel = plain(desk, self.t("signing.on_paper"), self.reject)
        self.put(
            desk.theme.wide("form"), row(0, cancel, self.button), label(f"{person.name}, {person.position}", "section"),
            self.words, self.read, self.pad, row(undo, clear, 0), self.witness, self._said,
        )  # fmt: skip
        self.pad.changed.connect(self._look)
        self._look()
        ask = desk.app.pact_to_read
        desk.runner.ask(
            lambda: ask(person, command.template, command.place), self.words.setPlainText, self._failed, self, "signing"
        )

    def _look(self) -> None:
        """Nobody signs what was not read, and no empty box is a signature."""
        self.pad.setEnabled(self.read.box.isChecked())
        self.button.setEnabled(self.read.box.isChecked() and bool(self.pad.strokes()) and self.witness.ready())

    def _run(self) -> None:
        self.button.setEnabled(False)
        self.witness.execute(replace(self._command, strokes=self.pad.strokes()), self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        self.pad.clear()
        self.accept()
        self.issued.emit(changes)

    def _failed(self, fault: Fault) -> None:
        self._look()
        tell(self._said, self.desk.explain(fault), "bad")
        self.fit()
