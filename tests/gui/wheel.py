"""A wheel that turns a window's own timers by a clock of its own: a month of them passes as fast as they do their work.

The timers are the program's real ones. The wheel fires the one that is due next, looks which of them were begun anew, and
notes for each how often it woke the window and how long it slept before.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import shiboken6
from PySide6.QtCore import QObject, QTimer

NEAR_MS = 20
BEGINNING = datetime(2024, 2, 6, tzinfo=UTC)


class Wheel:
    """``now`` is in milliseconds since it was made; ``slept`` has the sleeps of every timer that woke, by its owner's name."""

    def __init__(self, *roots: QObject) -> None:
        self._roots = roots
        self._began: dict[QTimer, float] = {}
        self._due: dict[QTimer, float] = {}
        self.now = 0.0
        self.slept: dict[str, list[float]] = defaultdict(list)

    def clock(self) -> datetime:
        """The same as a clock for the window."""
        return BEGINNING + timedelta(milliseconds=self.now)

    def timers(self) -> Iterable[QTimer]:
        """Every active timer below the roots."""
        found = {timer for root in self._roots for timer in root.findChildren(QTimer)}
        return (timer for timer in found if timer.isActive())

    def look(self) -> None:
        """Learn which timers run, and which were begun anew since the last look."""
        active = set(self.timers())
        for gone in set(self._due) - active:
            del self._due[gone], self._began[gone]
        for timer in active:
            began = time.monotonic() * 1000 - (timer.interval() - timer.remainingTime())
            if timer not in self._due or abs(began - self._began[timer]) > NEAR_MS:
                self._due[timer] = self.now + timer.interval()
                self._began[timer] = began

    def turn(self, until: float) -> bool:
        """Fire what is due next; False where nothing is before ``until``, which is then the time."""
        self.look()
        timer = min(self._due, key=self._due.__getitem__, default=None)
        if timer is None or self._due[timer] > until:
            self.now = until
            return False
        self.now = self._due.pop(timer)
        self._began.pop(timer)
        self.slept[name_of(timer)].append(timer.interval())
        if timer.isSingleShot():
            timer.stop()
        else:
            timer.start()
        timer.timeout.emit()
        return True


def name_of(timer: QTimer) -> str:
    """Whose timer it is."""
    owner = timer.parent()
    return type(owner).__name__ if owner is not None and shiboken6.isValid(owner) else "nobody"
