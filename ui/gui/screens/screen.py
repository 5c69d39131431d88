"""What every room of the window is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import focus_first
from ui.gui.runner import Fault


class Screen(QWidget):
    """A room. ``refresh`` asks again what it shows; ``leave`` saves what was typed, before the room goes away."""

    topics: frozenset[str] = frozenset()
    title = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.t = desk.t
        self.setObjectName("page")

    def take_keyboard(self) -> None:
        """Put the keyboard where work in this room begins."""
        focus_first(self)

    def refresh(self) -> None:
        """Ask again; called when a topic of this room changed."""

    def lets_go(self) -> bool:
        """Whether this room may be left for another; where not, it says why, and is left at the second try."""
        return True

    def leave(self) -> object:
        """Save; gives what the room needs to open again where it was (an id, None)."""
        return None

    def start_search(self) -> bool:
        """Put the keyboard into this room's search; False where it has none."""
        return False

    def save(self) -> None:
        """Save now, if there is anything to save."""

    def failed(self, fault: Fault) -> None:
        """Say a fault where the room has no better place for it."""
        self.desk.say_fault(fault)
