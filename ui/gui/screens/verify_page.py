"""Verify a file: valid, not valid, or not known, with the reasons in words and the fields that were signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries
from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.verdict_card import verdict_card
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.drop_area import DropArea
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice

if TYPE_CHECKING:
    from core.app.papers import VerifyResult
    from core.app.views import PactRow

LIMIT = 64 * 1024 * 1024
TRUST_LIMIT = 16 * 1024 * 1024
CODE_LIMIT = 800


class VerifyPage(QWidget):
    """The file is opened by a process of its own, with limits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._trust = b""
        self._pact: PactRow | None = None
        self._results = QVBoxLayout()
        choosing = plain(desk, self.t("verify.choose"), self._choose, "verify")
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
        content = box(row(drop, choosing), self.code, by, self._results, 0, gap="gap")
        self.setLayout(column(label(self.t("verify.text"), "muted"), scrolled(content), margin="gap"))

    def verify(self, paths: list[Path]) -> None:
        """Judge these files off the window's thread."""

        def read() -> Iterator[tuple[str, bytes]]:
            from ui.compose import read_file

            return ((path.name, read_file(path, LIMIT)) for path in paths)

        self._judge(read)

    def open_pact(self, pact: PactRow) -> None:
        """Judge the file of a pact of the register; its sheet can be opened from here."""
        app = self.desk.app
        self._judge(lambda: iter([(f"{pact.number} · {pact.name}", app.ask(queries.PactFile(pact.id)))]), pact)

    def _typed(self) -> None:
        """A scanner on the USB port types the code and ends with Enter; so does whoever pastes it."""
        text = self.code.value()
        if text:
            self.code.selectAll()
            self._judge(lambda: iter([(self.t("verify.typed"), text.encode())]))

    def _judge(self, read: Callable[[], Iterator[tuple[str, bytes]]], pact: PactRow | None = None) -> None:
        clear(self._results)
        self._results.addWidget(label(self.t("verify.running"), "muted"))
        self._pact = pact
        self.sheet.setVisible(pact is not None)
        app, trust = self.desk.app, self._trust

        def work() -> list[tuple[str, VerifyResult]]:
            from core.app.papers import verifier

            with verifier(trust) if trust else app.verifier() as judge:
                return [(name, result) for name, data in read() for result in judge(data)]

        self.desk.runner.ask(work, self._show, self._failed, self, "verify")

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("verify.choose"), self.t("files.verify"), many=True)
        if found:
            self.verify(found)

    def _choose_trust(self) -> None:
        """Judge by the certificates of another province from now on; none chosen means the own ones again."""
        found = open_files(self.desk, self, self.t("verify.other_trust"), self.t("files.trust"))
        self.trust_by(found[0] if found else None)

    def trust_by(self, path: Path | None) -> None:
        """Judge by this trust file, or by the own province's certificates."""
        from ui.compose import read_file

        clear(self._results)
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

    def _show(self, results: list[tuple[str, VerifyResult]]) -> None:
        clear(self._results)
        for name, result in results:
            self._results.addWidget(verdict_card(self.desk, name, result))

    def _failed(self, fault: Fault) -> None:
        clear(self._results)
        self._results.addWidget(notice(self.desk, self.desk.explain(fault), "bad"))
