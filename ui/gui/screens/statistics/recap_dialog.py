"""A daily or periodic report: which, from which day to which, as a signed paper or as a workbook."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.document_views import IssuedDocument
from core.app.recap_views import command_of, file_of, parts_of
from core.app.statistics_queries import RECAPS, Recap
from core.app.watch import Watch
from core.domain.document import IssueDocument
from ui.gui import files
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress

FORMATS = ("pdf", "xlsx")


class RecapDialog(Dialog):
    """Nothing is made before the button is pressed; a paper takes a number."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.t, self._command = desk, desk.t, desk.app.new_command()
        self.setWindowTitle(self.t("recap.title"))
        self.what = Choice([(each, self.t(f"recap.what.{each}")) for each in RECAPS])
        self.first, self.last = DayInput(desk, quick=False), DayInput(desk, quick=False)
        today = desk.now().date()
        self.first.put((today - timedelta(days=6)).isoformat())
        self.last.put(today.isoformat())
        self.position = LineInput(desk.app.facts.officer)
        self.format = Options([(each, each.upper()) for each in FORMATS], FORMATS[0], self._renamed, self.t("listing.format"))
        self.line = LineInput(str(Path.home() / "laporan-berkala.pdf"))
        self._field = Field(self.t("listing.file"), self.line)
        self.button = primary(desk, self.t("recap.make"), self._make, "export")
        self.button.setDefault(True)
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.progress, self.said = Progress(desk), label("", "ok")
        days = beside(
            Field(self.t("statistics.filter.since"), self.first, focus=self.first.line),
            Field(self.t("statistics.filter.until"), self.last, focus=self.last.line),
            gap="gap",
        )
        self.setLayout(
            column(
                Field(self.t("recap.which"), self.what),
                days,
                Field(self.t("recap.position"), self.position),
                self.format,
                self._field,
                row(plain(desk, self.t("listing.browse"), self._browse), 0),
                self.progress,
                self.said,
                row(0, self.closing, self.button),
                gap="gap",
                margin="gap",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _renamed(self, form: str) -> None:
        self.line.setText(str(Path(self.line.value() or "laporan-berkala").with_suffix(f".{form}")))

    def _browse(self) -> None:
        form = self.format.value
        path = files.save_file(self.desk, self, self.t("recap.title"), f"laporan-berkala.{form}", form)
        if path is not None:
            self.line.setText(str(path))

    def _make(self) -> None:
        path = Path(self.line.value())
        if not self.line.value() or not path.parent.is_dir():
            self._field.wrong(self.t("listing.no_folder"))
            return
        self._field.wrong("")
        self.button.setEnabled(False)
        app, query = self.desk.app, Recap(self.what.value(), self.first.value(), self.last.value())
        position, form, command = self.position.value() or app.facts.officer, self.format.value, self._command

        def work(_watch: Watch) -> str:
            from ui.compose import write_file

            if form == "xlsx":
                write_file(path, app.export_recap(query)[1])
                return ""
            numbers = []
            for at, part in enumerate(parts_of(app.ask(query))):
                fields = part.fields | {"signer_position": position}
                made = app.execute(IssueDocument(command_of(command, at), part.kind, fields, part.groups)).reply
                if not isinstance(made, IssuedDocument):
                    raise TypeError("issuing gave no document")
                write_file(file_of(path, at), made.pdf)
                numbers.append(made.number)
            return ", ".join(numbers)

        job = self.desk.runner.do(work, self._done, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("recap.title"))

    def _done(self, number: str) -> None:
        self.progress.finish()
        name = Path(self.line.value()).name
        self.said.setText(self.t("recap.made", number=number, file=name) if number else self.t("statistics.saved", file=name))
        self.closing.setText(self.t("button.close"))
        self.closing.setFocus()
        self.desk.changed.emit(frozenset({"documents"}))

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self.button.setEnabled(True)
        self._field.wrong(self.desk.explain(fault))
