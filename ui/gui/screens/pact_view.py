"""A pact as it will be on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries
from core.app.views import PactRow
from core.domain.errors import Invalid
from ui.gui.desk import Desk
from ui.gui.runner import Fault
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.verdict_card import TONES
from ui.gui.widgets.labels import notice

if TYPE_CHECKING:
    from core.app.papers import VerifyResult


class PactDialog(PaperDialog):
    """The PDF of one pact."""

    def __init__(self, desk: Desk, pact: PactRow, parent: QWidget) -> None:
        paper = Paper(f"{pact.number} · {pact.name}", f"pakta-{pact.id[:8]}.pdf", desk.t("pact.save"), counted=pact.id)
        app = desk.app
        super().__init__(desk, paper, lambda: app.ask(queries.PactFile(pact.id)), parent)
        self._verdict: QWidget = notice(desk, self.t("verify.running"), "info")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._verdict)

        def judged() -> VerifyResult:
            return app.verify(app.ask(queries.PactFile(pact.id)))[0]

        desk.runner.ask(judged, self._told, self._unknown, self)

    def _told(self, result: VerifyResult) -> None:
        reasons = [self.desk.explain(Invalid(code)) for code in result.reasons]
        words = "\n".join(reasons) or self.t(f"verify.{result.verdict}_text")
        self._replace(notice(self.desk, words, TONES[result.verdict], self.t(f"verify.{result.verdict}")))

    def _unknown(self, fault: Fault) -> None:
        self._replace(notice(self.desk, self.desk.explain(fault), "warn"))

    def _replace(self, made: QWidget) -> None:
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.replaceWidget(self._verdict, made)
            self._verdict.deleteLater()
            self._verdict = made
