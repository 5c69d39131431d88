"""Copies in the window: made at lock, onto a stick, tried out, brought back where the laptop is unlocked or set up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.gui import scene
from ui.gui.main_window import MainWindow
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
    window.desk.app.settings.put("idle_minutes", "10")
    count = len(window.desk.app.copies.rows())
    window.lock()
    settle(window)
    assert len(list((post / "backups").glob("2*"))) == count, "of a day the newest stays"
    unlock(window, settle, qtbot)
    assert window.desk.app.copies.keep_if_due() is None, "made at the lock"
    window.lock()
    settle(window)
    # The same laptop with a damaged store: what is there is laid aside after a tick, nothing is removed.
    dialog = RestoreDialog(window.desk, window.centralWidget(), held=True)
    dialog.opened.connect(window.enter)
    dialog.show()
    dialog.use(tmp_path / "code.txt")
    qtbot.keyClicks(dialog.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    assert dialog._fault.text() == t("restore.missing_aside") and dialog.aside is not None
    dialog.aside.box.setChecked(True)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert dialog._fault.text() and not window.desk.unlocked and not list(post.glob("aside-*"))
    qtbot.keyClick(dialog.here, Qt.Key.Key_Space)
    assert dialog.file == max((post / "backups").glob("2*"))
    dialog.use(file)
    qtbot.keyClicks(dialog.passphrase, scene.PASSPHRASE)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert window.desk.unlocked and len(list(post.glob("aside-*/posko.db"))) == 1
    assert window.desk.app.check().problems == ()
