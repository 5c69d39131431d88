"""One act of a reporter: words, files, and a button; sealed to the province, kept nowhere here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.app.views import Changes
from core.domain.commands import AttachedFile, ReturnWithCode
from core.domain.reporter import THREAT, WITHDRAWAL
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import clear, column, row
from ui.gui.runner import Fault, Watch
from ui.gui.screens.report_form.names import distinct
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import TextInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from core.app.application import Application

LINES = 4


class ActCard(QFrame):
    """``handed`` tells that the act is written, ``left`` that the reporter changed his mind.

    Files that were not handed over are thrown away.
    """

    handed = Signal()
    left = Signal()

    def __init__(self, desk: Desk, act: str, code: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._desk, self.kind, self._code = desk, act, code
        self._app, self._command = desk.app, desk.app.new_command()
        self._files: list[AttachedFile] = []
        self.text = TextInput(lines=LINES)
        self._named = Field(desk.t(f"return.{act}_ask"), self.text)
        shows, self._hint = Tick(desk.t("evidence.shows_identity")), label(desk.t("evidence.shows_hint"), "small")
        self.shows = shows.box
        self._listed, self._progress = QVBoxLayout(), Progress(desk)
        self.go = primary(desk, desk.t(f"return.{act}_go"), self.hand_over, "sealed")
        self.adding = plain(desk, desk.t("return.attach"), self._choose, "attach")
        self.back = plain(desk, desk.t("return.back"), self.left.emit, "chevron-left")
        if act == WITHDRAWAL:
            for each in (self.adding, shows, self._hint):
                each.hide()
        self.setLayout(
            column(
                label(desk.t(f"return.{act}"), "section"),
                notice(desk, desk.t(f"return.{act}_text"), "bad" if act == THREAT else "info"),
                self._named,
                shows,
                self._hint,
                self._listed,
                self._progress,
                beside(self.adding, 0, self.back, self.go),
                label(desk.t("return.sealed"), "small"),
                margin="gap",
            )
        )

    def point(self) -> None:
        """Put the keyboard into the words."""
        self._named.point()

    def hand_over(self) -> None:
        """Write the act; a second press is the same act."""
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        command = ReturnWithCode(self._command, self._code, self.kind, self.text.value(), tuple(self._files))
        self._desk.execute(command, self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self._files.clear()
        self.drop()
        self.handed.emit()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._named.wrong(self._desk.explain(fault))
        self._named.point()

    def drop(self) -> None:
        """Forget the words and the code, and throw away files that were not handed over."""
        self._code = ""
        self.text.clear()
        app, files = self._app, list(self._files)
        self._files.clear()
        if files and self._desk.unlocked:
            self._desk.runner.do(lambda _watch: _discard(app, files))

    def _choose(self) -> None:
        self.attach(open_files(self._desk, self, self._desk.t("return.attach"), self._desk.t("files.evidence"), many=True))

    def attach(self, paths: list[Path]) -> None:
        """Encrypt these files into the vault; only the province will open them, what shows a person its identity desk alone."""
        app, shows = self._app, self.shows.isChecked()

        def work(watch: Watch) -> list[AttachedFile]:
            taken: list[AttachedFile] = []
            for path in paths:
                name = distinct(path.name, [file.name for file in [*self._files, *taken]])
                taken.append(app.evidence.attach(path, name, shows_identity=shows, watch=watch))
            return taken

        if paths:
            self.go.setEnabled(False)
            job = self._desk.runner.do(work, self._attached, self._not_attached, self._progress.tell, self)
            self._progress.follow(job, self._desk.t("evidence.attaching"))

    def _attached(self, files: list[AttachedFile]) -> None:
        self._progress.finish()
        self.go.setEnabled(True)
        self._files.extend(files)
        self._show()

    def _not_attached(self, fault: Fault) -> None:
        self._progress.finish()
        self._failed(fault)

    def _show(self) -> None:
        clear(self._listed)
        for file in self._files:
            remove = quiet(self._desk, self._desk.t("button.remove"), lambda f=file: self._remove(f), "trash")  # type: ignore[misc]
            remove.setAccessibleName(f"{self._desk.t('button.remove')}: {file.name}")
            self._listed.addLayout(row(label(self._told(file)), 0, remove))

    def _told(self, file: AttachedFile) -> str:
        return f"{file.name} · {self._desk.t('evidence.sealed')}" if file.shows_identity else file.name

    def _remove(self, file: AttachedFile) -> None:
        app = self._app
        self._files.remove(file)
        self._desk.runner.do(lambda _watch: app.discard(file))
        self._show()


def _discard(app: Application, files: list[AttachedFile]) -> None:
    for file in files:
        app.discard(file)
