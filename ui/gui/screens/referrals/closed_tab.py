"""The cases that ended: how, and by whose decision; no word of any report."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.referral_queries import ClosedCases
from core.app.referral_views import ClosedPage, ClosedRow
from core.domain.ids import read_id
from core.domain.referral import NoteClosingSeen
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.referrals.words import short
from ui.gui.widgets.labels import label

COLUMNS = ("number", "kind", "day", "outcome", "institution", "decision", "viewed", "reasons")


class ClosedTab(QWidget):
    """A table, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._noted = set[str]()
        headings = [self.t(f"referrals.closed_{name}") for name in COLUMNS]
        self.table: PagedTable[ClosedRow] = PagedTable(self.t("referrals.tab.closed"), headings, self._cells, self._on)
        self._empty = label(self.t("referrals.none_closed"), "muted")
        self.setLayout(column(label(self.t("referrals.closed_what"), "muted"), self._empty, self.table, margin="gap"))

    def refresh(self) -> None:
        """Ask for the newest."""
        self.desk.ask(ClosedCases(), self._show, self, "referrals.closed")

    def _on(self, after: str) -> None:
        self.desk.ask(ClosedCases(after=after), self._further, self, "referrals.closed")

    def _further(self, page: ClosedPage) -> None:
        self.table.go_on(page.rows, page.next)
        self._saw(page)

    def _show(self, page: ClosedPage) -> None:
        self._empty.setVisible(not page.rows)
        self.table.begin(page.rows, page.next)
        self._saw(page)

    def _saw(self, page: ClosedPage) -> None:
        """The liaison's first look at each is recorded."""
        for row in page.rows if self.desk.app.is_liaison else ():
            if not row.seen and row.report not in self._noted:
                self._noted.add(row.report)
                command = NoteClosingSeen(self.desk.app.new_command(), read_id(row.report))
                self.desk.execute(command, lambda _changes: None, self.desk.say_fault, self)

    def _cells(self, each: ClosedRow) -> list[str]:
        key = f"case.outcome.{each.outcome}"
        outcome = self.t(key) if self.t.known(key) else self.t(f"referrals.end.{each.outcome}")
        decision = f"{each.decision} ({self.desk.day(each.decided)})" if each.decision else ""
        kind = self.t(f"kind.{each.kind}")
        reasons = " | ".join(each.reasons)
        viewed = self.desk.when(each.viewed) if each.viewed else ""
        told = [each.number, kind, self.desk.day(each.day), outcome, short(self.desk, each.institution), decision, viewed]
        return [*told, reasons]
