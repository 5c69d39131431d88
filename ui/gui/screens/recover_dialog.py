"""Forgotten passphrases, or a dead laptop's disk: the profile opened by two shares of the province's recovery key."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.new_passphrase import NewPassphrase
from ui.gui.widgets.share_field import ShareField

SHARES = 2
LEFT_MS = 5 * 60_000
"""So long nobody types: then nobody is there, and the shares go from the screen."""


class RecoverDialog(FittedDialog):
    """``opened`` brings the application; a refusal costs no typing."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.recover"))
        self._desk, self.t = desk, desk.t
        self.shares = [ShareField(desk, number + 1) for number in range(SHARES)]
        self.name = LineInput(placeholder=self.t("recover.name_placeholder"))
        self.passphrase = NewPassphrase(desk)
        self._unattended = QTimer(self, singleShot=True, interval=LEFT_MS)
        self._unattended.timeout.connect(self.reject)
        for typed in self.shares:
            typed.words.textChanged.connect(self._unattended.start)
        self.name.textEdited.connect(self._unattended.start)
        self.passphrase.edited.connect(self._unattended.start)
        self._fault = label("", "bad")
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t("recover.go"), self._recover, "unlock")
        # The sentence of what is wrong stands beside the buttons, where it is seen however far the words above scroll.
        ends = row(self._fault, self.closing, self.go)
        ends.setStretch(0, 1)
        self.put(
            desk.theme.wide("form"), ends,
            label(self.t("recover.title"), "section"), label(self.t("recover.text")),
            notice(desk, self.t("recover.where"), "warn"),
            *self.shares,
            Field(self.t("wizard.person.name"), self.name, self.t("recover.name_hint")), self.passphrase,
        )  # fmt: skip

    def missing(self) -> str:
        """The sentence of what is missing, empty when nothing is."""
        if not all(typed.value() for typed in self.shares):
            return self.t("recover.missing_share")
        if not self.name.value():
            return self.t("wizard.person.missing_name")
        return self.passphrase.missing()

    def _recover(self) -> None:
        if not self.go.isEnabled():
            return
        missing = self.missing()
        self._say(missing)
        if missing:
            return
        self._busy(True)
        folder, name, passphrase = self._desk.folder, self.name.value(), self.passphrase.copy()
        shares = tuple(typed.value() for typed in self.shares)
        self._desk.runner.do(
            lambda _watch: opening.recover(folder, shares, name, passphrase), self._done, self._failed, owner=self
        )

    def _done(self, app: object) -> None:
        self._wipe()
        self.accept()
        self.opened.emit(app)

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._say(self._desk.explain(fault))

    def _busy(self, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.closing.setEnabled(not busy)
        self.go.setText(self.t("unlock.opening" if busy else "recover.go"))

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self.fit()

    def _wipe(self) -> None:
        self.passphrase.wipe()
        for typed in self.shares:
            typed.clear()

    def reject(self) -> None:
        """Never while the profile is being opened; nothing of the shares stays behind."""
        if self.closing.isEnabled():
            self._wipe()
            super().reject()
