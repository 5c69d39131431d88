"""A case's journal extract leaves the program: for whom, why, what is held back; the trace is written first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.app.views import ReportRow
from core.app.watch import Watch
from core.domain.annex import ExportAnnex
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.amount import amount
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from core.app.annexing import AnnexMade


class AnnexDialog(Dialog):
    """Addressee and basis are asked for; the reported parties stay here unless somebody says otherwise."""

    def __init__(self, desk: Desk, report: ReportRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("annex.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._report = desk, desk.t, report
        self.to, self.basis = LineInput(), LineInput()
        self._to, self._basis = Field(self.t("annex.to"), self.to), Field(self.t("annex.basis"), self.basis)
        self.parties = Tick(self.t("annex.parties"))
        self.files = Tick(self.t("annex.files"))
        self.progress = Progress(desk)
        self._fault = label("", "bad")
        self.button = primary(desk, self.t("annex.make"), self._ask_where, "export")
        closing = plain(desk, self.t("button.cancel"), self.reject)
        self.setLayout(
            column(
                label(f"{self.t('annex.title')} · {report.number}", "section"),
                notice(desk, self.t("annex.note"), "warn"),
                self._to,
                self._basis,
                self.parties,
                self.files,
                self.progress,
                self._fault,
                row(0, closing, self.button),
                gap="gap",
                margin="wide",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _ask_where(self) -> None:
        for field, control in ((self._to, self.to), (self._basis, self.basis)):
            field.wrong("" if control.value() else self.t("annex.needed"))
        if not self.to.value() or not self.basis.value():
            return
        path = save_file(self.desk, self, self.t("annex.where"), f"lampiran-{self._report.number}.zip", "zip")
        if path is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the file there, with progress and a way to stop."""
        app = self.desk.app
        withhold = () if self.parties.isChecked() else ("parties",)
        command = ExportAnnex(
            app.new_command(),
            read_id(self._report.id),
            self.to.value(),
            self.basis.value(),
            withhold,
            (),
            self.files.isChecked(),
        )

        def work(watch: Watch) -> AnnexMade:
            from ui.compose import writing_file

            with writing_file(path) as sink:
                return app.annex(command, sink, watch)

        self._fault.setText("")
        self.button.setEnabled(False)
        job = self.desk.runner.do(work, self._written, self._failed, self._tell, self)
        self.progress.follow(job, self.t("export.working"))

    def _tell(self, _stage: str, done: int, total: int) -> None:
        size = self.t("progress.count", done=amount(self.t, done), total=amount(self.t, total)) if total else ""
        self.progress.tell_amount(self.t("export.working"), size, done, total)

    def _written(self, made: AnnexMade) -> None:
        self.desk.said.emit(self.t("annex.done", n=made.entries))
        self.desk.changed.emit(frozenset({"reports"}))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self.button.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))
