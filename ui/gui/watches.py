"""What looks at every key of the program, at the clipboard and at the system, once the first picture is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.gui.away import Away
from ui.gui.copied import Copied
from ui.gui.help_topics import HelpKey
from ui.gui.panic import Panic

if TYPE_CHECKING:
    from ui.gui.idle import Idle
    from ui.gui.main_window import MainWindow


class Watches(QObject):
    """Belongs to the window, and locks it: nobody there, a held key, the computer asleep."""

    def __init__(self, window: MainWindow, application: QApplication, idle: Idle) -> None:
        super().__init__(window)
        self.copied, self.away = Copied(application.clipboard(), self), Away(self)
        self.help, panic = HelpKey(window.desk, window), Panic(self)
        for each in (idle, self.help, panic):
            application.installEventFilter(each)
        self.away.left.connect(window.lock)
        panic.wanted.connect(window.lock_at_once)
        for seen in (window.lock_at_last, window.opened.lead):
            window.desk.once_over.connect(seen, Qt.ConnectionType.QueuedConnection)
