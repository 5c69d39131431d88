"""A pact's BSrE file: attached here, and judged apart from our own signature, by BSrE's roots alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.pact_views import PactView
from core.app.views import Changes, PactRow
from core.app.watch import Watch
from core.domain.ids import read_id
from core.domain.pact import RecordPactSigned
from ui import compose
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.screens.verdict_card import verdict_card
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import DayInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.progress import Progress

if TYPE_CHECKING:
    from core.app.papers import VerifyResult

METHOD = "bsre"
ROOTS = "bsre_roots"
"""The setting that holds BSrE's roots (PEM), as they were chosen here."""
ROOTS_LIMIT = 1024 * 1024


class BsreDialog(FittedDialog):
    """The verdict stands below the words that say whose it is; without a file there is none."""

    def __init__(self, desk: Desk, pact: PactRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.bsre"))
        self.desk, self.t, self._pact = desk, desk.t, pact
        self._command = desk.app.new_command()
        self._path: Path | None = None
        self.day = DayInput(desk)
        self.day.put(desk.now().date().isoformat())
        self._day_field = Field(self.t("bsre.day"), self.day, focus=self.day.line)
        self._file, self._said = label("", "muted"), label("", "bad")
        self._said.setVisible(False)
        self.choosing = plain(desk, self.t("bsre.choose"), self._choose, "file")
        self.rooting = plain(desk, self.t("bsre.choose_roots"), self._choose_roots, "province")
        self.button = primary(desk, self.t("bsre.attach"), self._attach, "attach")
        self.button.setEnabled(False)
        self.progress = Progress(desk)
        self._verdict: QWidget = label("", "muted")
        files = row(self.choosing, self._file)
        files.setStretch(1, 1)
        end = row(self.rooting, 0, plain(desk, self.t("button.close"), self.reject), self.button)
        self._lines = column(self._verdict)
        self.put(
            desk.theme.wide("form"), end, label(self.t("bsre.title"), "section"),
            label(f"{pact.number} · {pact.name}", "strong"), notice(desk, self.t("bsre.text")), self._lines, files,
            self._day_field, self._said, self.progress,
        )  # fmt: skip
        self.refresh()

    def refresh(self) -> None:
        """Judge the file that is attached, if there is one."""
        self.desk.ask(queries.Pact(self._pact.id), self._look, self)

    def _look(self, view: PactView) -> None:
        if not any(act.method == METHOD and act.paper for act in view.acts):
            self._replace(label(self.t("bsre.none"), "muted"))
            return
        app, roots = self.desk.app, self.desk.app.settings.get(ROOTS, "")
        self._replace(label(self.t("verify.running"), "muted"))

        def judged(_watch: Watch) -> VerifyResult:
            return app.judge_bsre(self._pact.id, roots.encode("ascii") or None)

        self.desk.runner.picture(judged, self._judged, self._unknown, self)

    def _judged(self, result: VerifyResult) -> None:
        self._replace(verdict_card(self.desk, self.t("bsre.verdict"), result))

    def _unknown(self, fault: Fault) -> None:
        self._replace(notice(self.desk, self.desk.explain(fault), "warn"))

    def _replace(self, made: QWidget) -> None:
        self._lines.replaceWidget(self._verdict, made)
        self._verdict.hide()
        self._verdict.deleteLater()
        self._verdict = made
        self.fit()

    def _choose(self) -> None:
        for path in open_files(self.desk, self, self.t("bsre.choose"), self.t("bsre.files")):
            self.take(path)

    def take(self, path: Path) -> None:
        """This file is to be attached."""
        self._path = path
        self._file.setText(path.name)
        self.button.setEnabled(True)

    def _choose_roots(self) -> None:
        for path in open_files(self.desk, self, self.t("bsre.choose_roots"), self.t("bsre.root_files")):
            self.judge_by(path)

    def judge_by(self, path: Path) -> None:
        """Remember this file as BSrE's roots, and judge again."""
        app = self.desk.app

        def work(_watch: Watch) -> None:
            app.settings.put(ROOTS, compose.read_file(path, ROOTS_LIMIT).decode("ascii", "replace"))

        self.desk.runner.do(work, lambda _nothing: self.refresh(), self._failed, None, self)

    def _attach(self) -> None:
        day, path, app, command, pact = read_day(self.day.line.value()), self._path, self.desk.app, self._command, self._pact
        self._day_field.wrong("" if day else self.t("day.unreadable"))
        if day is None or path is None:
            return
        self.button.setEnabled(False)
        self._said.setVisible(False)

        def work(watch: Watch) -> Changes:
            paper = app.evidence.attach(path, path.name, watch=watch)
            return app.execute(RecordPactSigned(command, read_id(pact.id), day, METHOD, paper=paper), watch)

        job = self.desk.runner.do(work, self._done, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("stage.attach"))

    def _done(self, changes: Changes) -> None:
        self.progress.finish()
        self._command, self._path = self.desk.app.new_command(), None
        self._file.setText("")
        self.desk.said.emit(self.t("bsre.done"))
        self.refresh()
        self.desk.changed.emit(changes.topics)

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self.button.setEnabled(self._path is not None)
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
        self.fit()
