"""The visitor's corner by keyboard: a status in words, the four acts, forgetting; a lost code; the province's urgent pile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.app import queries
from core.app.views import Submitted
from core.domain.commands import ReportItem, ReturnWithCode, SubmitReports
from core.domain.forms import parse_form
from core.domain.reporter import ACTS, COMPLETION, EVIDENCE, THREAT, WITHDRAWAL
from sync.exchange import receive, send
from tests.gui import scene
from ui.gui.main_window import MainWindow

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def submitted(app: Any) -> Submitted:
    """A complaint with its code."""
    replies: Any = app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(scene.complaint())),))).reply
    return replies[0]  # type: ignore[no-any-return]


def room(window: MainWindow) -> Any:
    """The room, opened by its keys."""
    frame: Any = window.centralWidget()
    frame.findChild(object, "shortcut-lookup").trigger()
    return frame.place


def type_code(place: Any, code: str, settle: Settle, window: MainWindow) -> None:
    """Type the code as it stands on the slip and press Enter."""
    place.field.setFocus()
    QTest.keyClicks(place.field, code)
    QTest.keyClick(place.field, Qt.Key.Key_Return)
    settle(window)


def texts(place: Any) -> list[str]:
    """What can be read in the room now."""
    return [each.text() for each in place.findChildren(QLabel) if each.isVisibleTo(place)]


def press(button: Any) -> None:
    """Press a button with the keyboard."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_code_is_told_its_status_and_forgotten(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    code = submitted(window.desk.app).code
    place = room(window)
    QTest.keyClicks(place.field, code[:10])
    assert not place.go.isEnabled()
    place.field.wipe()
    type_code(place, code, settle, window)
    words = texts(place)
    assert window.desk.t("standing.recorded") in words
    assert not any(digit in " ".join(words) for digit in (code, code.replace(" ", ""), "K0413-"))
    assert place.field.length() == 0 and place._timer.isActive()
    held = place._code
    QTest.keyClick(place.buttons[EVIDENCE], Qt.Key.Key_Escape)
    assert window.desk.t("standing.recorded") not in texts(place)
    assert bytes(held) == bytes(len(held)) and place._code == bytearray() and not place._timer.isActive()
    type_code(place, code, settle, window)
    place._timer.timeout.emit()
    assert window.desk.t("standing.recorded") not in texts(place) and place._code == bytearray()


def test_a_key_in_the_room_keeps_it_awake(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = room(window)
    type_code(place, submitted(window.desk.app).code, settle, window)
    press(place.buttons[THREAT])
    place._timer.stop()
    QTest.keyClicks(place.act.text, "a")
    assert place._timer.isActive()


def test_an_unknown_code_is_said_in_words_and_wrong_digits_too(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = room(window)
    type_code(place, "1234 5678 9012 3456 65", settle, window)
    shown = " ".join(texts(place))
    assert window.desk.t("lookup.unknown_title") in shown or "18" in shown
    type_code(place, "1234 5678 9012 3456 00", settle, window)
    assert place.buttons == {} or place._code == bytearray()
    assert place.field.hasFocus()


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_handed_over_by_keyboard(
    act: str, post: Path, province: Path, tmp_path: Path, opened: Opened, settle: Settle
) -> None:
    from ui.gui import opening

    window = opened(post)
    app = window.desk.app
    place = room(window)
    type_code(place, submitted(app).code, settle, window)
    press(place.buttons[act])
    assert place.act.text.hasFocus()
    if act in (EVIDENCE, COMPLETION):
        path = tmp_path / "foto.jpg"
        path.write_bytes(b"picture")
        place.act.attach([path])
        settle(window)
        card = tmp_path / "KTP Sari.jpg"
        card.write_bytes(b"card")
        press(place.act.shows)
        place.act.attach([card])
        settle(window)
        assert f"KTP Sari.jpg · {window.desk.t('evidence.sealed')}" in texts(place)
    QTest.keyClicks(place.act.text, "Kata pelapor")
    button = place.act.go
    press(button)
    button.click()
    settle(window)
    assert window.desk.t("return.done") in texts(place) and place._code == bytearray()
    assert app.ask(queries.Returns()) == (), "this post can read nothing of it"
    stick = tmp_path / "stick"
    stick.mkdir()
    send(app, stick)
    desk = opening.unlock(province, bytearray(scene.PASSPHRASE.encode()))
    try:
        receive(desk, stick)
        (row,) = desk.ask(queries.Returns())
        assert (row.act, row.text) == (act, "Kata pelapor")
        files = desk.ask(queries.Report(row.report)).attachments
        wanted = {"foto.jpg": (False, True), "tersegel.jpg": (True, False)} if act in (EVIDENCE, COMPLETION) else {}
        assert {file.name: (file.shows_identity, file.openable) for file in files} == wanted
    finally:
        desk.lock()


def test_an_empty_threat_is_explained_and_nothing_is_lost(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = room(window)
    type_code(place, submitted(window.desk.app).code, settle, window)
    press(place.buttons[THREAT])
    press(place.act.go)
    settle(window)
    assert place.act is not None and place.act.go.isEnabled()
    assert any("Tidak ada yang disimpan" in text for text in texts(place))


def test_leaving_the_room_forgets(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = room(window)
    type_code(place, submitted(window.desk.app).code, settle, window)
    held, frame = place._code, window.centralWidget()
    frame.open("home", None)  # type: ignore[union-attr]
    assert bytes(held) == bytes(len(held))
    settle(window)


def test_a_lost_code_is_renewed_and_shown_once(post: Path, opened: Opened, settle: Settle) -> None:
    from ui.gui.screens.report_detail.renew_dialog import RenewDialog

    window = opened(post)
    app = window.desk.app
    reply = submitted(app)
    dialog = RenewDialog(window.desk, app.ask(queries.Report(reply.id)), window)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    press(dialog.go)
    dialog.reject()
    assert ended == [], "a code on its way is not thrown away"
    settle(window)
    shown = [each.text() for each in dialog.findChildren(QLabel)]
    assert dialog.code in shown and len([c for c in dialog.code if c.isdigit()]) == 18
    new = dialog.code
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert ended == [0]
    assert not window.desk.awaits_reply
    place = room(window)
    for code, key in ((reply.code, "lookup.unknown_title"), (new, "standing.recorded")):
        type_code(place, code, settle, window)
        assert window.desk.t(key) in texts(place)


def test_a_threat_stands_first_at_the_province(province: Path, opened: Opened, settle: Settle) -> None:
    from ui.gui.screens.returns_dialog import ReturnsDialog

    window = opened(province)
    app, frame = window.desk.app, window.centralWidget()
    code = submitted(app).code
    for act, text in ((WITHDRAWAL, ""), (THREAT, scene.HOSTILE)):
        app.execute(ReturnWithCode(app.new_command(), code, act, text))
    frame.open("home", None)  # type: ignore[union-attr]
    settle(window)
    settle(window)
    assert window.desk.t("home.threats", n=1) in texts(window)
    dialog = ReturnsDialog(window.desk, window)
    settle(window)
    words = [each.text() for each in dialog.findChildren(QLabel)]
    assert scene.HOSTILE in words
    assert words.index(window.desk.t("returned.threat")) < words.index(window.desk.t("returned.withdrawal"))
    handle = window.desk.t("return.handle")
    buttons = [each for each in dialog.findChildren(QPushButton) if each.accessibleName() == handle]
    press(buttons[0])
    settle(window)
    settle(window)
    assert [row.act for row in app.ask(queries.Returns(open_only=True))] == [WITHDRAWAL]
    dialog.reject()
    QApplication.processEvents()
