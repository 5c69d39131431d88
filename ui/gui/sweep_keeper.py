"""Compares what came in with what was there before, calmly in the background, so that pairs stand ready when somebody looks.

At a desk alone. It takes a few hundred reports at a time and rests between, for a first sweep over two elections lasts
minutes; whoever looks may stop it, and it goes on where it stopped when the next report comes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.app.watch import Watch
from core.domain.errors import Cancelled

if TYPE_CHECKING:
    from ui.gui.desk import Desk
    from ui.gui.runner import Fault, Job

FIRST_MS, REST_MS, PAUSE_MS = 20_000, 5_000, 400
"""After the store was opened, after something changed, and between two portions."""
PORTION = 500
CHANGES = frozenset({"reports", "exchange"})


class SweepKeeper(QObject):
    """``changed`` whenever it moved on, ended or was stopped."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.job: Job | None = None
        self.done = 0
        """Reports compared since it began."""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._heard)
        self._timer.start(FIRST_MS)

    @property
    def active(self) -> bool:
        """Whether it is at work, or rests between two portions."""
        return self.job is not None or self.done > 0

    def look(self) -> None:
        """Compare the next portion now, unless one is under way."""
        if self.job is not None or not self._desk.unlocked:
            return
        app = self._desk.app

        def work(watch: Watch) -> int:
            watch("candidates", 0, 1)
            return app.find_candidates(watch, PORTION)

        self.job = self._desk.runner.away(work, self._found, self._failed, self)

    def stop(self) -> None:
        """Stop after the batch under way; what was found stays."""
        self._timer.stop()
        if self.job is not None:
            self.job.cancel()
        self.done = 0
        self.changed.emit()

    def end(self) -> None:
        """The application is let go."""
        self._timer.stop()
        if self.job is not None:
            self.job.cancel()
            self.job.replaced = True
            self.job = None
        self.deleteLater()

    def _heard(self, topics: frozenset[str]) -> None:
        if topics & CHANGES and not self.active:
            self._timer.start(REST_MS)

    def _found(self, count: int) -> None:
        self.job = None
        more = count == PORTION
        self.done = self.done + count if more else 0
        if more:
            self._timer.start(PAUSE_MS)
        self.changed.emit()

    def _failed(self, fault: Fault) -> None:
        self.job, self.done = None, 0
        if not isinstance(fault, Cancelled):
            self._desk.say_fault(fault)
        self.changed.emit()
