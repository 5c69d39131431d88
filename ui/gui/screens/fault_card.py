"""Catatan gangguan: what the program noted of its own fault, shown whole before anybody carries it away."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPlainTextEdit

from core.domain.errors import Refused
from ui.gui.crash import NOTE
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import card, column, row
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label

NOTE_LINES = 8
NOTE_LETTERS = 20_000


class FaultCard(QFrame):
    """There only while a note lies in the profile's folder."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._file = desk.folder / NOTE
        self.note = QPlainTextEdit()
        self.note.setReadOnly(True)
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.t("fault_note.title"))
        self.note.setMinimumHeight(self.note.fontMetrics().lineSpacing() * NOTE_LINES)
        save = plain(desk, self.t("fault_note.save"), self.save, "save")
        buttons = row(save, plain(desk, self.t("fault_note.forget"), self.forget, "trash"), 0)
        head = label(self.t("fault_note.title"), "section")
        self.setLayout(column(card(head, label(self.t("fault_note.text"), "muted"), self.note, buttons, gap="gap")))
        self.refresh()

    def refresh(self) -> None:
        """Look for a note; one that cannot be read is none."""
        try:
            words = self._file.read_text("utf-8", errors="replace")[:NOTE_LETTERS]
        except OSError:
            words = ""
        self.note.setPlainText(words)
        self.setVisible(bool(words))

    def save(self) -> None:
        """Write what is shown, and nothing else, to where the officer says."""
        from ui.compose import write_file

        path = save_file(self.desk, self, self.t("fault_note.save"), self.t("fault_note.file"), "txt")
        if path is None:
            return
        try:
            write_file(path, self.note.toPlainText().encode())
        except Refused as fault:
            self.desk.say_fault(fault)
            return
        self.desk.said.emit(self.t("fault_note.saved"))

    def forget(self) -> None:
        """Take the note away."""
        self._file.unlink(missing_ok=True)
        self.refresh()
