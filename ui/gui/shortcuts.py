"""Every shortcut of the window in one table, which feeds the actions and the help page alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from core.domain.authority import LIAISON
from ui.gui.words import Words


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A name for code and words (``shortcut.NAME``) and its keys."""

    name: str
    keys: str
    room: str = ""


ROOMS = (
    Shortcut("board", "Ctrl+M", "board"),
    Shortcut("home", "Ctrl+1", "home"),
    Shortcut("reports", "Ctrl+2", "reports"),
    Shortcut("lookup", "Ctrl+8", "lookup"),
    Shortcut("situation", "Ctrl+3", "situation"),
    Shortcut("pacts", "Ctrl+4", "pacts"),
    Shortcut("referrals", "Ctrl+0", "referrals"),
    Shortcut("documents", "Ctrl+9", "documents"),
    Shortcut("team", "Ctrl+T", "team"),
    Shortcut("exchange", "Ctrl+5", "exchange"),
    Shortcut("guide", "Ctrl+G", "guide"),
    Shortcut("posts", "Ctrl+6", "posts"),
    Shortcut("map", "Ctrl+Shift+M", "map"),
    Shortcut("statistics", "Ctrl+Shift+S", "statistics"),
    Shortcut("settings", "Ctrl+7", "settings"),
)
ACTIONS = (
    Shortcut("help", "F1"),
    Shortcut("new_report", "Ctrl+N"),
    Shortcut("search", "Ctrl+K"),
    Shortcut("find", "Ctrl+F"),
    Shortcut("save", "Ctrl+S"),
    Shortcut("lock", "Ctrl+L"),
    Shortcut("quit", "Ctrl+Q"),
    Shortcut("panic", "Esc"),
)
TABLE = ACTIONS + ROOMS
ROOM_ICONS = {
    "home": "home", "reports": "report", "situation": "situation", "pacts": "pact", "exchange": "usb",
    "posts": "post", "board": "province", "settings": "settings", "lookup": "eye", "documents": "file",
    "team": "meeting", "referrals": "referral", "map": "map", "guide": "guide",
    "statistics": "chart",
}  # fmt: skip


OFFICE = ("board", "referrals", "posts", "team", "map", "statistics")
"""Rooms of the province alone."""
ABOVE = ("home", "reports", "exchange", "settings")
"""Rooms of the national office, which reads."""

DISTRICT = ("team", "map", "posts", "documents", "exchange", "guide", "settings")
"""Rooms of a regency's desk in their order: its team, its area, its papers."""


def rooms_of(kind: str, role: str = "") -> tuple[Shortcut, ...]:
    """The rooms of a post, or of a province, which sees its posts too and writes no situation reports.

    Bawaslu's liaison has one room, the national office those where it reads, a regency's desk those of its own work.
    """
    if role == LIAISON:
        return tuple(room for room in ROOMS if room.room == "referrals")
    if kind == "nation":
        return tuple(room for room in ROOMS if room.room in ABOVE)
    if kind == "regency":
        return tuple(sorted((room for room in ROOMS if room.room in DISTRICT), key=lambda room: DISTRICT.index(room.room)))
    left_out = OFFICE if kind == "post" else ("situation",)
    return tuple(room for room in ROOMS if room.room not in left_out)


def install(window: QWidget, words: Words, handlers: Mapping[str, Callable[[], object]]) -> None:
    """Put an action for each handler on the window; names that are not in the table are a fault of the program."""
    table = {shortcut.name: shortcut for shortcut in TABLE}
    for name, handler in handlers.items():
        action = QAction(words(f"shortcut.{name}"), window)
        action.setObjectName(f"shortcut-{name}")
        action.setShortcut(QKeySequence(table[name].keys))
        action.triggered.connect(lambda _checked=False, call=handler: call())
        window.addAction(action)
