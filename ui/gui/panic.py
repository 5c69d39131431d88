"""Keys that lock whatever is open: Esc held for a second locks at once, Ctrl+L also over a dialog and an open list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

HOLD_MS = 1000


class LockKey(QObject):
    """Ctrl+L where the window's own shortcut does not reach: ``wanted`` while a dialog or an open list has the keyboard."""

    wanted = Signal()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the key, where it is the one, before whatever has the keyboard does."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() != Qt.Key.Key_L:
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat():
            return False
        over, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if over is None and dialog is None:
            return False
        if over is not None:
            over.close()
        self.wanted.emit()
        return True


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
