"""The list of announcements: at the province with a button to make one, at a post with what is still to be read above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.announcements.read_dialog import ReadDialog, from_whom
from ui.gui.screens.announcements.write_dialog import WriteDialog
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("at", "to", "read", "title")


class AnnouncementsPage(QWidget):
    """Enter on a row shows its words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._rows: tuple[views.AnnouncementRow, ...] = ()
        self.table = Table(self.t("announcements.title"), [self.t(f"announcements.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._look)
        self.table.itemActivated.connect(lambda _item: self.show_words())
        self._none = label(self.t("announcements.none"), "muted")
        # It stands where the table would, or what is above and below it would drift apart.
        self._none.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.new = primary(desk, self.t("announcements.new"), self.write, "plus")
        if desk.app.facts.kind != "province":
            self.new.hide()
        self.button = plain(desk, self.t("announcements.show"), self.show_words, "eye")
        told = label(self.t(f"announcements.text_{desk.app.facts.kind}"), "muted")
        self.setLayout(column(told, self._none, self.table, row(self.new, self.button, 0), margin="gap"))
        self._look()

    def refresh(self) -> None:
        """Ask for all of them."""
        self.desk.ask(queries.Announcements(), self._show, self, "announcements")

    def _show(self, rows: tuple[views.AnnouncementRow, ...]) -> None:
        self._rows = rows
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.table.fill([self._cells(each) for each in rows])
        self._look()

    def _cells(self, each: views.AnnouncementRow) -> list[str]:
        if self.desk.app.facts.kind == "province":
            read = self.t("announcements.read_by", n=len(each.read), total=len(each.read) + len(each.lacking))
        else:
            read = self.t("announcements.unread" if each.lacking else "announcements.read")
        title = self.t("announcements.urgent", title=each.title) if each.urgent else each.title
        return [self.desk.when(each.at), from_whom(self.desk, each), read, title]

    def chosen(self) -> views.AnnouncementRow | None:
        """The announcement chosen."""
        place = self.table.chosen()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _look(self) -> None:
        self.button.setEnabled(self.chosen() is not None)

    def show_words(self) -> None:
        """The whole of one."""
        found = self.chosen()
        if found is not None:
            ReadDialog(self.desk, found, self).exec()

    def write(self) -> None:
        """A new one."""
        WriteDialog(self.desk, self).exec()
