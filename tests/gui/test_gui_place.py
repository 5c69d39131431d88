"""A place level by level with the arrows alone, from the province down to a village."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from ui.gui.main_window import MainWindow
from ui.gui.widgets.area_picker import AreaPicker


def test_levels_are_walked_with_the_arrows(post: Path, opened: Callable[[Path], MainWindow], qtbot: Any) -> None:
    window = opened(post)
    picker = AreaPicker(window.desk, window.desk.app.reference)
    picker.setParent(window)

    def press(*keys: Qt.Key) -> str:
        for key in keys:
            qtbot.keyClick(picker.line, key)
        item = picker._found.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    assert press(Qt.Key.Key_Down) == "19.01", "the first regency of the post's own province"
    assert press(Qt.Key.Key_Down, Qt.Key.Key_Up) == "19.01"
    assert press(Qt.Key.Key_Right).startswith("19.01."), "its districts"
    district = press()
    village = press(Qt.Key.Key_Right)
    assert village.startswith(district + ".")
    assert press(Qt.Key.Key_Right) == village, "nothing lies below a village"
    assert press(Qt.Key.Key_Left) == district
    assert press(Qt.Key.Key_Left) == "19.01"
    assert press(Qt.Key.Key_Left) == "19.01", "the regencies are the top"
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert picker.value() == village and picker._found.isHidden()
    assert press(Qt.Key.Key_Down).startswith(district + "."), "down again shows the neighbours"
    press(Qt.Key.Key_Escape)
    assert picker.value() == village
