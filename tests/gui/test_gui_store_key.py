"""A new store key from the settings, and offered by itself when an officer is ended who is not trusted any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.app.device_key_views import DeviceKey
from core.app.profile import read_slots
from core.crypto import keyslots
from core.domain.commands import EnrolOfficer
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.screens.device_key_card import COPIED, SHORT, DeviceKeyDialog
from ui.gui.screens.end_officer import DOUBTED, EndOfficerDialog
from ui.gui.screens.officer_key_dialog import OfficerKeyDialog
from ui.gui.screens.paper_view import PaperDialog
from ui.gui.screens.recover_dialog import RecoverDialog
from ui.gui.screens.recovery_sheets_dialog import RecoverySheetsDialog
from ui.gui.screens.settings import SettingsScreen
from ui.gui.screens.store_key_dialog import StoreKeyDialog
from ui.gui.screens.unlock import UnlockScreen

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
WAYAN, RINA = "I Wayan Contoh", "Rina Contoh"
WORDS = "frasa petugas lain yang panjang"


def settings_of(window: MainWindow, settle: Settle, qtbot: Any) -> SettingsScreen:
    gate: Any = window.centralWidget()
    if isinstance(gate, UnlockScreen):
        qtbot.keyClicks(gate.field, scene.PASSPHRASE)
        qtbot.keyClick(gate.field, Qt.Key.Key_Return)
        settle(window)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    settle(window)
    screen = frame.place
    assert isinstance(screen, SettingsScreen)
    return screen


def key(post: Path, words: str) -> bytes:
    return keyslots.unlock(read_slots(post), words).content.store_key


def enrol(window: MainWindow, settle: Settle, *names: str) -> None:
    app = window.desk.app
    for number, name in enumerate(names):
        app.execute(EnrolOfficer(app.new_command(), name, "officer", f"{WORDS} {number}"))
    settle(window)


def test_it_is_changed_and_the_window_is_where_it_was(post: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(post)
    screen = settings_of(window, settle, qtbot)
    enrol(window, settle, WAYAN)
    assert screen.store_key is not None
    t, old = window.desk.t, key(post, scene.PASSPHRASE)
    assert screen.store_key.last.text() == t("store_key.never")
    dialog = StoreKeyDialog(window.desk, screen)
    dialog.show()
    settle(window)
    assert WAYAN in dialog.keeps.text() and not dialog.loses.isVisible() and not dialog.without.isVisible()
    dialog.renew()
    assert dialog.isVisible(), "nothing was typed"
    qtbot.keyClicks(dialog.passphrase, scene.PASSPHRASE)
    said: list[str] = []
    window.desk.said.connect(said.append)
    dialog.renew()
    settle(window)
    frame: Any = window.centralWidget()
    assert window.desk.unlocked and frame.room == "settings" and t("store_key.done") in said
    assert key(post, scene.PASSPHRASE) != old and key(post, f"{WORDS} 0") == key(post, scene.PASSPHRASE)
    settle(window)
    assert frame.place.store_key.last.text() not in ("", t("store_key.never"))


def test_a_wrong_passphrase_leaves_everything(post: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(post)
    screen = settings_of(window, settle, qtbot)
    old = key(post, scene.PASSPHRASE)
    dialog = StoreKeyDialog(window.desk, screen)
    dialog.show()
    settle(window)
    qtbot.keyClicks(dialog.passphrase, "frasa yang salah sekali")
    dialog.renew()
    settle(window)
    gate = window.centralWidget()
    assert isinstance(gate, UnlockScreen) and gate._message.text() and key(post, scene.PASSPHRASE) == old
    settings_of(window, settle, qtbot)


def test_it_is_offered_when_somebody_is_doubted(post: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(post)
    screen = settings_of(window, settle, qtbot)
    enrol(window, settle, WAYAN, RINA)
    screen.refresh()
    settle(window)
    old = key(post, scene.PASSPHRASE)
    seen: list[str] = []

    def drive() -> None:
        top = QApplication.activeModalWidget()
        if isinstance(top, EndOfficerDialog):
            seen.append("end")
            top.why._press(DOUBTED)
            top.sure.box.setChecked(True)
            top._run()
            return
        if isinstance(top, StoreKeyDialog) and top.go.isEnabled():
            seen.append(top.keeps.text())
            driving.stop()
            qtbot.keyClicks(top.passphrase, scene.PASSPHRASE)
            qtbot.keyClick(top.passphrase, Qt.Key.Key_Return)

    driving = QTimer(window, interval=50)
    driving.timeout.connect(drive)
    driving.start()
    at = next(n for n, each in enumerate(screen._people) if each.name == WAYAN)
    screen.table.selectRow(at)
    screen._end()
    settle(window)
    assert seen[0] == "end" and RINA in seen[-1] and WAYAN not in seen[-1]
    assert window.desk.unlocked and key(post, scene.PASSPHRASE) not in (old, b"")
    with pytest.raises(keyslots.Unlockable):
        key(post, f"{WORDS} 0")


def test_an_officer_gets_a_new_signing_key_and_the_head_unlocks_again(
    post: Path, window_of: Opened, settle: Settle, qtbot: Any
) -> None:
    window = window_of(post)
    screen = settings_of(window, settle, qtbot)
    enrol(window, settle, WAYAN)
    screen.refresh()
    settle(window)
    assert not screen.renewing.isEnabled()
    for name, words in ((WAYAN, f"{WORDS} 0"), (window.desk.app.facts.officer, scene.PASSPHRASE)):
        before = keyslots.unlock(read_slots(post), words).content.certificate_der
        at = next(n for n, each in enumerate(screen._people) if each.name == name and not each.ended)
        screen.table.selectRow(at)
        assert screen.renewing.isEnabled()
        dialog = OfficerKeyDialog(window.desk, screen._people[at], screen)
        dialog.show()
        for typed in ("frasa yang salah sekali", words):
            assert dialog.isVisible()
            qtbot.keyClicks(dialog.passphrase, typed)
            qtbot.keyClick(dialog.passphrase, Qt.Key.Key_Return)
            settle(window)
        assert keyslots.unlock(read_slots(post), words).content.certificate_der != before
        assert window.desk.unlocked == (name == WAYAN), "who renewed his own key unlocks again"


def test_the_laptop_gets_a_new_key_and_work_goes_on(post: Path, window_of: Opened, settle: Settle, qtbot: Any) -> None:
    window = window_of(post)
    screen = settings_of(window, settle, qtbot)
    shown, old = screen.device_key, window.desk.app.facts.device
    assert shown.change.isVisibleTo(shown) and old[:SHORT] in shown.state.text() and not shown.former.isVisibleTo(shown)
    dialog = DeviceKeyDialog(window.desk, shown)
    dialog.show()
    assert not dialog._copied.isVisible()
    dialog.why._press(COPIED)
    assert dialog._copied.isVisible()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    new = window.desk.app.facts.device
    assert window.desk.unlocked and not dialog.isVisible() and new != old
    assert new[:SHORT] in shown.state.text() and old[:SHORT] in shown.former.text()
    (former,) = window.desk.app.ask(DeviceKey()).former
    assert former.copied and not former.heard


def test_sheets_are_made_shown_and_open_a_profile(
    province: Path, post: Path, window_of: Opened, settle: Settle, qtbot: Any, tmp_path: Path
) -> None:
    window = window_of(province)
    screen = settings_of(window, settle, qtbot)
    assert screen.store_key is not None and screen.store_key.sheets.isEnabled()
    dialog = RecoverySheetsDialog(window.desk, screen)
    dialog.show()
    assert not dialog.shares, "the key lies under this passphrase"
    assert not any(each.isEnabled() for each in dialog.prints)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Space)
    settle(window)
    assert (
        all(each.isEnabled() for each in dialog.prints)
        and not dialog.go.isEnabled()
        and str(dialog.sheets[0].set) in dialog.made.text()
    )
    qtbot.keyClick(dialog.prints[1], Qt.Key.Key_Space)
    settle(window)
    (paper,) = dialog.findChildren(PaperDialog)
    assert paper._count == 1 and paper._save is None
    paper.close()
    files = []
    for sheet in dialog.sheets[:2]:
        files.append(tmp_path / f"{sheet.number}.pdf")
        files[-1].write_bytes(sheet.pdf)
    dialog.close()
    assert not dialog.sheets
    window.lock()
    settle(window)
    other = window_of(post)
    unlock: Any = other.centralWidget()
    asking = RecoverDialog(other.desk, unlock)
    asking.opened.connect(unlock.opened)
    asking.show()
    asking.shares[0].take(tmp_path / "tidak-ada")
    settle(other)
    assert asking.shares[0]._said.text() and asking.shares[0].choosing.isEnabled()
    for field, file in zip(asking.shares, files, strict=True):
        field.take(file)
    settle(other)
    qtbot.keyClicks(asking.name, "Rina")
    for typed in (asking.passphrase.first, asking.passphrase.second):
        qtbot.keyClicks(typed, "sandi baru yang cukup panjang")
    whole = asking.shares[1].value()
    asking.shares[1].words.setPlainText(whole.replace(" ", " qqqq ", 1))
    qtbot.keyClick(asking.go, Qt.Key.Key_Space)
    settle(other)
    assert "ke-2" in asking._fault.text(), "the place of the wrong word"
    asking.shares[1].words.setPlainText(whole)
    qtbot.keyClick(asking.go, Qt.Key.Key_Space)
    settle(other)
    assert other.desk.unlocked and other.desk.app.facts.officer == "Rina"
