"""Every group of reports that tell of one incident, the one with the newest report first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import group_queries
from core.app.group_views import GroupPage, GroupRow
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row, scrolled
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label, state


class GroupsDialog(Dialog):
    """A page at a time; ``chosen`` names a report of the group that was opened."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("group.list"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self.t, self._after = desk, desk.t, ""
        self.rows: list[GroupRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(pixels("small"))
        inside = QWidget()
        inside.setLayout(column(self._list, 0))
        self.more = plain(desk, self.t("group.more"), self._ask)
        closing = plain(desk, self.t("button.close"), self.reject)
        closing.setDefault(True)
        whole = column(label(self.t("group.list"), "section"), gap="gap", margin="gap")
        whole.addWidget(scrolled(inside, sideways=False), 1)
        whole.addLayout(row(self.more, 0, closing))
        self.setLayout(whole)
        self.resize(desk.theme.wide("form"), pixels("dialog"))
        self._ask()

    def _ask(self) -> None:
        self.more.setEnabled(False)
        self._desk.ask(group_queries.Groups(after=self._after or None), self._show, self, "groups")

    def _show(self, page: GroupPage) -> None:
        if not page.rows and not self.rows:
            self._list.addWidget(label(self.t("group.none_yet"), "muted"))
        for each in page.rows:
            self._list.addWidget(self._line(each))
        self.rows += page.rows
        self._after = page.next or ""
        self.more.setEnabled(bool(page.next))

    def _line(self, group: GroupRow) -> QWidget:
        counts = self.t("group.counts", reports=group.reports, posts=group.posts)
        told = " · ".join(part for part in (counts, self._desk.day(group.day), group.place) if part)
        words = column(label(group.summary), label(told, "small"), gap="tight")
        if group.contested:
            words.addWidget(state(self._desk, self.t("group.in_dispute"), "warn"))
        go = quiet(self._desk, self.t("likely.look"), lambda: self._choose(group))
        go.setAccessibleName(self.t("likely.look_at", number=group.number))
        line = row(gap="small")
        line.addLayout(words, 1)
        line.addWidget(go)
        return card(line)

    def _choose(self, group: GroupRow) -> None:
        self.accept()
        self.chosen.emit(group.number)
