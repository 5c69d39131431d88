"""The receipt of a stored report once more: without a code, or with the one that the reporter types in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from core.app import queries
from core.app.printing import paper_of
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label


class SlipDialog(Dialog):
    """Code (masked, and optional), whether the number stands on the slip, and the way to the preview."""

    def __init__(self, desk: Desk, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("paper.t05"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._report = desk, report
        t = desk.t
        self.code = LineInput(placeholder=t("receipt.retype_placeholder"))
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.numbered = QCheckBox(t("receipt.with_number"))
        self.numbered.setAccessibleName(t("receipt.with_number"))
        self.button = primary(desk, t("paper.open"), lambda: self._open(), "print")
        self.button.setDefault(True)
        closing = plain(desk, t("button.cancel"), self.reject)
        field = Field(t("paper.slip_code"), self.code, t("paper.slip_hint"))
        head = label(t("paper.t05"), "section")
        self.setLayout(column(head, field, self.numbered, row(0, closing, self.button), gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def paper(self) -> PaperDialog:
        """The slip for looking at; a code that is not this report's is refused there in words."""
        t, app = self._desk.t, self._desk.app
        asked = queries.Receipt(self._report, self.code.value(), None, self.numbered.isChecked())
        note = t("receipt.paper_note") if asked.code else ""
        words = Paper(t("receipt.paper"), "tanda-terima.pdf", t("receipt.paper_save"), note, paper_of(self._report, "t05"))
        return PaperDialog(self._desk, words, lambda: app.ask(asked), self)

    def _open(self) -> None:
        self.paper().exec()
        self.accept()
