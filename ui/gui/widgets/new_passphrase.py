"""Choosing a passphrase: typed twice, its strength told in words, letters shown on request."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.strength import TONES, USABLE, strength
from ui.gui.widgets.field import Field
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.passphrase_field import PassphraseField


class NewPassphrase(QWidget):
    """``missing()`` is empty when it is long enough and both fields hold the same; ``copy()`` gives it."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._t = desk.t
        self.first, self.second = PassphraseField(desk, forget=False), PassphraseField(desk, forget=False)
        self._strength = label("", "muted")
        self._same = label("", "muted")
        shown = QCheckBox(desk.t("passphrase.show"))
        shown.toggled.connect(self.first.show_text)
        shown.toggled.connect(self.second.show_text)
        self.first.entered.connect(self.second.setFocus)
        for typed in (self.first, self.second):
            typed.edited.connect(self._judge)
        self.setLayout(
            column(
                Field(desk.t("passphrase.new"), self.first, desk.t("passphrase.advice")),
                self._strength,
                Field(desk.t("passphrase.again"), self.second),
                self._same,
                shown,
            )
        )
        self._judge()

    def missing(self) -> str:
        """What stands in the way of using it; empty when nothing does."""
        if strength(self.first.peek()) not in USABLE:
            return self._t("passphrase.weak")
        return "" if self.first.same_as(self.second) else self._t("passphrase.differ")

    def copy(self) -> bytearray:
        """A copy for the work that uses it; the fields keep it, so that a refusal costs no typing."""
        return bytearray(self.first.peek())

    def wipe(self) -> None:
        """Empty both fields."""
        self.first.wipe()
        self.second.wipe()

    def _judge(self) -> None:
        found = strength(self.first.peek())
        tell(self._strength, self._t(f"strength.{found}"), TONES[found])
        if not self.second.length():
            tell(self._same, "", "muted")
        elif self.first.same_as(self.second):
            tell(self._same, self._t("passphrase.same"), "ok")
        else:
            tell(self._same, self._t("passphrase.differ"), "warn")
        self.edited.emit()
