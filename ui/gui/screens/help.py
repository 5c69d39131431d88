"""F1: first steps in a few sentences, and every shortcut from the one table."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import box, card, column, row, scrolled
from ui.gui.shortcuts import ACTIONS, rooms_of
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import primary
from ui.gui.widgets.labels import label

STEPS = 5


class HelpDialog(QDialog):
    """Closes with Esc or Enter."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")
        steps = [label(f"{number}. {desk.t(f'help.step{number}')}") for number in range(1, STEPS + 1)]
        keys = QGridLayout()
        shown = ACTIONS + rooms_of(desk.app.facts.kind)
        for index, shortcut in enumerate(shown):
            keys.addWidget(label(shortcut.keys, "strong", wrap=False), index, 0)
            keys.addWidget(label(desk.t(f"shortcut.{shortcut.name}")), index, 1)
        keys.setColumnStretch(1, 1)
        content = box(
            card(label(desk.t("help.steps"), "section"), *steps),
            card(label(desk.t("help.keys"), "section"), keys),
            card(label(desk.t("help.words"), "section"), label(desk.t("help.words_text"))),
            gap="gap",
        )
        closing = primary(desk, desk.t("button.close"), self.accept)
        closing.setDefault(True)
        self.setLayout(column(scrolled(content), row(0, closing), margin="gap"))
        self.resize(desk.theme.wide("dialog"), pixels("dialog"))
