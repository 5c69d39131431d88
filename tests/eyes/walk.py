"""Walks through every screen of the gallery and measures instead of painting."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.eyes import contrast, hands, room, tongue
from tests.gallery.form import STEPS
from tests.gallery.screen import SIZE
from tests.gallery.walk import PATIENCE_MS, STEP_MS, Gallery
from ui.gui.shortcuts import rooms_of

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Pass:
    """One walk: language, palette, text in percent, size of the window, and what is measured besides room.

    A ``deep`` one opens every tab and dialog, another one every room and every page of the form.
    """

    language: str = "id"
    look: str = "light"
    scale: int = 100
    size: tuple[int, int] = SIZE
    hands: bool = True
    eyes: bool = True
    deep: bool = True

    def __str__(self) -> str:
        return f"{self.language} {self.look} {self.scale} % {self.size[0]}x{self.size[1]}"


class Measuring(Gallery):
    """``faults`` holds what is wrong, by screen; ``screens`` how many were looked at."""

    def __init__(self, folder: Path, keep: Path | None = None, only: tuple[str, ...] = ()) -> None:
        super().__init__(folder / "pictures", folder, only=only)
        self._target.mkdir()
        self._kept = keep
        self.faults: list[str] = []
        self.screens = 0
        self.seconds: dict[str, float] = {}
        self._known: set[object] = set()
        self._walked: set[object] = set()
        self._now = Pass()

    def walk(self, passes: Iterable[Pass]) -> None:
        """Found a province, a post and a regency, and go through copies of them for each pass; above them a national office."""
        self._found()
        for each in passes:
            self._now, self._known, self._walked, self.size, began = each, set(), set(), each.size, time.monotonic()
            with self._fresh() as apps:
                self._everything(apps, each.language, each.look, str(each.scale), "")
            if each.deep:
                self._above(each.language, each.look, str(each.scale), "")
            self.seconds[str(each)] = time.monotonic() - began

    def _rooms(self, window: Any, app: Any) -> None:
        if self._now.deep:
            super()._rooms(window, app)
            return
        frame = window.centralWidget()
        for each in rooms_of(app.facts.kind):
            frame.open(each.room, None)
            self._grab(window, each.room)
        if app.facts.kind == "post":
            frame.open("report_form", None)
            for step in STEPS:
                frame.place.open_step(step)
                self._grab(window, f"form-{step}")
        self._end(window)

    def _grab(self, window: Any, name: str) -> None:
        self._rest(window)
        self._measure(window, name, whole=True)

    def _paper(self, window: Any, dialog: Any, name: str) -> None:
        dialog.show()
        self._rest(window)
        self._measure(dialog, name, whole=False)
        dialog.reject()

    def _piece(self, widget: Any, name: str) -> None:
        """It was measured in its room."""

    def _measure(self, window: QWidget, name: str, whole: bool) -> None:
        if self._only and not any(each in f"{self._prefix}-{name}" for each in self._only):
            return
        self.screens += 1
        self._awaken(window)
        if self._kept is not None:
            self._kept.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(self._kept / f"{self._now}-{self._prefix}-{name}.png".replace(" ", "-")))
        screen = QSize(*self._now.size) if whole else window.screen().availableGeometry().size()
        found = room.faults(window, screen, whole)
        if self._now.eyes:
            found += contrast.faults(window)
        if self._now.hands:
            found += tongue.foreign(window, self._now.language)
            found += hands.unnamed(window, self._now.language == "id") + self._tabbed(window)
            found += hands.unseen(window, self._known)
        self.faults += [f"{self._now} {self._prefix} {name}: {each}" for each in found]

    def _awaken(self, window: QWidget) -> None:
        """Only the active window has the keyboard; a dialog that was just closed may still be it."""
        for _turn in range(PATIENCE_MS // STEP_MS):
            if QApplication.activeWindow() is window:
                return
            window.activateWindow()
            QTest.qWait(STEP_MS)

    def _tabbed(self, window: QWidget) -> list[str]:
        """The way of Tab: all around once for each rail, and then through what is new."""
        place = getattr(getattr(window, "centralWidget", lambda: None)(), "place", None) or window
        if not place.isVisibleTo(window):  # the receipt is laid over its form
            place = window
        mark = (self._prefix if place is not window else "", *(hands.where(each) for each in hands.takers(place)))
        if mark in self._walked:
            return []
        around = self._prefix in self._walked
        self._walked |= {mark, self._prefix if place is not window else mark}
        return hands.astray(window, place if around else window)
