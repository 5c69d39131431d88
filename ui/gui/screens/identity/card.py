"""The sealed identity of one case: what was asked, who agreed, when it was opened, and what this officer may do."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from core.app import identity_queries as queries
from core.app.identity_views import CaseIdentity, CaseOpening, PurgeDay
from core.domain.commands import AnswerProposal
from core.domain.errors import NotAllowed
from core.domain.ids import read_id
from ui.gui.desk import Desk
from ui.gui.layouts import Part, card, clear, column, row
from ui.gui.screens.identity.dialog import OpenDialog, ShowDialog
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label, state

TONES = {"proposed": ("warn", "clock"), "approved": ("warn", "eye"), "declined": ("muted", "info"), "opened": ("info", "eye")}


class IdentityCard(QWidget):
    """Asks for itself; :meth:`put` again after something changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.report = ""
        self.case: CaseIdentity | None = None
        self._body = QVBoxLayout()
        self._body.setSpacing(pixels("gap"))
        self.setLayout(column(self._body))
        self.setAccessibleName(self.t("identity.title"))

    def put(self, report: str) -> None:
        """Show the openings of this report."""
        if report != self.report:
            self.report, self.case = report, None
            clear(self._body)
        self.desk.ask(queries.IdentityOf(report), self._show, self, "identity.case")

    def _show(self, case: CaseIdentity) -> None:
        self.case = case
        clear(self._body)
        self._body.addWidget(label(self.t("identity.title"), "section"))
        for opening in case.openings:
            self._body.addWidget(self._opening(opening))
        if case.purge is not None:
            self._body.addWidget(label(self._purge(case.purge), "small"))
        why = case.refused or ("" if case.institution else "identity.not_named")
        if why:
            self._body.addWidget(label(self.desk.explain(NotAllowed(why)), "muted"))
            return
        if not case.has_share:
            words = self.t(f"identity.key.{case.key}")
            self._body.addWidget(state(self.desk, words, "warn", "lock", wrap=True))
        if not any(each.row.status == "proposed" for each in case.openings):
            self.open = plain(self.desk, self.t("identity.open"), self._open, "unlock")
            self.open.setObjectName("identity-open")
            self._body.addLayout(row(self.open, 0))

    def _purge(self, purge: PurgeDay) -> str:
        key = "held" if purge.held else "ordered" if purge.ordered else "due" if purge.is_due else "day"
        return self.t(f"identity.purge.{key}", day=self.desk.day(purge.due))

    def _opening(self, opening: CaseOpening) -> QFrame:
        told = opening.row
        tone, drawing = TONES[told.status]
        asked = f"{self.desk.when(told.at)} · {told.officer} ({told.institution})"
        parts: list[Part] = [
            label(f"{self.t(f'identity_purpose.{told.purpose}')} · {self.t(f'identity_to.{told.addressee}')}", "strong"),
            state(self.desk, self.t(f"identity_status.{told.status}"), tone, drawing),
            label(asked, "small"),
        ]
        if told.second:
            home = f" ({told.second_institution})" if told.second_institution else ""
            parts.append(label(self.t("identity.answered", who=f"{told.second}{home}"), "small"))
        if told.opened_at:
            parts.append(label(self.t("identity.opened_line", when=self.desk.when(told.opened_at), who=told.opened_by), "small"))
        if opening.reason:
            parts.append(label(opening.reason))
        buttons = Flow()
        if opening.may_answer:
            buttons.addWidget(primary(self.desk, self.t("identity.approve"), partial(self._answer, told.id, agreed=True)))
            buttons.addWidget(plain(self.desk, self.t("identity.decline"), partial(self._answer, told.id, agreed=False)))
        if opening.may_show:
            buttons.addWidget(primary(self.desk, self.t("identity.show"), partial(self._show_words, told.id), "eye"))
        parts.append(buttons)
        return card(*parts)

    def _answer(self, opening: str, *, agreed: bool) -> None:
        command = AnswerProposal(self.desk.app.new_command(), read_id(opening), agreed)
        self.desk.execute(command, lambda _changes: self.put(self.report), self.desk.say_fault, self)

    def _open(self) -> None:
        if self.case is not None:
            self._run(OpenDialog(self.desk, self.case, self))

    def _show_words(self, opening: str) -> None:
        if self.case is not None:
            self._run(ShowDialog(self.desk, self.case, opening, self))

    def _run(self, dialog: QDialog) -> None:
        dialog.exec()
        self.put(self.report)
