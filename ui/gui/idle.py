"""Locks after some minutes without a key or the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)
MINUTE_MS = 60_000


class Idle(QObject):
    """An event filter for the whole program; ``expired`` comes once after ``minutes`` of silence, ``alive`` at every sign."""

    expired = Signal()
    alive = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.expired)

    def watch(self, minutes: int) -> None:
        """Begin to count; 0 stops."""
        if minutes > 0:
            self._timer.start(minutes * MINUTE_MS)
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every sign of life starts the count anew."""
        timer: QTimer | None = getattr(self, "_timer", None)  # none any more while a closed window is taken apart
        if timer is not None and event.type() in SIGNS_OF_LIFE:
            if timer.isActive():
                timer.start()
            self.alive.emit()
        return False
