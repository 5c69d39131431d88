"""F1: the page of the very screen, contents, search, links between pages; the data in force; offline, in both languages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import help_pages
from ui.gui.desk import Desk
from ui.gui.layouts import column, row, scrolled
from ui.gui.screens.reference_page import ReferencePage
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.formatted import Browser
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.tabs import tabbed

TABS = ("pages", "data")
NAME = Qt.ItemDataRole.UserRole


class HelpDialog(Dialog):
    """Closes with Esc or Enter; opens at the page ``topic``, or with ``tab`` data at the data in force."""

    def __init__(self, desk: Desk, parent: QWidget, tab: str = TABS[0], topic: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("shell.help"))
        self._desk, self._back_to = desk, list[str]()
        self.name = ""
        self.tabs = tabbed(desk.t("help.tabs"))
        self.tabs.addTab(self._pages(), desk.t("help.tab.pages"))
        if desk.unlocked:
            self.data = ReferencePage(desk)
            self.tabs.addTab(scrolled(self.data, sideways=False), desk.t("help.tab.data"))
        self.tabs.setCurrentIndex(TABS.index(tab))
        closing = primary(desk, desk.t("button.close"), self.accept)
        closing.setDefault(True)
        self.setLayout(column(self.tabs, row(*self._papers(), 0, closing), margin="gap"))
        room = self.screen().availableGeometry()
        width, height = desk.theme.wide("form") + desk.theme.wide("side"), desk.theme.wide("dialog")
        self.resize(min(width, room.width() - pixels("wide")), min(height, room.height() - 2 * pixels("wide")))
        nation = desk.unlocked and desk.app.facts.kind == "nation"
        first = help_pages.NATION_FIRST if nation else help_pages.FIRST
        self.show_page(topic if help_pages.exists(desk.t.language, topic) else first)
        self.text.setFocus()

    def _pages(self) -> QWidget:
        t, desk = self._desk.t, self._desk
        self.search = LineInput(placeholder=t("help.search"))
        self.search.setAccessibleName(t("help.search"))
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self._first_found)
        self.list = QListWidget()
        self.list.setAccessibleName(t("help.contents"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.text = Browser()
        self.text.setAccessibleName(t("help.text"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda url: self.follow(url.path()))
        self.text.setTabChangesFocus(False)
        self.back = plain(desk, t("button.back"), self.go_back, "chevron-left")
        self.back.setEnabled(False)
        QShortcut(QKeySequence.StandardKey.Back, self, self.go_back)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._look("")
        side = QWidget()
        side.setLayout(column(self.search, self.list, row(self.back, 0)))
        side.setFixedWidth(desk.theme.wide("side"))
        made, line = QWidget(), row(side, gap="gap", margin="small")
        line.addWidget(self.text, 1)
        made.setLayout(line)
        return made

    def _papers(self) -> list[QWidget]:
        """The quick card and the manual, made from the same pages."""
        from ui.gui.screens.manual_view import show_card, show_manual

        t, desk = self._desk.t, self._desk
        if not desk.unlocked:  # printing asks the open profile which printer was used last
            return []
        return [
            plain(desk, t("help.card"), partial(show_card, desk, self), "print"),
            plain(desk, t("help.manual"), partial(show_manual, desk, self), "file"),
        ]

    def _look(self, asked: str) -> None:
        """The contents, or what was found, in the list."""
        language, searching = self._desk.t.language, bool(asked.strip())
        hits = help_pages.found(language, asked)
        sections = (help_pages.Section("", hits),) if searching else help_pages.contents(language)
        self.list.blockSignals(True)
        self.list.clear()
        for section in sections:
            if section.title:
                head = QListWidgetItem(section.title, self.list)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                bold = head.font()
                bold.setBold(True)
                head.setFont(bold)
            for name in section.pages:
                item = QListWidgetItem(("" if searching else "   ") + help_pages.title(language, name), self.list)
                item.setData(NAME, name)
                if name == self.name:
                    self.list.setCurrentItem(item)
        if not hits:
            QListWidgetItem(self._desk.t("help.none"), self.list).setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the search opens what was found; elsewhere it closes."""
        if self.focusWidget() is not self.search or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _first_found(self) -> None:
        for index in range(self.list.count()):
            name = self.list.item(index).data(NAME)
            if name:
                self.follow(f"{name}.md")
                # The same Enter reaches the dialog next, which must still see the keyboard here.
                QTimer.singleShot(0, self.text.setFocus)
                return

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None and item.data(NAME):
            self.follow(f"{item.data(NAME)}.md")

    def follow(self, target: str) -> None:
        """Go to another page; the way back is kept."""
        name = target.removesuffix(".md")
        if name != self.name and help_pages.exists(self._desk.t.language, name):
            self._back_to.append(self.name)
            self.show_page(name)

    def go_back(self) -> None:
        """To the page before."""
        if self._back_to:
            self.show_page(self._back_to.pop())

    def show_page(self, name: str) -> None:
        """Show a page and mark it in the contents."""
        self.name = name
        self.text.setMarkdown(help_pages.page(self._desk.t.language, name))
        self.back.setEnabled(bool(self._back_to))
        self.list.blockSignals(True)
        for index in range(self.list.count()):
            if self.list.item(index).data(NAME) == name:
                self.list.setCurrentRow(index)
        self.list.blockSignals(False)
