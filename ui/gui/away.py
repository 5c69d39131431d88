"""The officer goes away: the computer sleeps, its screen is locked, another user takes the seat.

On Linux logind and the desktop's screen saver say so over D-Bus; where there is no bus nobody does, and the idle time is all
there is. The program holds no inhibitor: a computer that sleeps at once locks the program at the latest when it wakes, before
anything is painted. On Windows the session and power messages of the window are listened to (not run on this system).
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Signal, Slot

LOGIND = "org.freedesktop.login1"
SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
SESSION_CHANGE, POWER = 0x02B1, 0x0218
"""``WM_WTSSESSION_CHANGE`` and ``WM_POWERBROADCAST``."""
LEAVING = {SESSION_CHANGE: frozenset({2, 4, 6, 7}), POWER: frozenset({4})}
"""Console or remote session left, log-off, session locked; suspend."""


class Away(QObject):
    """``left`` comes whenever the system says that nobody sits here any more."""

    left = Signal()

    def listen(self, system: Any = None, session: Any = None) -> None:
        """Begin on Linux, on the two buses of this computer or on those given; what cannot be reached is passed over."""
        from PySide6.QtDBus import QDBusConnection

        system = system or QDBusConnection.systemBus()
        session = session or QDBusConnection.sessionBus()
        if system.isConnected():
            sessions = f"{LOGIND}.Session"
            system.connect(LOGIND, "", f"{LOGIND}.Manager", "PrepareForSleep", self, SLOT("changed(bool)"))
            system.connect(LOGIND, "", sessions, "Lock", self, SLOT("locked()"))
            changed = "org.freedesktop.DBus.Properties", "PropertiesChanged"
            system.connect(LOGIND, "", *changed, self, SLOT("seat(QString,QVariantMap,QStringList)"))
        for service, path in SAVERS if session.isConnected() else ():
            session.connect(service, path, service, "ActiveChanged", self, SLOT("changed(bool)"))

    @Slot(bool)
    def changed(self, begins: bool) -> None:
        """Sleep or a locked screen begins, or is over."""
        if begins:
            self.left.emit()

    @Slot()
    def locked(self) -> None:
        """A session is to be locked."""
        self.left.emit()

    @Slot(str, "QVariantMap", "QStringList")  # type: ignore[arg-type]  # Qt's own names of types
    def seat(self, interface: str, values: dict[str, object], _gone: list[str]) -> None:
        """Another user sits down where a session stops to be the active one."""
        if interface == f"{LOGIND}.Session" and values.get("Active") is False:
            self.left.emit()


class WindowsAway(QAbstractNativeEventFilter):
    """The same from the messages that Windows sends to a window which registered for them."""

    def __init__(self, away: Away) -> None:
        super().__init__()
        self._away = away

    def nativeEventFilter(self, kind: Any, message: int) -> object:
        """Look at one message, and leave it to others."""
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if says_left(told.message, told.wParam):
                self._away.left.emit()
        return False, 0


def says_left(message: int, what: int) -> bool:
    """Whether a message of Windows says that nobody sits here any more."""
    return what in LEAVING.get(message, ())


def watch(away: Away, application: Any, window: Any) -> None:
    """Begin to listen in the way of this system."""
    if sys.platform == "linux":
        away.listen()
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
        away.filter = WindowsAway(away)  # type: ignore[attr-defined]
        application.installNativeEventFilter(away.filter)  # type: ignore[attr-defined]
