"""The last openings of identities on the home screen, with the way to the case; none ever, nothing shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.identity_queries import IdentityOfficers, Openings
from core.app.identity_views import IdentityDesk, OpeningPage
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label, state

SHOWN = 3


class IdentityLines(QWidget):
    """Asks for itself whenever the home screen does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._key, self._lines = QVBoxLayout(), QVBoxLayout()
        self.setLayout(column(self._key, self._lines))

    def refresh(self) -> None:
        """Ask anew."""
        self.desk.ask(Openings(opened=True, limit=SHOWN), self._show, self, "home-identity")
        self.desk.ask(IdentityOfficers(), self._show_key, self, "home-identity-key")

    def _show_key(self, desk: IdentityDesk) -> None:
        """A key that waits for its pair, once officers were named."""
        clear(self._key)
        if desk.key == "administrator" and any(not each.ended_at for each in desk.officers):
            going = quiet(
                self.desk, self.t("home.to_tasks"), partial(self.desk.go.emit, "identity_desk", "officers"), "chevron-right"
            )
            words = self.t("identity_desk.key_waits")
            self._key.addLayout(row(state(self.desk, words, "warn"), 0, going))

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
        more = quiet(self.desk, self.t("identity.more"), partial(self.desk.go.emit, "identity_desk", "openings"), "chevron-right")
        inside.addLayout(row(0, more))
        self._lines.addWidget(card(inside))

    def _go(self, report: str) -> None:
        self.desk.go.emit("reports", {"id": report})
