"""The computer's connection, as the system tells it: that there is one again, and whether it is paid for by the megabyte."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

REACHED = (QNetworkInformation.Reachability.Online, QNetworkInformation.Reachability.Site)


class Connection(QObject):
    """``appeared`` when the computer comes into a network; nothing is asked of any network for it."""

    appeared = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        loaded = QNetworkInformation.loadDefaultBackend()
        self._system = QNetworkInformation.instance() if loaded else None
        if self._system is not None:
            self._system.reachabilityChanged.connect(self._changed)

    @property
    def metered(self) -> bool:
        """Whether the system calls the connection metered."""
        return self._system is not None and self._system.isMetered()

    def _changed(self, reached: QNetworkInformation.Reachability) -> None:
        if reached in REACHED:
            self.appeared.emit()
