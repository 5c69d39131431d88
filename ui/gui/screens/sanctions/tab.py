"""The list of sanctions, without a name, and the names whose time to be erased has come."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries as reports
from core.app import sanction_queries as queries
from core.app.sanction_views import NamePage, NameRow, RegisterFilling, SanctionPage, SanctionRow
from core.app.views import Changes
from core.domain.document import IssueDocument
from core.domain.ids import read_id
from core.domain.sanction import EraseName
from core.domain.sanctioning import STATUSES
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.runner import Fault
from ui.gui.screens.documents.register import show_document
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.sanctions.words import rung_name
from ui.gui.theme import pixels
from ui.gui.typed_days import read_day
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, DayInput
from ui.gui.widgets.labels import label, state

COLUMNS = ("report", "rung", "status", "document", "informed")


class SanctionsTab(QWidget):
    """Enter opens the case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.status = Choice([("", self.t("sanction.every")), *((each, self.t(f"sanction_status.{each}")) for each in STATUSES)])
        self.status.setAccessibleName(self.t("sanction.col_status"))
        self.status.activated.connect(lambda _place: self.refresh())
        self.since, self.until = (self._day(name) for name in ("since", "to"))
        headings = [self.t(f"sanction.col_{name}") for name in COLUMNS]
        self.table: PagedTable[SanctionRow] = PagedTable(self.t("sanction.list"), headings, self._cells, self._ask)
        self.table.itemActivated.connect(lambda _item: self._open())
        self._empty = label(self.t("sanction.empty"), "muted")
        opening = plain(desk, self.t("sanction.open"), self._open, "eye")
        self.register = plain(desk, self.t("sanction.register"), partial(self._register, self._look), "print")
        self.issue = plain(desk, self.t("sanction.register_issue"), partial(self._register, self._issue), "sign")
        self._names = QVBoxLayout()
        self._names.setSpacing(pixels("small"))
        narrow = beside(self.status, self.since, self.until)
        for place, share in enumerate((3, 2, 2)):
            narrow.setStretch(place, share)
        self.setLayout(
            column(narrow, self._empty, self.table, flowing(opening, self.register, self.issue), self._names, margin="gap")
        )
        self.refresh()

    def _day(self, name: str) -> DayInput:
        made = DayInput(self.desk, quick=False)
        made.line.setAccessibleName(self.t(f"sanction.{name}"))
        made.line.setPlaceholderText(self.t(f"sanction.{name}"))
        made.edited.connect(self.refresh)
        return made

    def refresh(self) -> None:
        """Ask for the first page and for the names that are due."""
        self._ask("")
        self.desk.ask(queries.NamesDue(), self._show_names, self, "sanctions.names")

    def _ask(self, after: str) -> None:
        since, until = (read_day(day.line.value()) for day in (self.since, self.until))
        asked = queries.Sanctions(
            status=self.status.value(),
            since=since.isoformat() if since else "",
            until=until.isoformat() if until else "",
            after=after or None,
        )
        self.desk.ask(asked, partial(self._show, after), self, "sanctions")

    def _show(self, after: str, page: SanctionPage) -> None:
        if after:
            self.table.go_on(page.rows, page.next)
            return
        self.table.begin(page.rows, page.next)
        self._empty.setVisible(not page.rows)

    def _cells(self, each: SanctionRow) -> list[str]:
        document = " · ".join(filter(None, (each.document, self.desk.day(each.day))))
        mark = self.t("sanction.mark_disputed") if each.disputed else ""
        status = " · ".join(filter(None, (self.t(f"sanction_status.{each.status}"), self.desk.day(each.executed), mark)))
        return [each.number, rung_name(self.desk, each), status, document, self.desk.day(each.informed)]

    def _open(self) -> None:
        chosen = self.table.chosen_rows()
        if chosen:
            self.desk.go.emit("reports", {"id": chosen[0].report, "text": chosen[0].number})

    # --- the recapitulation ----------------------------------------------------------------------------------

    def _register(self, then: Callable[[IssueDocument], None]) -> None:
        today = self.desk.now().date()
        since = read_day(self.since.line.value()) or today.replace(month=1, day=1)
        until = read_day(self.until.line.value()) or today
        self.desk.ask(queries.SanctionRegister(since, until), lambda told: then(self._command(told)), self, "sanctions.register")

    def _command(self, told: RegisterFilling) -> IssueDocument:
        app = self.desk.app
        fields = told.fields | {"signer_position": app.facts.officer}
        return IssueDocument(app.new_command(), "t15", fields, {"rows": list(told.rows)})

    def _issue(self, command: IssueDocument) -> None:
        self.issue.setEnabled(False)
        self.desk.execute(command, self._issued, self._failed, self)

    def _issued(self, changes: Changes) -> None:
        self.issue.setEnabled(True)
        made: Any = changes.reply
        make = partial(self.desk.app.ask, reports.DocumentFile(made.id))
        show_document(self.desk, self, made.number, self.t("sanction.register"), make, made.id)

    def _failed(self, fault: Fault) -> None:
        self.issue.setEnabled(True)
        self.desk.say_fault(fault)

    def _look(self, command: IssueDocument) -> None:
        app = self.desk.app
        paper = Paper(self.t("sanction.register"), "rekap-sanksi.pdf", "")
        PaperDialog(self.desk, paper, partial(app.ask, reports.DocumentDraft(command)), self).exec()

    # --- names -----------------------------------------------------------------------------------------------

    def _show_names(self, page: NamePage) -> None:
        clear(self._names)
        if not page.rows:
            return
        self._names.addWidget(label(self.t("names.title"), "section"))
        self._names.addWidget(label(self.t("names.text", days=page.days), "muted"))
        for each in page.rows:
            self._names.addWidget(self._name(each))

    def _name(self, each: NameRow) -> QWidget:
        words = column(
            label(each.number, "strong"),
            label(self.t("names.since", day=self.desk.day(each.since), due=self.desk.day(each.due)), "small"),
            gap="tight",
        )
        line = row()
        line.addLayout(words, 1)
        if each.held or each.ordered:
            line.addWidget(state(self.desk, self.t("names.held" if each.held else "names.ordered"), "info"))
        else:
            button = quiet(self.desk, self.t("names.erase"), partial(self._erase, each.report), "trash")
            button.setAccessibleName(f"{self.t('names.erase')}: {each.number}")
            line.addWidget(button)
        return card(line)

    def _erase(self, report: str) -> None:
        command = EraseName(self.desk.app.new_command(), read_id(report))
        self.desk.execute(command, self._erased, self.desk.say_fault, self)

    def _erased(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("names.proposed"))
        self.refresh()
