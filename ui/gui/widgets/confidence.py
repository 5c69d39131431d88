"""How sure a reference item is, shown wherever somebody relies on it: a drawing and a word, never a colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.domain.confidence import Confidence, confidence_of
from ui.gui.desk import Desk
from ui.gui.widgets.labels import state

LOOKS: dict[Confidence, tuple[str, str]] = {
    "verified": ("ok", "ok"),
    "policy": ("muted", "info"),
    "partly": ("warn", "warning"),
    "press": ("warn", "warning"),
    "unverified": ("warn", "warning"),
}
"""Tone and drawing of each step."""


def confidence_words(desk: Desk, step: Confidence) -> str:
    """The step in one or a few words."""
    return desk.t(f"confidence.{step}")


def confidence_mark(desk: Desk, step: Confidence) -> QWidget:
    """The step as a drawing and its words, readable without hovering."""
    tone, drawing = LOOKS[step]
    made = state(desk, confidence_words(desk, step), tone, drawing)
    made.setAccessibleName(confidence_words(desk, step))
    return made


def mark_of(desk: Desk, note: str, open_question: str = "") -> QWidget:
    """The mark for an item's own note."""
    return confidence_mark(desk, confidence_of(note, open_question))
