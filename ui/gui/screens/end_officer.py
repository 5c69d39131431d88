"""Ending an officer's service: what it does, and a tick that says it was understood."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.backup_views import CopyAway
from core.app.views import Changes, OfficerRow
from core.domain.officer import EndOfficer
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick

LEAVES, DOUBTED = "leaves", "doubted"
REASONS = (LEAVES, DOUBTED)


class EndOfficerDialog(FittedDialog):
    """Nothing is destroyed before the tick. Whether he was ``doubted`` is for who asked: the store key is then changed too."""

    def __init__(self, desk: Desk, officer: OfficerRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.end_officer"))
        self.desk, self.t, self._officer = desk, desk.t, officer
        self._command = desk.app.new_command()
        self.why = Options(
            [(reason, self.t(f"officer.end_why.{reason}")) for reason in REASONS], LEAVES, self._chosen, self.t("officer.end_why")
        )
        self.sure = Tick(self.t("officer.end_sure"), False, lambda on: self.button.setEnabled(on))
        self._said = label("", "bad")
        self._said.setVisible(False)
        self.button = primary(desk, self.t("officer.end_go"), self._run, "close")
        self.button.setEnabled(False)
        self._copies = label("", "warn")
        self._copies.setVisible(False)
        app = desk.app
        desk.runner.ask(lambda: app.copies.away(), self._show_copies, desk.say_fault, self, "end-copies")
        role = self.t(f"role.{officer.role}") if self.t.known(f"role.{officer.role}") else officer.role
        self.put(
            desk.theme.wide("dialog"), row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
            label(self.t("officer.end_title"), "section"), label(f"{officer.name} · {role}", "strong"),
            Field(self.t("officer.end_why"), self.why),
            notice(desk, self.t("officer.end_text"), "warn"), self._copies, self.sure, self._said,
        )  # fmt: skip

    @property
    def doubted(self) -> bool:
        """Whether he is not trusted any more."""
        return self.why.value == DOUBTED

    def _show_copies(self, away: tuple[CopyAway, ...]) -> None:
        """Copies on sticks are out of reach: they stay open to him until they are written anew."""
        places = ", ".join(f"{each.where} ({self.desk.when(each.made)})" for each in away)
        self._copies.setText(self.t("officer.end_copies", places=places))
        self._copies.setVisible(bool(away))
        self.fit()

    def _chosen(self, _reason: str) -> None:
        self.fit()

    def _run(self) -> None:
        self.button.setEnabled(False)
        self.desk.execute(EndOfficer(self._command, self._officer.name, self.doubted), self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        self.desk.said.emit(self.t("officer.end_done", name=self._officer.name))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(self.sure.isChecked())
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
        self.fit()
