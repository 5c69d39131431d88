"""An old key of the province destroyed; that of identities by the two officers who open with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.at_hand import bringing, needs_of
from core.app.key_views import KeyRow
from core.domain.province_key import IDENTITIES, DestroyKey
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
from ui.gui.widgets.tick import Tick

TOPICS = frozenset({"keys"})


class KeyDestroyDialog(FittedDialog):
    """Nothing is destroyed before the tick; what stands against it is one sentence."""

    def __init__(self, desk: Desk, key: KeyRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.key_destroy"))
        self.desk, self.t, self._key = desk, desk.t, key
        self._command = desk.app.new_command()
        self.two = key.purpose == IDENTITIES
        self.passphrase = PassphraseField(desk)
        self.second = SecondThing(desk, needs_of(desk.folder))
        self.sure = Tick(self.t("keys.sure"), False, lambda _on: self._look())
        self._fault = label("", "bad")
        self.go = primary(desk, self.t("keys.destroy_go"), self.run, "close")
        ends = row(self._fault, plain(desk, self.t("button.cancel"), self.reject), self.go)
        ends.setStretch(0, 1)
        number = str(key.generation) if key.generation else self.t("keys.founded")
        name = label(f"{self.t(f'keys.{key.purpose}')} · {number}", "strong")
        typed = [Field(self.t("identity_desk.pass.second"), self.passphrase), self.second] if self.two else []
        self.put(
            desk.theme.wide("dialog"), ends, label(self.t("keys.destroy_ask"), "section"), name,
            notice(desk, self.t("keys.destroy_text"), "warn"), *typed, self.sure,
        )  # fmt: skip
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(self.sure.isChecked())

    def run(self) -> None:
        """The passphrase is wiped, however it goes."""
        if not self.go.isEnabled():
            return
        if self.two and not self.passphrase.length():
            self._say(self.t("unlock.empty"))
            return
        self.go.setEnabled(False)
        app, two, typed, second = self.desk.app, self.two, self.passphrase.take(), self.second.at_hand()
        command = DestroyKey(self._command, self._key.purpose, self._key.recipient)

        def work(_watch: Watch) -> KeyRow:
            with wiping(typed), bringing(typed, second) as way:
                return app.destroy_key(command, app.second(way) if two else None)

        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, _row: KeyRow) -> None:
        self.desk.said.emit(self.t("keys.destroyed"))
        self.desk.changed.emit(TOPICS)
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self._look()
        self._say(self.desk.explain(fault))

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self.fit()

    def reject(self) -> None:
        """Nothing of what was typed stays behind."""
        self.passphrase.wipe()
        super().reject()
