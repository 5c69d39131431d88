"""What heads still owe, as lists that can be printed, and the pacts that must be issued anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.cascade_views import ReissueRow, ReminderGroup
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.pacts.local_pages import LocalPages
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import label

WITHIN = ("", "0", "7", "30")
OWED = ("head", "office", "count", "overdue")
ANEW = ("name", "number", "position", "why")


class ReminderPage(QWidget):
    """One line for each head; Enter shows the list as it will be printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.within = Choice([(each, self.t(f"reminder.within_{each or 'all'}")) for each in WITHIN])
        self.within.setAccessibleName(self.t("reminder.by_days"))
        self.within.activated.connect(lambda _index: self.refresh())
        headings = [self.t(f"reminder.col_{name}") for name in OWED]
        self.table: LocalPages[ReminderGroup] = LocalPages(self.t("cascade.reminders"), headings, self._cells)
        self.table.itemActivated.connect(lambda _item: self.open_paper())
        self._empty = label(self.t("reminder.empty"), "muted")
        opening = plain(desk, self.t("reminder.open"), self.open_paper, "print")
        self.setLayout(column(row(self.within), self._empty, self.table, row(opening, 0)))

    def _days(self) -> int | None:
        return int(self.within.value()) if self.within.value() else None

    def refresh(self) -> None:
        """Ask what is owed."""
        self.desk.ask(queries.Reminders(within=self._days()), self._show, self, "cascade.reminders")

    def _show(self, groups: tuple[ReminderGroup, ...]) -> None:
        self._empty.setVisible(not groups)
        self.table.show_all(groups)

    def _cells(self, group: ReminderGroup) -> list[str]:
        head = f"{group.head_name}, {group.head_position}".strip(", ") or self.t("reminder.no_head")
        return [head, group.office_name, f"{len(group.people):,}", f"{group.overdue:,}"]

    def open_paper(self) -> None:
        """The list of the first head chosen."""
        chosen = self.table.chosen_rows()
        if chosen:
            group, app, within = chosen[0], self.desk.app, self._days()
            home = group.people[0].home
            asked = queries.ReminderPaper(group.head, group.office, home, within)
            paper = Paper(f"{self.t('reminder.title')} · {group.office_name}", "tagihan-pakta.pdf", self.t("pact.save"))
            PaperDialog(self.desk, paper, lambda: app.ask(asked), self).exec()


class ReissuePage(QWidget):
    """``wanted`` when those that need a new pact shall get one."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        headings = [self.t(f"reissue.col_{name}") for name in ANEW]
        self.table: LocalPages[ReissueRow] = LocalPages(self.t("cascade.reissues"), headings, self._cells)
        self._empty = label(self.t("reissue.empty"), "muted")
        self.button = plain(desk, self.t("reissue.go"), self.wanted.emit, "sign")
        self.setLayout(column(self._empty, self.table, row(self.button, 0)))

    def refresh(self) -> None:
        """Ask which pacts do not fit any more."""
        self.desk.ask(queries.Reissues(), self._show, self, "cascade.reissues")

    def _show(self, rows: tuple[ReissueRow, ...]) -> None:
        self._empty.setVisible(not rows)
        own = self.desk.app.facts.code
        self.button.setEnabled(any(each.person.home == own for each in rows))
        self.table.show_all(rows)

    def _cells(self, each: ReissueRow) -> list[str]:
        why = ", ".join(self.t(f"reissue.{reason}") for reason in each.reasons)
        return [each.person.name, each.person.pact_number, each.person.position, why]
