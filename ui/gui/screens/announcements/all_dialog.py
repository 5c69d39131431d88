"""All announcements in a dialog, for a post, whose home shows only what is still to be read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.announcements.page import AnnouncementsPage
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label

TOPICS = frozenset({"announcements", "exchange"})


class AnnouncementsDialog(Dialog):
    """It looks again whenever something was read or came in."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("announcements.title"))
        self.page = AnnouncementsPage(desk)
        head = label(desk.t("announcements.title"), "section")
        self.setLayout(column(head, self.page, row(0, plain(desk, desk.t("button.close"), self.accept)), margin="wide"))
        self.setMinimumWidth(
            min(desk.theme.wide("form") + desk.theme.wide("side"), self.screen().availableGeometry().width() - pixels("side"))
        )
        desk.changed.connect(self._changed)
        self.page.refresh()

    def _changed(self, topics: frozenset[str]) -> None:
        if TOPICS & topics:
            self.page.refresh()
