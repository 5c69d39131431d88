"""Looking after sticks quietly: when the system tells of one, beside the window, while its room is seen and nobody writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from sync.sticks.state import NOTHING, State, Stick, known_names, look
from sync.sticks.volume import Finder, Survey
from ui.gui.desk import Desk
from ui.gui.plugged import Plugged
from ui.gui.runner import Fault

SOON_MS, LATER_MS = 300, 1500
"""After a sign of the system, which comes before the stick can be read; and once more, for one that takes its time."""
EVERY_MS = 60_000
"""Without a sign: a folder that was chosen by hand tells nobody when it goes."""


class StickWatch(QObject):
    """``seen`` with the stick in its state and everything that is plugged in, whenever either changed."""

    seen = Signal(object, object)

    def __init__(self, desk: Desk, room: QWidget, chosen: Path | None, finder: Finder) -> None:
        super().__init__(room)
        self._desk, self._room, self._finder = desk, room, finder
        self.chosen = chosen
        self.paused = False
        self.survey = Survey()
        self.stick = NOTHING
        self._let_go = False
        self._asked = self._again = False
        self._known: Callable[[str], bool] | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._soon, self._later = (QTimer(self, singleShot=True, interval=wait) for wait in (SOON_MS, LATER_MS))
        Plugged(self).changed.connect(self._told)
        for each in (self._soon, self._later):
            each.timeout.connect(self._tick)

    def poll(self) -> None:
        """Look now, or once more after the look under way: one at a time, for a dying stick may make it wait."""
        if self._asked or self.paused:
            self._again = self._asked
            return
        self._asked = True
        app, before, chosen, finder, known = self._desk.app, self.stick, self.chosen, self._finder, self._known

        def work(_watch: object) -> tuple[Stick, Survey, Callable[[str], bool]]:
            recognise, survey = known or known_names(app.shelf), finder()
            return look(survey, chosen, before, recognise), survey, recognise

        self._desk.runner.picture(work, self._found, self._failed, self)

    def forget(self) -> None:
        """The stick was let go on purpose: it was not pulled, and while it still hangs there it is not locked."""
        self.stick, self.chosen, self._let_go = NOTHING, None, True
        self.seen.emit(self.stick, self.survey)

    def choose(self, root: Path) -> None:
        """Another stick or folder, by hand."""
        self.chosen = root
        self.poll()

    def _told(self) -> None:
        self._soon.start()
        self._later.start()

    def _tick(self) -> None:
        if self._room.isVisible() and self._desk.unlocked and not self._asked:
            self.poll()

    def _failed(self, _fault: Fault) -> None:
        self._asked = False

    def _found(self, answer: tuple[Stick, Survey, Callable[[str], bool]]) -> None:
        stick, survey, self._known = answer
        self._asked = False
        if self._again:
            self._again = False
            self.poll()
            return
        self._let_go = self._let_go and not survey.volumes
        if self._let_go and stick.state is State.LOCKED:
            stick = replace(stick, state=State.NONE)
        if self.paused or (stick == self.stick and survey == self.survey):
            return
        self.stick, self.survey = stick, survey
        self.seen.emit(stick, survey)
