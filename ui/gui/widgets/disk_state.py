"""Whether the laptop's disk is encrypted, as a line in green or red; grey where the system does not tell."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.disk import is_encrypted
from ui.gui.desk import Desk
from ui.gui.widgets.labels import state

LOOKS = {True: ("encrypted", "ok"), False: ("bare", "bad"), None: ("unknown", "muted")}


def disk_state(desk: Desk) -> QWidget:
    """Looked up now, for the folder of the profile."""
    words, tone = LOOKS[is_encrypted(desk.folder)]
    return state(desk, desk.t(f"disk.{words}"), tone, wrap=True)
