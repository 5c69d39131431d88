"""A folder that fills up with copies of media is looked into once a minute, and what came to rest there is taken in.

It lives as long as the application is open; whether it watches is remembered. A folder that is away is said and tried
again at the next look.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.app.watch import Watch
from core.domain.errors import Cancelled, Refused, Unavailable
from sync.watching import Watched, remember, remembered

if TYPE_CHECKING:
    from sync.report import ReceiveReport, Unusable
    from ui.gui.desk import Desk
    from ui.gui.runner import Fault, Job

EVERY_MS = 60_000
TOLD = 5
MOVED = frozenset({"exchange", "reports", "posts"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look brought, and when."""

    at: datetime
    report: ReceiveReport


class FolderKeeper(QObject):
    """``changed`` whenever anything that is shown of the folder changed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.taken: deque[Taken] = deque(maxlen=TOLD)
        self.looked_at: datetime | None = None
        self.next_at: datetime | None = None
        self.fault: Refused | None = None
        self.trouble: tuple[Unusable, ...] = ()
        """Media of the last look that could not be read; they are tried again."""
        self.job: Job | None = None
        self._watched: Watched | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self.folder, self.on = remembered(desk.app)
        if self.on:
            self._sleep()

    def start(self, folder: Path) -> None:
        """Watch this folder from now on."""
        self._forget()
        self.taken.clear()
        self.folder, self.on, self.looked_at = folder, True, None
        remember(self._desk.app, folder, True)
        self.look()

    def stop(self) -> None:
        """Watch no more; what was taken in holds."""
        self._forget()
        self.on = False
        if self.folder is not None:
            remember(self._desk.app, self.folder, False)
        self.changed.emit()

    def look(self) -> None:
        """Look now, unless a look is under way."""
        if not self.on or self.folder is None or self.job is not None or not self._desk.unlocked:
            return
        self._timer.stop()
        self.next_at = None
        app, folder, before = self._desk.app, self.folder, self._watched

        def work(watch: Watch) -> tuple[Watched, ReceiveReport | None]:
            from sync.exchange import Apart

            if not folder.is_dir():
                raise Unavailable("medium.none", path=folder.name)
            watched = before or Watched(folder)
            try:
                with Apart(app.identities) as opener:
                    return watched, watched.take(app, watch, opener)
            except OSError:
                raise Unavailable("medium.gone") from None

        self.job = self._desk.runner.away(work, self._looked, self._failed, self)
        self.changed.emit()

    def end(self) -> None:
        """The application is let go."""
        self._forget()
        self.deleteLater()

    def _forget(self) -> None:
        self._timer.stop()
        self.next_at = self.fault = self._watched = None
        self.trouble = ()
        if self.job is not None:
            self.job.cancel()
            self.job.replaced = True
            self.job = None

    def _looked(self, answer: tuple[Watched, ReceiveReport | None]) -> None:
        self.job, self.fault, self.looked_at = None, None, self._desk.now()
        self._watched, report = answer
        self.trouble = report.unusable if report is not None else ()
        if report is not None and (report.entries or report.attachments or report.quarantined):
            self.taken.appendleft(Taken(self.looked_at, replace(report, unusable=())))
            self._desk.changed.emit(MOVED)
        self._sleep()

    def _failed(self, fault: Fault) -> None:
        self.job = None
        self.fault = None if isinstance(fault, Cancelled) else fault
        self.looked_at = self._desk.now()
        self._sleep()

    def _sleep(self) -> None:
        self.next_at = self._desk.now() + timedelta(milliseconds=EVERY_MS)
        self._timer.start(EVERY_MS)
        self.changed.emit()
