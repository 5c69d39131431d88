"""Windows of tests: held until the test ends, then taken apart in the thread that made them.

Whatever nobody holds waits for Python's collector, which runs in whichever thread allocates: a worker's would take parts of a
window of Qt apart under the feet of the one that shows it, or both would wait for each other for ever. So it runs as in the
program, in the window's thread alone.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from ui.gui.app import build, outlined
from ui.gui.collector import Collector
from ui.gui.main_window import MainWindow

_HELD: Final[list[MainWindow]] = []


@contextmanager
def collected_here(application: Any) -> Iterator[Collector]:
    """Garbage goes in this thread alone while the block lasts."""
    keeper = Collector(application)
    try:
        yield keeper
    finally:
        shiboken6.delete(keeper)
        gc.unfreeze()
        gc.enable()


def shown(qtbot: QtBot, application: Any, folder: Path) -> MainWindow:
    """A window on a profile, or on none, shown and held."""
    window = _held(qtbot, build(application, folder))
    window.keep_watch()  # a test does not wait for the first picture
    return window


def outline_shown(qtbot: QtBot, application: Any, folder: Path) -> MainWindow:
    """The same as a start leaves it after its first picture: an outline that has the system's eye, nothing in it yet."""
    window = _held(qtbot, outlined(application, folder))
    qtbot.waitUntil(window.isActiveWindow)
    return window


def _held(qtbot: QtBot, window: MainWindow) -> MainWindow:
    _HELD.append(window)
    qtbot.addWidget(window)
    window.show()
    return window


def take_apart() -> None:
    """Close all of them and delete at once what asked to be deleted later (they did, at the end of their test)."""
    for window in _HELD:
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _HELD.clear()
