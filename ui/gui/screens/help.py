"""F1: the open room in a few sentences, first steps, every shortcut, the data in force."""

from __future__ import annotations

import itertools

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import box, card, column, row, scrolled
from ui.gui.screens.reference_page import ReferencePage
from ui.gui.shortcuts import ACTIONS, rooms_of
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import primary
from ui.gui.widgets.labels import label
from ui.gui.widgets.tabs import tabbed

STEPS = 5
TABS = ("steps", "data")


class HelpDialog(QDialog):
    """Closes with Esc or Enter; ``tab`` is one of :data:`TABS`, and a ``room`` with words of its own stands before them."""

    def __init__(self, desk: Desk, parent: QWidget, tab: str = TABS[0], room: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")
        self.data = ReferencePage(desk)
        self.tabs = tabbed(desk.t("help.tabs"))
        for name, page in zip(TABS, (self._steps(desk), self.data), strict=True):
            self.tabs.addTab(scrolled(page, sideways=False), desk.t(f"help.tab.{name}"))
        self.tabs.setCurrentIndex(TABS.index(tab))
        words = words_of(desk, room)
        if words:
            parts = (label(desk.t(f"room.{room}"), "section"), *(label(each) for each in words))
            page = box(card(*parts, gap="gap"), 0, gap="gap")
            self.tabs.insertTab(0, scrolled(page, sideways=False), desk.t(f"room.{room}"))
            self.tabs.setCurrentIndex(0)
        closing = primary(desk, desk.t("button.close"), self.accept)
        closing.setDefault(True)
        self.setLayout(column(self.tabs, row(0, closing), margin="gap"))
        self.resize(desk.theme.wide("form"), pixels("dialog"))

    @staticmethod
    def _steps(desk: Desk) -> QWidget:
        kind = "nation." if desk.app.facts.kind == "nation" else ""
        steps = [label(f"{number}. {desk.t(f'help.{kind}step{number}')}") for number in range(1, STEPS + 1)]
        keys = QGridLayout()
        shown = ACTIONS + rooms_of(desk.app.facts.kind, desk.app.facts.officer_role)
        for index, shortcut in enumerate(shown):
            keys.addWidget(label(shortcut.keys, "strong", wrap=False), index, 0)
            keys.addWidget(label(desk.t(f"shortcut.{shortcut.name}")), index, 1)
        keys.setColumnStretch(1, 1)
        return box(
            card(label(desk.t("help.steps"), "section"), *steps),
            card(label(desk.t("help.keys"), "section"), keys),
            card(label(desk.t("help.words"), "section"), label(desk.t("help.words_text"))),
            0,
            gap="gap",
        )


def words_of(desk: Desk, room: str) -> list[str]:
    """The sentences of a room: ``help.room.ROOM.1`` and so on, and after them those that only this kind of profile needs."""
    found = []
    for family in ("room", desk.app.facts.kind):
        keys = (f"help.{family}.{room}.{number}" for number in itertools.count(1))
        found += [desk.t(key) for key in itertools.takewhile(desk.t.known, keys)]
    return found
