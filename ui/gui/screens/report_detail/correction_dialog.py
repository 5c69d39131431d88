"""Propose a correction: which field, what it should say, why. Another officer agrees later."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.app.views import Changes, ReportView
from core.domain.commands import ProposeCorrection
from core.domain.correction import AMEND, REASONS, RESTORE, VOID
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label
from ui.messages import field_name

LINES = ("summary", "envelope")
TEXTS = ("narrative", "suggestion", "weather", "transport", "logistics", "analysis", "closing")
DAYS = ("known", "happened", "observed")
Input = LineInput | TextInput | DayInput


class CorrectionDialog(Dialog):
    """One field at a time, so that the second officer sees what he agrees to."""

    def __init__(self, desk: Desk, view: ReportView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.correction"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._view, self._command, t = desk, view, desk.app.new_command(), desk.t
        whole = RESTORE if view.row.voided else VOID
        fields = [name for name in (*LINES, *TEXTS, *DAYS) if name in view.form]
        self.what = Choice([(name, field_name(name, t.language)) for name in fields] + [(whole, t(f"act.{whole}"))])
        self.inputs: dict[str, Input] = {name: self._input(name) for name in fields}
        self.pages = QStackedWidget()
        for control in self.inputs.values():
            self.pages.addWidget(box(control, 0))
        self.pages.addWidget(label(t(f"changes.{whole}_hint"), "muted"))
        self.reason = Choice([("", t("changes.choose_reason")), *((code, t(f"reason.{code}")) for code in REASONS)])
        self.words = LineInput()
        self._why = Field(t("changes.reason"), self.reason)
        self._new = Field(t("changes.new_value"), self.pages)
        self.button = primary(desk, t("changes.propose"), self._save)
        self.what.currentIndexChanged.connect(self._choose)
        self._fault = label("", "bad")
        self.setLayout(
            column(
                label(t("changes.title", number=view.row.number), "section"),
                label(t("changes.text"), "muted"),
                Field(t("changes.field"), self.what),
                self._new,
                self._why,
                Field(t("changes.words"), self.words),
                self._fault,
                row(0, plain(desk, t("button.cancel"), self.reject), self.button),
                gap="gap",
                margin="wide",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self._choose()

    def _input(self, name: str) -> Input:
        value = self._view.form.get(name, "")
        if name in DAYS:
            made = DayInput(self._desk, quick=False)
            made.put(str(value.get("date", "")) if isinstance(value, Mapping) else str(value or ""))
            made.line.setAccessibleName(field_name(name, self._desk.t.language))
            return made
        control = LineInput(str(value)) if name in LINES else TextInput(str(value))
        control.setAccessibleName(field_name(name, self._desk.t.language))
        return control

    def _choose(self, _index: int = 0) -> None:
        self.pages.setCurrentIndex(self.what.currentIndex())

    def _save(self) -> None:
        self._why.wrong("")
        self._fault.setText("")
        if not self.reason.value():
            self._why.wrong(self._desk.t("changes.no_reason"))
            self._why.point()
            return
        name = self.what.value()
        act, changes = (name, {}) if name in (VOID, RESTORE) else (AMEND, {name: self._value(name)})
        self.button.setEnabled(False)
        words = self.words.value()
        command = ProposeCorrection(self._command, read_id(self._view.row.id), act, self.reason.value(), words, changes)
        self._desk.execute(command, self._done, self._failed, self)

    def _value(self, name: str) -> object:
        typed = self.inputs[name].value()
        before = self._view.form.get(name)
        return {**before, "date": typed} if isinstance(before, Mapping) else typed or None

    def _done(self, _changes: Changes) -> None:
        self._desk.said.emit(self._desk.t("changes.proposal_kept"))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self._desk.explain(fault))
