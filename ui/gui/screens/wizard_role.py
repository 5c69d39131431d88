"""The first page of the first run, and what every page of it is; it is painted before the others are imported."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column, focus_first
from ui.gui.widgets.buttons import BigChoice
from ui.gui.widgets.labels import drawn, label

KINDS = {"post": "post", "province": "province", "desk": "users", "nation": "map"}
"""What a laptop can be begun as, with its drawing."""


class Page(QWidget):
    """One page; ``missing()`` is the sentence of what is missing, empty when nothing is."""

    edited = Signal()
    title = ""
    on = "button.next"
    """The words of the button that leads on."""

    def missing(self) -> str:
        """What is missing."""
        return ""

    def take_keyboard(self) -> None:
        """Put the keyboard into the first field."""
        focus_first(self)


class RolePage(Page):
    """Post, province, one more desk of a province, or a national office."""

    title = "wizard.role.title"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.kind = ""
        self._t = desk.t
        self._buttons = {
            kind: BigChoice(
                desk.t(f"wizard.role.{kind}"),
                desk.t(f"wizard.role.{kind}_hint"),
                lambda chosen=kind: self.choose(chosen),  # type: ignore[misc]
                drawn(desk, drawing, "primary"),
            )
            for kind, drawing in KINDS.items()
        }
        self.setLayout(column(label(desk.t("wizard.role.text")), *self._buttons.values(), 0, gap="gap"))

    def choose(self, kind: str) -> None:
        """Choose what this laptop is."""
        self.kind = kind
        for name, made in self._buttons.items():
            made.setChecked(name == kind)
        self.edited.emit()

    def take_keyboard(self) -> None:
        """On what is chosen, or the first choice; without a look at every widget, which asks for all enumerations of Qt."""
        self._buttons[self.kind or next(iter(KINDS))].setFocus()

    def missing(self) -> str:
        """A choice is needed."""
        return "" if self.kind else self._t("wizard.role.missing")
