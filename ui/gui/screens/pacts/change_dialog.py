"""A change of one person that is typed: leave and return, transfer, leaving, a new command, other data."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.cascade_views import CascadeTreeView, PersonRow
from core.app.views import Changes
from core.domain.ids import read_id
from core.domain.roster import LEAVE_REASONS, LEFT_REASONS, ChangeRoster, PersonChange
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.tick import Tick

ACTS: Final = ("leave", "returned", "moved", "head", "left", "changed")
ASKED: Final = {
    "leave": ("leave_reason", "until"),
    "returned": (),
    "moved": ("office", "position", "rank", "is_head"),
    "head": ("office", "position", "rank"),
    "left": ("left_reason",),
    "changed": ("position", "rank"),
}
"""What is asked beside the day, by act."""
DEEPER: Final = "  "


class ChangeDialog(FittedDialog):
    """Asks what the act needs and nothing else; empty texts change nothing."""

    def __init__(self, desk: Desk, person: PersonRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.change"))
        self.desk, self.t, self._person = desk, desk.t, person
        self._command = desk.app.new_command()
        acts = [each for each in ACTS if each != ("leave" if person.standing == "leave" else "returned")]
        self.act = Choice([(each, self.t(f"roster_act.{each}")) for each in acts])
        self.act.activated.connect(lambda _index: self._look())
        self.day, self.until = DayInput(desk), DayInput(desk, quick=False)
        self.day.put(desk.now().date().isoformat())
        self.leave_reason, self.left_reason = self._reasons(LEAVE_REASONS), self._reasons(LEFT_REASONS)
        self.office = Choice([(person.office, person.office_name)])
        self.position, self.rank = LineInput(placeholder=person.position), LineInput(placeholder=person.rank)
        self.is_head = Tick(self.t("change.is_head"), False, lambda _on: None)
        self._day_field = Field(self.t("change.day"), self.day, focus=self.day.line)
        self._until_field = Field(self.t("change.until"), self.until, focus=self.until.line)
        self._parts: dict[str, QWidget] = {
            "leave_reason": Field(self.t("change.reason"), self.leave_reason),
            "left_reason": Field(self.t("change.reason"), self.left_reason),
            "until": self._until_field,
            "office": Field(self.t("change.office"), self.office),
            "position": Field(self.t("change.position"), self.position),
            "rank": Field(self.t("change.rank"), self.rank),
            "is_head": self.is_head,
        }
        self._told, self._said = label("", "muted"), label("", "bad")
        self._said.setVisible(False)
        self.button = primary(desk, self.t("change.record"), self._record, "check")
        self.button.setDefault(True)
        about = " · ".join(each for each in (person.name, person.position, person.office_name) if each)
        head = (label(self.t("change.title"), "section"), label(about, "strong"))
        end = row(0, plain(desk, self.t("button.cancel"), self.reject), self.button)
        asked = (Field(self.t("change.act"), self.act), self._told, self._day_field, *self._parts.values())
        self.put(desk.theme.wide("dialog"), end, *head, *asked, self._said, 0)
        self._look()
        desk.ask(queries.CascadeTree(), self._show_offices, self)

    def _reasons(self, codes: tuple[str, ...]) -> Choice:
        return Choice([(each, self.t(f"roster_reason.{each}")) for each in codes])

    def _show_offices(self, view: CascadeTreeView) -> None:
        own = [each for each in view.offices if each.home == self._person.home and each.id and each.listed]
        self.office.clear()
        for each in own:
            self.office.addItem(DEEPER * max(0, each.depth - 1) + each.name, each.id)
        self.office.choose(self._person.office)

    def _look(self) -> None:
        act = self.act.value()
        self._told.setText(self.t(f"change.{act}_text"))
        for name, part in self._parts.items():
            part.setVisible(name in ASKED[act])
        self.fit()

    def _record(self) -> None:
        act = self.act.value()
        asked = ASKED[act]
        day, until = read_day(self.day.line.value()), read_day(self.until.line.value())
        self._day_field.wrong("" if day else self.t("day.unreadable"))
        self._until_field.wrong("" if self.until.readable() else self.t("day.unreadable"))
        if day is None or ("until" in asked and not self.until.readable()):
            return
        reason = next((each.value() for name, each in self._reason_of().items() if name in asked), "")
        change = PersonChange(
            read_id(self._person.id),
            act,
            day,
            office=read_id(self.office.value()) if "office" in asked and self.office.value() else b"",
            position=self.position.value() if "position" in asked else "",
            rank=self.rank.value() if "rank" in asked else "",
            until=until if "until" in asked else None,
            reason=reason,
            is_head="is_head" in asked and self.is_head.isChecked(),
        )
        self.button.setEnabled(False)
        self.desk.execute(ChangeRoster(self._command, (change,)), self._done, self._failed, self)

    def _reason_of(self) -> dict[str, Choice]:
        return {"leave_reason": self.leave_reason, "left_reason": self.left_reason}

    def _done(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("change.done", name=self._person.name))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
        self.fit()
