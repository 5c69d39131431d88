"""Kunci laptop: what this laptop is known by, and a new key."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from core.app.device_key_views import DeviceKey, DeviceKeyFacts, FormerKeyRow
from core.app.views import Changes
from core.domain.device_key import RenewDeviceKey
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import drawn, label, notice

ROUTINE, COPIED = "routine", "copied"
REASONS = (ROUTINE, COPIED)
SHORT = 8
"""So much of a key's name tells it apart on a screen."""


class DeviceKeyCard(QFrame):
    """Shown to everybody; only who may renew it has the button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.state, self.whole, self.former = label("", "strong"), label("", "small"), label("", "small")
        self.change = plain(desk, self.t("device_key.open"), self._ask, "verify")
        self.change.hide()
        head = row(drawn(desk, "verify", "primary"), label(self.t("device_key.title"), "section"), 0)
        words = label(self.t("device_key.text"), "muted")
        self.setLayout(column(card(head, words, self.state, self.whole, self.former, row(self.change, 0), gap="gap")))

    def refresh(self) -> None:
        """Ask for the key in force and those of before."""
        self.desk.ask(DeviceKey(), self._show, self, "device_key")

    def _show(self, facts: DeviceKeyFacts) -> None:
        self.state.setText(self.t("device_key.now", name=facts.name, short=facts.key[:SHORT]))
        self.whole.setText(self.t("device_key.whole", laptop=facts.key, officer=facts.officer))
        self.former.setText("\n".join(self._line(each) for each in facts.former))
        self.former.setVisible(bool(facts.former))
        self.change.setVisible(facts.may_renew)

    def _line(self, one: FormerKeyRow) -> str:
        at = self.desk.when
        words = self.t("device_key.copied_line" if one.copied else "device_key.line", short=one.key[:SHORT], at=at(one.ended))
        if one.destroyed:
            return self.t("device_key.destroyed", line=words, at=at(one.destroyed))
        if one.heard:
            return self.t("device_key.heard", line=words, at=at(one.heard))
        return self.t("device_key.unheard", line=words)

    def _ask(self) -> None:
        DeviceKeyDialog(self.desk, self).exec()


class DeviceKeyDialog(FittedDialog):
    """Why, and what follows from it; nothing is locked, the program goes on with the new key."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("device_key.ask"))
        self.desk, self.t = desk, desk.t
        self._command = desk.app.new_command()
        self.why = Options(
            [(reason, self.t(f"device_key.why.{reason}")) for reason in REASONS], ROUTINE, self._chosen, self.t("device_key.why")
        )
        self._copied = notice(desk, self.t("device_key.copied_text"), "warn")
        self._copied.setVisible(False)
        self._fault = label("", "bad")
        self.go = primary(desk, self.t("device_key.go"), self._run, "verify")
        ends = row(self._fault, plain(desk, self.t("button.cancel"), self.reject), self.go)
        ends.setStretch(0, 1)
        self.put(
            desk.theme.wide("dialog"), ends,
            label(self.t("device_key.ask"), "section"), label(self.t("device_key.ask_text"), "muted"),
            Field(self.t("device_key.why"), self.why), self._copied, label(self.t("device_key.copies"), "small"),
        )  # fmt: skip

    def _chosen(self, reason: str) -> None:
        self._copied.setVisible(reason == COPIED)
        self.fit()

    def _run(self) -> None:
        self.go.setEnabled(False)
        self.desk.execute(RenewDeviceKey(self._command, self.why.value == COPIED), self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.desk.said.emit(self.t("device_key.done"))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))
        self.fit()
