"""Statistik: what is counted on top, below it the same numbers as a chart, as a table, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QStackedLayout, QWidget

from core.app.statistics_export import Words as SheetWords
from core.app.statistics_views import Pivot
from core.app.watch import Watch
from core.domain.statistics import days_before
from ui.figures import Figure, Form, Named, form_of
from ui.gui import files
from ui.gui.charts.pictures import png
from ui.gui.charts.widget import ChartView
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.screen import Screen
from ui.gui.screens.statistics.chooser import Chooser
from ui.gui.screens.statistics.recap_dialog import RecapDialog
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table
from ui.gui.widgets.tabs import tabbed

TOPIC = "statistics"


class StatisticsScreen(Screen):
    """Asks anew when reports change; counts alone, never a name or a single report."""

    topics = frozenset({"reports", "exchange", "cases"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.named = Named(desk.t.language)
        self.chooser = Chooser(desk)
        self.chooser.changed.connect(self.refresh)
        self.chart = ChartView(desk)
        self._sheet: SheetWords = ("", [], [])
        self._place = QStackedLayout()
        self.table = self._table([""])
        self.card = label("")
        self.tabs = tabbed(self.t("room.statistics"))
        self.tabs.addTab(scrolled(self.chart), self.t("statistics.tab.chart"))
        holder = QWidget()
        holder.setLayout(self._place)
        self.tabs.addTab(holder, self.t("statistics.tab.table"))
        self.tabs.addTab(scrolled(box(self.card, 0, margin="gap"), sideways=False), self.t("statistics.card.title"))
        self.fault = label("", "bad")
        self.fault.setVisible(False)
        self.picture = plain(desk, self.t("statistics.save_png"), self._save_picture, "export")
        self.book = plain(desk, self.t("statistics.save_xlsx"), self._save_book, "export")
        self.recap = plain(desk, self.t("recap.title"), self._recap, "file")
        self.said = label("", "ok", wrap=False)
        self.setLayout(
            column(
                self.chooser,
                self.fault,
                self.tabs,
                beside(self.said, 0, self.recap, self.book, self.picture),
                gap="gap",
                margin="gap",
            )
        )

    def refresh(self) -> None:
        """Count again."""
        self.desk.runner.ask(lambda: self.desk.app.ask(self.chooser.query), self._counted, self._failed, self, TOPIC)

    def _failed(self, fault: Fault) -> None:
        self._say(self.desk.explain(fault))

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _counted(self, pivot: Pivot) -> None:
        self._say("")
        which = self.chooser.compare.value()
        if not which or not pivot.card.first_day:
            headings, rows = self.named.table(pivot)
            self._show(pivot, self.named.figure(pivot), form_of(pivot), headings, rows)
            return
        other = self.chooser.other(*days_before(pivot.card.first_day, pivot.card.last_day, which))
        app = self.desk.app
        self.desk.runner.ask(lambda: app.ask(other), lambda before: self._compared(pivot, before), self._failed, self, TOPIC)

    def _compared(self, pivot: Pivot, before: Pivot) -> None:
        figure, headings, rows = self.named.compared(pivot, before)
        self._show(pivot, figure, "pairs", headings, rows)

    def _show(self, pivot: Pivot, figure: Figure, form: Form, headings: list[str], rows: list[list[str]]) -> None:
        self.chart.show_figure(figure, form)
        self.table = self._table(headings)
        self.table.fill(rows)
        self._sheet = (figure.title, headings, rows)
        self.card.setText("\n\n".join(f"{name}: {words}" for name, words in self.named.card(pivot.card)))

    def _table(self, headings: list[str]) -> Table:
        """A table has the columns that it was made with: other columns are another table."""
        before = self._place.currentWidget()
        made = Table(self.t("statistics.tab.table"), headings, matrix=True)
        self._place.addWidget(made)
        self._place.setCurrentWidget(made)
        if before is not None:
            self._place.removeWidget(before)
            before.deleteLater()
        return made

    # --- out -----------------------------------------------------------------------------------------------------

    def _save_picture(self) -> None:
        path = files.save_file(self.desk, self, self.t("statistics.save_png"), self.t("statistics.file_png"), "png")
        if path is not None:
            self.write_picture(path)

    def _save_book(self) -> None:
        path = files.save_file(self.desk, self, self.t("statistics.save_xlsx"), self.t("statistics.file_xlsx"), "xlsx")
        if path is not None:
            self.write_book(path)

    def write_picture(self, path: Path) -> None:
        """The chart as it is shown, on white ground; noted like every export."""
        shown = self.chart.figure
        if shown is None:
            return
        app, query, sheets, (figure, form) = self.desk.app, self.chooser.query, self.named.sheets, shown

        def work(_watch: Watch) -> None:
            app.export_counts(query, "png", sheets)
            _write(path, png(figure, form))

        self._run(work, path)

    def write_book(self, path: Path) -> None:
        """The table as it is shown, with its data card, as a workbook."""
        app, query, sheet, named = self.desk.app, self.chooser.query, self._sheet, self.named

        def sheets(pivot: Pivot) -> tuple[SheetWords, SheetWords]:
            return sheet, named.sheets(pivot)[1]

        self._run(lambda _watch: _write(path, app.export_counts(query, "xlsx", sheets)[1]), path)

    def _run(self, work: Callable[[Watch], None], path: Path) -> None:
        self.said.setText("")
        self.desk.runner.do(
            work,
            lambda _none: self.said.setText(self.t("statistics.saved", file=path.name)),
            self._failed,
            None,
            self,
        )

    def _recap(self) -> None:
        RecapDialog(self.desk, self).exec()


def _write(path: Path, data: bytes) -> None:
    from ui.compose import write_file

    write_file(path, data)
