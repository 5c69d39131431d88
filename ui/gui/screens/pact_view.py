"""A pact as it will be on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.views import PactRow
from ui.gui.desk import Desk
from ui.gui.screens.paper_view import Paper, PaperDialog


class PactDialog(PaperDialog):
    """The PDF of one pact."""

    def __init__(self, desk: Desk, pact: PactRow, parent: QWidget) -> None:
        paper = Paper(f"{pact.number} · {pact.name}", f"pakta-{pact.id[:8]}.pdf", desk.t("pact.save"))
        app = desk.app
        super().__init__(desk, paper, lambda: app.ask(queries.PactFile(pact.id)), parent)
