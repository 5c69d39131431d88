"""What every tab of a report is: a scrolled column that is filled anew for each report."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.views import ReportView
from ui.gui.desk import Desk
from ui.gui.layouts import clear


class DetailTab(QWidget):
    """A tab; ``name`` is its key in the words (``detail.<name>``) and decides nothing else."""

    name = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 8, 8, 8)
        self.setLayout(self.body)

    def applies(self, view: ReportView) -> bool:
        """Whether this report has such a tab."""
        return True

    def show_report(self, view: ReportView) -> None:
        """Show this report instead of the one before."""
        clear(self.body)
        self.fill(view)
        self.body.addStretch(1)

    def fill(self, view: ReportView) -> None:
        """Add the widgets of a report to ``body``."""
        raise NotImplementedError
