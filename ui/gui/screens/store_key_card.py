"""Kunci penyimpanan: when it was last changed, and a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.store_key_views import StoreKey, StoreKeyFacts
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.recovery_sheets_dialog import RecoverySheetsDialog
from ui.gui.screens.store_key_dialog import StoreKeyDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import drawn, label

WHO = ("head", "administrator", "national", "regency")
"""Who may change it: whoever may enrol and end officers."""


class StoreKeyCard(QFrame):
    """Shown to everybody; only who may change it has the button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.last = label("", "strong")
        self.change = plain(desk, self.t("store_key.change"), self.ask, "lock")
        if desk.app.facts.officer_role not in WHO:
            self.change.hide()
        self.sheets = plain(desk, self.t("sheets.open"), self.show_sheets, "print")
        if not (desk.app.facts.kind == "province" and desk.app.facts.officer_role == "administrator"):
            self.sheets.hide()
        head = row(drawn(desk, "lock", "primary"), label(self.t("store_key.title"), "section"), 0)
        buttons = row(self.change, self.sheets, 0)
        self.setLayout(column(card(head, label(self.t("store_key.text"), "muted"), self.last, buttons, gap="gap")))

    def refresh(self) -> None:
        """Ask when it was changed."""
        self.desk.ask(StoreKey(), self._show, self, "store_key")

    def _show(self, facts: StoreKeyFacts) -> None:
        words = self.t("store_key.changed", at=self.desk.when(facts.changed), name=facts.by)
        self.last.setText(words if facts.changed else self.t("store_key.never"))

    def show_sheets(self) -> None:
        """The custodians' sheets."""
        RecoverySheetsDialog(self.desk, self).exec()

    def ask(self, doubted: str = "") -> None:
        """The dialog; ``doubted`` names who was just ended and is not trusted any more."""
        StoreKeyDialog(self.desk, self, doubted).exec()
