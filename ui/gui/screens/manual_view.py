"""The manual and the quick card on the screen, to be saved or printed; made from the pages of the help."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.screens.paper_view import Paper, PaperDialog


def show_manual(desk: Desk, parent: QWidget) -> None:
    """Every page of the help as a book."""
    from ui.manual import manual

    _show(desk, parent, "manual", manual)


def show_card(desk: Desk, parent: QWidget) -> None:
    """One sheet for the wall beside the desk."""
    from ui.manual import quick_card

    _show(desk, parent, "card", quick_card)


def _show(desk: Desk, parent: QWidget, name: str, make: Callable[[str], bytes]) -> None:
    language = desk.t.language
    paper = Paper(desk.t(f"help.{name}"), desk.t(f"help.{name}_file"), desk.t("button.save_as"))
    PaperDialog(desk, paper, lambda: make(language), parent).exec()
