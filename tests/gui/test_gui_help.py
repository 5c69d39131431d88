"""F1: the page of this very screen, in a room, in a dialog and before anything is open; links, search, the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl

from ui.gui.help_topics import HelpKey, topic_of
from ui.gui.main_window import MainWindow
from ui.gui.screens.help import HelpDialog
from ui.gui.screens.recover_dialog import RecoverDialog
from ui.gui.widgets.formatted import Formatted

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]


def test_f1_opens_the_page_of_this_very_screen(
    post: Path, opened: Opened, window_of: Opened, qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = list[str]()
    monkeypatch.setattr(HelpDialog, "exec", lambda dialog: shown.append(dialog.name))
    first = window_of(tmp_path / "new")
    qtbot.keyClick(first.centralWidget(), Qt.Key.Key_F1)
    window = opened(post)
    frame: Any = window.centralWidget()
    for room in ("home", "exchange", "report_form"):
        frame.open(room, None)
        frame.show_help()
    window.lock()
    qtbot.keyClick(window.centralWidget(), Qt.Key.Key_F1)
    window.keep_watch().help.open(RecoverDialog(window.desk, window))
    assert shown == ["first_run", "home", "exchange", "report_form", "unlock", "recovery"]
    assert topic_of(None, "map") == "map" and topic_of(None) == "start"


def test_links_search_and_the_way_back_by_keyboard(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    dialog = HelpDialog(window.desk, window, topic="start")
    qtbot.addWidget(dialog)
    closed = list[int]()
    dialog.finished.connect(closed.append)
    assert dialog.focusWidget() is dialog.text and not dialog.back.isEnabled()
    dialog.text.anchorClicked.emit(QUrl("exchange.md"))
    assert dialog.name == "exchange" and "Tulis ke media" in dialog.text.toPlainText()
    dialog.text.anchorClicked.emit(QUrl("../../../etc/passwd"))
    assert dialog.name == "exchange"
    dialog.search.setFocus()
    qtbot.keyClicks(dialog.search, "pemulihan")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.name == "recovery" and not closed
    dialog.go_back()
    dialog.go_back()
    assert dialog.name == "start"
    qtbot.keyClicks(dialog.search, " tidakadakata")
    assert dialog.list.item(0).text() == window.desk.t("help.none")
    window.desk.t.choose("en")
    dialog.show_page("exchange")
    assert "Write to the stick" in dialog.text.toPlainText()


def test_the_help_key_leaves_the_room_its_own(post: Path, opened: Opened) -> None:
    window = opened(post)
    key = window.keep_watch().help
    assert isinstance(key, HelpKey)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert not key.eventFilter(window, pressed)


def test_a_text_to_read_begins_at_its_beginning(qtbot: Any) -> None:
    shown = Formatted("# Yang baru\n\n" + "\n\n".join(f"Paragraf {number}" for number in range(60)))
    qtbot.addWidget(shown)
    shown.resize(300, 100)
    shown.show()
    shown.setFocus()
    assert shown.verticalScrollBar().maximum() > 0 and shown.verticalScrollBar().value() == 0
