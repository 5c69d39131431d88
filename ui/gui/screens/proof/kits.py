"""Kits of the province: for whom, how many laptops began, when and by whom made, whichever desk it was."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("whom", "laptops", "last_day", "made_at", "made_by", "drill")


class KitsPage(QWidget):
    """To be read alone: a kit is made at the board, and what began from it ends by revocation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.table = Table(self.t("kits.title"), [self.t(f"kits.col_{name}") for name in COLUMNS])
        self.setLayout(column(label(self.t("kits.text"), "muted"), self.table, margin="gap"))

    def refresh(self) -> None:
        """Ask for every kit."""
        self.desk.ask(queries.Kits(), self._show, self, "kits")

    def _show(self, rows: tuple[views.KitRow, ...]) -> None:
        self.table.fill([self._cells(each) for each in rows])

    def _cells(self, each: views.KitRow) -> list[str]:
        whom = self.t("kits.desk", name=each.desk) if each.desk else each.post
        many = self.t("kits.used", used=each.used, laptops=each.laptops)
        drill = self.t("kits.drill") if each.drill else ""
        return [whom, many, self.desk.day(each.last_day), self.desk.when(each.made_at), each.made_by, drill]
