"""What was copied out of the program is gone from the clipboard after a quarter of a minute, unless it was replaced."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard

FORGET_AFTER_MS = 15_000


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
        else:
            self._timer.stop()

    def forget(self) -> None:
        """Empty it now."""
        self._timer.stop()
        forget_clipboard(self._clipboard)
