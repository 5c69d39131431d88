"""The letterhead by keyboard: lines are typed, a picture is decoded apart, a trap is told, a sample shows, and it holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import Qt

from core.domain.letterhead import Letterhead
from tests.gui.keys import Hands
from tests.unit.documents.letters import words
from ui.gui.main_window import MainWindow
from ui.gui.screens import letterhead_card

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def test_a_letterhead_is_typed_looked_at_and_kept(
    post: Path, opened: Opened, settle: Settle, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    t, hands, card = window.desk.t, Hands(window, qtbot), frame.place.letterhead
    chosen = [tmp_path / "jahat.svg"]
    chosen[0].write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "utf-8")
    monkeypatch.setattr(letterhead_card, "open_files", lambda *_: chosen)
    hands.press(t("letterhead.choose"))
    settle(window)
    assert "skrip" in card._said.text() and card.value() == Letterhead()
    target = io.BytesIO()
    Image.new("RGBA", (90, 90), (200, 0, 0, 90)).save(target, "PNG")
    chosen[0].write_bytes(target.getvalue())
    hands.press(t("letterhead.choose"))
    settle(window)
    assert card._said.text() == t("letterhead.loaded") and card.remove.isEnabled()
    hands.write(t("letterhead.agency"), "KABUPATEN CONTOH")
    hands.write(t("letterhead.lines"), "Jalan Contoh 7")
    qtbot.keyClick(card.lines, Qt.Key.Key_Return)
    hands.write(t("letterhead.lines"), "Telepon 000111")
    dialog = card.dialog()
    qtbot.waitUntil(lambda: dialog._count == 1, timeout=20_000)
    assert "KABUPATEN CONTOH" in words(dialog._pdf)
    dialog.close()
    hands.press(t("letterhead.save"))
    settle(window)
    assert card._said.text() == t("letterhead.saved")
    kept = window.desk.app.letterhead.read()
    assert (kept.agency, kept.lines, kept.picture) == ("KABUPATEN CONTOH", ("Jalan Contoh 7", "Telepon 000111"), card._picture)
    hands.press(t("letterhead.remove"))
    hands.press(t("letterhead.save"))
    settle(window)
    assert window.desk.app.letterhead.read().picture == b""
