"""The last openings of identities on the home screen, with the way to the case; none ever, nothing shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.identity_queries import Openings
from core.app.identity_views import OpeningPage
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label

SHOWN = 3


class IdentityLines(QWidget):
    """Asks for itself whenever the home screen does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._lines = QVBoxLayout()
        self.setLayout(column(self._lines))

    def refresh(self) -> None:
        """Ask anew."""
        self.desk.ask(Openings(opened=True, limit=SHOWN), self._show, self, "home-identity")

    def _show(self, page: OpeningPage) -> None:
        clear(self._lines)
        if not page.rows:
            return
        inside = column(label(self.t("identity.home"), "section"), gap="tight")
        for each in page.rows:
            purpose, to = self.t(f"identity_purpose.{each.purpose}"), self.t(f"identity_to.{each.addressee}")
            words = f"{each.number} · {purpose} · {to} · {self.desk.when(each.opened_at)} · {each.officer}, {each.second}"
            going = quiet(self.desk, self.t("identity.to_case"), partial(self._go, each.report), "chevron-right")
            going.setAccessibleName(f"{self.t('identity.to_case')}: {each.number}")
            line = row(going)
            line.insertWidget(0, label(words), 1)
            inside.addLayout(line)
        if page.next is not None:
            inside.addWidget(label(self.t("identity.more"), "muted"))
        self._lines.addWidget(card(inside))

    def _go(self, report: str) -> None:
        self.desk.go.emit("reports", {"id": report})
