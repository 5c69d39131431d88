"""End a case: by an outside body's decision, a withdrawal, as beyond the office's remit, or as followed up."""

from __future__ import annotations

from core.domain.case import BEYOND_REMIT, DECIDED_OUTSIDE, HANDLED, OUTCOMES, WITHDRAWN, CloseCase
from core.domain.commands import Command
from ui import case_words as words
from ui.gui.layouts import Part, box, row
from ui.gui.screens.board.step_dialog import StepDialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, Choice, DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label


class CloseDialog(StepDialog):
    """Only ends that this case may have are offered; the domain decides once more."""

    name = "close"

    def fields(self) -> list[Part]:
        """The outcome, whose decision it is, and the words."""
        language, reference = self.t.language, self._desk.app.reference
        self.outcome = Choice([(each, words.of(words.OUTCOMES, each, language)) for each in self._possible()])
        self.outcome.activated.connect(lambda _index: self._look())
        names = sorted((each.name_en if language == "en" else each.name_id, each.code) for each in reference.institutions)
        self.institution = Choice(
            [("", self.t("board.choose")), *((code, name) for name, code in names)], self.view.decision[0] or "BAWASLU"
        )
        self.number, self.day = LineInput(self.view.decision[1]), DayInput(self._desk, quick=False)
        self.day.put(self.view.decision[2])
        self.words = TextInput(lines=SHORT_LINES)
        self._told = label("", "muted")
        self._decision = box(
            Field(self.t("board.institution"), self.institution),
            row(Field(self.t("board.decision_number"), self.number), Field(self.t("board.decision_day"), self.day), gap="gap"),
        )
        self._look()
        return [
            Field(self.t("board.outcome"), self.outcome),
            self._told,
            self._decision,
            Field(self.t("board.why"), self.words, self.t("board.words_hint")),
        ]

    def _possible(self) -> list[str]:
        row_, last = self.view.row, self.view.classifications[-1] if self.view.classifications else None
        alleged = row_.kind == "complaint" or (last is not None and bool(last.act or last.classes))
        left_out = {HANDLED} if alleged else set()
        if not self.view.withdrawn:
            left_out.add(WITHDRAWN)
        return [each for each in OUTCOMES if each not in left_out]

    def _look(self) -> None:
        outcome = self.outcome.value()
        self._decision.setVisible(outcome in DECIDED_OUTSIDE)
        key = "decided" if outcome in DECIDED_OUTSIDE else "two" if outcome == BEYOND_REMIT else "one"
        self._told.setText(self.t(f"board.close_{key}"))
        if self.layout() is not None:
            self.fit()

    def make(self) -> Command:
        """The end."""
        outcome = self.outcome.value()
        decided = (
            (self.institution.value(), self.number.value(), self.day.value()) if outcome in DECIDED_OUTSIDE else ("", "", "")
        )
        return CloseCase(self.command, self.report, outcome, *decided, words=self.words.toPlainText())
