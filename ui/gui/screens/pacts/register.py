"""The list of issued pacts: search, filters, several chosen at once, and what is done with them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.app import queries, views
from core.domain.pact import STATES
from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.screens.pact_view import PactDialog
from ui.gui.screens.pacts.act_dialog import ActDialog
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.pacts.saving import save_all
from ui.gui.screens.pacts.unfinished import UnfinishedPrint
from ui.gui.screens.print_pile import PrintPileDialog
from ui.gui.theme import LARGE_TEXT, motion
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.tick import Tick

COLUMNS = ("number", "name", "state", "due", "position", "unit", "identifier", "issued")
SPARE = 4
"""Of the last columns: a pact's page says them too."""
FIRST, FOLLOWING = 100, 500
ACTS = {"told": "users", "signed": "sign", "away": "clock", "refused": "close"}


class RegisterTab(QWidget):
    """``wanted`` when a roster shall be issued; ``opened`` with a pact that shall be verified."""

    wanted = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._query = queries.Pacts()
        self._total = 0
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line = LineInput(placeholder=self.t("pacts.search"))
        self.line.setAccessibleName(self.t("pacts.search"))
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self._count = label("", "small", wrap=False)
        headings = [self.t(f"pacts.col_{name}") for name in COLUMNS]
        self.table: PagedTable[views.PactRow] = PagedTable(self.t("room.pacts"), headings, self._cells, self._on, spare=SPARE)
        self.table.itemActivated.connect(lambda _item: self._verify())
        self.table.itemSelectionChanged.connect(self._chosen)
        everything = QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self.table)
        everything.setContext(Qt.ShortcutContext.WidgetShortcut)
        everything.activated.connect(self.table.gather)
        self.unfinished = UnfinishedPrint(desk, self)
        self._empty = label(self.t("pacts.empty"), "muted")
        self.progress = Progress(desk)
        search = row(self._count, primary(desk, self.t("pacts.import"), self.wanted.emit, "import"))
        search.insertWidget(0, self.line, 1)
        parts = (search, self._filters(), self.unfinished, self._empty, self.table, self.progress, self._buttons())
        self.setLayout(column(scrolled(box(*parts, margin="gap"), sideways=False)))
        self._chosen()

    @property
    def rows(self) -> list[views.PactRow]:
        """The pacts that are here."""
        return self.table.held

    def _filters(self) -> QWidget:
        every = ("", self.t("pacts.every_state"))
        self.state = self._choice("pacts.by_state", [every, *((each, self.t(f"pact_state.{each}")) for each in STATES)])
        wordings = [("", self.t("pacts.every_wording")), *self.desk.app.pact_templates]
        self.wording = self._choice("pacts.by_wording", wordings)
        self.since, self.until = self._day("pacts.since"), self._day("pacts.until")
        self.overdue = Tick(self.t("pacts.overdue"), False, lambda _on: self.refresh())
        self.mine = Tick(self.t("pacts.mine"), False, lambda _on: self.refresh())
        chosen, ticked = row(self.state, self.wording, self.since, self.until), row(self.overdue, self.mine)
        for place, share in enumerate((3, 3, 2, 2)):
            chosen.setStretch(place, share)
        if self.desk.theme.scale > LARGE_TEXT:
            return box(chosen, ticked)
        line = row(chosen, ticked)
        line.setStretch(0, 10)
        line.setStretch(1, 4)
        return box(line)

    def _choice(self, name: str, items: list[tuple[str, str]]) -> Choice:
        made = Choice(items)
        made.setAccessibleName(self.t(name))
        made.activated.connect(lambda _index: self.refresh())
        return made

    def _day(self, name: str) -> DayInput:
        made = DayInput(self.desk, quick=False)
        made.line.setAccessibleName(self.t(name))
        made.line.setPlaceholderText(self.t(name))
        made.edited.connect(self._pause.start)
        return made

    def _buttons(self) -> QWidget:
        self._all = plain(self.desk, self.t("pacts.choose_all"), self.table.gather, "check")
        self._opening = plain(self.desk, self.t("pacts.open"), self.open_pact, "eye")
        self.checking = plain(self.desk, self.t("pacts.check_one"), self._verify, "verify")
        self.acts = {
            act: plain(self.desk, self.t(f"pact_act.{act}"), partial(self.act, act), drawing)
            for act, drawing in ACTS.items()
            if act != "refused" or self.desk.app.facts.kind != "post"
        }
        self._printing = plain(self.desk, self.t("pacts.print"), self.print_chosen, "print")
        self._saving = plain(self.desk, self.t("pacts.save_all"), self.save_chosen, "save")
        return flowing(self._all, self._opening, self.checking, *self.acts.values(), self._printing, self._saving)

    # --- asking ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the newest pacts that match."""
        self._pause.stop()
        self._query = self._asked(None)
        self.desk.ask(self._query, self._show, self, "pacts")
        self.unfinished.refresh()

    def _asked(self, after: str | None) -> queries.Pacts:
        since, until = read_day(self.since.line.value()), read_day(self.until.line.value())
        return queries.Pacts(
            self.line.value(),
            limit=FIRST if after is None else FOLLOWING,
            after=after,
            state=self.state.value(),
            template=self.wording.value(),
            since=since.isoformat() if since else "",
            until=until.isoformat() if until else "",
            overdue=self.overdue.isChecked(),
            post=self.desk.app.facts.code if self.mine.isChecked() else "",
        )

    def _show(self, page: views.PactPage) -> None:
        self._total = page.total
        narrowed = self._query != queries.Pacts()
        self._empty.setText(self.t("pacts.none_found" if narrowed else "pacts.empty"))
        self._empty.setVisible(not page.rows)
        self.table.begin(page.rows, page.next)
        self._chosen()

    def _on(self, after: str) -> None:
        self.desk.ask(self._asked(after), self._came, self, "pacts")

    def _came(self, page: views.PactPage) -> None:
        self.table.go_on(page.rows, page.next)

    def _cells(self, pact: views.PactRow) -> list[str]:
        state = self.t(f"pact_state.{pact.state}") if self.t.known(f"pact_state.{pact.state}") else pact.state
        due, issued = self.desk.day(pact.due), self.desk.when(pact.issued_at)
        return [pact.number, pact.name, state, due, pact.position, pact.unit, pact.identifier, issued]

    def _chosen(self) -> None:
        chosen = len(self.table.chosen_rows())
        words = self.t("pacts.count", n=f"{self._total:,}")
        self._count.setText(f"{words} · {self.t('pacts.chosen', n=chosen)}" if chosen > 1 else words)
        for made in (self._opening, self.checking, *self.acts.values(), self._printing, self._saving):
            made.setEnabled(chosen > 0)
        self._all.setEnabled(bool(self.table.held))

    # --- doing -------------------------------------------------------------------------------------------------------

    def open_pact(self) -> None:
        """Show the first pact chosen as it is on paper."""
        chosen = self.table.chosen_rows()
        if chosen:
            PactDialog(self.desk, chosen[0], self).exec()

    def _verify(self) -> None:
        """Whoever opens a pact out of the list wants to know whether it holds; its sheet is one step further."""
        chosen = self.table.chosen_rows()
        if chosen:
            self.opened.emit(chosen[0])

    def act(self, name: str) -> None:
        """Record one act for all pacts chosen."""
        chosen = self.table.chosen_rows()
        if chosen:
            ActDialog(self.desk, name, chosen, self).exec()

    def print_chosen(self) -> None:
        """All pacts chosen as one print job."""
        chosen = self.table.chosen_rows()
        ids = [each.id for each in chosen if each.has_file]
        if ids:
            PrintPileDialog(self.desk, ids, self, len(chosen) - len(ids)).exec()
            self.unfinished.refresh()
        else:
            self.desk.said.emit(self.t("pacts.no_file"))

    def save_chosen(self) -> None:
        """Write the PDFs of all pacts chosen into a folder."""
        chosen = self.table.chosen_rows()
        folder = open_folder(self.desk, self, self.t("pacts.save_all")) if chosen else None
        if folder is not None:
            save_all(self.desk, self, self.progress, chosen, folder)
