"""A pile of pacts as one print job: progress, stop, and on from the page where it broke off, also after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox, QWidget

from core.app import queries
from core.app.printing import PrintJob, remember, unfinished
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.printing import PrintRun, choose_printer
from ui.gui.runner import Fault
from ui.gui.screens.paper_view import PRINT_DPI
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.labels import label, notice

if TYPE_CHECKING:
    from core.app.papers import PageImage

KEPT_EVERY = 20


class Pile:
    """The pages of many documents, counted on from the first; one document is open at a time."""

    def __init__(self, read: Desk, documents: Sequence[str]) -> None:
        self._app, self.documents = read.app, tuple(documents)
        self.firsts: list[int] = []
        self._open = -1
        self._pdf = b""
        self.total = 0

    def count(self) -> int:
        """Pages of all documents; each is looked at once."""
        from core.app.papers import count_pages

        total = 0
        self.firsts = []
        for each in self.documents:
            self.firsts.append(total)
            total += count_pages(self._app.ask(queries.PactFile(each)))
        self.total = total
        return total

    def page(self, number: int) -> PageImage:
        """One page of the pile, from 0."""
        from bisect import bisect_right

        from core.app.papers import render_page

        index = bisect_right(self.firsts, number) - 1
        if index != self._open:
            self._pdf, self._open = self._app.ask(queries.PactFile(self.documents[index])), index
        return render_page(self._pdf, number - self.firsts[index], PRINT_DPI)

    def within(self, first: int, end: int) -> list[str]:
        """Documents whose last page lies in these pages: they came out whole or to their end."""
        ends = [*self.firsts[1:], self.total]
        return [each for each, last in zip(self.documents, ends, strict=True) if first < last <= end]


class PrintPileDialog(Dialog):
    """Without documents it takes up the job that broke off; ``missing`` are those whose PDF is not on this laptop."""

    def __init__(self, desk: Desk, documents: Sequence[str], parent: QWidget, missing: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.pile"))
        self.desk, self.t = desk, desk.t
        job = unfinished(desk.app.settings)
        again = job is not None and (not documents or tuple(documents) == job.documents)
        self._job = job if again and job is not None else PrintJob(tuple(documents))
        self._pile = Pile(desk, self._job.documents)
        self._total = 0
        self._run: PrintRun | None = None
        self.first = QSpinBox()
        self.first.setRange(1, 1)
        self._said = label(self.t("pile.counting"), "muted")
        self.button = primary(desk, self.t("pile.print"), self._start, "print")
        self.button.setEnabled(False)
        self._stop = plain(desk, self.t("button.cancel"), self._cancel, "close")
        self._stop.setVisible(False)
        self._closing = plain(desk, self.t("button.close"), self.reject)
        parts: list[QWidget] = [label(self.t("pile.title", n=len(self._job.documents)), "section")]
        parts += [notice(desk, words, "warn") for words in self._warnings(missing, None if again else job)]
        first = Field(self.t("pile.first"), self.first, self.t("pile.first_hint"))
        parts += [first, label(self.t("print.spool"), "small"), self._said]
        self.setLayout(column(*parts, row(self._stop, 0, self._closing, self.button), margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))
        desk.runner.ask(self._pile.count, self._counted, self._failed, self)

    def _warnings(self, missing: int, other: PrintJob | None) -> list[str]:
        before = sum(each.copies > 0 for each in self.desk.app.copies_of(self._job.documents))
        told = [self.t("pile.before", n=before)] if before else []
        if missing:
            told.append(self.t("pacts.not_held", n=missing))
        if other is not None:
            told.append(self.t("pile.replaces", n=other.pages, all=other.total))
        return told

    def _counted(self, total: int) -> None:
        self._total = total
        self.first.setRange(1, max(total, 1))
        self.first.setValue(min(self._job.pages + 1, max(total, 1)))
        self._said.setText(self.t("pile.pages", n=total))
        self.button.setEnabled(total > 0)

    def _start(self) -> None:
        printer = choose_printer(self.desk, self)
        if printer is None:
            self._said.setText(self.t("print.none"))
            return
        self._busy(True)
        self._run = PrintRun(self.desk, printer, self._total, self._pile.page, self)
        self._run.told.connect(self._tell)
        self._run.ended.connect(self._ended)
        self._run.start(self.first.value() - 1)

    def _tell(self, number: int, total: int) -> None:
        self._said.setText(self.t("print.page", n=number + 1, all=total))
        if number % KEPT_EVERY == 0:
            self._keep(number)

    def _keep(self, pages: int, came_out: Sequence[str] = (), whole: bool = False) -> None:
        """How far it is, and what came out, survives the window and the program."""
        app, job = self.desk.app, None if whole else PrintJob(self._job.documents, pages, self._total)

        def work(_watch: object) -> None:
            app.note_printed(came_out)
            remember(app.settings, job)

        self.desk.runner.do(work)

    def _ended(self, whole: bool) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        self._busy(False)
        self._keep(run.handed, self._pile.within(self.first.value() - 1, run.handed), whole)
        if whole:
            self._said.setText(self.t("print.done"))
            return
        self.first.setValue(min(run.handed + 1, self._total))
        self._said.setText(f"{run.reason} {self.t('pile.broke', n=run.handed, all=self._total)}")

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _busy(self, on: bool) -> None:
        self.button.setEnabled(not on)
        self.first.setEnabled(not on)
        self._closing.setEnabled(not on)
        self._stop.setVisible(on)

    def _failed(self, fault: Fault) -> None:
        self._said.setText(self.desk.explain(fault))

    def reject(self) -> None:
        """Esc does not break off a job that runs; Cancel does."""
        if self._run is None:
            super().reject()

    def done(self, result: int) -> None:
        """Closed for good, as by a lock: what runs breaks off and is remembered."""
        if self._run is not None:
            self._run.break_off()
        super().done(result)


def print_test_page(desk: Desk, parent: QWidget) -> None:
    """One page with margins, faces and a code, printed after the dialog; the status bar says what became of it."""
    printer = choose_printer(desk, parent)
    if printer is None:
        return
    run = PrintRun(desk, printer, 1, lambda _number: _test_page(desk), parent)
    run.ended.connect(lambda whole: desk.said.emit(desk.t("print.test_done") if whole else run.reason))
    run.start()


def _test_page(desk: Desk) -> PageImage:
    from core.app.papers import render_page, test_page

    return render_page(test_page(desk.t("print.test_words")), 0, PRINT_DPI)
