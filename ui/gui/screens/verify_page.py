"""Verify a file: valid, not valid, or not known, with the reasons in words and the fields that were signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.errors import Invalid
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.drop_area import DropArea
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice, pair

if TYPE_CHECKING:
    from core.app.papers import VerifyResult

TONES = {"valid": "ok", "invalid": "bad", "unknown": "warn"}
LIMIT = 64 * 1024 * 1024
CODE_LIMIT = 400


class VerifyPage(QWidget):
    """The file is opened by a process of its own, with limits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._results = QVBoxLayout()
        choosing = plain(desk, self.t("verify.choose"), self._choose, "verify")
        drop = DropArea(self.t("verify.drop"))
        drop.dropped.connect(self.verify)
        self.code = LineInput(placeholder=self.t("verify.scanner"), limit=CODE_LIMIT)
        self.code.setAccessibleName(self.t("verify.scanner"))
        self.code.returnPressed.connect(self._typed)
        content = box(row(drop, choosing), self.code, self._results, 0, gap="gap")
        self.setLayout(column(label(self.t("verify.text"), "muted"), scrolled(content), margin="gap"))

    def verify(self, paths: list[Path]) -> None:
        """Judge these files off the window's thread."""
        clear(self._results)
        self._results.addWidget(label(self.t("verify.running"), "muted"))
        app = self.desk.app

        def work() -> list[tuple[str, VerifyResult]]:
            from ui.compose import read_file

            return [(path.name, result) for path in paths for result in app.verify(read_file(path, LIMIT))]

        self.desk.runner.ask(work, self._show, self._failed, self, "verify")

    def _typed(self) -> None:
        """A scanner on the USB port types the code and ends with Enter; so does whoever pastes it."""
        text, app = self.code.value(), self.desk.app
        if not text:
            return
        self.code.selectAll()
        clear(self._results)

        def work() -> list[tuple[str, VerifyResult]]:
            return [(self.t("verify.typed"), result) for result in app.verify(text.encode())]

        self.desk.runner.ask(work, self._show, self._failed, self, "verify")

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("verify.choose"), self.t("files.verify"), many=True)
        if found:
            self.verify(found)

    def _show(self, results: list[tuple[str, VerifyResult]]) -> None:
        clear(self._results)
        for name, result in results:
            reasons = [self.desk.explain(Invalid(code)) for code in result.reasons]
            fields = [pair(self._field_name(field), value) for field, value in result.fields.items()]
            verdict = notice(
                self.desk, "\n".join(reasons) or self.t(f"verify.{result.verdict}_text"), TONES[result.verdict],
                self.t(f"verify.{result.verdict}"),
            )  # fmt: skip
            shadow = [label(self.t("verify.compare"), "strong"), *fields] if result.kind == "qr" and fields else fields
            self._results.addWidget(card(label(name, "strong"), verdict, *shadow))

    def _field_name(self, field: str) -> str:
        return self.t(f"signed.{field}") if self.t.known(f"signed.{field}") else field

    def _failed(self, fault: Fault) -> None:
        clear(self._results)
        self._results.addWidget(notice(self.desk, self.desk.explain(fault), "bad"))
