"""Texts on the screen: always plain, so that no word of a report is ever read as markup."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.theme import pixels

PLAIN_TEXT = 0
"""``Qt.TextFormat.PlainText`` by its number, for the first picture: its name would make all 92 enumerations of Qt."""


def label(text: str = "", role: str = "body", wrap: bool = True) -> QLabel:
    """A plain text; ``role`` is title, section, strong, muted, small, count, code, ok, warn, bad or body."""
    made = QLabel()
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setText(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setOpenExternalLinks(False)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def rule() -> QFrame:
    """A thin line between parts."""
    made = QFrame()
    made.setProperty("rule", "true")
    return made


TONE_ICONS = {"ok": "ok", "warn": "warning", "bad": "error", "info": "info", "muted": "info"}


def drawn(desk: Desk, name: str, token: str) -> QLabel:
    """A drawing alone, silent for a screen reader because a word stands beside it."""
    size = int(pixels("icon") * desk.theme.scale / 100)
    made = QLabel()
    made.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    made.setPixmap(desk.icon(name, token).pixmap(size, size))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def state(desk: Desk, text: str, tone: str, drawing: str = "", wrap: bool = False) -> QWidget:
    """A state as an icon, a word and a colour, in this order."""
    made = QWidget()
    words = label(text, tone if tone != "info" else "strong", wrap=wrap)
    line = row(drawn(desk, drawing or TONE_ICONS[tone], tone if tone != "info" else "primary"))
    line.addWidget(words, 1)
    made.setLayout(line)
    return made


def notice(desk: Desk, text: str, tone: str = "info", title: str = "") -> QFrame:
    """A tinted box with an icon and a sentence of the program or of the world."""
    words = column(gap="tight")
    if title:
        words.addWidget(label(title, "strong"))
    words.addWidget(label(text))
    line = QHBoxLayout()
    line.setSpacing(pixels("small"))
    drawing = drawn(desk, TONE_ICONS[tone], tone if tone != "info" else "primary")
    line.addWidget(drawing, 0, QtCore.Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return card(line, tone=tone)


def pair(name: str, value: str) -> QWidget:
    """A named value: the name small above, the value below."""
    made = QWidget()
    made.setLayout(column(label(name, "small"), label(value), gap="tight"))
    return made
