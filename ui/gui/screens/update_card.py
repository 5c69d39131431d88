"""Pembaruan program: a stick is judged first, then taken after a yes; back to the program before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import card, clear, column, row
from ui.gui.runner import Fault, Watch
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.formatted import Formatted
from ui.gui.widgets.labels import drawn, label, notice
from ui.gui.widgets.progress import Progress

if TYPE_CHECKING:
    from sync.updates.stick import Release
    from ui.updating import Taken, TakenBack

NOTE_LINES = 8


class UpdateCard(QFrame):
    """Says before the yes which version it is, from when, and what is new in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.stick: Path | None = None
        self.result = QVBoxLayout()
        self.progress = Progress(desk)
        self.choose = plain(desk, self.t("update.choose"), self._choose, "usb")
        self.take = primary(desk, self.t("update.take"), self.start_taking, "import")
        self.back = plain(desk, self.t("update.back"), self.start_back, "undo")
        self.take.setVisible(False)
        head = row(drawn(desk, "refresh", "primary"), label(self.t("update.title"), "section"), 0)
        words = label(self.t("update.text"), "muted")
        self.setLayout(
            column(card(head, words, self.progress, self.result, flowing(self.take, self.choose, self.back), gap="gap"))
        )
        self._offer_back()

    def check(self, stick: Path) -> None:
        """Judge what lies on a stick; nothing is changed."""
        self.stick = stick
        folder = self.desk.folder

        def work(watch: Watch) -> Release:
            from ui import compose, updating

            return updating.check(stick, folder, compose.real_ports(), watch)

        self._run(work, self._judged)

    def start_taking(self) -> None:
        """The yes."""
        stick, folder, app = self.stick, self.desk.folder, self.desk.app
        if stick is None:
            return

        def work(watch: Watch) -> Taken:
            from ui import compose, updating

            return updating.take(stick, folder, compose.real_ports(), watch, lambda: nullcontext(app))

        self._run(work, self._taken)

    def start_back(self) -> None:
        """The program before the last update, from the next start on; with its store, where that has an older form."""
        from ui import updating

        folder, desk, window = self.desk.folder, self.desk, self.window()
        if updating.changes_form(folder):
            from ui.gui.screens.back_dialog import BackDialog

            desk.lock.emit()
            if not desk.unlocked:
                BackDialog(desk, window).open()
            return

        def work(watch: Watch) -> TakenBack:
            from ui import compose, updating

            return updating.back(folder, compose.real_ports(), bytes, watch)

        self._run(work, self._went_back)

    def _choose(self) -> None:
        found = open_folder(self.desk, self, self.t("update.choose"))
        if found is not None:
            self.check(found)

    def _run(self, work: Callable[[Watch], object], on_done: Callable[..., None]) -> None:
        clear(self.result)
        self.take.setVisible(False)
        for button in (self.choose, self.back):
            button.setEnabled(False)

        def done(result: object) -> None:
            self._rest()
            on_done(result)

        job = self.desk.runner.away(work, done, self._failed, self, self.progress.tell)
        self.progress.follow(job, self.t("update.busy"))

    def _rest(self) -> None:
        self.progress.finish()
        self.choose.setEnabled(True)
        self.back.setEnabled(True)
        self._offer_back()

    def _offer_back(self) -> None:
        from ui.updating import can_go_back

        self.back.setVisible(can_go_back())

    def _failed(self, fault: Fault) -> None:
        self._rest()
        self._say(self.desk.explain(fault), "bad")
        self.choose.setFocus()

    def _judged(self, release: Release) -> None:
        day = f"{release.released:%d-%m-%Y}"
        self._say(self.t("update.good", version=release.version, day=day), "ok")
        if release.clock_behind:
            self._say(self.t("update.clock", day=day), "warn")
        if release.drill:
            self._say(self.t("update.drill"), "warn")
        if notes := release.notes.get(self.t.language, ""):
            self.result.addWidget(note_box(notes, self.t("update.notes")))
        self.take.setText(self.t("update.take_version", version=release.version))
        self.take.setVisible(True)
        self.take.setFocus()

    def _taken(self, taken: Taken) -> None:
        version = taken.release.version
        if not taken.command:
            self._say(self.t("update.done", version=version), "ok")
            return
        self._say(self.t("update.package", version=version), "ok")
        command = label(taken.command, "strong")
        command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.result.addWidget(command)

    def _went_back(self, done: TakenBack) -> None:
        self._say(self.t("update.went_back", version=done.version), "ok")

    def _say(self, words: str, tone: str) -> None:
        self.result.addWidget(notice(self.desk, words, tone))


def note_box(text: str, name: str) -> Formatted:
    """What is new, to be read and copied."""
    box = Formatted(text)
    box.setAccessibleName(name)
    box.setMinimumHeight(box.fontMetrics().lineSpacing() * NOTE_LINES)
    return box
