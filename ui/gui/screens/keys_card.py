"""Kunci provinsi: which keys are in force, who does not use them yet, and what the administrator may do about them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.key_views import IN_FORCE, KEPT, KeyList, KeyRow
from core.domain.province_key import REPORTS
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.key_destroy_dialog import KeyDestroyDialog
from ui.gui.screens.key_replace_dialog import KeyReplaceDialog
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import drawn, label
from ui.gui.widgets.table import Table

COLUMNS = ("key", "generation", "state", "since", "reason", "by")


class KeysCard(QFrame):
    """Shown to a province's administrator; the chosen row says which key is meant."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.rows: tuple[KeyRow, ...] = ()
        self.table = Table(self.t("keys.title"), [self.t(f"keys.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._look)
        self.waiting = label("", "warn")
        self.replacing = plain(desk, self.t("keys.replace"), self._replace, "lock")
        self.destroying = plain(desk, self.t("keys.destroy"), self._destroy, "close")
        head = beside(
            row(drawn(desk, "lock", "primary"), label(self.t("keys.title"), "section"), 0), 0, self.destroying, self.replacing
        )
        self.setLayout(column(card(head, label(self.t("keys.text"), "muted"), self.table, self.waiting, gap="gap")))
        self._look()

    def refresh(self) -> None:
        """Ask for the list."""
        self.desk.ask(KeyList(), self._show, self, "province_keys")

    def _show(self, rows: tuple[KeyRow, ...]) -> None:
        self.rows = rows
        self.table.fill([self._line(each) for each in rows])
        late = [self._late(each) for each in rows if each.waiting]
        self.waiting.setText("\n".join(late))
        self.waiting.setVisible(bool(late))
        self._look()

    def _late(self, each: KeyRow) -> str:
        return self.t("keys.waiting", name=self.t(f"keys.{each.purpose}"), posts=", ".join(each.waiting))

    def _line(self, each: KeyRow) -> list[str]:
        state = self.t(f"keys.state_{each.state}", at=self.desk.when(each.ended) if each.ended else "")
        named = f"keys.reason_{each.reason}"
        reason = self.t(named) if self.t.known(named) else each.reason
        number = str(each.generation) if each.generation else self.t("keys.founded")
        return [self.t(f"keys.{each.purpose}"), number, state, self.desk.when(each.at) if each.at else "", reason, each.by]

    def _chosen(self) -> KeyRow | None:
        at = self.table.chosen()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _look(self) -> None:
        chosen = self._chosen()
        self.destroying.setEnabled(chosen is not None and chosen.state == KEPT)
        self.replacing.setEnabled(chosen is None or chosen.state == IN_FORCE)

    def _replace(self) -> None:
        chosen = self._chosen()
        KeyReplaceDialog(self.desk, REPORTS if chosen is None else chosen.purpose, self).exec()

    def _destroy(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            KeyDestroyDialog(self.desk, chosen, self).exec()
