"""Taking back a receipt of Bawaslu that was recorded on the wrong report: what it does to the time limits, and why."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.app.deadline_views import DeadlineView, ReceiptRow, resumed
from core.app.views import WAITING, Changes, ReportView
from core.domain.bawaslu import WithdrawBawasluReceipt
from core.domain.ids import read_id
from ui.deadline_words import LEVELS, due_words, say
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.deadline_lines import title_of
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import TextInput
from ui.gui.widgets.labels import label, notice

REASON_LINES = 3


class TakeBackDialog(Dialog):
    """First what happens, then the reason; a refusal stands below it and nothing typed is lost."""

    def __init__(self, desk: Desk, view: ReportView, receipt: ReceiptRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.lodging"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t = desk, desk.t
        self._report, self._receipt, self._command = read_id(view.row.id), receipt, desk.app.new_command()
        self.reason = TextInput(lines=REASON_LINES)
        self.fault = label("", "bad")
        self.button = primary(desk, self.t("take_back.go"), self._save, "undo")
        closing = plain(desk, self.t("button.cancel"), self.reject)
        told = " · ".join((self.t("lodging.recorded", number=receipt.number), say(LEVELS[receipt.level], self.t.language)))
        self.setLayout(
            column(
                label(f"{self.t('take_back.title')} · {view.row.number}", "section"),
                label(told, "strong"),
                notice(desk, "\n".join(self._effects(view)), "warn"),
                label(self.t("take_back.text"), "muted"),
                Field(self.t("take_back.reason"), self.reason, self.t("take_back.reason_hint")),
                self.fault,
                row(0, closing, self.button),
                gap="gap",
                margin="wide",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _effects(self, view: ReportView) -> Iterator[str]:
        """What taking it back does to the time limits of the report, in words."""
        if len(view.receipts) > 1:
            yield self.t("take_back.others")
            return
        again = resumed(view.deadlines, waiting=view.row.status == WAITING)
        yield from (self._runs(each) for each in again)
        if not again:
            yield self.t("take_back.none")

    def _runs(self, deadline: DeadlineView) -> str:
        words = "take_back.over" if deadline.days_left < 0 else "take_back.runs"
        return self.t(words, step=title_of(self.desk, deadline), until=due_words(deadline.safe, deadline.zone, self.t.language))

    def _save(self) -> None:
        self.button.setEnabled(False)
        command = WithdrawBawasluReceipt(
            self._command, self._report, self._receipt.number, self._receipt.level, self.reason.value()
        )
        self.desk.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("take_back.done", number=self._receipt.number))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self.fault.setText(self.desk.explain(fault))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)  # the button lost the keyboard while it was shut
