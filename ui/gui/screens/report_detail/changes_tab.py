"""Corrections of a report: what is proposed, by whom, what it changes, and the second officer's two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.views import Changes, FieldChange, ProposalRow, ReportView
from core.domain.commands import AnswerProposal
from core.domain.ids import read_id
from ui.gui.layouts import Part, card, row
from ui.gui.screens.report_detail.correction_dialog import CorrectionDialog
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label, notice, pair, state
from ui.messages import field_name

TONES = {"proposed": "warn", "approved": "ok", "declined": "muted", "held": "warn"}


class ChangesTab(DetailTab):
    """A card for each proposal, and the way to make one."""

    name = "changes"

    def applies(self, view: ReportView) -> bool:
        """A report that is only passed on is corrected at the province."""
        return not view.row.sealed

    def fill(self, view: ReportView) -> None:
        """The button, what the law did to the report, and the proposals, the newest first."""
        if view.held:
            self.body.addWidget(notice(self.desk, self.t("changes.under_hold"), "warn"))
        if view.gone:
            self.body.addWidget(notice(self.desk, self.t("changes.gone"), "info"))
        else:
            self.button = plain(self.desk, self.t("changes.correct"), lambda: self._correct(view), "edit")
            self.body.addLayout(row(self.button, 0))
        if not view.proposals:
            self.body.addWidget(label(self.t("changes.none"), "muted"))
        for proposal in reversed(view.proposals):
            self.body.addWidget(self._proposal(proposal))

    def _correct(self, view: ReportView) -> None:
        CorrectionDialog(self.desk, view, self).exec()

    def _proposal(self, proposal: ProposalRow) -> QFrame:
        status = state(self.desk, self.t(f"changes.{proposal.status}"), TONES[proposal.status])
        parts: list[Part] = [
            row(label(self.t(f"act.{proposal.act}"), "strong"), 0, status),
            label(self.t("changes.by", who=proposal.officer, post=proposal.post, when=self.desk.when(proposal.at)), "small"),
        ]
        if self.t.known(f"reason.{proposal.reason}"):
            parts.append(pair(self.t("changes.reason"), " · ".join(filter(None, (self._reason(proposal), proposal.words)))))
        parts += [pair(self._field(change), self._both(change)) for change in proposal.changes]
        if proposal.beside:
            parts.append(state(self.desk, self.t("changes.beside"), "warn", wrap=True))
        if proposal.answered_by:
            when = self.desk.when(proposal.answered_at)
            parts.append(label(self.t("changes.answered", who=proposal.answered_by, when=when), "small"))
        if proposal.status == "proposed":
            parts.append(self._buttons(proposal))
        return card(*parts)

    def _buttons(self, proposal: ProposalRow) -> Part:
        if proposal.may_answer:
            agree = plain(self.desk, self.t("changes.approve"), lambda: self._answer(proposal, True), "ok")
            refuse = plain(self.desk, self.t("changes.decline"), lambda: self._answer(proposal, False), "close")
            return row(agree, refuse, 0)
        if proposal.mine:
            back = plain(self.desk, self.t("changes.take_back"), lambda: self._answer(proposal, False), "undo")
            return row(label(self.t("changes.waits"), "muted"), back)
        return label(self.t("changes.waits"), "muted")

    def _answer(self, proposal: ProposalRow, approve: bool) -> None:
        command = AnswerProposal(self.desk.app.new_command(), read_id(proposal.id), approve)
        self.desk.execute(command, self._answered, self.desk.say_fault, self)

    def _answered(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("changes.answer_kept"))

    def _reason(self, proposal: ProposalRow) -> str:
        return self.t(f"reason.{proposal.reason}")

    def _field(self, change: FieldChange) -> str:
        return field_name(change.field, self.t.language)

    def _both(self, change: FieldChange) -> str:
        return self.t("changes.both", before=self._shown(change.before), after=self._shown(change.after))

    def _shown(self, value: object) -> str:
        if value in (None, "", [], {}):
            return self.t("changes.empty")
        if isinstance(value, dict):
            return self.t("changes.sealed") if value.get("sealed") else ", ".join(str(v) for v in value.values() if v)
        if isinstance(value, list):
            return "; ".join(self._shown(item) for item in value)
        return self.desk.day(str(value))
