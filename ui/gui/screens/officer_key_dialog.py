"""A new signing key for an officer: his own passphrase, typed by himself, beside the head who is at work."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.at_hand import bringing, needs_of
from core.app.views import OfficerRow
from core.domain.wiping import wiping
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault, Watch
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.second_thing import SecondThing


class OfficerKeyDialog(FittedDialog):
    """Who renews his own is locked out afterwards, and unlocks again with the same passphrase."""

    def __init__(self, desk: Desk, officer: OfficerRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.t, self._officer = desk, desk.t, officer
        self._command = desk.app.new_command()
        self.own = officer.name == desk.app.facts.officer
        self.passphrase = PassphraseField(desk)
        self.passphrase.entered.connect(self.renew)
        self.second = SecondThing(desk, needs_of(desk.folder))
        self._fault = label("", "bad")
        self.go = primary(desk, self.t("officer_key.go"), self.renew, "verify")
        ends = row(self._fault, plain(desk, self.t("button.cancel"), self.reject), self.go)
        ends.setStretch(0, 1)
        self.put(
            desk.theme.wide("dialog"), ends,
            label(self.t("officer_key.title"), "section"), label(officer.name, "strong"),
            label(self.t("officer_key.text"), "muted"),
            notice(desk, self.t("officer_key.copied"), "warn"), *([label(self.t("officer_key.own"))] if self.own else []),
            Field(self.t("officer_key.passphrase", name=officer.name), self.passphrase), self.second,
        )  # fmt: skip

    def renew(self) -> None:
        """The passphrase is wiped, however it goes."""
        if not self.go.isEnabled():
            return
        if not self.passphrase.length():
            self._say(self.t("unlock.empty"))
            return
        self.go.setEnabled(False)
        typed, second, app = self.passphrase.take(), self.second.at_hand(), self.desk.app
        name, command = self._officer.name, self._command

        def work(_watch: Watch) -> OfficerRow:
            with wiping(typed), bringing(typed, second) as way:
                return app.renew_officer_key(command, way, name)

        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, officer: OfficerRow) -> None:
        self.desk.said.emit(self.t("officer_key.done", name=officer.name))
        self.desk.changed.emit(frozenset({"officers"}))
        self.accept()
        if self.own:
            self.desk.lock.emit()

    def _failed(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self._say(self.desk.explain(fault))

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self.fit()

    def reject(self) -> None:
        """Nothing of what was typed stays behind."""
        self.passphrase.wipe()
        super().reject()
