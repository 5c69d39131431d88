"""Pictures of Statistik: every kind of chart, the table, the data card, two periods, and the periodic report."""

from __future__ import annotations

from typing import Any


def pictures(gallery: Any, window: Any, frame: Any) -> None:
    """With the room open."""
    from ui.gui.screens.statistics.recap_dialog import RecapDialog

    screen = frame.place
    for rows, columns in (("district", "kind"), ("week", "kind"), ("kind", ""), ("kind", "board")):
        screen.chooser.rows.choose(rows)
        screen.chooser.columns.choose(columns)
        screen.refresh()
        gallery._grab(window, f"statistics-{rows}-{columns}".rstrip("-"))
    for tab, name in ((1, "table"), (2, "card")):
        screen.tabs.setCurrentIndex(tab)
        gallery._grab(window, f"statistics-{name}")
    screen.tabs.setCurrentIndex(0)
    screen.chooser.compare.choose("previous")
    screen.refresh()
    gallery._grab(window, "statistics-compared")
    gallery._paper(window, RecapDialog(window.desk, window), "statistics-recap")
