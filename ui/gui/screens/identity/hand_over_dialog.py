"""The identities' key handed over to pairs: everybody who takes a share, or had the key, types his passphrase here."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.at_hand import bringing, needs_of
from core.app.identity_views import KeyHeld
from core.domain.errors import Refused
from core.domain.wiping import wiping
from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import TextInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.second_thing import SecondThing
from ui.gui.widgets.tick import Tick

PEOPLE = ("own", "second", "third", "fourth")
SHARES = 2
TOPICS = frozenset({"identity"})


class HandOverDialog(FittedDialog):
    """A refusal changes nothing and is one sentence; passphrases are typed anew after it.

    Several people type in turn, so that no field empties itself meanwhile; whatever ends the dialog empties them all.
    """

    def __init__(self, desk: Desk, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.identity_hand_over"))
        self.desk, self.t = desk, desk.t
        self.folder: Path | None = None
        self.fields = {who: PassphraseField(desk, forget=False) for who in PEOPLE}
        self.things = {who: SecondThing(desk, needs_of(desk.folder)) for who in PEOPLE}
        self.shares = [TextInput(lines=2) for _ in range(SHARES)]
        self.alone = Tick(self.t("identity_desk.only_present"), False, lambda _on: None)
        self.alone.setVisible(False)
        self._where = label(self.t("identity_desk.no_folder"), "muted")
        self.choosing = plain(desk, self.t("identity_desk.choose_folder"), self._choose, "export")
        self.fault = label("", "bad")
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t("identity_desk.go"), self.run, "unlock")
        ends = row(self.fault, self.closing, self.go)
        ends.setStretch(0, 1)
        own = [
            part
            for who, typed in self.fields.items()
            for part in (Field(self.t(f"identity_desk.pass.{who}"), typed, self._hint(who)), self.things[who])
        ]
        folder, escrow = QWidget(), QWidget()
        folder.setLayout(column(label(self.t("identity_desk.folder_text")), row(self.choosing, self._where, 0), gap="tight"))
        escrow.setLayout(
            column(
                label(self.t("identity_desk.escrow_text"), "muted"),
                *(Field(self.t("recover.share", n=number), typed) for number, typed in enumerate(self.shares, start=1)),
            )
        )
        first = key == "administrator"
        folder.setVisible(first and desk.app.recovery_secret() is not None)
        escrow.setVisible(not first)
        text = self.t("identity_desk.first_text" if first else "identity_desk.again_text")
        self.put(
            desk.theme.wide("form"), ends, label(self.t("identity_desk.go"), "section"), notice(desk, text, "info"),
            *own, folder, escrow, self.alone,
        )  # fmt: skip

    def _hint(self, who: str) -> str:
        return self.t("identity_desk.pass.hint") if who == "second" else ""

    def _choose(self) -> None:
        self.folder = open_folder(self.desk, self, self.t("identity_desk.choose_folder"))
        self._where.setText(str(self.folder) if self.folder else self.t("identity_desk.no_folder"))

    def run(self) -> None:
        """Hand it over."""
        if not self.go.isEnabled():
            return
        app, folder, alone = self.desk.app, self.folder, self.alone.box.isChecked()
        taken = [(field.take(), self.things[who].at_hand()) for who, field in self.fields.items() if field.length()]
        escrow = tuple(typed.value() for typed in self.shares if typed.value())

        def work() -> KeyHeld:
            with wiping(*(typed for typed, _ in taken)), ExitStack() as stack:
                ways = [stack.enter_context(bringing(*each)) for each in taken]
                return app.hand_over_identities(ways, shares=folder, escrow=escrow, only_present=alone)

        self._busy(busy=True)
        self.desk.runner.do(lambda _watch: work(), self._done, self._failed, None, self)

    def _done(self, made: KeyHeld) -> None:
        self._busy(busy=False)
        self._wipe()
        self.desk.said.emit(self.t("identity_desk.handed_over", n=made.pairs, who=", ".join(made.officers)))
        self.desk.changed.emit(TOPICS)
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self._busy(busy=False)
        if isinstance(fault, Refused) and fault.code == "identity.administrators":
            self.alone.setVisible(True)
        self.fault.setText(self.desk.explain(fault))
        self.fit()

    def _busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.closing.setEnabled(not busy)
        self.fault.setText("")

    def _wipe(self) -> None:
        for field in self.fields.values():
            field.wipe()
        for typed in self.shares:
            typed.clear()

    def reject(self) -> None:
        """Never while it is under way; given up, nothing was changed."""
        if self.closing.isEnabled():
            self._wipe()
            self.desk.said.emit(self.t("identity_desk.given_up"))
            super().reject()
