"""The warning that was told together with a report: from its story, place and time, without any person."""

from __future__ import annotations

from typing import Any

from core.domain.leaks import impersonal
from ui.gui.layouts import column
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import SPLIT, FormState
from ui.gui.screens.report_form.warning_questions import WarningQuestions
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput, TextInput
from ui.gui.widgets.labels import notice


def begin_split(state: FormState) -> None:
    """A warning begins with the report's own words, in which nobody is named any more."""
    story = {name: impersonal(str(state.tree.get(name) or ""), state.tree) for name in ("summary", "narrative")}
    state.put({SPLIT: {name: text for name, text in story.items() if text}})


class WarningPage(FormPage):
    """Place, time and stage are the report's own; saved in the same command, each shows the other."""

    step = "warning"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given: dict[str, Any] = dict(state.tree.get(SPLIT) or {})
        self.questions = WarningQuestions(self, given, self._take)
        self.summary = LineInput(str(given.get("summary") or ""), self.t("event.summary_placeholder"))
        self.narrative = TextInput(str(given.get("narrative") or ""), self.t("event.narrative_placeholder"))
        self.put_layout(
            column(
                notice(self.desk, self.t("split.text"), "info", self.t("split.title")),
                notice(self.desk, self.t("event.no_persons"), "warn"),
                self.questions,
                Field(self.t("event.summary"), self.summary),
                Field(self.t("event.narrative"), self.narrative, self.t("split.narrative_hint")),
                0,
                gap="gap",
            )
        )
        self.listen(self.summary, self.narrative)

    def _take(self, answers: dict[str, Any]) -> None:
        texts = {"summary": self.summary.value(), "narrative": self.narrative.value()}
        self.state.put({SPLIT: {name: value for name, value in (answers | texts).items() if value}})

    def write(self) -> None:
        """Everything of the warning."""
        self._take(self.questions.answers())
