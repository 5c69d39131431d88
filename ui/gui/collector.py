"""Python's garbage is collected in the window's thread alone.

By itself the collector runs in whichever thread allocates. A worker's would then take apart what Qt made in the window's
thread: a dialog without a parent, a watch, a menu, and with them widgets that are being shown.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject


class Collector(QObject):
    """Looks whenever the window has nothing to do, and wakes it for nothing: what was not allocated need not be collected."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was imported so far stays, and need not be looked through again
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self.look)

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        due = [has > most for has, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if due[2] else 1 if due[1] else 0)
