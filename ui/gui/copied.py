"""What was copied out of the program is gone from the clipboard after a quarter of a minute, unless it was replaced.

It is marked besides, so that histories of clipboards and their clouds keep none of it: KDE's reads a hint, Windows three
formats. A history that knows neither, and one that reads before a mark can be set, is beyond reach.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

FORGET_AFTER_MS = 15_000
NO = bytes(4)
_OF_WINDOWS: Final = {
    f'application/x-qt-windows-mime;value="{name}"': NO
    for name in ("ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard")
}
"""The first excludes by being there; the others are a number of four bytes, 0 for no."""
MARKS: Final = _OF_WINDOWS if sys.platform == "win32" else {"x-kde-passwordManagerHint": b"secret"}


def forget_clipboard(clipboard: QClipboard) -> None:
    """Empty what this program put there and nobody replaced since; what comes from elsewhere is not ours to clear."""
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


class Copied(QObject):
    """Watches the clipboard."""

    def __init__(self, clipboard: QClipboard, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.forget)
        clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        if self._clipboard.ownsClipboard():
            self._timer.start(FORGET_AFTER_MS)
            self._mark()
        else:
            self._timer.stop()

    def _mark(self) -> None:
        """Say that it is to be kept nowhere; what bears the mark already, an empty one and a picture stay as they are."""
        held = self._clipboard.mimeData()
        if held is None or not held.hasText() or held.hasImage() or all(map(held.hasFormat, MARKS)):
            return
        marked = QMimeData()
        for name in held.formats():
            marked.setData(name, held.data(name))
        for name, value in MARKS.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked)

    def forget(self) -> None:
        """Empty it now."""
        self._timer.stop()
        forget_clipboard(self._clipboard)
