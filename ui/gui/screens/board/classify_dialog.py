"""Confirm what is alleged: everything stands as proposed, and whoever changes something says why."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from core.domain.act_law import is_of_regime, of_regime
from core.domain.case import CLASSES, SEVERITIES, ClassifyCase
from core.domain.commands import Command
from ui import case_words as words
from ui.gui.layouts import Part, clear, column
from ui.gui.screens.board.step_dialog import StepDialog
from ui.gui.widgets.beside import beside
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.inputs import SHORT_LINES, Choice, TextInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick


class ClassifyDialog(StepDialog):
    """Act, party, classes, rules, route, severity."""

    name = "classify"

    def fields(self) -> list[Part]:
        """All of them, filled as proposed."""
        made, language, reference = self.view.proposal, self.t.language, self._desk.app.reference
        english = language == "en"
        own = [act for act in reference.violations if is_of_regime(act, made.regime)]
        acts = [(act.code, f"{act.code} · {act.name_en if english else act.name_id}") for act in own]
        subjects = [(each.code, each.name_en if english else each.name_id) for each in reference.subjects]
        self.act = Choice([("", self.t("board.no_act")), *acts], made.act)
        self.act.activated.connect(lambda _index: self._act_changed())
        self.subject = Choice([("", self.t("board.unknown_party")), *subjects], made.subject)
        self.classes = self._boxes({each: words.of(words.CLASSES, each, language) for each in CLASSES}, made.classes)
        self.route = Choice([("", self.t("board.no_route")), *self._routes()], made.route)
        severities = [(each, words.of(words.SEVERITIES, each, language)) for each in SEVERITIES]
        self.severity = Choice([("", self.t("board.no_severity")), *severities], made.severity)
        self.words = TextInput(lines=SHORT_LINES)
        self.laws: dict[str, Tick] = {}
        self._rules = column(gap="tight")
        self._law_changed(made.laws)
        hints = [notice(self._desk, self.t("board.clarify"), "warn")] if made.clarify else []
        return [
            *hints,
            Field(self.t("board.act"), self.act),
            beside(Field(self.t("board.party"), self.subject), Field(self.t("board.severity"), self.severity), gap="gap"),
            label(self.t("board.classes"), "strong"),
            _flow(self.classes),
            label(self.t("board.laws"), "strong"),
            self._rules,
            Field(self.t("board.route"), self.route),
            Field(self.t("board.why"), self.words, self.t("board.why_hint")),
        ]

    @staticmethod
    def _boxes(items: dict[str, str], ticked: tuple[str, ...]) -> dict[str, QCheckBox]:
        found = {}
        for code, text in items.items():
            made = QCheckBox(text)
            made.setAccessibleName(text)
            made.setChecked(code in ticked)
            found[code] = made
        return found

    def _routes(self) -> list[tuple[str, str]]:
        proposed = self.view.proposal.routes
        found = []
        for route in self._desk.app.reference.routes:
            to = words.institution(self._desk.app.reference, route.primary, self.t.language)
            mark = self.t("board.open_today") if route.code in proposed else ""
            found.append((route.code, f"{route.code} · {to}{mark}"))
        return sorted(found, key=lambda item: item[0] not in proposed)

    def _act_changed(self) -> None:
        reference = self._desk.app.reference
        act = reference.violation(self.act.value())
        self._law_changed(() if act is None else of_regime(reference, act.legal_refs, self.view.proposal.regime))

    def _law_changed(self, codes: tuple[str, ...]) -> None:
        clear(self._rules)
        reference = self._desk.app.reference
        rules = {code: rule.citation for code in codes if (rule := reference.legal_ref(code)) is not None}
        self.laws = {code: Tick(text, True) for code, text in rules.items()}
        for law in self.laws.values():
            self._rules.addWidget(law)
        if not rules:
            self._rules.addWidget(label(self.t("board.no_law"), "muted"))

    def make(self) -> Command:
        """What is confirmed."""
        return ClassifyCase(
            self.command,
            self.report,
            act=self.act.value(),
            classes=tuple(code for code, made in self.classes.items() if made.isChecked()),
            laws=tuple(code for code, made in self.laws.items() if made.isChecked()),
            subject=self.subject.value(),
            route=self.route.value(),
            severity=self.severity.value(),
            words=self.words.toPlainText(),
        )


def _flow(boxes: dict[str, QCheckBox]) -> QWidget:
    line = Flow()
    for made in boxes.values():
        line.addWidget(made)
    made_box = QWidget()
    made_box.setLayout(line)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made_box.setSizePolicy(policy)
    return made_box
