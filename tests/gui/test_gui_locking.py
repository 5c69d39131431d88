"""Locking in its order: dialogs closed, the draft kept, work stopped, the keys gone; nothing of it is shown meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from core.app import queries
from core.domain.errors import Cancelled
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.screens.help import HelpDialog
from ui.gui.screens.unlock import UnlockScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
LONG = "Pada apel pagi ia diduga mengajak hadirin. " * 2000
WAYS: dict[str, Callable[[MainWindow], None]] = {
    "button": lambda window: window.desk.lock.emit(),
    "idle": lambda window: window.idle.expired.emit(),
    "asleep": lambda window: window.keep_watch().away.left.emit(),
    "held key": lambda window: window.lock_at_once(),
}


def noting(events: list[str], owner: Any, name: str, word: str) -> None:
    """Note when this is over."""
    real = getattr(owner, name)

    def noted(*arguments: Any) -> Any:
        given = real(*arguments)
        events.append(word)
        return given

    setattr(owner, name, noted)


@pytest.mark.parametrize("way", WAYS)
def test_the_draft_is_kept_before_the_keys_go_and_nothing_is_shown_meanwhile(
    way: str, post: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window, events, begun = opened(post), list[str](), threading.Event()
    app: Any = window.desk.app
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step("event")
    frame.place.page.narrative.setPlainText(LONG)
    dialog = HelpDialog(window.desk, window, topic="start")
    dialog.finished.connect(lambda _result: events.append("dialog"))
    dialog.show()
    noting(events, app.drafts, "save", "draft")
    noting(events, app, "lock", "keys")

    def work(watch: Callable[[str, int, int], None]) -> None:
        """A sending, as far as a lock sees it: it goes on until its watch is told to stop."""
        begun.set()
        try:
            while True:
                watch("sending", 0, 1)
        except Cancelled:
            events.append("stopped")
            raise

    window.desk.runner.do(work)
    assert begun.wait(20)
    WAYS[way](window)
    assert isinstance(window.centralWidget(), UnlockScreen) and not window.desk.unlocked, "at once, whatever runs"
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    settle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(frame), "the screens are destroyed, not hidden"
    assert sorted(events) == ["dialog", "draft", "keys", "stopped"]
    assert events.index("dialog") < events.index("draft") < events.index("keys") and events[-1] == "keys"
    with pytest.raises(Exception, match=r"."):
        app.ask(queries.Drafts())
    texts = [each.toPlainText() for each in window.findChildren(QWidget) if hasattr(each, "toPlainText")]
    assert not [text for text in texts if "mengajak hadirin" in text]
    unlock: Any = window.centralWidget()
    qtbot.keyClicks(unlock.field, scene.PASSPHRASE)
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)
    frame = window.centralWidget()
    assert frame.room == "report_form" and frame.place.form.tree["narrative"].strip() == LONG.strip()


def test_ctrl_q_closes_the_window_and_locks_first_what_is_open(opened: Opened, window_of: Opened, post: Path, qtbot: Any) -> None:
    for window in (opened(post), window_of(post)):
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        assert not window.isVisible() and not window.desk.unlocked


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("over", ["dialog", "list"])
def test_ctrl_l_locks_over_a_dialog_and_over_an_open_list(
    over: str, post: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    settle(window)
    if over == "dialog":
        target: Any = HelpDialog(window.desk, window, topic="start")
        target.open()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is target)
    else:
        choice = frame.place.findChild(QComboBox)
        choice.showPopup()
        target = choice.view()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    qtbot.keyClick(target, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.desk.unlocked, "control: another key locks nothing"
    qtbot.keyClick(target, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockScreen), timeout=2000)
    assert QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None
    settle(window)
