"""What happened."""

from __future__ import annotations

from core.domain.act_law import is_of_regime, regime_of
from ui.gui.layouts import column
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.screens.report_form.wording_hint import WordingHint
from ui.gui.typed_days import read_day
from ui.gui.widgets.act_card import ActCard
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, Choice, LineInput, TextInput
from ui.gui.widgets.labels import notice


class EventPage(FormPage):
    """The alleged act, one sentence, and the whole story."""

    step = "event"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self.violation = Choice([])
        self._shown: tuple[object, ...] = ()
        self.summary = LineInput(self.answer("summary"), self.t("event.summary_placeholder"))
        self.narrative = TextInput(self.answer("narrative"), self.t("event.narrative_placeholder"))
        self.suggestion = TextInput(self.answer("suggestion"), lines=SHORT_LINES)
        layout = column(gap="gap")
        self.act = ActCard(self.desk)
        if state.kind == "complaint":
            layout.addWidget(Field(self.t("event.violation"), self.violation, self.t("event.violation_hint")))
        layout.addWidget(Field(self.t("event.summary"), self.summary, self.t("event.summary_hint")))
        self.wording = [WordingHint(self.desk, control) for control in (self.summary, self.narrative)]
        layout.addWidget(self.wording[0])
        layout.addWidget(Field(self.t("event.narrative"), self.narrative, self.t("event.narrative_hint")))
        layout.addWidget(self.wording[1])
        if state.kind == "complaint":
            layout.addWidget(self.act)
        if state.kind == "early_warning":
            layout.addWidget(notice(self.desk, self.t("event.no_persons"), "info"))
            layout.addWidget(Field(self.t("event.suggestion"), self.suggestion))
        layout.addStretch(1)
        self.put_layout(layout)
        self.refresh()
        self.listen(self.violation, self.summary, self.narrative, self.suggestion)

    def refresh(self) -> None:
        """Offer the acts of that election that can be alleged of the first party reported, and whatever was chosen."""
        parties = self.state.tree.get("reported") or []
        subject = str(parties[0].get("subject", "")) if parties else ""
        acts = self.reference.violations_for(subject) if subject else self.reference.violations
        regime, chosen = regime_of(self.reference, self.answer("election"), self.answer("regime")), self.answer("violation")
        own = [act for act in acts or self.reference.violations if act.code == chosen or is_of_regime(act, regime)]
        items = [(act.code, f"{act.code} · {self.name_in(act.code, act)}") for act in own]
        self.violation.offer([("", self.t("form.choose")), *items], chosen)
        self._show_act()

    def _show_act(self) -> None:
        """What the dated law says of the act chosen, for the first party reported."""
        if self.state.kind != "complaint":
            return
        tree = self.state.tree
        parties = tree.get("reported") or []
        subject = str(parties[0].get("subject", "")) if parties else ""
        day = read_day(str((tree.get("happened") or {}).get("date") or ""))
        chosen = (self.violation.value(), subject, day, self.answer("election"))
        if chosen != self._shown:
            self._shown = chosen
            self.act.put(*chosen)

    def write(self) -> None:
        """Act, summary, narrative, suggestion."""
        answers: dict[str, object] = {"summary": self.summary.value(), "narrative": self.narrative.value()}
        if self.state.kind == "complaint":
            answers["violation"] = self.violation.value()
            self._show_act()
        if self.state.kind == "early_warning":
            answers["suggestion"] = self.suggestion.value()
        self.state.put(answers)
