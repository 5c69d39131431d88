"""Going into the drill from the gate and out of it again; what lies in the real profile is not touched meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.gui import opening
from ui.gui.runner import Fault
from ui.gui.screens.gate import Gate

if TYPE_CHECKING:
    from ui.gui.main_window import MainWindow
    from ui.practice import Practice


class Progress:
    """How far the guide is; it outlives the bar, which is built anew with another language."""

    def __init__(self) -> None:
        self.at = self.locks = 0
        self.done: set[str] = set()


class PracticeMode(QObject):
    """Belongs to the window; ``running`` is the open drill."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.running: Practice | None = None
        self.progress = Progress()
        self._home = window.desk.folder
        self._existed = False
        self._starting = False

    def start(self) -> None:
        """Found the drill beside the profile and open its post."""
        if self._starting or self.running is not None:
            return
        self._starting = True
        gate, folder = self._window.centralWidget(), self._desk.folder
        if isinstance(gate, Gate):
            gate.practice.setText(self._desk.t("practice.founding"))
            gate.setEnabled(False)
        self._desk.runner.do(lambda _watch: opening.begin_practice(folder), self._begun, self._not_begun, owner=self)

    def _begun(self, practice: Practice) -> None:
        self._starting = False
        self.running, self.progress = practice, Progress()
        self._home, self._existed = self._desk.folder, self._window.exists
        self._desk.folder, self._desk.stick = practice.profile, practice.stick
        self._window.enter(practice.post)

    def _not_begun(self, fault: Fault) -> None:
        self._starting = False
        self._window.show_gate()
        gate = self._window.centralWidget()
        if isinstance(gate, Gate):
            gate.tell(self._desk.explain(fault))

    def mark(self) -> None:
        """Put the guide, the drill's line or nothing above the screen, in the language and look of now."""
        if not self._desk.unlocked and self.running is None:
            return
        from ui.gui.practice_bar import DrillLine, PracticeBar

        if self.running is not None:
            bar = PracticeBar(self._desk, self.running, self.progress, self._window.centralWidget)
            bar.left.connect(self.leave)
            self._window.idle.alive.connect(bar.look_soon)
            self._window.setMenuWidget(bar)
        elif self._desk.app.facts.drill:
            self._window.setMenuWidget(DrillLine(self._desk))
        else:
            self._clear()

    def locked(self) -> None:
        """The window was locked."""
        self.progress.locks += 1

    def leave(self) -> None:
        """Close the drill, delete all of it, and go back to where it was begun from."""
        practice = self.running
        if practice is None or self._desk.awaits_reply:
            return
        self._window.lock()
        self.close()
        self._clear()
        self._window.back_home(self._existed)

    def close(self) -> None:
        """Delete the drill, whose post is locked already."""
        practice, self.running = self.running, None
        if practice is not None:
            self._desk.folder, self._desk.stick = self._home, None
            self._desk.runner.do(lambda _watch: practice.end())

    def _clear(self) -> None:
        if self._window.menuWidget() is not None:
            self._window.setMenuWidget(None)  # type: ignore[arg-type]
