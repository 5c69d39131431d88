"""One person: every step in the roster and every pact with what was done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.cascade_views import PersonHistoryView, PersonPact, PersonStep
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("day", "what", "officer", "detail")


class PersonDialog(Dialog):
    """Closes with Esc or Enter."""

    def __init__(self, desk: Desk, person: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.person"))
        self.desk, self.t = desk, desk.t
        self._title, self._about = label("", "section"), label("", "muted")
        headings = [self.t(f"person.col_{name}") for name in COLUMNS]
        self.table = Table(self.t("people.history"), headings)
        closing = primary(desk, self.t("button.close"), self.accept)
        closing.setDefault(True)
        self.setLayout(column(self._title, self._about, self.table, row(0, closing), margin="gap"))
        self.resize(desk.theme.wide("form") + pixels("meter"), pixels("dialog"))
        desk.ask(queries.PersonHistory(person), self.show_person, self)

    def show_person(self, view: PersonHistoryView) -> None:
        """Everything in the order of its days."""
        person = view.row
        self._title.setText(person.name)
        about = (person.number, person.rank, person.position, person.office_name, person.superior_name)
        self._about.setText(" · ".join(each for each in about if each))
        lines = [self._step(each) for each in view.steps]
        for pact in view.pacts:
            lines += self._pact(pact)
        lines.sort(key=lambda pair: pair[0])
        self.table.fill([[self.desk.day(day), *rest] for day, rest in lines])

    def _step(self, step: PersonStep) -> tuple[str, list[str]]:
        reason = self.t(f"roster_reason.{step.reason}") if step.reason else ""
        detail = "; ".join(each for each in (step.position, step.office_name, reason, self.t(f"person.{step.source}")) if each)
        return step.day, [self.t(f"roster_act.{step.kind}"), step.officer, detail]

    def _pact(self, pact: PersonPact) -> list[tuple[str, list[str]]]:
        reasons = ", ".join(self.t(f"reissue.{each}") for each in pact.reasons)
        detail = f"{pact.number}; {reasons}" if reasons else pact.number
        made = [(pact.issued_at[:10], [self.t("person.issued"), "", detail])]
        for act in pact.acts:
            words = [
                self._method(act.kind, act.method),
                act.detail if act.kind != "away" else self.desk.day(act.detail),
                act.words,
            ]
            made.append((act.day, [self.t(f"pact_act.{act.kind}"), act.officer, "; ".join(each for each in words if each)]))
        return made

    def _method(self, kind: str, code: str) -> str:
        family = {"told": "pact_manner", "signed": "pact_method", "away": "pact_away"}.get(kind, "")
        return self.t(f"{family}.{code}") if family and code and self.t.known(f"{family}.{code}") else code
