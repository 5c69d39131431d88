"""One share of the recovery key: its words typed or pasted, or read off a file, a photo or a scan of its sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import TextInput
from ui.gui.widgets.labels import label

LINES = 2


class ShareField(QWidget):
    """``words`` is where they stand, whatever way they came; what is wrong with a file stands below it."""

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        self._desk, self.t, self._number = desk, desk.t, number
        self.words = TextInput(lines=LINES)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choosing = plain(desk, self.t("recover.choose"), self._choose, "file")
        self.choosing.setAccessibleName(self.t("recover.choose_n", n=number))
        self._said = label("", "bad")
        line = row(self.choosing, self._said)
        line.setStretch(1, 1)
        self.setLayout(column(Field(self.t("recover.share", n=number), self.words), line))

    def _choose(self) -> None:
        found = open_files(self._desk, self, self.t("recover.choose"), self.t("files.share"))
        if found:
            self.take(found[0])

    def take(self, file: Path) -> None:
        """Read it beside the window: a picture is decoded in a process of its own."""
        self._enable(False)
        self._said.setText(self.t("recover.reading"))
        self._desk.runner.do(lambda _watch: opening.share_in(file, self._number), self._taken, self._failed, owner=self)

    def _taken(self, words: str) -> None:
        self._enable(True)
        self._said.setText("")
        self.words.setPlainText(words)

    def _failed(self, fault: Fault) -> None:
        self._enable(True)
        self._said.setText(self._desk.explain(fault))

    def _enable(self, on: bool) -> None:
        self.choosing.setEnabled(on)

    def value(self) -> str:
        """What stands there."""
        return self.words.value()

    def clear(self) -> None:
        """Nothing of it stays."""
        self.words.clear()
