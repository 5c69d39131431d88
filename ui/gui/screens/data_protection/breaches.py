"""Kegagalan: the log of breaches with its clock, steps, notices and end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QColor

from core.app import protection_queries as queries
from core.app.document_views import IssuedDocument
from core.app.protection_views import BreachPage, BreachRow
from core.app.team_views import TeamPage
from core.domain.breach import CloseBreach, IssueNotice, StepBreach
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.screens.data_protection import forms
from ui.gui.screens.data_protection.looks import LOOKS
from ui.gui.screens.documents.register import show_document
from ui.gui.screens.team.records_tab import RecordsTab, Told
from ui.gui.widgets.labels import state


class BreachesTab(RecordsTab):
    """The latest known first."""

    FAMILY, NAME = forms.FAMILY, "breaches"
    COLUMNS = ("state", "due", "what")

    def __init__(self, desk: Desk) -> None:
        self.agency = ""
        super().__init__(desk)

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """All, or those that are open."""
        return {"open": [("", self.t("protection.every")), ("open", self.t("protection.open"))]}

    def question(self, after: str | None) -> Any:
        """A page of the log."""
        return queries.Breaches(bool(self.value("open")), after=after)

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """The page, and the agency's name for later."""
        page: BreachPage = answer
        self.agency = page.agency
        return TeamPage(page.rows, page.next, page.total)

    def _show(self, answer: Any, after: str | None) -> None:
        super()._show(answer, after)
        for line, each in enumerate(self.table.held):
            tone, drawing = LOOKS[each.state]
            token = "primary" if tone == "info" else tone
            cell = self.table.item(line, 0)
            if cell is not None:
                cell.setIcon(self.desk.icon(drawing, token))
                cell.setForeground(QColor(self.desk.theme.colour(token)))
        self.table.share()

    def cells(self, each: BreachRow) -> list[str]:
        """State, due, what."""
        return [self.t(f"breach_state.{each.state}"), self.desk.when(each.due), each.what]

    def told(self, each: BreachRow) -> Told:
        """The breach in full, with each step."""
        t = self.t
        steps = [(t(f"breach_step.{step.step}"), self._step(step)) for step in each.steps]
        owed = ", ".join(t(f"breach_step.{step}") for step in each.owed) if not each.end else ""
        end = f"{t(f'breach_end.{each.end}')}: {each.end_words}" if each.end else ""
        return [
            (t("protection.field.what"), each.what), (t("protection.col.known"), self.desk.when(each.known)),
            (t("protection.field.people"), f"{each.people:,}" if each.people else t("protection.uncounted")),
            (t("protection.field.when"), each.when),
            (t("protection.field.data"), ", ".join(t(f"breach_data.{kind}") for kind in each.data)),
            (t("protection.field.post"), ", ".join(each.posts)), (t("protection.field.laptop"), ", ".join(each.laptops)),
            (t("protection.owed"), owed), *steps, (t("protection.field.end"), end), (t("protection.recorded"), each.officer),
        ]  # fmt: skip

    def show_told(self, told: Told) -> None:
        """The clock first, as a drawing, a word and a colour."""
        super().show_told(told)
        each: BreachRow | None = self.chosen()
        if each is not None:
            tone, drawing = LOOKS[each.state]
            words = f"{self.t(f'breach_state.{each.state}')} · {self.t('protection.until', due=self.desk.when(each.due))}"
            self._detail.insertWidget(0, state(self.desk, words, tone, drawing, wrap=True))

    def _step(self, step: Any) -> str:
        return " · ".join(filter(None, (self.desk.when(step.at), step.to, step.number, step.words, step.officer)))

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """A notice, another step, the end."""
        return (("notice", "sign", self.notice), ("step", "check", self.step), ("close", "lock", self.close_chosen))

    def _choose(self) -> None:
        super()._choose()
        each: BreachRow | None = self.chosen()
        for made in self.chosen_buttons:
            made.setEnabled(each is not None and not each.end)

    def add(self) -> None:
        """Begin a breach; what became known just now is known now."""
        now = self.desk.now()
        forms.begin_breach(self.desk, self, {"known": now.date().isoformat(), "known_time": f"{now:%H:%M}"})

    def step(self) -> None:
        """Record what was done."""
        each: BreachRow | None = self.chosen()
        if each is not None:
            subject = read_id(each.id)
            forms.ask(
                self.desk, self, forms.step(self.t),
                lambda command, v, _rows: StepBreach(
                    command, subject, v.get("step", ""), forms.moment_of(v, "at"), v.get("to", ""), v.get("number", ""),
                    v.get("words", ""),
                ),
                {},
            )  # fmt: skip

    def notice(self) -> None:
        """Issue T19 and record that it was given."""
        each: BreachRow | None = self.chosen()
        if each is None:
            return
        subject = read_id(each.id)
        known = {"data": ", ".join(self.t(f"breach_data.{kind}") for kind in each.data), "when": each.when or each.what}
        known |= {"step": each.owed[0], "to": self.agency if each.owed[0] == "agency_told" else ""} if each.owed else {}
        names = ("step", "to", "data", "when", "measures", "contact", "signer_position", "advice")
        made = forms.ask(
            self.desk, self, forms.notice(self.t),
            lambda command, v, _rows: IssueNotice(command, subject, *(v.get(name, "") for name in names)), known,
        )  # fmt: skip
        if isinstance(made, IssuedDocument):
            show_document(self.desk, self, made.number, self.t("protection.form.notice"), lambda: made.pdf, made.id)

    def close_chosen(self) -> None:
        """End it."""
        each: BreachRow | None = self.chosen()
        if each is not None:
            subject = read_id(each.id)
            forms.ask(
                self.desk, self, forms.close(self.t),
                lambda command, v, _rows: CloseBreach(command, subject, v.get("end", ""), v.get("words", "")), {},
            )  # fmt: skip
