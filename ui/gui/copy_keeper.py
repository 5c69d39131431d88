"""Makes the dated copy that the last lock had no time for: once, some minutes after unlocking, beside all other work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.domain.errors import Cancelled

if TYPE_CHECKING:
    from ui.gui.desk import Desk
    from ui.gui.runner import Fault, Job

FIRST_MS = 3 * 60_000


class CopyKeeper(QObject):
    """Ends with the application that it was made for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.job: Job | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.keep)
        self._timer.start(FIRST_MS)

    def keep(self) -> None:
        """Make the copy where something was written since the last one."""
        app = self._desk.app
        self.job = self._desk.runner.away(
            lambda watch: app.copies.keep_if_due(watch), lambda _made: self._desk.note_copy(None), self._failed, self
        )

    def _failed(self, fault: Fault) -> None:
        if not isinstance(fault, Cancelled):
            self._desk.note_copy(fault)
        self._desk.say_fault(fault)

    def end(self) -> None:
        """The application is let go."""
        self._timer.stop()
        if self.job is not None:
            self.job.cancel()
        self.deleteLater()
