"""A few exclusive choices: one alone looks chosen, also while what follows takes long."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QPushButton

from ui.gui.widgets.buttons import Options

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


class Painted(QObject):
    """As what each button was last painted: chosen or not."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, bool] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes and stops nothing."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QPushButton):
            self.seen[watched.text()] = watched.isChecked()
        return False


@pytest.mark.parametrize("by_key", [False, True])
def test_the_one_of_before_is_painted_before_what_takes_long(qtbot: Any, by_key: bool) -> None:
    painted, at_change = Painted(), list[dict[str, bool]]()
    sizes = [(each, f"{each} %") for each in ("100", "125", "150")]
    made = Options(sizes, "100", lambda _code: at_change.append(dict(painted.seen)), "Ukuran teks")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    buttons = {each.text(): each for each in made.findChildren(QPushButton)}
    for each in buttons.values():
        each.installEventFilter(painted)
        each.repaint()
    if by_key:
        qtbot.keyClick(buttons["150 %"], Qt.Key.Key_Space)
    else:
        qtbot.mouseClick(buttons["150 %"], Qt.MouseButton.LeftButton)
    assert at_change == [{"100 %": False, "125 %": False, "150 %": True}]
