"""The room of the map and the posts board by keyboard: what is chosen, opened, assessed, noted, and what silence looks like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from core.app.post_queries import Assessments, PostsBoard
from sync.exchange import receive, send
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui import opening
from ui.gui.main_window import MainWindow
from ui.gui.screens.map.assess_dialog import AssessDialog
from ui.gui.screens.post_board.note_dialog import CourierDialog, DownDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
PONGOK = "19.03"


def hear(province: Any, post: Path, stick: Path) -> None:
    """Three warnings come in from the post."""
    stick.mkdir()
    away = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    scene.submit(away, scene.warning())
    scene.submit(away, scene.warning() | {"level": "tinggi", "vulnerability": "KR-06", "grade": "seen"})
    scene.submit(away, scene.warning() | {"place": {"area": "19.01.02"}, "stage": "LOGISTIK"})
    send(away, stick)
    away.lock()
    receive(province, stick)


def test_the_map_is_walked_opened_assessed_and_filtered(
    province: Path, post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(province)
    hear(window.desk.app, post, tmp_path / "stick")
    frame: Any = window.centralWidget()
    frame.open("map")
    settle(window)
    room, words = frame.place, window.desk.t
    shown = room.page.map
    Hands(window, qtbot).go(words("vulnerability.map_name"))
    assert shown.hasFocus() and shown.code == "" and not room.page.back.isEnabled(), "who comes by with Tab chooses nothing"
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.code == PONGOK, "the first key chooses where most was warned of"
    assert "2 peringatan: 1 tinggi, 1 sedang, 0 rendah" in shown.accessibleDescription()
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert shown.code == "19.04", "north of Bangka Selatan lies Bangka Tengah"
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.code == PONGOK
    cells = [[room.page.table.item(line, column).text() for column in range(5)] for line in range(2)]
    assert cells[0] == ["Kab. Bangka Selatan", words("vulnerability.unassessed"), "2  (1/1/0)", "Tinggi", "–"]
    before = shown.grab().toImage()
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.grab().toImage() != before, "nearer is another picture"
    qtbot.keyClick(shown, Qt.Key.Key_0)
    assert shown.grab().toImage() == before
    _assess(window, room, settle, qtbot)
    room.tabs.setCurrentIndex(1)
    _scrolls_along(room, qtbot)
    room.pick("LOGISTIK")
    settle(window)
    assert room.stage_chip.isVisible() and room._picture.regencies[0].total == 1
    assert next(each for each in room._picture.regencies if each.code == PONGOK).total == 0
    room.tabs.setCurrentIndex(0)
    room.page.open_regency(PONGOK)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    settle(window)
    assert frame.room == "reports"
    assert (frame.place.filter.kind, frame.place.filter.area, frame.place.filter.stage) == ("early_warning", PONGOK, "LOGISTIK")


def _scrolls_along(room: Any, qtbot: Any) -> None:
    """Where there is no room for all stages, the one that the keyboard is at is in sight."""
    area, line = room.tabs.currentWidget(), room.stages
    area.setMaximumHeight(150)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    line.setFocus()
    for key, last in ((Qt.Key.Key_Down, len(line._stages) - 1), (Qt.Key.Key_Up, 0)):
        for _ in line._stages:
            qtbot.keyClick(line, key)
        seen = QRect(line.mapFrom(area.viewport(), QPoint()), area.viewport().size())
        assert line._at == last and seen.contains(line._room(last).toAlignedRect().adjusted(0, 0, -1, -1) & line.rect())


def _assess(window: MainWindow, room: Any, settle: Settle, qtbot: Any) -> None:
    words = window.desk.t
    dialog = AssessDialog(window.desk, room.page.chosen(), room._picture, room)
    dialog.show()
    settle(window)
    assert not dialog.button.isEnabled(), "no level is chosen in advance, whatever the program proposes"
    assert dialog.reasons() == ("KR-05", "KR-06")
    hands = Hands(dialog, qtbot)
    hands.press(words("level.sedang"))
    hands.write(words("vulnerability.words"), "Dijaga 30 personel")
    hands.press(words("vulnerability.save"))
    settle(window)
    assert dialog.isVisible() and "personel" in dialog._fault.text(), "a force's number is refused, and nothing typed is lost"
    dialog.words.setPlainText("Kapal sering terlambat")
    hands.press(words("vulnerability.save"))
    settle(window)
    (row,) = window.desk.app.ask(Assessments(PONGOK))
    assert (row.level, row.proposed, row.words) == ("sedang", "tinggi", "Kapal sering terlambat")
    settle(window)
    assert room.page.table.item(0, 1).text() == "Sedang" and room.history.rowCount() == 1


def test_the_board_keeps_silence_and_nihil_apart_and_takes_notes(
    province: Path, post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(province)
    hear(window.desk.app, post, tmp_path / "stick")
    frame: Any = window.centralWidget()
    frame.open("posts")
    settle(window)
    page, words = frame.place.board, window.desk.t
    assert page.table.rowCount() == 1, "posts that were never opened are not called silent"
    assert page.table.item(0, 1).text() == words("post_state.silent") != words("post_state.nihil")
    assert words("silence.other_reports") in page.table.item(0, 6).text()
    page.table.selectRow(0)
    for dialog in (CourierDialog(window.desk, page.chosen(), page), DownDialog(window.desk, page.chosen(), page)):
        dialog.show()
        settle(window)
        Hands(dialog, qtbot).press(words("post_note.save"))
        settle(window)
    (line,) = [each for each in window.desk.app.ask(PostsBoard()).posts if each.code == scene.POST]
    assert line.down == "power" and line.courier is not None and line.courier.next == "2024-02-05"
    settle(window)
    assert words("silence.down") in page._said.text()
    page.all.setChecked(True)
    assert page.table.rowCount() > 1
