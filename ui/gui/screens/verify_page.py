"""Verify files: valid, not valid, or not known, with the reasons in words and the fields that were signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.files import open_files, open_folder
from ui.gui.layouts import Part, box, clear, column, row, scrolled
from ui.gui.runner import Fault, Job, Watch
from ui.gui.screens.verdict_card import verdict_card
from ui.gui.screens.verdict_table import VerdictTable
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.drop_area import DropArea
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.progress import Progress

if TYPE_CHECKING:
    from core.app.papers import Judge, VerifyResult
    from core.app.views import PactRow

TRUST_LIMIT = 16 * 1024 * 1024
CODE_LIMIT = 800


@dataclass
class _Batch:
    """How many files are to be judged, and the verdicts so far: written by the worker, read when it has ended."""

    asked: int = 1
    judged: list[tuple[str, list[VerifyResult]]] = field(default_factory=list)

    def verdicts(self) -> list[tuple[str, VerifyResult]]:
        """Name and verdict, one each for every code of a picture."""
        return [(name, result) for name, results in self.judged for result in results]


class VerifyPage(QWidget):
    """Files are opened by a process of its own, with limits; one is shown in full, many as a table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._trust = b""
        self._pact: PactRow | None = None
        self._results = column()
        self._job: Job | None = None
        self._batch = _Batch()
        self.progress = Progress(desk)
        drop = DropArea(self.t("verify.drop"))
        drop.dropped.connect(self.verify)
        self.code = LineInput(placeholder=self.t("verify.scanner"), limit=CODE_LIMIT)
        self.code.setAccessibleName(self.t("verify.scanner"))
        self.code.returnPressed.connect(self._typed)
        self._by = label(self.t("verify.by_own"), "small")
        self.sheet = plain(desk, self.t("verify.sheet"), self._open_sheet, "eye")
        self.sheet.setVisible(False)
        trusting = plain(desk, self.t("verify.other_trust"), self._choose_trust, "province")
        by = row(self._by, self.sheet, trusting)
        by.setStretch(0, 1)
        choosing = row(
            drop,
            plain(desk, self.t("verify.choose"), self._choose, "verify"),
            plain(desk, self.t("verify.folder"), self._choose_folder, "import"),
        )
        choosing.setStretch(0, 1)
        shown = QWidget()
        shown.setLayout(self._results)
        lines = column(choosing, self.code, by, self.progress, shown, gap="gap")
        lines.setStretchFactor(shown, 1)
        content = QWidget()
        content.setLayout(lines)
        self.setLayout(column(label(self.t("verify.text"), "muted"), scrolled(content), margin="gap"))

    def verify(self, paths: list[Path]) -> None:
        """Judge these files, and those in these folders, off the window's thread."""

        def fill(batch: _Batch, judge: Judge, watch: Watch) -> None:
            from ui.verifying import files_of, verdicts

            files = files_of(paths)
            batch.asked = len(files)
            for path, results in verdicts(judge, files, watch):
                batch.judged.append((path.name, results))

        self._judge(fill)

    def open_pact(self, pact: PactRow) -> None:
        """Judge the file of a pact of the register; its sheet can be opened from here."""
        app = self.desk.app
        self._judge_one(f"{pact.number} · {pact.name}", lambda: app.ask(queries.PactFile(pact.id)), pact)

    def _typed(self) -> None:
        """A scanner on the USB port types the code and ends with Enter; so does whoever pastes it."""
        text = self.code.value()
        if text:
            self.code.selectAll()
            self._judge_one(self.t("verify.typed"), text.encode)

    def _judge_one(self, name: str, read: Callable[[], bytes], pact: PactRow | None = None) -> None:
        def fill(batch: _Batch, judge: Judge, _: Watch) -> None:
            batch.judged.append((name, judge(read())))

        self._judge(fill, pact)

    def _judge(self, fill: Callable[[_Batch, Judge, Watch], None], pact: PactRow | None = None) -> None:
        self._begin()
        self._pact = pact
        self.sheet.setVisible(pact is not None)
        app, trust, batch = self.desk.app, self._trust, self._batch

        def work(watch: Watch) -> None:
            from core.app.papers import verifier

            with verifier(trust) if trust else app.verifier() as judge:
                fill(batch, judge, watch)

        self._job = self.desk.runner.picture(work, self._done, self._failed, self, self.progress.tell)
        self.progress.follow(self._job, self.t("verify.running"))

    def _begin(self) -> None:
        """Stop what runs, and forget what it found."""
        if self._job is not None:
            self._job.cancel()
            self._job.replaced = True
        self._job, self._batch = None, _Batch()
        self.progress.finish()
        clear(self._results)

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("verify.choose"), self.t("files.verify"), many=True)
        if found:
            self.verify(found)

    def _choose_folder(self) -> None:
        found = open_folder(self.desk, self, self.t("verify.folder"))
        if found is not None:
            self.verify([found])

    def _choose_trust(self) -> None:
        """Judge by the certificates of another province from now on; none chosen means the own ones again."""
        found = open_files(self.desk, self, self.t("verify.other_trust"), self.t("files.trust"))
        self.trust_by(found[0] if found else None)

    def trust_by(self, path: Path | None) -> None:
        """Judge by this trust file, or by the own province's certificates."""
        from ui.compose import read_file

        self._begin()
        try:
            self._trust = b"" if path is None else read_file(path, TRUST_LIMIT)
        except Refused as refusal:
            self._failed(refusal)
            return
        self._by.setText(self.t("verify.by_own") if path is None else self.t("verify.by_file", file=path.name))

    def _open_sheet(self) -> None:
        if self._pact is not None:
            from ui.gui.screens.pact_view import PactDialog

            PactDialog(self.desk, self._pact, self).exec()

    def _done(self, _: None) -> None:
        if self._batch.asked > 1:
            self._show(VerdictTable(self.desk, self._batch.verdicts()))
        else:
            self._show(*(verdict_card(self.desk, name, result) for name, result in self._batch.verdicts()), 0)

    def _failed(self, fault: Fault) -> None:
        """Stopped or refused: what was judged before stays to be seen."""
        if self._batch.judged:
            self._show(VerdictTable(self.desk, self._batch.verdicts(), self._batch.asked - len(self._batch.judged)))
        else:
            self._show(notice(self.desk, self.desk.explain(fault), "bad"), 0)

    def _show(self, *parts: Part) -> None:
        self.progress.finish()
        self._results.addWidget(box(*parts))
