"""Papers in the settings: how letter numbers are written, and a page to try the printer with."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.domain.errors import Refused
from core.domain.letter_number import write_number
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.print_pile import print_test_page
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label

SAMPLE = 45


class PaperCard(QFrame):
    """The next number is shown while the pattern is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.desk, self.t = desk, desk.t
        pattern, unit = desk.app.numbering()
        self.pattern, self.unit = LineInput(pattern), LineInput(unit)
        self._sample = label("", "muted")
        self._said = label("", "bad")
        for each in (self.pattern, self.unit):
            each.textEdited.connect(lambda _text: self._show())
        fields = row(
            Field(self.t("numbering.pattern"), self.pattern, self.t("numbering.hint")),
            Field(self.t("numbering.unit"), self.unit),
            gap="gap",
        )
        fields.setStretch(0, 3)
        fields.setStretch(1, 1)
        saving = plain(desk, self.t("numbering.save"), self._save, "save")
        testing = plain(desk, self.t("print.test"), self._try, "print")
        self.setLayout(
            column(
                label(self.t("numbering.title"), "section"),
                fields,
                self._sample,
                self._said,
                row(saving, testing, 0),
                margin="gap",
            )
        )
        self._show()

    def _show(self) -> None:
        try:
            made = write_number(self.pattern.value(), SAMPLE, "UND", self.unit.value() or "-", "7QK", self.desk.now().date())
        except Refused as fault:
            self._sample.setText("")
            self._said.setText(self.desk.explain(fault))
            return
        self._said.setText("")
        self._sample.setText(self.t("numbering.sample", number=made.text))

    def _save(self) -> None:
        try:
            self.desk.app.set_numbering(self.pattern.value(), self.unit.value())
        except Refused as fault:
            self._said.setText(self.desk.explain(fault))
            return
        self.desk.said.emit(self.t("numbering.saved"))

    def _try(self) -> None:
        print_test_page(self.desk, self)
