"""One step of a sanction: its fields, a file where one proves it, one button; a refusal leaves what was typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.sanction_views import CaseSanctions
from core.app.views import Changes
from core.app.watch import Watch
from core.domain.commands import AttachedFile
from core.domain.ids import SubjectId, read_id
from core.domain.sanction import SanctionCommand
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import DayInput, LineInput, TextInput
from ui.gui.widgets.labels import label


class StepDialog(Dialog):
    """``step`` names the words (``sanction_step.STEP``); subclasses give fields and the command."""

    step = ""
    proves = False
    """Whether a file may be attached."""
    noted = True
    """Whether the officer may add words."""
    many = False
    """Whether it has so many fields that it wants all the height there is."""

    def __init__(self, desk: Desk, case: CaseSanctions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.sanction"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self.case = desk, desk.t, case
        self.report: SubjectId = read_id(case.report)
        self.command = desk.app.new_command()
        self.day = DayInput(desk)
        self._day_field = Field(self.t(f"sanction_step.{self.step}_day"), self.day, focus=self.day.line)
        self.note = TextInput(lines=2)
        self.path: Path | None = None
        self._file = label(self.t("sanction_step.no_file"), "small")
        self.fault = label("", "bad")
        self.fault.setVisible(False)
        self.button = primary(desk, self.t("sanction_step.record"), self.record, "check")
        self.button.setDefault(True)
        closing = plain(desk, self.t("button.cancel"), self.reject)
        body = QWidget()
        parts: list[Any] = [*self.fields(), self._day_field]
        if self.proves:
            parts.append(row(plain(desk, self.t("sanction_step.attach"), self._choose, "attach"), self._file, 0))
        if self.noted:
            parts.append(Field(self.t("sanction_step.note"), self.note))
        parts.append(0)
        layout: QVBoxLayout = column(*parts, gap="gap")
        body.setLayout(layout)
        title = label(f"{self.t(f'sanction_step.{self.step}')} · {case.number}", "section")
        told = label(self.t(f"sanction_step.{self.step}_text"), "muted")
        self.setLayout(
            column(
                title, told, scrolled(body, sideways=False), self.fault, row(0, closing, self.button), gap="gap", margin="wide"
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self.resize(desk.theme.wide("dialog"), pixels("form" if self.many else "dialog"))

    def fields(self) -> list[QWidget]:
        """The fields above the day."""
        raise NotImplementedError

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        raise NotImplementedError

    def line(self, name: str, text: str = "") -> tuple[LineInput, Field]:
        """A one-line input with its field; ``name`` gives the words."""
        control = LineInput(text)
        return control, Field(self.t(f"sanction_step.{name}"), control)

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("sanction_step.attach"), self.t("files.evidence"))
        if found:
            self.path = found[0]
            self._file.setText(self.path.name)

    def record(self) -> None:
        """Carry the step out, with its file if there is one."""
        day = read_day(self.day.line.value())
        self._day_field.wrong("" if day else self.t("day.unreadable"))
        if day is None:
            return
        self.button.setEnabled(False)
        self.fault.setVisible(False)
        app, path = self.desk.app, self.path

        def work(watch: Watch) -> Changes:
            if path is None:
                return app.execute(self.made(day, None), watch)
            paper = app.evidence.attach(path, path.name, watch=watch)
            try:
                return app.execute(self.made(day, paper), watch)
            except BaseException:
                app.evidence.forget(paper)
                raise

        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, changes: Changes) -> None:
        self.desk.said.emit(self.t("sanction_step.done"))
        self.desk.changed.emit(changes.topics)
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self.fault.setText(self.desk.explain(fault))
        self.fault.setVisible(True)
