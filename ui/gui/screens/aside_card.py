"""What was set aside, each with its reason and next step; laptops that were copied; what has not come yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries, views
from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.table import Table


class AsideCard(QWidget):
    """Nothing of it is ever deleted; what is kept can be tried again."""

    def __init__(self, desk: Desk, on_retry: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        self._alarms = QVBoxLayout()
        self._table = Table(
            self.t("exchange.quarantine"), [self.t(f"quarantine.col_{name}") for name in ("at", "object", "state", "reason")]
        )
        self._table.itemSelectionChanged.connect(self._tell)
        self._whole = label("")
        self._lines: tuple[views.QuarantineRow, ...] = ()
        self.retry = plain(desk, self.t("quarantine.retry"), on_retry, "import")
        self._list = card(
            label(self.t("exchange.quarantine"), "section"),
            label(self.t("quarantine.text"), "muted"),
            self._table,
            self._whole,
            row(self.retry, 0),
        )
        self.setLayout(column(self._alarms, self._list, gap="gap"))
        self._list.hide()

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(queries.Quarantine(), self._show, self, "exchange-aside")
        self._desk.ask(queries.Alarms(), self._alarm, self, "exchange-alarms")

    def _show(self, lines: tuple[views.QuarantineRow, ...]) -> None:
        self._lines = lines
        self._list.setVisible(bool(lines))
        self.retry.setVisible(any(line.kept and not line.settled for line in lines))
        self._table.fill(
            [
                [
                    self._desk.when(line.at),
                    line.object,
                    self.t("quarantine.settled" if line.settled else "quarantine.open"),
                    self._desk.explain(Refused(line.code)),
                ]
                for line in lines
            ]
        )

        self._tell()

    def _tell(self) -> None:
        """The reason and next step of the line chosen, or of the first, whole."""
        if self._lines:
            self._whole.setText(self._desk.explain(Refused(self._lines[max(0, self._table.chosen())].code)))

    def _alarm(self, rows: tuple[views.AlarmRow, ...]) -> None:
        clear(self._alarms)
        for row_ in rows:
            where = row_.post or self.t("alarm.unknown_post")
            words = self.t(f"alarm.{row_.what}", post=where, first=row_.first, last=row_.last)
            self._alarms.addWidget(notice(self._desk, words, "warn" if row_.what == "gap" else "bad"))
