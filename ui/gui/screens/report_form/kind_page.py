"""What kind of report, which election, which stage; for an early warning also how grave and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from core.domain.reference_items import Election
from ui.gui.layouts import column, row
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FORMS, SPLIT, FormState
from ui.gui.screens.report_form.warning_questions import WarningQuestions
from ui.gui.widgets.buttons import BigChoice
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.tick import Tick


def nearest_election(elections: Sequence[Election], today: date) -> Election:
    """The election that is coming next, or the newest where none is coming."""
    coming = [each for each in elections if each.voting_day >= today]
    return min(coming, key=lambda e: e.voting_day) if coming else max(elections, key=lambda e: e.voting_day)


class KindPage(FormPage):
    """``kind_chosen`` and ``split_chosen`` rebuild the steps."""

    step = "kind"
    kind_chosen = Signal(str)
    split_chosen = Signal(bool)

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self.kinds = {}
        for kind in FORMS:
            made = BigChoice(
                self.t(f"kind.{kind}"),
                self.t(f"kind.{kind}_hint"),
                lambda chosen=kind: self.kind_chosen.emit(chosen),  # type: ignore[misc]
            )
            made.setChecked(kind == state.kind)
            self.kinds[kind] = made
        elections = [(e.code, self.name_in(e.code, e)) for e in self.reference.elections]
        near = nearest_election(self.reference.elections, self.desk.now().date()).code
        self.election = Choice(elections, self.answer("election") or near)
        self.stage = Choice([])
        self._offer_stages(self.answer("stage"))
        self.election.activated.connect(lambda _index: self._offer_stages(""))
        layout = column(*self.kinds.values(), gap="small")
        pair = row(gap="gap")
        pair.addWidget(Field(self.t("form.election"), self.election), 1)
        pair.addWidget(Field(self.t("form.stage"), self.stage), 1)
        layout.addLayout(pair)
        self.listen(self.election, self.stage)
        if state.kind == "early_warning":
            self.questions = WarningQuestions(self, state.tree, state.put)
            layout.addWidget(self.questions)
        else:
            self.split = Tick(self.t("split.tick"), SPLIT in state.tree, self.split_chosen.emit)
            layout.addWidget(self.split)
        layout.addStretch(1)
        self.put_layout(layout)
        if not state.tree.get("election"):
            self.write_quietly()

    def _offer_stages(self, chosen: str) -> None:
        election = self.reference.election(self.election.value())
        stages = election.stages if election else ()
        now = self.reference.stages_at(self.election.value(), self.desk.now().date())
        self.stage.offer([(s.code, self.name_in(s.code, s)) for s in stages], chosen or (now[0].code if now else ""))

    def _answers(self) -> dict[str, object]:
        election = self.reference.election(self.election.value())
        made: dict[str, object] = {
            "election": self.election.value(),
            "stage": self.stage.value(),
            "regime": election.regime if election else "",
        }
        if self.state.kind == "early_warning":
            made |= self.questions.answers()
            made["confirmed"] = made["confirmed"] or None
        return made

    def write(self) -> None:
        """Election, stage, and the warning's own answers."""
        self.state.put(self._answers())

    def write_quietly(self) -> None:
        """Put the defaults into the state without making a draft of an untouched form."""
        self.state.tree |= {name: value for name, value in self._answers().items() if value not in (None, "")}
