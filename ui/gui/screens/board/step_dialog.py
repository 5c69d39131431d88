"""What every dialog about a step of a case is: its fields, one button that does it, and a refusal that costs no typing."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.app.case_views import CaseView
from core.app.views import Changes
from core.domain.commands import Command
from core.domain.ids import SubjectId, read_id
from ui.gui.desk import Desk
from ui.gui.layouts import Part, row
from ui.gui.runner import Fault
from ui.gui.screens.board.rows import title_of
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label


class StepDialog(FittedDialog):
    """``name`` gives its words: ``board.NAME`` the button, ``board.NAME_text`` what it does."""

    name = ""

    def __init__(self, desk: Desk, view: CaseView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.case_step"))
        self._desk, self.t, self.view = desk, desk.t, view
        self.command = desk.app.new_command()
        self._fault = label("", "bad")
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t(f"board.{self.name}"), self.do, "check")
        self.put(desk.theme.wide("form"), self.ends(), *self._head(), *self.fields(), self._fault)

    @property
    def report(self) -> SubjectId:
        """The case's report."""
        return read_id(self.view.row.id)

    def _head(self) -> list[Part]:
        row_ = self.view.row
        told = f"{row_.number} · {title_of(self._desk, row_)}"
        return [
            label(self.t(f"board.{self.name}"), "section"),
            label(told, "muted"),
            label(self.t(f"board.{self.name}_text"), "muted"),
        ]

    def ends(self) -> QHBoxLayout:
        """The row of buttons."""
        return row(0, self.closing, self.go)

    def fields(self) -> list[Part]:
        """What is asked."""
        raise NotImplementedError

    def make(self) -> Command:
        """The command that the fields mean."""
        raise NotImplementedError

    def do(self) -> None:
        """Carry it out, once."""
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self._desk.execute(self.make(), self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._fault.setText(self._desk.explain(fault))
        self.fit()
