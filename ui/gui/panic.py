"""One key held for a second locks at once, whatever is open; it is always on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

HOLD_MS = 1000


class Panic(QObject):
    """An event filter for the whole program; ``wanted`` comes once Esc was held for a second."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the key, and leave it to whom it is for: held down it still closes what it closes."""
        timer: QTimer | None = getattr(self, "_timer", None)  # none any more while a closed window is taken apart
        if timer is None:
            return False
        if event.type() == QEvent.Type.ApplicationDeactivate:
            timer.stop()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                if not timer.isActive():
                    timer.start(HOLD_MS)
            elif event.type() == QEvent.Type.KeyRelease:
                timer.stop()
        return False
