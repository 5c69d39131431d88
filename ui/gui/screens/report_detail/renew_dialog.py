"""Kode hilang: a new code for a reporter who stands here; it is shown once and ends the old."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries
from core.app.printing import paper_of
from core.app.views import Changes, ReportView, Submitted
from core.domain.commands import RenewLookup
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column, row
from ui.gui.runner import Fault
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label, notice


class RenewDialog(Dialog):
    """First the warning, then the code; while the code is on its way the dialog stays."""

    def __init__(self, desk: Desk, view: ReportView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("renew.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._view, self._command = desk, view, desk.app.new_command()
        self.code = ""
        self._body = QVBoxLayout()
        self._fault = label("", "bad")
        self.go = primary(desk, desk.t("renew.go"), self._renew, "refresh")
        self.closing = plain(desk, desk.t("button.cancel"), self.reject)
        head = label(f"{desk.t('renew.title')} · {view.row.number}", "section")
        self._body.addWidget(notice(desk, desk.t("renew.text"), "warn"))
        self.setLayout(column(head, self._body, self._fault, row(0, self.closing, self.go), gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _renew(self) -> None:
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self.closing.setEnabled(False)
        self._desk.execute_once(RenewLookup(self._command, read_id(self._view.row.id)), self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        reply = changes.reply
        self.closing.setEnabled(True)
        self.closing.setText(self._desk.t("button.close"))
        self.go.setVisible(False)
        clear(self._body)
        if isinstance(reply, Submitted):
            self.code = reply.code
        shown = label(self.code, "code")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        shown.setAccessibleName(" ".join(self.code))
        self._body.addWidget(shown)
        self._body.addWidget(notice(self._desk, self._desk.t("renew.once"), "warn"))
        if not self._view.row.sealed:
            self._body.addLayout(row(plain(self._desk, self._desk.t("receipt.print"), self._print, "print"), 0))
        self.closing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        app, report, code, t = self._desk.app, self._view.row.id, self.code, self._desk.t
        save, note = t("receipt.paper_save"), t("receipt.paper_note")
        words = Paper(t("receipt.paper"), "tanda-terima.pdf", save, note, paper_of(report, "t05"))
        PaperDialog(self._desk, words, lambda: app.ask(queries.Receipt(report, code)), self).exec()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self.closing.setEnabled(True)
        self._fault.setText(self._desk.explain(fault))

    def reject(self) -> None:
        """Never while the code is on its way; once it was seen, a lock that waited may fall."""
        if self._desk.awaits_reply:
            return
        super().reject()
        if self.code:
            self.code = ""
            self._desk.once_over.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Esc."""
        if self._desk.awaits_reply:
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus and nothing else."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)
