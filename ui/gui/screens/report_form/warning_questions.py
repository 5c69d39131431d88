"""What an early warning asks: which vulnerability, how grave, when, its early signs, and how good the statement is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.text import LINE_LIMIT
from ui.gui.layouts import clear, column
from ui.gui.screens.report_form.page import FormPage
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import button
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.inputs import SHORT_LINES, Choice, TextInput, listen
from ui.gui.widgets.text_guard import guard_text
from ui.gui.widgets.tick import Tick

LEVELS = ("rendah", "sedang", "tinggi")
PHASES = ("before", "during", "after")
GRADES = ("seen", "heard", "media")
Answers = dict[str, Any]


class WarningQuestions(QWidget):
    """Grades the statement, never a person; ``put`` takes the answers at every change."""

    def __init__(self, page: FormPage, given: Mapping[str, Any], put: Callable[[Answers], None]) -> None:
        super().__init__()
        self._page, self._put = page, put
        t = page.t
        self.vulnerability = Choice([])
        self.level = Choice([(c, t(f"level.{c}")) for c in LEVELS], str(given.get("level") or ""))
        self.phase = Choice([(c, t(f"phase.{c}")) for c in PHASES], str(given.get("phase") or ""))
        self.grade = Choice([(c, t(f"grade.{c}")) for c in GRADES], str(given.get("grade") or "heard"))
        confirmed = Tick(t("form.confirmed"), bool(given.get("confirmed")))
        self.confirmed = confirmed.box
        self.signs = TextInput("\n".join(given.get("signs") or []), t("form.signs_placeholder"), lines=SHORT_LINES)
        self._known = QVBoxLayout()
        self._offer(str(given.get("vulnerability") or ""))
        line = beside(gap="gap")
        for name, control in (("level", self.level), ("phase", self.phase), ("grade", self.grade)):
            line.addWidget(Field(t(f"form.{name}"), control), 1)
        self.setLayout(
            column(
                Field(t("form.vulnerability"), self.vulnerability, t("form.vulnerability_hint")),
                line,
                confirmed,
                Field(t("form.signs"), self.signs, t("form.signs_hint")),
                self._known,
                gap="gap",
            )
        )
        listen(self.write, page.state.save, self.vulnerability, self.level, self.phase, self.grade, self.signs)
        guard_text(page.desk, self.signs)
        self.confirmed.toggled.connect(lambda _on: self.write())
        self.vulnerability.activated.connect(lambda _index: self._offer_signs())

    def _offer(self, chosen: str) -> None:
        """Those of the stage first, the others after them; NIHIL is a situation report's word, not a warning's."""
        stage = str(self._page.state.tree.get("stage") or "")
        kinds = [each for each in self._page.reference.vulnerabilities if not each.is_nil]
        kinds.sort(key=lambda each: stage not in each.stages)
        items = [(each.code, self._page.name_in(each.code, each)) for each in kinds]
        self.vulnerability.offer([("", self._page.t("form.choose")), *items], chosen)
        self._offer_signs()

    def _offer_signs(self) -> None:
        """Early signs that the reference data know of this vulnerability, to be taken over with one key."""
        clear(self._known)
        found = self._page.reference.vulnerability(self.vulnerability.value())
        if found is None:
            return
        line = Flow()
        for sign in filter(None, (each.strip() for each in found.early_signs_id.split(";"))):
            line.addWidget(button(sign, partial(self._take, sign), "chip"))
        self._known.addLayout(line)

    def _take(self, sign: str) -> None:
        if sign not in self._lines():
            self.signs.appendPlainText(sign)

    def _lines(self) -> list[str]:
        return [line.strip()[:LINE_LIMIT] for line in self.signs.value().splitlines() if line.strip()]

    def answers(self) -> Answers:
        """Answers as the form takes them."""
        made: Answers = {name: getattr(self, name).value() for name in ("vulnerability", "level", "phase", "grade")}
        return made | {"confirmed": self.confirmed.isChecked(), "signs": self._lines()}

    def write(self) -> None:
        """Give the answers."""
        self._put(self.answers())
