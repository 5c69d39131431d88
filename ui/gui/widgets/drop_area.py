"""A place onto which files are dragged."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from ui.gui.layouts import column
from ui.gui.widgets.labels import label


def local_files(data: QMimeData) -> list[Path]:
    """Files and folders of this machine in what was dragged or copied; addresses of other places are ignored."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropArea(QFrame):
    """Takes files and folders that are dragged onto it."""

    dropped = Signal(list)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setLayout(column(label(words, "muted"), margin="gap"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went away again."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self._mark(False)
        self.dropped.emit(local_files(event.mimeData()))

    def _mark(self, active: bool) -> None:
        self.setProperty("active", "true" if active else "false")
        self.style().unpolish(self)
        self.style().polish(self)
