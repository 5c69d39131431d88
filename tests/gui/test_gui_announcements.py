"""An announcement from the province's window to the post's, and a profile opened by two shares, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from core.app import queries
from core.app.shares import split
from sync.exchange import receive, send
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui import opening
from ui.gui.main_window import MainWindow
from ui.gui.screens.announcements.all_dialog import AnnouncementsDialog
from ui.gui.screens.announcements.read_dialog import ReadDialog
from ui.gui.screens.announcements.write_dialog import WriteDialog
from ui.gui.screens.recover_dialog import LEFT_MS, RecoverDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def unlocked(folder: Path) -> Any:
    return opening.unlock(folder, bytearray(scene.PASSPHRASE.encode()))


def write(window: MainWindow, settle: Settle, qtbot: Any) -> None:
    """Announce something to the post by keyboard."""
    words, dialog = window.desk.t, WriteDialog(window.desk, window)
    dialog.show()
    settle(window)
    hands = Hands(dialog, qtbot)
    hands.press(words("announcements.make"))
    settle(window)
    assert dialog.isVisible() and dialog._fault.text(), "without a title it stays, and says so"
    hands.choose(words("announcements.to"), scene.POST)
    hands.write(words("announcements.subject"), "Jadwal <b>kapal</b>")
    hands.write(words("announcements.words"), "Kapal berangkat Jumat.")
    hands.press(words("announcements.is_urgent"))
    hands.press(words("announcements.make"))
    settle(window)
    assert not dialog.isVisible()


def test_an_announcement_is_made_read_and_known(
    province: Path, post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    away = unlocked(post)
    send(away, stick)
    window = opened(province)
    app, words = window.desk.app, window.desk.t
    receive(app, stick)
    frame: Any = window.centralWidget()
    frame.open("posts", 3)
    settle(window)
    page = frame.place.announcements
    assert page.new.isVisible() and page._none.isVisible()
    write(window, settle, qtbot)
    assert page.table.rowCount() == 1
    assert page.table.item(0, 2).text() == words("announcements.read_by", n=0, total=1)
    send(app, stick)
    receive(away, stick)
    away.lock()
    window.close()
    there = opened(post)
    home: Any = there.centralWidget()
    assert home.place._news.count() == 1 and home.place.all_news.isVisible()
    (row,) = there.desk.app.ask(queries.Announcements(open_only=True))
    reading = ReadDialog(there.desk, row, there)
    reading.show()
    settle(there)
    qtbot.keyClick(reading.go, Qt.Key.Key_Space)
    settle(there)
    assert not reading.isVisible() and home.place._news.count() == 0
    every = AnnouncementsDialog(there.desk, there)
    settle(there)
    assert every.page.table.item(0, 2).text() == words("announcements.read") and not every.page.new.isVisible()
    send(there.desk.app, stick)
    there.close()
    desk = unlocked(province)
    receive(desk, stick)
    (told,) = desk.ask(queries.Announcements())
    assert [(each.post, each.officer) for each in told.read] == [(scene.POST, "Petugas A")] and told.lacking == ()
    desk.lock()


def test_two_shares_open_a_profile(post: Path, province: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    desk = unlocked(province)
    secret = desk.recovery_secret()
    desk.lock()
    assert secret is not None
    shares, others = split(secret), split(secret)
    window = window_of(post)
    unlock: Any = window.centralWidget()
    left_alone(window, unlock, shares[0])
    dialog = RecoverDialog(window.desk, unlock)
    dialog.opened.connect(unlock.opened)
    dialog.show()
    for typed, share in zip(dialog.shares, (shares[0], others[1]), strict=True):
        typed.words.setPlainText(share)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    assert dialog._fault.text() == window.desk.t("wizard.person.missing_name")
    qtbot.keyClicks(dialog.name, "Rina")
    for field in (dialog.passphrase.first, dialog.passphrase.second):
        qtbot.keyClicks(field, "sandi baru yang cukup panjang")
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert dialog._fault.text() and not window.desk.unlocked, "two halves of two keys are no key"
    dialog.shares[1].words.setPlainText(shares[1])
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert window.desk.unlocked, "and the gate is gone, with all that was typed"
    assert (window.desk.app.facts.officer, window.desk.app.facts.officer_role) == ("Rina", "head")


def left_alone(window: MainWindow, unlock: Any, share: str) -> None:
    """A share is not left on the screen: not when nobody types for minutes, and not when Ctrl+L is pressed before the gate."""
    for way in ("unattended", "key"):
        dialog = RecoverDialog(window.desk, unlock)
        dialog.show()
        assert not dialog._unattended.isActive(), "control: nothing is typed yet"
        dialog.shares[0].words.setPlainText(share)
        assert dialog._unattended.isActive() and dialog._unattended.interval() == LEFT_MS
        if way == "key":
            window.lock()
        else:
            dialog._unattended.timeout.emit()
        assert not dialog.isVisible() and not dialog.shares[0].value()
