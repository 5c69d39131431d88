"""Cara masuk saya: the own passphrase changed, and a key file or token that is needed besides it, turned on or off."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.at_hand import KEY_FILE, TOKEN
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.slot_dialogs import KeyFileDialog, PassphraseAloneDialog, PassphraseDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.labels import drawn, label

STATES = {"": "slot.needs_nothing", KEY_FILE: "slot.needs_key_file", TOKEN: "slot.needs_token"}


class SlotCard(QFrame):
    """Who is at work changes his own way in, nobody else's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.state = label("", "strong")
        self.passphrase = plain(desk, self.t("slot.passphrase"), self._change, "edit")
        self.more = plain(desk, self.t("slot.key_file"), self._require, "file")
        self.less = plain(desk, self.t("slot.alone"), self._relax, "close")
        self._needs = ""
        head = row(drawn(desk, "unlock", "primary"), label(self.t("slot.title"), "section"), 0)
        words = label(self.t("slot.text"), "muted")
        self.setLayout(column(card(head, words, self.state, flowing(self.passphrase, self.more, self.less), gap="gap")))
        self._show("")

    def refresh(self) -> None:
        """Ask what the own slot needs."""
        own = self.desk.app.own_slot
        self.desk.runner.ask(lambda: own.needs, self._show, self.desk.say_fault, self, "slot")

    def _change(self) -> None:
        PassphraseDialog(self.desk, self._needs, self).exec()

    def _require(self) -> None:
        KeyFileDialog(self.desk, self).exec()

    def _relax(self) -> None:
        PassphraseAloneDialog(self.desk, self._needs, self).exec()

    def _show(self, needs: str) -> None:
        self._needs = needs
        self.state.setText(self.t(STATES[needs], officer=self.desk.app.facts.officer))
        self.more.setVisible(not needs)
        self.less.setVisible(bool(needs))
