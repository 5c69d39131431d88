"""Pictures of Situasi: the word NIHIL, and a report in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def pictures(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """Both ways of telling of a day."""
    frame.place.nihil.click()
    gallery._grab(window, "situation-nihil")
    frame.place.full.click()
    gallery._grab(window, "situation-full")
