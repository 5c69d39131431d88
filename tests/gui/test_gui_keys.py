"""The card of the province's keys: one replaced, who does not use it yet, the old one destroyed, new sheets first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from tests.gui import scene
from tests.gui.test_gui_store_key import settings_of
from ui.gui.main_window import MainWindow
from ui.gui.screens.key_destroy_dialog import KeyDestroyDialog
from ui.gui.screens.key_replace_dialog import KeyReplaceDialog
from ui.gui.screens.keys_card import KeysCard
from ui.gui.screens.paper_view import PaperDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def states(card: KeysCard) -> list[tuple[str, int, str]]:
    return [(each.purpose, each.generation, each.state) for each in card.rows]


def test_a_key_is_replaced_and_the_old_one_destroyed(province: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(province)
    screen = settings_of(window, settle, qtbot)
    card = screen.keys
    assert card is not None and states(card) == [(each, 0, "in_force") for each in ("reports", "identities", "recovery")]
    assert card.replacing.isEnabled() and not card.destroying.isEnabled() and not card.waiting.text()
    dialog = KeyReplaceDialog(window.desk, "identities", card)
    dialog.show()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert dialog.isVisible() and dialog._fault.text(), "no pairs: a sentence, and nothing is published"
    dialog.purpose.choose("reports")
    dialog.day.line.setText("kemarin dulu")
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert dialog.isVisible() and states(card)[0] == ("reports", 0, "in_force")
    dialog.day.put(window.desk.now().date().isoformat())
    dialog.reason.choose("copied")
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert not dialog.isVisible()
    assert states(card)[:2] == [("reports", 1, "in_force"), ("reports", 0, "kept")]
    assert window.desk.app.copies.rows(), "a copy was made"
    card.table.selectRow(1)
    assert card.destroying.isEnabled() and not card.replacing.isEnabled()
    ending = KeyDestroyDialog(window.desk, card.rows[1], card)
    ending.show()
    assert not ending.go.isEnabled()
    ending.sure.box.setChecked(True)
    qtbot.keyClick(ending.go, Qt.Key.Key_Space)
    settle(window)
    assert states(card)[1] == ("reports", 0, "destroyed")
    assert not card.destroying.isEnabled()


def test_a_recovery_key_has_its_sheets_first(province: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(province)
    card = settings_of(window, settle, qtbot).keys
    assert card is not None
    dialog = KeyReplaceDialog(window.desk, "recovery", card)
    dialog.show()
    assert not dialog.go.isEnabled() and not any(each.isEnabled() for each in dialog.prints)
    qtbot.keyClick(dialog.make, Qt.Key.Key_Space)
    settle(window)
    assert all(each.isEnabled() for each in dialog.prints) and not dialog.make.isEnabled()
    for sheet in dialog.prints:
        assert not dialog.go.isEnabled(), "with sheets that nobody saw the key would be nobody's"
        qtbot.keyClick(sheet, Qt.Key.Key_Space)
        settle(window)
        dialog.findChildren(PaperDialog)[-1].accept()
    assert dialog.go.isEnabled()
    dialog.older[0].words.setPlainText("satu lembar saja")
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert dialog.isVisible() and dialog._fault.text()
    dialog.older[0].clear()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert states(card)[-2:] == [("recovery", 1, "in_force"), ("recovery", 0, "kept")]
    assert dialog.recovery is None, "nothing of the sheets stays"


def test_what_is_wrong_with_the_day_stands_in_sight(province: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(province)
    dialog = KeyReplaceDialog(window.desk, "reports", settings_of(window, settle, qtbot).keys)
    dialog.show()
    qtbot.waitExposed(dialog)
    settle(window)
    dialog.day.line.clear()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    (area,) = dialog.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    assert dialog.isVisible(), "nothing was published"
    dialog.reject()


def test_enter_in_the_day_publishes_where_the_button_would(province: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(province)
    card = settings_of(window, settle, qtbot).keys
    assert card is not None
    dialog = KeyReplaceDialog(window.desk, "recovery", card)
    dialog.show()
    qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
    settle(window)
    assert dialog.isVisible(), "its sheets are not made yet"
    dialog.purpose.choose("reports")
    dialog.day.line.clear()
    qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
    settle(window)
    assert dialog.isVisible() and states(card)[0] == ("reports", 0, "in_force"), "no day"
    dialog.day.put(window.desk.now().date().isoformat())
    qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
    settle(window)
    assert not dialog.isVisible()
    assert states(card)[:2] == [("reports", 1, "in_force"), ("reports", 0, "kept")], "once"


def test_nobody_else_sees_the_card(post: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    assert scene.PASSPHRASE
    assert settings_of(window_of(post), settle, qtbot).keys is None
