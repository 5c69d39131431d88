"""The people of an office: their state and why, found by words and state, a page at a time."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.cascade_views import PeoplePage, PersonRow
from core.app.pact_views import HinderedRow, PactView
from core.domain.pact import STATES
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.pact_view import PactDialog
from ui.gui.screens.pacts.change_dialog import ChangeDialog
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.pacts.person_dialog import PersonDialog
from ui.gui.theme import motion
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label

COLUMNS = ("name", "state", "why", "position")
ALL, NONE = "", "none"


class OfficePeoplePage(QWidget):
    """Shows the office that :meth:`show_office` names."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._home, self._office, self._people = "", "", 0
        self._hindered: dict[str, HinderedRow] = {}
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line = LineInput(placeholder=self.t("people.search"))
        self.line.setAccessibleName(self.t("people.search"))
        self.line.textEdited.connect(lambda _text: self._pause.start())
        states = [(each, self.t(f"pact_state.{each}")) for each in STATES]
        self.state = Choice([(ALL, self.t("people.every_state")), (NONE, self.t("people.no_pact")), *states])
        self.state.setAccessibleName(self.t("people.by_state"))
        self.state.activated.connect(lambda _index: self.refresh())
        headings = [self.t(f"people.col_{name}") for name in COLUMNS]
        self.table: PagedTable[PersonRow] = PagedTable(self.t("cascade.people"), headings, self._cells, self._on)
        self.table.itemActivated.connect(lambda _item: self.open_person())
        self._empty = label(self.t("people.empty"), "muted")
        search = row(self.line, self.state)
        search.setStretch(0, 3)
        search.setStretch(1, 2)
        self.opening = plain(desk, self.t("people.history"), self.open_person, "clock")
        self.changing = plain(desk, self.t("people.change"), self.change_person, "edit")
        self.showing = plain(desk, self.t("people.open_pact"), self.open_pact, "eye")
        self.table.itemSelectionChanged.connect(self._look)
        self.setLayout(column(search, self._empty, self.table, flowing(self.opening, self.changing, self.showing)))
        self._look()

    def show_office(self, home: str, office: str, people: int) -> None:
        """Ask for the people of an office and those below it; without an office of the whole home."""
        self._home, self._office, self._people = home, office, people
        self.desk.ask(queries.Hindered(), self._know, self, "cascade.hindered")
        self.refresh()

    def _know(self, rows: tuple[HinderedRow, ...]) -> None:
        self._hindered = {each.row.id: each for each in rows}

    def refresh(self) -> None:
        """Ask for the first page."""
        self._pause.stop()
        if self._home:
            self.desk.ask(self._asked(None), self._show, self, "cascade.people")

    def _asked(self, after: str | None) -> queries.OfficePeople:
        state = {ALL: None, NONE: ""}.get(self.state.value(), self.state.value())
        return queries.OfficePeople(self._office, self._home, text=self.line.value(), state=state, after=after)

    def _show(self, page: PeoplePage) -> None:
        narrowed = bool(self.line.value() or self.state.value())
        self._empty.setText(self.t("people.empty" if narrowed or not self._people else "people.pacts_only"))
        self._empty.setVisible(not page.rows)
        self.table.begin(page.rows, page.next)
        self._look()

    def _on(self, after: str) -> None:
        self.desk.ask(self._asked(after), lambda page: self.table.go_on(page.rows, page.next), self, "cascade.people")

    def _cells(self, person: PersonRow) -> list[str]:
        name = f"{person.front_title} {person.name}".strip()
        name = f"{name}, {person.back_title}" if person.back_title else name
        state = self.t(f"pact_state.{person.state}") if person.state else self.t("people.no_pact")
        return [name, state, self.why(person), person.position]

    def why(self, person: PersonRow) -> str:
        """Why somebody has not signed, in words."""
        told = []
        held = self._hindered.get(person.pact)
        if held is not None:
            code = held.act.method
            reason = self.t(f"pact_away.{code}") if code and self.t.known(f"pact_away.{code}") else ""
            told += [each for each in (reason, held.act.words) if each]
        if person.standing == "leave":
            until = self.desk.day(person.until)
            told.append(self.t("people.leave_until", day=until) if until else self.t("people.leave"))
        if person.overdue:
            told.append(self.t("people.overdue", day=self.desk.day(person.due)))
        elif person.due and not person.signed_day:
            told.append(self.t("people.due", day=self.desk.day(person.due)))
        if person.signed_day:
            told.append(self.t("people.signed", day=self.desk.day(person.signed_day)))
        return "; ".join(told)

    def _look(self) -> None:
        """A roster is changed where it is kept; a pact is shown where there is one."""
        chosen = self.table.chosen_rows()[:1]
        own = self.desk.app.facts.code
        self.opening.setEnabled(bool(chosen))
        self.changing.setEnabled(any(each.home == own and each.standing != "left" for each in chosen))
        self.showing.setEnabled(any(each.pact for each in chosen))

    def change_person(self) -> None:
        """Record a change of the first person chosen."""
        chosen = self.table.chosen_rows()
        if chosen:
            ChangeDialog(self.desk, chosen[0], self).exec()

    def open_pact(self) -> None:
        """Show the pact of the first person chosen as it is on paper."""
        chosen = self.table.chosen_rows()
        if chosen and chosen[0].pact:
            self.desk.ask(queries.Pact(chosen[0].pact), self._open, self, "cascade.pact")

    def _open(self, view: PactView) -> None:
        PactDialog(self.desk, view.row, self).exec()

    def open_person(self) -> None:
        """Show the history of the first person chosen."""
        chosen = self.table.chosen_rows()
        if chosen:
            PersonDialog(self.desk, chosen[0].id, self).exec()
