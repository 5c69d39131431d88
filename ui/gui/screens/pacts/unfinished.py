"""A print job that broke off, as a line above the register: go on from where it was, or let it be."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from core.app.printing import PrintJob, remember, unfinished
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.print_pile import PrintPileDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import state


class UnfinishedPrint(QFrame):
    """Hidden while no job is open."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.t = desk, desk.t
        self.setProperty("card", "true")
        self._words: QWidget = QWidget()
        self._line = row()
        self._line.addWidget(self._words, 1)
        self.going_on = plain(desk, self.t("pile.go_on"), self._go_on, "print")
        self.dropping = plain(desk, self.t("pile.drop"), self._drop, "close")
        self._line.addWidget(self.going_on)
        self._line.addWidget(self.dropping)
        self.setLayout(column(self._line, margin="small"))
        self.setVisible(False)

    def refresh(self) -> None:
        """Ask whether a job is open, after what was being written about it."""
        app = self.desk.app
        self.desk.runner.do(lambda _watch: unfinished(app.settings), self._show, owner=self)

    def _show(self, job: PrintJob | None) -> None:
        self.setVisible(job is not None)
        if job is None:
            return
        words = self.t("pile.open", n=job.pages, all=job.total, pacts=len(job.documents))
        made = state(self.desk, words, "warn", wrap=True)
        self._line.replaceWidget(self._words, made)
        self._words.deleteLater()
        self._words = made

    def _go_on(self) -> None:
        PrintPileDialog(self.desk, (), self).exec()
        self.refresh()

    def _drop(self) -> None:
        app = self.desk.app
        self.desk.runner.do(lambda _watch: remember(app.settings, None), lambda _nothing: self.refresh(), owner=self)
