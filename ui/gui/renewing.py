"""A new store key from the window: everything is closed and written anew, and then the program is open again as it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from core.app.at_hand import AtHand
from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.layouts import card
from ui.gui.runner import Fault
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress


@dataclass(frozen=True)
class Renewal:
    """What the officer wants: his passphrase (wiped when used), and what is to become of others and of copies."""

    passphrase: bytearray = field(repr=False)
    leave_out: bool
    keep_copies: bool
    second: AtHand | None = None


class RenewingScreen(QWidget):
    """Stands where nothing is open: ``done`` brings the application, ``failed`` the sentence of what was in the way."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, renewal: Renewal) -> None:
        super().__init__()
        self.setObjectName("window")
        self._desk = desk
        self.progress = Progress(desk)
        content = card(
            label(desk.t("store_key.title"), "section"), label(desk.t("store_key.busy"), "muted"), self.progress, gap="gap"
        )
        content.setFixedWidth(desk.theme.wide("dialog"))
        grid = QGridLayout()
        grid.addWidget(content, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self.setLayout(grid)
        folder = desk.folder
        job = desk.runner.do(
            lambda watch: opening.rotate(
                folder, renewal.passphrase, renewal.leave_out, renewal.keep_copies, watch, renewal.second
            ),
            self.done.emit, self._failed, self.progress.tell, self,
        )  # fmt: skip
        self.progress.follow(job, desk.t("stage.rotate"))

    def _failed(self, fault: Fault) -> None:
        self.failed.emit(self._desk.explain(fault))
