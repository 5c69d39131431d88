"""A laptop that is gone or damaged: the profile brought back from a copy, with the passphrase of when it was made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app.at_hand import KEY_FILE, TOKEN
from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.files import open_files, open_folder
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.second_thing import SecondThing
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.backup_views import CopyMade


class RestoreDialog(FittedDialog):
    """``opened`` brings the application. What is there is laid aside only after a tick, and never removed."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, held: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("restore.open"))
        self._desk, self.t = desk, desk.t
        self.file: Path | None = None
        self._name = label(self.t("restore.no_file"), "strong")
        self.choosing = plain(desk, self.t("restore.choose"), self._choose, "file")
        self.stick = plain(desk, self.t("restore.stick"), self._choose_stick, "usb")
        self.here = plain(desk, self.t("restore.here"), self._use_dated, "laptop")
        self._dated = opening.dated_copies(desk.folder)
        self._next = 0
        self.here.setVisible(bool(self._dated))
        self.passphrase = PassphraseField(desk)
        self.passphrase.entered.connect(self.restore)
        # A copy from elsewhere may need a key file though nothing here does.
        self.second = SecondThing(desk, frozenset({KEY_FILE, TOKEN}), "restore.second")
        self.aside = Tick(self.t("restore.aside"), False, self._edited) if held else None
        self._fault = label("", "bad")
        self._progress = Progress(desk)
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t("restore.go"), self.restore, "unlock")
        ends = row(self._fault, self.closing, self.go)
        ends.setStretch(0, 1)
        self.put(
            desk.theme.wide("form"), ends,
            label(self.t("restore.title"), "section"), label(self.t("restore.text")),
            notice(desk, self.t("restore.after"), "warn"),
            self._name, row(self.choosing, self.stick, self.here, 0),
            Field(self.t("restore.passphrase"), self.passphrase), self.second,
            *([] if self.aside is None else [self.aside]), self._progress,
        )  # fmt: skip

    def _choose(self) -> None:
        found = open_files(self._desk, self, self.t("restore.choose"), self.t("files.copy"))
        if found:
            self.use(found[0])

    def _choose_stick(self) -> None:
        found = open_folder(self._desk, self, self.t("restore.stick"))
        if found is not None:
            self.use(found)

    def _use_dated(self) -> None:
        """The newest copy of this laptop, at the next press the one before it: the newest may be damaged."""
        file, made = self._dated[self._next]
        self.use(file)
        self._name.setText(self.t("restore.dated", at=self._desk.when(made)))
        self._next = (self._next + 1) % len(self._dated)
        self.here.setText(" " + self.t("restore.older" if self._next else "restore.here"))

    def use(self, file: Path) -> None:
        """Bring this copy back."""
        self.file = file
        self._name.setText(file.name)
        self._edited()

    def _edited(self, _value: object = None) -> None:
        self._say("")

    def missing(self) -> str:
        """The sentence of what is missing, empty when nothing is."""
        if self.file is None:
            return self.t("restore.missing_file")
        if not self.passphrase.length():
            return self.t("unlock.empty")
        return "" if self.aside is None or self.aside.box.isChecked() else self.t("restore.missing_aside")

    def restore(self) -> None:
        """Prove the copy, put it in place, open it."""
        missing = self.missing()
        self._say(missing)
        if missing or self.file is None or not self.go.isEnabled():
            return
        self._busy(True)
        folder, file, passphrase, aside = self._desk.folder, self.file, self.passphrase.take(), self.aside is not None
        second = self.second.at_hand()
        job = self._desk.runner.do(
            lambda watch: opening.restore(folder, file, passphrase, aside, watch, second),
            self._done, self._failed, self._progress.tell, self,
        )  # fmt: skip
        self._progress.follow(job, self.t("restore.busy"))
        self.fit()

    def _done(self, restored: tuple[Application, CopyMade, str]) -> None:
        gate = self.parentWidget()
        window = self if gate is None else gate.window()
        self.accept()
        app, copy, aside = restored
        self.opened.emit(app)
        RestoredDialog(self._desk, window, copy, aside).open()

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._progress.finish()
        wrong = getattr(fault, "code", "") == "passphrase.wrong"
        self._say(self.t("restore.wrong") if wrong else self._desk.explain(fault))

    def _busy(self, busy: bool) -> None:
        for button in (self.go, self.closing, self.choosing, self.stick, self.here):
            button.setEnabled(not busy)

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self.fit()

    def reject(self) -> None:
        """Never while a profile is being put in place: stopping it is the button beside the progress."""
        if self.closing.isEnabled():
            self.passphrase.take()
            super().reject()


class RestoredDialog(FittedDialog):
    """What came back, where that of before lies, and what is to be done now; it stays until it was read."""

    def __init__(self, desk: Desk, window: QWidget, copy: CopyMade, aside: str) -> None:
        super().__init__(window)
        t, facts = desk.t, desk.app.facts
        self.setWindowTitle(t("restore.open"))
        what = {"post": facts.name, "code": facts.code, "at": desk.when(copy.made)}
        words = t("restored.what", **what, entries=copy.entries, files=copy.attachments)
        self.aside = label(t("restored.aside", folder=aside) if aside else "")
        self.aside.setVisible(bool(aside))
        self.put(
            desk.theme.wide("form"), row(0, primary(desk, t("button.close"), self.accept, "check")),
            label(t("restored.title"), "section"), notice(desk, words, "ok"), self.aside,
            notice(desk, t("restored.next"), "warn"),
        )  # fmt: skip
