"""Opening an identity in the window: asked for, agreed to by the second officer's passphrase, shown once, and gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.app.queries import Certificates
from core.domain.commands import EnrolOfficer
from tests.gui import scene
from tests.gui.conftest import PATIENCE_MS
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow
from ui.gui.screens.identity.dialog import OpenDialog
from ui.gui.screens.identity.hand_over_dialog import HandOverDialog
from ui.gui.screens.identity.home_line import IdentityLines
from ui.gui.screens.proof.revoke_dialog import RevokeDialog
from ui.gui.screens.report_detail.identity_tab import IdentityTab
from ui.gui.screens.team.record_dialog import RecordDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"


def words(widget: Any) -> str:
    """All that stands on a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def press(qtbot: Any, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def in_dialog(kind: type, act: Callable[[Any], None]) -> None:
    """Act in the next dialog of this kind once it stands; what goes wrong closes it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.done(0)

    QTimer.singleShot(0, look)


def hand_over(window: MainWindow, frame: Any, qtbot: Any, settle: Callable[[MainWindow], None], shares: Path) -> None:
    """Two are named in the window; the second makes a pair, and the key is handed over at once."""
    t, names = window.desk.t, iter(((window.desk.app.facts.officer, "Kesbangpol"), (SECOND, "Inspektorat")))
    frame.open("settings", None)
    settle(window)
    Hands(frame.place, qtbot).press(t("room.identity_desk"))
    settle(window)
    room: Any = frame.place
    page = room.pages["officers"]
    room.tabs.setCurrentWidget(page)
    said: list[str] = []

    def name(dialog: RecordDialog) -> None:
        hands, (officer, home) = Hands(dialog, qtbot), next(names)
        hands.choose(t("identity_desk.field.officer"), officer)
        hands.write(t("identity_desk.field.institution"), home)
        hands.press(t("team.record"))
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE_MS)

    def give(dialog: HandOverDialog) -> None:
        for second, folder in (("frasa yang salah sekali", None), (PHRASE, None), (PHRASE, shares)):
            dialog.folder = folder
            qtbot.keyClicks(dialog.fields["own"], scene.PASSPHRASE)
            qtbot.keyClicks(dialog.fields["second"], second)
            press(qtbot, dialog.go)
            qtbot.waitUntil(lambda: dialog.go.isEnabled() or not dialog.isVisible(), timeout=PATIENCE_MS)
            said.append(dialog.fault.text())

    for second in (False, True):
        in_dialog(RecordDialog, name)
        if second:
            in_dialog(HandOverDialog, give)
        page.add_button.click()
        settle(window)
    assert said[1] and said[0] != said[1] and said[2] == "", said
    qtbot.waitUntil(lambda: page.seen.key == "pairs", timeout=PATIENCE_MS)
    settle(window)
    assert t("identity_desk.key.pairs") in words(page)
    assert page.table.item(0, 3).text() and not page.add_button.isEnabled()


def test_two_officers_see_it_once(
    province: Path, opened: Callable[[Path], MainWindow], qtbot: Any, settle: Callable[[MainWindow], None], tmp_path: Path
) -> None:
    window = opened(province)
    app = window.desk.app
    scene.submit(app, scene.complaint())
    app.execute(EnrolOfficer(app.new_command(), SECOND, "triage", PHRASE))
    frame: Any = window.centralWidget()
    hand_over(window, frame, qtbot, settle, tmp_path / "bagian")
    frame.open("reports", None)
    settle(window)
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, IdentityTab))
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    qtbot.waitUntil(lambda: tab.card.findChild(QPushButton, "identity-open") is not None, timeout=PATIENCE_MS)
    said: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OpenDialog)
        dialog.purpose.choose("protect")
        dialog.purpose.activated.emit(dialog.purpose.currentIndex())
        qtbot.keyClicks(dialog.second, PHRASE)
        press(qtbot, dialog.go)
        qtbot.waitUntil(lambda: dialog.fault.isVisible(), timeout=PATIENCE_MS)
        qtbot.keyClicks(dialog.reason, "diancam")
        qtbot.keyClicks(dialog.second, PHRASE)
        press(qtbot, dialog.go)
        qtbot.waitUntil(lambda: dialog.seen, timeout=PATIENCE_MS)
        said.append(words(dialog))
        assert not any(label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
                       for label in dialog.findChildren(QLabel) if "Sutini" in label.text())  # fmt: skip
        dialog.reject()

    QTimer.singleShot(0, fill)
    press(qtbot, tab.card.open)
    assert "Sutini" in said[0] and "0812000111" in said[0]
    qtbot.waitUntil(lambda: bool(tab.card.case and tab.card.case.openings), timeout=PATIENCE_MS)
    settle(window)
    assert "Inspektorat" in words(tab.card) and "Sutini" not in words(window)
    frame.open("home", None)
    settle(window)
    lines = frame.place.findChild(IdentityLines)
    qtbot.waitUntil(lambda: SECOND in words(lines), timeout=PATIENCE_MS)
    assert "Sutini" not in words(window)
    (his,) = [each for each in app.ask(Certificates()) if each.name == SECOND]
    dialog = RevokeDialog(window.desk, his, window)
    dialog.show()
    qtbot.keyClick(dialog.sure.box, Qt.Key.Key_Space)
    for insists in (False, True):
        assert dialog.doubted.isVisible() is insists, "it shows where it is needed"
        if insists:
            qtbot.keyClick(dialog.doubted.box, Qt.Key.Key_Space)
        press(qtbot, dialog.button)
        settle(window)
    assert not dialog.isVisible() and [each.key for each in app.ask(Certificates()) if each.revoked] == [his.key]
