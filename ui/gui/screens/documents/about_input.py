"""Which report a document is about: its number is typed here or comes from the report's own papers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app.document_views import ToldOfReport
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput


class AboutInput(QWidget):
    """``named`` when another number stands here than the one that was asked for last."""

    named = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.t = desk.t
        self.line = LineInput(placeholder=self.t("documents.about_hint"))
        self.field = Field(self.t("documents.about"), self.line)
        self.told: ToldOfReport | None = None
        self._asked = ""
        self.line.left.connect(self._look)
        self.line.returnPressed.connect(self._look)
        self.setLayout(column(self.field))

    def value(self) -> str:
        """The number as typed; what was asked for is remembered."""
        self._asked = self.line.value()
        return self._asked

    def put(self, number: str) -> None:
        """Show a number without asking for it."""
        self.line.setText(number)

    def show_told(self, told: ToldOfReport | None) -> None:
        """What the report gave, or that there is none."""
        self.told = told
        self.field.wrong("")
        if told is not None:
            self.line.setText(told.number)
            self._asked = told.number
        self.field.doubt(self.t("documents.withheld") if told is not None and told.withheld else "")

    def wrong(self, words: str) -> None:
        """The report is not known here, or the document must not be about it."""
        self.told = None
        self.field.doubt("")
        self.field.wrong(words)

    def _look(self) -> None:
        if self.line.value() != self._asked:
            self.named.emit()
