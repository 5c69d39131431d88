"""Every widget that takes the keyboard: its name, its place in the way of Tab, and that one sees where the keyboard is."""

from __future__ import annotations

import itertools
import json
from functools import cache

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QTextBrowser,
    QWidget,
)

from tests.eyes.pixels import changed
from ui.gui.reading_order import bring, stops
from ui.wording import FOLDER, sentences

SIGHT, RING = 12, 3.0
"""Pixels that must change where the keyboard comes, and the contrast of the change."""
NEAR, LINKS, LINE = 4, 60, 24


def takers(window: QWidget) -> list[QWidget]:
    """Everything that is seen and takes Tab, asked of Qt and not of the program."""
    found = []
    for widget in window.findChildren(QWidget):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if tabbed and widget.isVisibleTo(window) and widget.isEnabled() and widget.window() is window.window():
            found.append(widget)
    whole = (QAbstractItemView, QComboBox, QTabBar)
    inner = {child for each in found if isinstance(each, whole) for child in each.findChildren(QWidget)}
    return [each for each in found if each not in inner]


def name(widget: QWidget) -> str:
    """What a screen reader calls it: for a list of choices on Linux its label or description, for the rest its name."""
    found = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):
        return widget.accessibleName() and widget.accessibleDescription()
    return widget.accessibleName() or ("" if found is None else found.text(QAccessible.Text.Name))


@cache
def _english() -> frozenset[str]:
    own, other = sentences("id"), sentences("en")
    qt = json.loads((FOLDER / "qt_id.json").read_text("utf-8"))
    foreign = {each for key, each in other.items() if own[key] != each} | {key for key, each in qt.items() if key != each}
    return frozenset(each.replace("&", "") for each in foreign) - {each.replace("&", "") for each in own.values()}


def unnamed(window: QWidget, indonesian: bool) -> list[str]:
    """Takers without a name, or with an English one in an Indonesian window."""
    found = []
    for widget in takers(window):
        called = name(widget)
        if not called.strip():
            found.append(f"no name: {where(widget)}")
        elif indonesian and called.replace("&", "") in _english():
            found.append(f"English name {called!r}: {where(widget)}")
    return found


def astray(window: QWidget, part: QWidget) -> list[str]:
    """Press Tab through a part of a window, or all around: everything once, nothing twice or left out, in reading order."""
    wanted = takers(part)
    if not wanted:
        return []
    begin = next((each for each in stops(part) if each in wanted), wanted[0])
    begin.setFocus(Qt.FocusReason.TabFocusReason)
    if _holder(wanted) is not begin:
        return [f"does not take the keyboard: {where(begin)}"]
    way, trap = _walked(window, part, wanted, begin)
    brought = _brought(part, wanted)
    if brought or trap:
        return brought or trap
    faults = [f"not reached by Tab: {where(each)}" for each in wanted if each not in way]
    first = next((at for at, each in enumerate(way) if each is min(way, key=lambda e: _start(window, e))), 0)
    way = way[first:] + way[:first]
    for before, after in itertools.pairwise(way):
        if before.parentWidget() is after.parentWidget() and _backwards(before.geometry(), after.geometry()):
            faults.append(f"against reading order: {where(before)} -> {where(after)}")
    return faults


def _walked(window: QWidget, part: QWidget, wanted: list[QWidget], begin: QWidget) -> tuple[list[QWidget], list[str]]:
    """Where Tab came by, from the first on, and where it could not get away."""
    way = [begin]
    for _ in wanted:
        press_tab(window)
        here = _holder(wanted)
        for _link in range(LINKS if here is way[-1] and _walks_inside(here) else 0):
            press_tab(window)
            here = _holder(wanted)
            if here is not way[-1]:
                break
        if here is way[0] or (here is None and part is not window):  # it came round, or left the part
            break
        if here is None or here in way:
            return way, [f"trap: Tab stays at {where(here) if here else QApplication.focusWidget()}"]
        way.append(here)
    return way, []


def _brought(part: QWidget, wanted: list[QWidget]) -> list[str]:
    """What is there only because Tab came by, which may change nothing (WCAG 2.1, 3.2.1)."""
    return [f"Tab alone brought {where(each)}" for each in takers(part) if each not in wanted]


def _walks_inside(widget: QWidget) -> bool:
    """In a page to read Tab walks through the links first, in a table to fill through the cells."""
    return isinstance(widget, QTextBrowser) or (isinstance(widget, QTableWidget) and widget.tabKeyNavigation())


def _start(window: QWidget, widget: QWidget) -> tuple[int, int]:
    """Where it begins in the window, with nothing scrolled."""
    middle, around = widget.mapTo(window, widget.rect().center()), widget.parentWidget()
    while around is not None and around is not window:
        if isinstance(around, QScrollArea):
            middle += QPoint(around.horizontalScrollBar().value(), around.verticalScrollBar().value())
        around = around.parentWidget()
    return middle.y() // LINE, middle.x()


def _backwards(before: QRect, after: QRect) -> bool:
    above = after.bottom() < before.top() + NEAR and after.left() < before.right()
    beside = after.right() < before.left() + NEAR and abs(after.center().y() - before.center().y()) < before.height() // 2
    return above or beside


def press_tab(window: QWidget) -> None:
    """One Tab, to whatever has the keyboard."""
    target = QApplication.focusWidget() or window
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t"))


def _holder(wanted: list[QWidget]) -> QWidget | None:
    here = QApplication.focusWidget()
    while here is not None and here not in wanted:
        here = here.parentWidget()
    return here


def unseen(window: QWidget, known: set[object]) -> list[str]:
    """Takers that look the same with the keyboard as without it; ``known`` are kinds that were looked at before."""
    found = []
    for widget in takers(window):
        kind = (type(widget).__name__, widget.objectName(), widget.property("look"), widget.property("role"))
        if kind in known or widget.visibleRegion().boundingRect().height() < min(widget.height(), 24):
            continue
        known.add(kind)
        bring(widget)  # as Tab does
        widget.clearFocus()
        held = QApplication.focusWidget()
        if held is not None:
            held.clearFocus()
        area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-NEAR, -NEAR, NEAR, NEAR)
        before = window.grab(area).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        pixels, contrast = changed(before, window.grab(area).toImage())
        if pixels < SIGHT or contrast < RING:
            found.append(f"focus is not seen ({pixels} pixels, {contrast:.1f}): {where(widget)} {kind}")
    return found


def where(widget: QWidget) -> str:
    """A widget in words for whoever mends it."""
    around = widget.parentWidget()
    inside = type(around).__name__ if around is not None else ""
    words = getattr(widget, "text", lambda: "")() if not isinstance(widget, QAbstractScrollArea) else ""
    return f"{type(widget).__name__} {name(widget) or words or widget.objectName()!r} in {inside}"
