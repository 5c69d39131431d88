"""What looks at every key of the program, at the clipboard and at the system, once the first picture is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent
from PySide6.QtWidgets import QApplication

from ui.gui.away import Away
from ui.gui.copied import Copied
from ui.gui.help_topics import HelpKey
from ui.gui.idle import SIGNS_OF_LIFE
from ui.gui.panic import LockKey, Panic
from ui.gui.shortcuts import install

if TYPE_CHECKING:
    from ui.gui.idle import Idle
    from ui.gui.main_window import MainWindow

HEARD = SIGNS_OF_LIFE | {QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.ApplicationDeactivate}
"""Of all events, of which a painted screen has thousands, those that any of the listeners wants."""


class Watches(QObject):
    """Belongs to the window, and locks it: nobody there, a held key, the computer asleep."""

    def __init__(self, window: MainWindow, application: QApplication, idle: Idle) -> None:
        super().__init__(window)
        self.copied, self.away = Copied(application.clipboard(), self), Away(self)
        self.help, panic, self.lock_key = HelpKey(window.desk, window), Panic(self), LockKey(self)
        self._listeners = (idle, panic, self.lock_key, self.help)
        application.installEventFilter(self)
        self.away.left.connect(window.lock)
        panic.wanted.connect(window.lock_at_once)
        self.lock_key.wanted.connect(window.lock, Qt.ConnectionType.QueuedConnection)
        install(window, window.desk.t, {"quit": window.close})
        for seen in (window.lock_at_last, window.opened.lead):
            window.desk.once_over.connect(seen, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand on what somebody listens for: one look from Python at every event, in place of one for each of them."""
        # Keys and mice have a class of their own, what else is heard comes to the application; asking for the type costs most.
        if not (isinstance(event, QInputEvent) or isinstance(watched, QApplication)) or event.type() not in HEARD:
            return False
        # Nobody listens any more while a closed window is taken apart.
        return any(each.eventFilter(watched, event) for each in getattr(self, "_listeners", ()))
