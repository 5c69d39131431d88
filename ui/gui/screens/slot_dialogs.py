"""Changing the own way in: what opens it now, what is to open it from now on, and what that means for copies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.at_hand import Way, bringing
from core.domain.wiping import wiping
from ui.gui.desk import Desk
from ui.gui.files import open_files, save_file
from ui.gui.layouts import Part, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.new_passphrase import NewPassphrase
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.second_thing import SecondThing
from ui.gui.widgets.tick import Tick

TOPICS = frozenset({"settings"})
FILE_NAME, SUFFIX = "posko.poskokunci", "poskokunci"


class _SlotDialog(FittedDialog):
    """Begins with what opens the slot now; a refusal changes nothing and keeps the new passphrase typed."""

    def __init__(self, desk: Desk, parent: QWidget, name: str, needs: str) -> None:
        super().__init__(parent)
        self.desk, self.t, self._name = desk, desk.t, name
        self.now = PassphraseField(desk, forget=False)
        self.now.entered.connect(self.run)
        self.second = SecondThing(desk, frozenset({needs}), "slot.second")
        self.fault = label("", "bad")
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t(f"slot.{name}_go"), self.run, "unlock")

    def build(self, *parts: Part) -> None:
        """Title, words, the way in of now, and what is new."""
        ends = row(self.fault, self.closing, self.go)
        ends.setStretch(0, 1)
        head = label(self.t(f"slot.{self._name}_title"), "section")
        words = notice(self.desk, self.t(f"slot.{self._name}_text"), "warn")
        self.put(self.desk.theme.wide("form"), ends, head, words, Field(self.t("slot.now"), self.now), self.second, *parts)

    def missing(self) -> str:
        """The sentence of what is missing, empty when nothing is."""
        return "" if self.now.length() else self.t("unlock.empty")

    def change(self) -> Callable[[Way], None]:
        """What is done with the way in of now."""
        raise NotImplementedError

    def run(self) -> None:
        """Do it off the window's thread."""
        missing = self.missing()
        self.fault.setText(missing)
        self.fit()
        if missing or not self.go.isEnabled():
            return
        typed, second, change = self.now.take(), self.second.at_hand(), self.change()

        def work(_watch: object) -> None:
            with wiping(typed), bringing(typed, second) as way:
                change(way)

        self._busy(busy=True)
        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, _nothing: object) -> None:
        self._busy(busy=False)
        self.wipe()
        self.desk.said.emit(self.t(f"slot.{self._name}_done"))
        self.desk.changed.emit(TOPICS)
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self._busy(busy=False)
        self.fault.setText(self.desk.explain(fault))
        self.fit()

    def _busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.closing.setEnabled(not busy)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.now.wipe()

    def reject(self) -> None:
        """Never while the slot is being replaced."""
        if self.closing.isEnabled():
            self.wipe()
            super().reject()


class PassphraseDialog(_SlotDialog):
    """The old one, the new one twice."""

    def __init__(self, desk: Desk, needs: str, parent: QWidget) -> None:
        super().__init__(desk, parent, "passphrase", needs)
        self.new = NewPassphrase(desk)
        self.build(self.new)

    def missing(self) -> str:
        """See :class:`_SlotDialog`."""
        return super().missing() or self.new.missing()

    def change(self) -> Callable[[Way], None]:
        """See :class:`_SlotDialog`."""
        own, new = self.desk.app.own_slot, self.new.copy()

        def put(way: Way) -> None:
            with wiping(new):
                own.change_passphrase(way, new)

        return put

    def wipe(self) -> None:
        """See :class:`_SlotDialog`."""
        super().wipe()
        self.new.wipe()


class KeyFileDialog(_SlotDialog):
    """A new key file, a file that is there, or a security key; only after a tick that it was understood."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "key_file", "")
        self.file: Path | None = None
        self._fresh = self._token = False
        self._where = label(self.t("second.nothing"), "strong")
        self.making = plain(desk, self.t("slot.make"), self._make, "plus")
        self.using = plain(desk, self.t("slot.use"), self._use, "file")
        self.plugged = plain(desk, self.t("slot.token"), self.take_token, "usb")
        self.sure = Tick(self.t("slot.sure"), False, lambda _on: None)
        self.build(row(self.making, self.using, 0), row(self.plugged, 0), self._where, self.sure)

    def take(self, file: Path, *, fresh: bool) -> None:
        """This file; ``fresh``: it is to be made."""
        self.file, self._fresh, self._token = file, fresh, False
        self._where.setText(self.t("slot.will_make" if fresh else "slot.will_use", file=file.name))
        self.fit()

    def take_token(self) -> None:
        """The security key that is plugged in."""
        self.file, self._token = None, True
        self._where.setText(self.t("slot.will_token"))
        self.fit()

    def _make(self) -> None:
        found = save_file(self.desk, self, self.t("slot.make"), FILE_NAME, SUFFIX)
        if found is not None:
            self.take(found, fresh=True)

    def _use(self) -> None:
        found = open_files(self.desk, self, self.t("slot.use"), self.t("files.all"))
        if found:
            self.take(found[0], fresh=False)

    def missing(self) -> str:
        """See :class:`_SlotDialog`."""
        if self.file is None and not self._token:
            return self.t("slot.missing_file")
        return super().missing() or ("" if self.sure.isChecked() else self.t("slot.missing_sure"))

    def change(self) -> Callable[[Way], None]:
        """See :class:`_SlotDialog`."""
        own, file = self.desk.app.own_slot, self.file or Path()
        if self._token:
            return own.require_token
        make = own.make_key_file if self._fresh else own.require_key_file
        return lambda way: make(way, file)


class PassphraseAloneDialog(_SlotDialog):
    """The passphrase is enough again."""

    def __init__(self, desk: Desk, needs: str, parent: QWidget) -> None:
        super().__init__(desk, parent, "alone", needs)
        self.build()

    def change(self) -> Callable[[Way], None]:
        """See :class:`_SlotDialog`."""
        return self.desk.app.own_slot.need_passphrase_alone
