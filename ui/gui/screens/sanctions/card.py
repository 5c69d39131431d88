"""The sanctions of one case: what was decided outside, each sanction with its steps, and what may come next."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from core.app import sanction_queries as queries
from core.app.sanction_views import CaseSanctions, SanctionView, StepRow
from ui.gui.desk import Desk
from ui.gui.layouts import Part, card, clear, column
from ui.gui.screens.sanctions.dialogs import STEPS, ImposeDialog, ProposeDialog
from ui.gui.screens.sanctions.words import TONES, institution_name, party_name, rung_name
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import Flow, flowing
from ui.gui.widgets.labels import label, notice, state

TOLD = ("authority", "body", "number", "document", "day", "coordination_number", "coordination_day", "rule")


class SanctionCard(QWidget):
    """Asks for itself; :meth:`put` again after something changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.report = ""
        self.case: CaseSanctions | None = None
        self._body = QVBoxLayout()
        self._body.setSpacing(pixels("gap"))
        self.setLayout(column(self._body))
        self.setAccessibleName(self.t("sanction.title"))

    def put(self, report: str) -> None:
        """Show the sanctions of this report."""
        if report != self.report:
            self.report, self.case = report, None
            clear(self._body)
        self.desk.ask(queries.SanctionsOf(report), self._show, self, "sanctions.case")

    def _show(self, case: CaseSanctions) -> None:
        self.case = case
        clear(self._body)
        self._body.addWidget(label(self.t("sanction.title"), "section"))
        for ruling in case.rulings:
            words = self.t(f"sanction_ruling.{'proven' if ruling.proven else 'unproven'}")
            told = f"{institution_name(self.desk, ruling.institution)} · {ruling.number} · {self.desk.day(ruling.day)}: {words}"
            self._body.addWidget(state(self.desk, told, "info" if ruling.proven else "ok", wrap=True))
        for party in case.parties:
            if party.repeats:
                told = self.t("sanction.repeats", party=party.number, unit=party.unit, n=party.repeats)
                self._body.addWidget(notice(self.desk, told, "info"))
        if not case.sanctions:
            self._body.addWidget(label(self.t("sanction.none" if case.readable else "sanction.unreadable"), "muted"))
        for sanction in case.sanctions:
            self._body.addWidget(self._sanction(case, sanction))
        if case.parties:
            self.propose = plain(self.desk, self.t("sanction.propose"), self._propose, "plus")
            self.impose = plain(self.desk, self.t("sanction.impose_alone"), self._impose, "referral")
            self._body.addWidget(flowing(self.propose, self.impose))
        self._body.addWidget(label(self.t("sanction.rule", rules=case.rules), "small"))

    def _sanction(self, case: CaseSanctions, sanction: SanctionView) -> QFrame:
        tone, drawing = TONES.get(sanction.row.status, ("info", "info"))
        parts: list[Part] = [
            label(rung_name(self.desk, sanction.row), "strong"),
            state(self.desk, self.t(f"sanction_status.{sanction.row.status}"), tone, drawing),
        ]
        party = next((each for each in case.parties if each.number == sanction.party), None)
        if party is not None:
            parts.append(label(party_name(self.desk, party), "muted"))
        if sanction.row.disputed:
            parts.append(notice(self.desk, self.t("sanction.disputed"), "warn"))
        parts += [self._step(step) for step in sanction.steps]
        buttons = Flow()
        for step in sanction.may:
            pressed = partial(self._open, step, sanction)
            made = (primary if step == "execute" else plain)(self.desk, self.t(f"sanction_step.{step}"), pressed)
            made.setObjectName(f"sanction-{step}")
            made.setAccessibleName(f"{self.t(f'sanction_step.{step}')}: {rung_name(self.desk, sanction.row)}")
            buttons.addWidget(made)
        parts.append(buttons)
        return card(*parts)

    def _step(self, step: StepRow) -> QWidget:
        detail = step.detail
        told = [self.desk.day(detail[name]) if name.endswith("day") else detail[name] for name in TOLD if detail.get(name)]
        if detail.get("by"):
            told.insert(0, institution_name(self.desk, detail["by"]))
        if detail.get("manner"):
            told.insert(0, self.t(f"sanction_manner.{detail['manner']}"))
        if detail.get("way"):
            told.insert(0, self.t(f"sanction_way.{detail['way']}"))
        if detail.get("outcome"):
            told.insert(0, self.t(f"sanction_status.{detail['outcome']}"))
        words = f"{self.t(f'sanction_act.{step.act}')}: {' · '.join(told)}"
        written = f"{self.desk.when(step.at)} · {step.officer}"
        files = f" · {self.t('sanction.files', n=step.files)}" if step.files else ""
        lines: list[Part] = [label(words), label(written + files, "small")]
        if step.note:
            lines.append(label(step.note, "small"))
        made = QWidget()
        made.setLayout(column(*lines, gap="tight"))
        return made

    def _propose(self) -> None:
        if self.case is not None:
            self._run(ProposeDialog(self.desk, self.case, self))

    def _impose(self) -> None:
        if self.case is not None:
            self._run(ImposeDialog(self.desk, self.case, self))

    def dialog(self, step: str, sanction: SanctionView) -> QDialog:
        """The dialog of a step."""
        if self.case is None:
            raise ValueError("no case is shown")
        return STEPS[step](self.desk, self.case, self, sanction)

    def _open(self, step: str, sanction: SanctionView) -> None:
        if self.case is not None:
            self._run(self.dialog(step, sanction))

    def _run(self, dialog: QDialog) -> None:
        dialog.exec()
        self.put(self.report)
