"""The plan of the cascade: its name, from when, and by which day each tier signs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.cascade_views import CascadeTreeView
from core.app.views import Changes
from core.domain.roster import DUES_LIMIT, PlanCascade
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label

FEWEST = 3
"""Tiers that are asked for where the tree is not deeper."""


class PlanDialog(Dialog):
    """Begins with the plan in force; wordings by kind that it names are kept."""

    def __init__(self, desk: Desk, view: CascadeTreeView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("plan.title"))
        self.desk, self.t, self._plan = desk, desk.t, view.plan
        self._command = desk.app.new_command()
        plan = view.plan
        self.title = LineInput(plan.title if plan is not None else "")
        elections = sorted(desk.app.reference.elections, key=lambda each: each.voting_day, reverse=True)
        english = self.t.language == "en"
        names = [(each.code, each.name_en if english else each.name_id) for each in elections]
        self.election = Choice([("", self.t("plan.no_election")), *names])
        self.election.choose(plan.election if plan is not None else "")
        self.begins = self._day(plan.begins if plan is not None else desk.now().date().isoformat())
        deepest = max((each.depth for each in view.offices if each.home == desk.app.facts.code), default=0) + 1
        dues = plan.dues if plan is not None else ()
        tiers = min(DUES_LIMIT, max(FEWEST, deepest, len(dues)))
        self.dues = [self._day(dues[place] if place < len(dues) else "") for place in range(tiers)]
        self._begins_field = Field(self.t("plan.begins"), self.begins, focus=self.begins.line)
        self._due_fields = [
            Field(self.t("plan.due", n=number), each, focus=each.line) for number, each in enumerate(self.dues, 1)
        ]
        self._said = label("", "bad")
        self._said.setVisible(False)
        self.button = primary(desk, self.t("plan.record"), self._record, "check")
        self.button.setDefault(True)
        pairs = [row(*self._due_fields[at : at + 2], gap="gap") for at in range(0, tiers, 2)]
        body = box(
            label(self.t("plan.title"), "section"), label(self.t("plan.text"), "muted"), Field(self.t("plan.name"), self.title),
            Field(self.t("plan.election"), self.election), self._begins_field, *pairs, 0,
        )  # fmt: skip
        end = row(0, plain(desk, self.t("button.cancel"), self.reject), self.button)
        self.setLayout(column(scrolled(body), self._said, end, margin="wide"))
        self.resize(desk.theme.wide("form"), pixels("dialog"))
        self.title.setFocus()

    def _day(self, value: str) -> DayInput:
        made = DayInput(self.desk, quick=False)
        made.put(value)
        return made

    def _record(self) -> None:
        begins = read_day(self.begins.line.value())
        typed = [each.line.value() for each in self.dues]
        while typed and not typed[-1]:
            typed.pop()
        days = [read_day(each) for each in typed]
        unreadable = self.t("day.unreadable")
        self._begins_field.wrong("" if begins else unreadable)
        for place, field in enumerate(self._due_fields):
            field.wrong(unreadable if place < len(days) and days[place] is None else "")
        if begins is None or None in days:
            return
        templates = tuple(self._plan.templates.items()) if self._plan is not None else ()
        dues = tuple(each for each in days if each is not None)
        command = PlanCascade(self._command, self.title.value(), begins, dues, self.election.value(), templates)
        self.button.setEnabled(False)
        self.desk.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("plan.done"))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
