"""Tabs that keep the keyboard where the mouse went."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget


def tabbed(name: str) -> QTabWidget:
    """Tabs with a name for a screen reader; a click on one puts the keyboard there, and Tab goes on into its page."""
    made = QTabWidget()
    made.setAccessibleName(name)
    made.tabBar().setAccessibleName(name)
    # Qt leaves the keyboard in the page that the click hides, and Tab would begin at the rail again.
    made.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
