"""The province gives a report its own agenda number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.app.views import Changes
from core.domain.commands import OpenCase
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label


class CaseDialog(Dialog):
    """The province gives a report its own agenda number."""

    def __init__(self, desk: Desk, report: str, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.case"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._report, self._command = desk, report, desk.app.new_command()
        self.line = LineInput(placeholder=desk.t("case.placeholder"))
        self._field = Field(desk.t("case.agenda"), self.line, desk.t("case.hint"))
        self.button = primary(desk, desk.t("detail.open_case"), self._save)
        self.button.setDefault(True)
        closing = plain(desk, desk.t("button.cancel"), self.reject)
        self.setLayout(column(label(number, "section"), self._field, row(0, closing, self.button), gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _save(self) -> None:
        if not self.line.value():
            self._field.wrong(self._desk.t("case.missing"))
            return
        self.button.setEnabled(False)
        command = OpenCase(self._command, read_id(self._report), self.line.value())
        self._desk.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._field.wrong(self._desk.explain(fault))
