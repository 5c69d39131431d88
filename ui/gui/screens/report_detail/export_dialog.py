"""A file leaves the program: what that means, what for, and where to; the trace is written before the first byte."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.app.views import AttachmentRow, Exported, ReportView
from core.app.watch import Watch
from core.domain.commands import ExportEvidence
from core.domain.evidence import PURPOSES
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.amount import amount
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.progress import Progress

LOSSLESS = ("image/png", "image/gif", "image/bmp")


class ExportDialog(Dialog):
    """The original as it came, or a copy of its pixels without metadata."""

    def __init__(self, desk: Desk, view: ReportView, file: AttachmentRow, *, copy: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._view, self._file, self._copy = desk, desk.t, view, file, copy
        self.purpose = Choice([("", self.t("export.choose")), *((code, self.t(f"purpose.{code}")) for code in PURPOSES)])
        self.purpose.activated.connect(lambda _place: self._allow())
        self.progress = Progress(desk)
        self._fault = label("", "bad")
        title = self.t("export.copy" if copy else "export.original")
        self.button = primary(desk, title, self._ask_where, "export")
        closing = plain(desk, self.t("button.cancel"), self.reject)
        self.setLayout(
            column(
                label(title, "section"), label(f"{file.name} · {amount(self.t, file.size)}", "muted"),
                notice(desk, self.t("export.copy_note" if copy else "export.warning"), "info" if copy else "warn"),
                Field(self.t("export.purpose"), self.purpose, self.t("export.purpose_hint")),
                self.progress, self._fault, 0, row(0, closing, self.button), gap="gap", margin="wide",
            )
        )  # fmt: skip
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self._allow()

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.purpose.value()))

    def _ask_where(self) -> None:
        name = self._file.name
        if self._copy:
            ending = "png" if self._file.media_type in LOSSLESS else "jpg"
            name = f"salinan-{self._view.row.number}.{ending}"
        path = save_file(self.desk, self, self.t("export.where"), name, "")
        if path is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the file there, with progress and a way to stop."""
        app = self.desk.app
        command = ExportEvidence(app.new_command(), read_id(self._view.row.id), self._file.id, self.purpose.value(), self._copy)

        def work(watch: Watch) -> Exported:
            from ui.compose import writing_file

            with writing_file(path) as sink:
                return app.evidence.export(command, sink, watch)

        self._fault.setText("")
        self.button.setEnabled(False)
        job = self.desk.runner.do(work, self._written, self._failed, self._tell, self)
        self.progress.follow(job, self.t("export.working"))

    def _tell(self, _stage: str, done: int, total: int) -> None:
        size = self.t("progress.count", done=amount(self.t, done), total=amount(self.t, total)) if total else ""
        self.progress.tell_amount(self.t("export.working"), size, done, total)

    def _written(self, _made: Exported) -> None:
        self.desk.said.emit(self.t("detail.exported"))
        self.desk.changed.emit(frozenset({"reports"}))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self._fault.setText(self.desk.explain(fault))
        self._allow()
