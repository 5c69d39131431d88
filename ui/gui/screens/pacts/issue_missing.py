"""Pacts for those of an office who have none yet: how many, then all or none."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.views import Changes, IssuedPacts
from core.domain.commands import IssuePacts, PactPersonItem
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.progress import Progress


class IssueMissingDialog(Dialog):
    """``unit`` is an office's id, empty for the whole roster; ``renew`` takes those alone whose pact does not fit any more."""

    def __init__(self, desk: Desk, unit: str, name: str, renew: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("cascade.issue_missing"))
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self._people: tuple[PactPersonItem, ...] = ()
        self._running, self._renew = False, renew
        self.place, self.witness = LineInput(desk.town()), LineInput()
        self.said = label(self.t("missing.counting"), "muted")
        self.progress = Progress(desk)
        self.button = primary(desk, self.t("missing.go"), self._issue, "sign")
        self.button.setEnabled(False)
        self.closing = plain(desk, self.t("button.close"), self.reject)
        title = label(self.t("missing.renew" if renew else "cascade.issue_missing"), "section")
        fields = (Field(self.t("issue.place"), self.place), Field(self.t("issue.witness"), self.witness))
        end = row(0, self.closing, self.button)
        self.setLayout(column(title, label(name, "strong"), self.said, *fields, self.progress, end, margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))
        desk.runner.ask(
            lambda: desk.app.ask(queries.ToIssue(unit, renew, lacking=not renew)), self.show_people, self._failed, self
        )

    def show_people(self, people: tuple[PactPersonItem, ...]) -> None:
        """Say for how many; nobody is left where all have one or are on leave."""
        self._people = people
        nobody = self.t("missing.no_renewal" if self._renew else "missing.nobody")
        self.said.setText(self.t("missing.count", n=f"{len(people):,}") if people else nobody)
        self.button.setEnabled(bool(people))

    def _issue(self) -> None:
        self._busy(True)
        command = IssuePacts(self._command, self._people, None, self.place.value(), self.witness.value())
        job = self.desk.execute(command, self._done, self._failed, self, self.progress.tell)
        self.progress.follow(job, self.t("issue.running"))

    def _done(self, changes: Changes) -> None:
        self._busy(False)
        self._people = ()
        self.button.setEnabled(False)
        made = changes.reply
        self._say("ok", self.t("issue.done", n=len(made.pacts) if isinstance(made, IssuedPacts) else 0))
        self.closing.setFocus()

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self.button.setEnabled(bool(self._people))
        self._say("bad", self.desk.explain(fault))

    def _busy(self, on: bool) -> None:
        self._running = on
        self.button.setEnabled(not on)
        self.closing.setEnabled(not on)
        if not on:
            self.progress.finish()

    def _say(self, role: str, text: str) -> None:
        tell(self.said, text, role)

    def reject(self) -> None:
        """While pacts are made only Cancel of the progress ends it."""
        if not self._running:
            super().reject()
