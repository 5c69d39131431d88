"""The short steps: assign, note, ask for what lacks, say that it came, reopen, and answer another officer's closing."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from core.app import queries
from core.app.case_views import CaseView
from core.app.views import OfficerRow
from core.domain.case import AskCompletion, AssignCase, CompleteCase, NoteCase, ReopenCase
from core.domain.case_rules import ANYTHING
from core.domain.commands import AnswerProposal, Command
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import Part, row
from ui.gui.screens.board.step_dialog import StepDialog
from ui.gui.widgets.buttons import Options, plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, Choice, DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label

ASK_DAYS = 2


class AssignDialog(StepDialog):
    """To an officer, a desk by name, both, or nobody."""

    name = "assign"

    def fields(self) -> list[Part]:
        """Officer and desk."""
        here = self.view.row
        self.officer = Choice(
            [("", self.t("board.nobody")), *([(here.officer, here.officer)] if here.officer else [])], here.officer
        )
        self.desk = LineInput(here.desk)
        self._desk.ask(queries.Officers(), self._offer, self, "board-officers")
        return [Field(self.t("board.officer"), self.officer), Field(self.t("board.desk"), self.desk, self.t("board.desk_hint"))]

    def _offer(self, officers: tuple[OfficerRow, ...]) -> None:
        names = dict.fromkeys([*(officer.name for officer in officers), *filter(None, [self.view.row.officer])])
        self.officer.offer([("", self.t("board.nobody")), *((name, name) for name in names)], self.officer.value())

    def make(self) -> Command:
        """Who has it from now on."""
        return AssignCase(self.command, self.report, self.desk.value(), self.officer.value())


class NoteDialog(StepDialog):
    """Words for the desks alone."""

    name = "note"

    def fields(self) -> list[Part]:
        """The words."""
        self.words = TextInput(lines=SHORT_LINES)
        return [Field(self.t("board.words"), self.words, self.t("board.words_hint"))]

    def make(self) -> Command:
        """The note."""
        return NoteCase(self.command, self.report, self.words.toPlainText())


class AskDialog(StepDialog):
    """What lacks, by the requirements that are not met, or in words."""

    name = "ask"

    def fields(self) -> list[Part]:
        """One box for each requirement, the day, the words."""
        named = [*(each.key for each in self.view.lacking), ANYTHING]
        self.boxes = {key: QCheckBox(self.t("board.lacks_other" if key == ANYTHING else f"need.{key}")) for key in named}
        for box in self.boxes.values():
            box.setAccessibleName(box.text())
        self.due, self.words = DayInput(self._desk, quick=False), TextInput(lines=SHORT_LINES)
        self.due.put((self._desk.now().date() + timedelta(days=ASK_DAYS)).isoformat())
        return [
            label(self.t("board.lacking"), "strong"),
            *self.boxes.values(),
            Field(self.t("board.due"), self.due),
            Field(self.t("board.words"), self.words, self.t("board.words_hint")),
        ]

    def make(self) -> Command:
        """The request."""
        lacks = tuple(key for key, box in self.boxes.items() if box.isChecked())
        return AskCompletion(self.command, self.report, lacks, self.due.value(), self.words.toPlainText())


class CompleteDialog(StepDialog):
    """It came, or nobody waits for it any longer."""

    name = "complete"

    def fields(self) -> list[Part]:
        """Which of the two, and why."""
        choices = [("met", self.t("board.met")), ("given_up", self.t("board.given_up"))]
        self.how = Options(choices, "met", lambda _how: None, self.t("board.how"))
        self.words = TextInput(lines=SHORT_LINES)
        return [self.how, Field(self.t("board.words"), self.words, self.t("board.given_up_hint"))]

    def make(self) -> Command:
        """The end of waiting."""
        return CompleteCase(self.command, self.report, self.words.toPlainText(), self.how.value == "met")


class ReopenDialog(StepDialog):
    """Why it goes on."""

    name = "reopen"

    def fields(self) -> list[Part]:
        """The reason."""
        self.words = TextInput(lines=SHORT_LINES)
        return [Field(self.t("board.why"), self.words, self.t("board.words_hint"))]

    def make(self) -> Command:
        """Reopen."""
        return ReopenCase(self.command, self.report, self.words.toPlainText())


class AnswerDialog(StepDialog):
    """The second officer reads the first one's reason and gives his own, or declines."""

    name = "answer"

    def __init__(self, desk: Desk, view: CaseView, parent: QWidget) -> None:
        self._approve = True
        self._asked = next(row for row in view.closings if row.status == "proposed")
        super().__init__(desk, view, parent)

    def ends(self) -> QHBoxLayout:
        """Cancel, decline, approve."""
        self.no = plain(self._desk, self.t("board.decline"), self.decline, "close")
        return row(0, self.closing, self.no, self.go)

    def fields(self) -> list[Part]:
        """What was proposed, and the own reason."""
        self.words = TextInput(lines=SHORT_LINES)
        asked = self._asked
        return [
            label(self.t("board.asked_by", who=asked.officer, when=self._desk.when(asked.at)), "strong"),
            label(asked.words),
            Field(self.t("board.own_reason"), self.words, self.t("board.words_hint")),
        ]

    def decline(self) -> None:
        """Refuse the proposal."""
        self._approve = False
        self.do()

    def make(self) -> Command:
        """The answer."""
        approve, self._approve = self._approve, True
        return AnswerProposal(self.command, read_id(self._asked.proposal), approve, self.words.toPlainText())
