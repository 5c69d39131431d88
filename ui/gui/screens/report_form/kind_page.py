"""What kind of report, which election, which stage; for an early warning also how grave and how sure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from ui.gui.layouts import column, row
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FORMS, FormState
from ui.gui.widgets.buttons import BigChoice
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice

LEVELS = ("rendah", "sedang", "tinggi")
PHASES = ("before", "during", "after")
GRADES = ("seen", "heard", "media")


class KindPage(FormPage):
    """``kind_chosen`` rebuilds the steps."""

    step = "kind"
    kind_chosen = Signal(str)

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
        newest = max(self.reference.elections, key=lambda e: e.voting_day).code
        self.election = Choice(elections, self.answer("election") or newest)
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
            self._warning(layout)
        layout.addStretch(1)
        self.put_layout(layout)
        if not state.tree.get("election"):
            self.write_quietly()

    def _warning(self, layout: object) -> None:
        items = [(v.code, f"{self.name_in(v.code, v)}") for v in self.reference.vulnerabilities]
        self.vulnerability = Choice([("", self.t("form.choose")), *items], self.answer("vulnerability"))
        self.level = Choice([(c, self.t(f"level.{c}")) for c in LEVELS], self.answer("level"))
        self.phase = Choice([(c, self.t(f"phase.{c}")) for c in PHASES], self.answer("phase"))
        self.grade = Choice([(c, self.t(f"grade.{c}")) for c in GRADES], self.answer("grade") or "heard")
        self.confirmed = QCheckBox(self.t("form.confirmed"))
        self.confirmed.setChecked(bool(self.state.tree.get("confirmed")))
        self.confirmed.toggled.connect(lambda _on: self.write())
        self.listen(self.vulnerability, self.level, self.phase, self.grade)
        layout.addWidget(Field(self.t("form.vulnerability"), self.vulnerability))  # type: ignore[attr-defined]
        line = row(gap="gap")
        for name, control in (("level", self.level), ("phase", self.phase), ("grade", self.grade)):
            line.addWidget(Field(self.t(f"form.{name}"), control), 1)
        layout.addLayout(line)  # type: ignore[attr-defined]
        layout.addWidget(self.confirmed)  # type: ignore[attr-defined]

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
            for name in ("vulnerability", "level", "phase", "grade"):
                made[name] = getattr(self, name).value()
            made["confirmed"] = self.confirmed.isChecked() or None
        return made

    def write(self) -> None:
        """Election, stage, and the warning's own answers."""
        self.state.put(self._answers())

    def write_quietly(self) -> None:
        """Put the defaults into the state without making a draft of an untouched form."""
        self.state.tree |= {name: value for name, value in self._answers().items() if value not in (None, "")}
