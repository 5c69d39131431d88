"""That something is plugged in or pulled out, as the system itself tells it: nothing here wakes an idle computer.

Linux marks its list of mounts whenever it changes, and lays a file into ``/dev`` for every disk. Windows sends its windows a
message (not run on this system). Elsewhere nobody tells, and who asks has to look himself now and then.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QCoreApplication,
    QFileSystemWatcher,
    QObject,
    QSocketNotifier,
    Signal,
)

MOUNTS, DEVICES = Path("/proc/self/mountinfo"), Path("/dev")
DEVICE_CHANGE = 0x0219
"""``WM_DEVICECHANGE``."""
ARRIVED_OR_GONE = frozenset({0x0007, 0x8000, 0x8004})
"""The devices are others than before; a volume arrived; it is gone."""


class Plugged(QObject):
    """``changed`` at every sign of it; several may come for one stick."""

    changed = Signal()

    def __init__(self, parent: QObject, mounts: Path = MOUNTS, devices: Path = DEVICES) -> None:
        super().__init__(parent)
        if sys.platform == "linux":
            self._watch_mounts(mounts)
            watcher = QFileSystemWatcher([str(devices)], self)
            watcher.directoryChanged.connect(lambda _path: self.changed.emit())
        elif sys.platform == "win32":
            self._messages = WindowsMessages(self)
            QCoreApplication.instance().installNativeEventFilter(self._messages)  # type: ignore[union-attr]

    def _watch_mounts(self, mounts: Path) -> None:
        file = mounts.open("rb", buffering=0)
        notifier = QSocketNotifier(file.fileno(), QSocketNotifier.Type.Exception, self)
        notifier.activated.connect(lambda *_: self.changed.emit())
        self.destroyed.connect(lambda: file.close())


class WindowsMessages(QAbstractNativeEventFilter):
    """The same from what Windows sends to every window."""

    def __init__(self, plugged: Plugged) -> None:
        super().__init__()
        self._plugged = plugged

    def nativeEventFilter(self, kind: Any, message: int) -> object:
        """Look at one message, and leave it to others."""
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if says_changed(told.message, told.wParam):
                self._plugged.changed.emit()
        return False, 0


def says_changed(message: int, what: int) -> bool:
    """Whether a message of Windows says that something was plugged in or pulled out."""
    return message == DEVICE_CHANGE and what in ARRIVED_OR_GONE
