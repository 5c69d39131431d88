"""The province's urgent pile: what reporters brought with their codes and nobody has taken on, threats first."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries, views
from core.domain.reporter import THREAT
from ui.gui.desk import Desk
from ui.gui.layouts import box, clear, column, row, scrolled
from ui.gui.screens.report_detail.returns_tab import return_card
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label


class ReturnsDialog(Dialog):
    """A card for each act that waits, also for those whose report is not here yet."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("return.waiting_title"))
        self._desk, self.cards = desk, QVBoxLayout()
        closing = primary(desk, desk.t("button.close"), self.accept)
        head = label(desk.t("return.waiting_title"), "section")
        self.setLayout(column(head, scrolled(box(self.cards, 0)), row(0, closing), gap="gap", margin="gap"))
        self.resize(desk.theme.wide("dialog"), pixels("dialog"))
        desk.changed.connect(self._changed)
        self._ask()

    def _changed(self, topics: frozenset[str]) -> None:
        if "returns" in topics and self._desk.unlocked:
            self._ask()

    def _ask(self) -> None:
        self._desk.ask(queries.Returns(open_only=True), self._show, self, "returns-dialog")

    def _show(self, rows: tuple[views.ReturnRow, ...]) -> None:
        clear(self.cards)
        for item in sorted(rows, key=lambda each: each.act != THREAT):
            self.cards.addWidget(return_card(self._desk, asdict(item)))
        if not rows:
            self.cards.addWidget(label(self._desk.t("return.none_waiting"), "muted"))
