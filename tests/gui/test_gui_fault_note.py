"""What the program noted of its own fault stands in the settings, whole, until somebody takes it away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from ui.gui.crash import NOTE
from ui.gui.main_window import MainWindow
from ui.gui.screens import fault_card

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WORDS = "Posko 2024-02-05T00:00:00Z\nPython 3.11.2 Linux\nValueError\n  report_form.py:12 save\n"


def test_the_note_is_read_saved_and_taken_away(
    post: Path, opened: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window: Any = opened(post)
    frame = window.centralWidget()
    frame.open("settings", None)
    settle(window)
    card = frame.place.faults
    assert card.isHidden(), "no fault, no card"
    (window.desk.folder / NOTE).write_text(WORDS, "utf-8")
    frame.place.refresh()
    assert card.isVisible() and card.note.toPlainText() == WORDS
    save, forget = card.findChildren(QPushButton)
    for place, saved in ((Path("/proc/catatan.txt"), False), (tmp_path / "catatan.txt", True)):
        monkeypatch.setattr(fault_card, "save_file", lambda *_, place=place: place)
        save.click()
        settle(window)
        assert place.exists() == saved, "a place that is not there is refused in a sentence"
    assert (tmp_path / "catatan.txt").read_text("utf-8") == WORDS
    forget.click()
    assert card.isHidden() and not (window.desk.folder / NOTE).exists()
