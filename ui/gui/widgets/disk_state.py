"""Whether the laptop's disk is encrypted, as a line in green or red; grey where the system does not tell.

The home screen has a line only where the disk is known to be bare.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.disk import is_encrypted
from ui.gui.desk import Desk
from ui.gui.layouts import clear, row
from ui.gui.widgets.labels import state

LOOKS = {True: ("encrypted", "ok"), False: ("bare", "bad"), None: ("unknown", "muted")}


def disk_state(desk: Desk) -> QWidget:
    """Looked up now, for the folder of the profile."""
    words, tone = LOOKS[is_encrypted(desk.folder)]
    return state(desk, desk.t(f"disk.{words}"), tone, wrap=True)


class BareDiskLine(QWidget):
    """Looks beside the window whenever the home screen asks anew; nothing to say, no line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._line = row()
        self.setLayout(self._line)

    def refresh(self) -> None:
        """Look again: the folder may lie on another disk since."""
        folder = self.desk.folder
        self.desk.runner.ask(lambda: is_encrypted(folder), self._show, None, self, "home-disk")

    def _show(self, encrypted: bool | None) -> None:
        clear(self._line)
        if encrypted is False:
            self._line.addWidget(state(self.desk, self.desk.t("disk.bare"), "warn", wrap=True), 1)
