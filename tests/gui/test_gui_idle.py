"""An idle window sleeps: no timer wakes it more than once a minute, and what is plugged in is told by the system."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.gui.wheel import Wheel
from ui.gui.main_window import MainWindow
from ui.gui.plugged import Plugged, says_changed
from ui.gui.shortcuts import rooms_of
from ui.gui.status import Status

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
MINUTE = 60_000
WATCHED_MINUTES = 3


def wakers(window: MainWindow, settle: Settle, minutes: int = WATCHED_MINUTES) -> set[str]:
    """Whose timers wake an untouched window more than once a minute, after a minute in which it comes to rest."""
    wheel = Wheel(window, window.desk)
    window.desk._now = wheel.clock
    while wheel.turn(MINUTE):
        settle(window)
    wheel.slept.clear()
    while wheel.turn((1 + minutes) * MINUTE):
        settle(window)
    return {name for name, sleeps in wheel.slept.items() if len(sleeps) > minutes}


@pytest.mark.parametrize("kind", ["post", "province"])
def test_no_timer_wakes_an_idle_window_more_than_once_a_minute(
    kind: str, request: pytest.FixtureRequest, opened: Opened, settle: Settle
) -> None:
    window = opened(request.getfixturevalue(kind))
    window.desk.idle_minutes = 600
    window.idle.watch(600)  # what is asked for is the open window; the usual one is locked after five minutes
    frame: Any = window.centralWidget()
    offices = window.desk.app.facts
    for room in [each.room for each in rooms_of(offices.kind, offices.officer_role)]:
        frame.open(room, None)
        settle(window)
        assert not wakers(window, settle), room
    window.lock()
    settle(window)
    assert not wakers(window, settle)
    assert QApplication.cursorFlashTime() == 0, "a cursor that blinks wakes twice a second, by a timer inside Qt"


def test_control_a_timer_of_two_seconds_is_seen(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    QTimer(window, interval=2000).start()
    again = QTimer(window, interval=300, singleShot=True)
    again.timeout.connect(again.start)
    again.start()
    assert wakers(window, settle, 1) == {"MainWindow"}


def test_the_clock_sleeps_until_the_next_minute(post: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(post)
    now = [datetime(2024, 2, 5, 3, 14, 20, 500_000, tzinfo=UTC)]
    monkeypatch.setattr(window.desk, "_now", lambda: now[0])
    (status,) = window.findChildren(Status)
    status._tick()
    assert status._clock.text() == "10.14 WIB" and status._minute.interval() == 39_500 and status._minute.isSingleShot()
    now[0] = datetime(2024, 2, 5, 3, 15, 0, 1000, tzinfo=UTC)
    status._minute.timeout.emit()
    assert status._clock.text() == "10.15 WIB" and status._minute.interval() == 59_999


def test_a_device_is_told_of(tmp_path: Path, qtbot: Any) -> None:
    parent = QObject()
    plugged = Plugged(parent, devices=tmp_path)
    with qtbot.waitSignal(plugged.changed, timeout=5000):
        (tmp_path / "sdb1").touch()
    with qtbot.waitSignal(plugged.changed, timeout=5000):
        (tmp_path / "sdb1").unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_mount_is_told_of(tmp_path: Path, qtbot: Any) -> None:
    parent, quiet = QObject(), tmp_path / "devices"
    quiet.mkdir()
    plugged = Plugged(parent, devices=quiet)
    if subprocess.run(["mount", "-t", "tmpfs", "none", str(tmp_path)], check=False).returncode:
        pytest.skip("this container may not mount")
    with qtbot.waitSignal(plugged.changed, timeout=5000):
        pass
    with qtbot.waitSignal(plugged.changed, timeout=5000):
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_windows_tells_by_message() -> None:
    assert says_changed(0x0219, 0x8000) and says_changed(0x0219, 0x8004) and says_changed(0x0219, 7)
    assert not says_changed(0x0219, 0x8001) and not says_changed(0x0218, 4)
