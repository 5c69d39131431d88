"""A new store key: who keeps a way in, what becomes of copies, and the passphrase of who does it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.at_hand import needs_of
from core.app.store_key_views import StoreKey, StoreKeyFacts
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.renewing import Renewal
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.second_thing import SecondThing
from ui.gui.widgets.tick import Tick


class StoreKeyDialog(FittedDialog):
    """``doubted`` names an officer who was just ended and is not trusted any more. What is wanted goes out as ``desk.renew``."""

    def __init__(self, desk: Desk, parent: QWidget, doubted: str = "") -> None:
        super().__init__(parent)
        self._desk, self.t = desk, desk.t
        self._facts: StoreKeyFacts | None = None
        self.keeps, self.loses = label(""), label("", "warn")
        self.without = Tick(self.t("store_key.without"), False, self._look)
        self.copies = Tick(self.t("store_key.copies"), True, self._look)
        self.passphrase = PassphraseField(desk)
        self.passphrase.entered.connect(self.renew)
        self.second = SecondThing(desk, needs_of(desk.folder))
        self._fault = label("", "bad")
        self.go = primary(desk, self.t("store_key.go"), self.renew, "lock")
        self.go.setEnabled(False)
        for each in (self.loses, self.without, self.copies):
            each.setVisible(False)
        why = (
            notice(desk, self.t("store_key.doubted", name=doubted), "warn")
            if doubted
            else label(self.t("store_key.text"), "muted")
        )
        ends = row(self._fault, plain(desk, self.t("store_key.not_now" if doubted else "button.cancel"), self.reject), self.go)
        ends.setStretch(0, 1)
        self.put(
            desk.theme.wide("form"), ends,
            label(self.t("store_key.ask"), "section"), why, label(self.t("store_key.old_copies"), "small"),
            self.keeps, self.loses, self.without, self.copies,
            Field(self.t("store_key.passphrase"), self.passphrase), self.second,
        )  # fmt: skip
        desk.ask(StoreKey(), self._show, self)

    def _show(self, facts: StoreKeyFacts) -> None:
        self._facts = facts
        names = [*facts.loses, *[self.t("store_key.nobody")] * facts.nameless]
        self.keeps.setText(self.t("store_key.keeps", names=", ".join(facts.keeps)) if facts.keeps else self.t("store_key.alone"))
        self.loses.setText(self.t("store_key.loses", names=", ".join(names)))
        for each in (self.loses, self.without):
            each.setVisible(bool(names))
        self.copies.setVisible(bool(facts.copies))
        self._look()
        self.passphrase.setFocus()
        self.fit()

    def _look(self, _on: bool = False) -> None:
        self.go.setEnabled(self._facts is not None and (not self.without.isVisibleTo(self) or self.without.box.isChecked()))

    def renew(self) -> None:
        """Everything is closed; the window goes on from here."""
        if not self.go.isEnabled():
            return
        if not self.passphrase.length():
            self._fault.setText(self.t("unlock.empty"))
            self.fit()
            return
        typed, second = self.passphrase.take(), self.second.at_hand()
        wanted = Renewal(typed, self.without.box.isChecked(), not self.copies.box.isChecked(), second)
        self.accept()
        self._desk.renew.emit(wanted)

    def reject(self) -> None:
        """Nothing of what was typed stays behind."""
        self.passphrase.wipe()
        super().reject()
