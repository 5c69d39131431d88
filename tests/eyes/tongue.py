"""Words of the other language in a window: sentences of the program, and names of reference data that have two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTabBar, QTableWidget, QWidget

from tests.gallery.pacts import ROSTER
from ui import compose
from ui.wording import sentences

OTHER = {"id": "en", "en": "id"}
FEWEST = 4
"""A shorter word may be one of both languages, or a code."""
BRAND = "Posko"
HEADINGS = frozenset(ROSTER.splitlines()[0].split(","))
"""What stands over the columns of a file that somebody brought, in whatever language."""


def foreign(window: QWidget, language: str) -> list[str]:
    """Every text that is, letter by letter, one of the other language alone."""
    other = _others(language)
    return [
        f"of the other language: {each!r}" for each in dict.fromkeys(_texts(window)) if each.replace("&", "").strip() in other
    ]


@cache
def _others(language: str) -> frozenset[str]:
    named = {"id": set[str](), "en": set[str]()}
    for each in _named(compose.load_reference()):
        named["id"].add(each.name_id)
        named["en"].add(each.name_en)
    own = named[language] | {each.replace("&", "") for each in sentences(language).values()}
    strange = named[OTHER[language]] | {each.replace("&", "") for each in sentences(OTHER[language]).values()}
    return frozenset(each for each in strange - own - HEADINGS - {BRAND} if len(each) >= FEWEST and "{" not in each)


def _named(reference: Any) -> Iterator[Any]:
    for election in reference.elections:
        yield election
        yield from election.stages
    yield from reference.vulnerabilities
    yield from reference.subjects
    yield from reference.institutions


def _texts(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.window() is not window.window():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(at) for at in range(widget.count()))
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QTableWidget):
            heads = (widget.horizontalHeaderItem(at) for at in range(widget.columnCount()))
            yield from (head.text() for head in heads if head is not None)
        yield widget.accessibleName()
