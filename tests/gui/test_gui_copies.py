"""Copies in the window: made at lock, onto a stick, tried out, brought back where the laptop is unlocked or set up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from core.app import copy_room
from tests.gui import scene
from ui.gui import copy_keeper
from ui.gui.main_window import MainWindow
from ui.gui.screens.everything_dialog import EverythingDialog
from ui.gui.screens.restore_dialog import RestoreDialog
from ui.gui.screens.settings import SettingsScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def unlock(window: MainWindow, settle: Settle, qtbot: Any) -> None:
    gate: Any = window.centralWidget()
    qtbot.keyClicks(gate.field, scene.PASSPHRASE)
    qtbot.keyClick(gate.field, Qt.Key.Key_Return)
    settle(window)


def test_a_copy_at_lock_one_on_a_stick_and_back_again(
    post: Path, tmp_path: Path, window_of: Opened, settle: Settle, qtbot: Any
) -> None:
    window = window_of(post)
    unlock(window, settle, qtbot)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    settle(window)
    screen = frame.place
    assert isinstance(screen, SettingsScreen) and screen.copies is not None
    card, t = screen.copies, window.desk.t
    assert card.newest.text() == t("copies.none")
    qtbot.keyClick(card.drill, Qt.Key.Key_Space)
    settle(window)
    assert card.said.property("role") == "bad" and card.drill.isEnabled()
    file = tmp_path / "stik.posko-backup"
    card.write(file)
    settle(window)
    assert file.exists() and str(file) in card.said.text() and card.newest.text() != t("copies.none")
    qtbot.keyClick(card.drill, Qt.Key.Key_Space)
    settle(window)
    assert card.said.property("role") == "ok" and not card.progress.isVisible()
    dialog = EverythingDialog(window.desk, card.write_everything, card)
    dialog.show()
    assert not dialog.go.isEnabled()
    dialog.known.box.setChecked(True)
    assert dialog.go.isEnabled()
    dialog.write(tmp_path)
    settle(window)
    (out,) = tmp_path.glob("*-terbuka")
    assert card.said.property("role") == "ok" and str(out) in card.said.text() and (out / "entries.jsonl").exists()
    window.desk.app.settings.put("idle_minutes", "10")
    count = len(window.desk.app.copies.rows())
    window.lock()
    settle(window)
    assert len(list((post / "backups").glob("2*"))) == count, "of a day the newest stays"
    unlock(window, settle, qtbot)
    assert window.desk.app.copies.keep_if_due() is None, "made at the lock"
    window.lock()
    settle(window)
    bring_back(window, post, file, settle, qtbot)


def test_what_the_lock_had_no_time_for_is_copied_after_the_next_unlocking(
    post: Path, window_of: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_room, "SMALL", 0)
    window = window_of(post)
    unlock(window, settle, qtbot)
    window.lock()
    settle(window)
    assert not list((post / "backups").glob("2*")), "control: a large store is not copied at the lock"
    unlock(window, settle, qtbot)
    keeper: Any = window.desk._copies
    assert keeper._timer.isActive() and keeper._timer.interval() == copy_keeper.FIRST_MS
    keeper._timer.timeout.emit()
    settle(window)
    assert len(list((post / "backups").glob("2*"))) == 1
    window.lock()
    settle(window)
    assert window.desk._copies is None


def bring_back(window: MainWindow, post: Path, file: Path, settle: Settle, qtbot: Any) -> None:
    """At the unlock screen: what is there is laid aside after a tick, nothing is removed, a foreign file changes nothing."""
    t = window.desk.t
    bringing = RestoreDialog(window.desk, window.centralWidget(), held=True)
    bringing.opened.connect(window.enter)
    bringing.show()
    bringing.use(Path(__file__))
    qtbot.keyClicks(bringing.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    assert bringing._fault.text() == t("restore.missing_aside") and bringing.aside is not None
    bringing.aside.box.setChecked(True)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    settle(window)
    assert bringing._fault.text() and not window.desk.unlocked and not list(post.glob("aside-*"))
    qtbot.keyClick(bringing.here, Qt.Key.Key_Space)
    assert bringing.file == max((post / "backups").glob("2*"))
    bringing.use(file)
    qtbot.keyClicks(bringing.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(bringing.go, Qt.Key.Key_Space)
    settle(window)
    assert window.desk.unlocked and len(list(post.glob("aside-*/posko.db"))) == 1
    assert window.desk.app.check().problems == ()
