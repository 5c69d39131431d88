"""A list goes out as a table: the warning first, then where to, then what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.queries import Reports
from core.app.watch import Watch
from ui.gui import files
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.progress import Progress
from ui.listing_words import listing_words

FORMATS = ("xlsx", "csv")


class ListingDialog(Dialog):
    """What is chosen, or all that the filter finds, as XLSX or CSV."""

    def __init__(self, desk: Desk, query: Reports, numbers: tuple[int, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.t, self._query, self._numbers = desk, desk.t, query, numbers
        self.setWindowTitle(self.t("listing.title"))
        what = self.t("listing.chosen", n=len(numbers)) if numbers else self.t("listing.all")
        self.format = Options([(each, each.upper()) for each in FORMATS], "xlsx", self._renamed, self.t("listing.format"))
        self.line = LineInput(str(Path.home() / "daftar-laporan.xlsx"))
        self._field = Field(self.t("listing.file"), self.line)
        self.button = primary(desk, self.t("listing.write"), self._write, "export")
        self.button.setDefault(True)
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        browse = plain(desk, self.t("listing.browse"), self._browse)
        self.progress = Progress(desk)
        self._said = label("", "ok")
        self.setLayout(
            column(
                label(what, "strong"),
                notice(desk, self.t("listing.warning"), "warn"),
                self.format,
                self._field,
                row(browse, 0),
                self.progress,
                self._said,
                row(0, self.closing, self.button),
                gap="gap",
                margin="gap",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _renamed(self, form: str) -> None:
        self.line.setText(str(Path(self.line.value() or "daftar-laporan").with_suffix(f".{form}")))

    def _browse(self) -> None:
        form = self.format.value
        path = files.save_file(self._desk, self, self.t("listing.title"), f"daftar-laporan.{form}", form)
        if path is not None:
            self.line.setText(str(path))

    def _write(self) -> None:
        path, form = Path(self.line.value()), self.format.value
        if not self.line.value() or not path.parent.is_dir():
            self._field.wrong(self.t("listing.no_folder"))
            return
        self.button.setEnabled(False)
        app = self._desk.app
        words = listing_words(app.reference, self.t.language)

        def work(watch: Watch) -> int:
            from ui.compose import writing_file

            with writing_file(path) as sink:
                return app.export_reports(self._query, sink, self._numbers, form, words, watch)

        job = self._desk.runner.do(work, self._done, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("listing.title"))

    def _done(self, count: int) -> None:
        self.progress.finish()
        self._said.setText(self.t("listing.done", n=count, file=Path(self.line.value()).name))
        self.closing.setText(self.t("button.close"))
        self.closing.setFocus()

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self.button.setEnabled(True)
        self._field.wrong(self._desk.explain(fault))
