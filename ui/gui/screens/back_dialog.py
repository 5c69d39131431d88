"""Back to the program of before an update where its store has an older form: program and store go back in one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.app.at_hand import bringing, needs_of
from core.domain.wiping import wiping
from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import row
from ui.gui.runner import Fault, Watch
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.second_thing import SecondThing
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from ui.updating import TakenBack


class BackDialog(FittedDialog):
    """Over the locked window. Afterwards there is nothing but closing: this program would renew the store again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.t, self._window = desk, desk.t, parent.window()
        self.stick: Path | None = None
        self._name = label(self.t("back.no_stick"), "strong")
        self.choosing = plain(desk, self.t("back.choose"), self._choose, "usb")
        self.passphrase = PassphraseField(desk)
        self.passphrase.entered.connect(self.start)
        self.second = SecondThing(desk, needs_of(desk.folder))
        self.leave = Tick(self.t("back.leave"), False, lambda _on: self._say("", "bad"))
        self._said = label("", "bad")
        self._progress = Progress(desk)
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        self.go = primary(desk, self.t("back.go"), self.start, "undo")
        ends = row(self._said, self.closing, self.go)
        ends.setStretch(0, 1)
        self._asked = (self._name, self.choosing, Field(self.t("passphrase.name"), self.passphrase), self.second, self.leave)
        self.put(
            desk.theme.wide("form"), ends,
            label(self.t("update.back"), "section"), label(self.t("back.text")), notice(desk, self.t("back.after"), "warn"),
            self._name, row(self.choosing, 0), *self._asked[2:], self._progress,
        )  # fmt: skip

    def _choose(self) -> None:
        found = open_folder(self._desk, self, self.t("back.choose"))
        if found is not None:
            self.use(found)

    def use(self, stick: Path) -> None:
        """On this stick lies what was written since."""
        self.stick = stick
        self._name.setText(stick.name)
        self._say("", "bad")

    def start(self) -> None:
        """Put the store of before in place, and point to the program of before."""
        if not self.go.isEnabled():
            return
        if not self.passphrase.length():
            self._say(self.t("unlock.empty"), "bad")
            return
        self._busy(True)
        folder, passphrase, stick, leave = self._desk.folder, self.passphrase.take(), self.stick, self.leave.box.isChecked()
        second = self.second.at_hand()

        def work(watch: Watch) -> TakenBack:
            from core.app.going_back import key_of
            from ui import compose, updating

            with wiping(passphrase), bringing(passphrase, second) as way:
                return updating.back(folder, compose.real_ports(), lambda: key_of(folder, way), watch, stick, leave)

        job = self._desk.runner.do(work, self._done, self._failed, self._progress.tell, self)
        self._progress.follow(job, self.t("back.busy"))
        self.fit()

    def _done(self, done: TakenBack) -> None:
        self._progress.finish()
        for each in self._asked:
            each.hide()
        words = [self.t("back.done", version=done.version, aside=Path(done.aside).name)]
        if done.written or done.received:
            words.append(self.t("back.since", written=done.written, received=done.received))
        if done.lacking:
            words.append(self.t("back.lacking", n=done.lacking, aside=Path(done.aside).name))
        self.go.hide()
        self._say(" ".join(words), "warn" if len(words) > 1 else "ok")
        self.closing.setText(self.t("back.close"))
        self.closing.setEnabled(True)
        self.finished.connect(lambda _code: self._window.close())

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._progress.finish()
        self._say(self._desk.explain(fault), "bad")

    def _busy(self, busy: bool) -> None:
        for button in (self.go, self.closing, self.choosing, self.leave):
            button.setEnabled(not busy)

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        self._said.setProperty("role", role)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self.fit()

    def reject(self) -> None:
        """Never while a store is being put in place: stopping it is the button beside the progress."""
        if self.closing.isEnabled():
            self.passphrase.take()
            super().reject()
