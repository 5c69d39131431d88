"""Files that were opened by double-click: they wait while the program is locked, and then lead to the room for them."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from ui.gui.main_window import MainWindow
    from ui.opened import Kind, Opened

MOST = 1000
ROOM_OF: dict[Kind, str] = {"medium": "exchange", "paper": "pacts"}
BEGINS: dict[Kind, str] = {"kit": "post", "desk_kit": "desk"}

ALWAYS: tuple[Kind, ...] = ("gone", "other", "alone")
"""What leads nowhere on any laptop."""


class OpenedFiles(QObject):
    """Nothing is taken in by opening it: a medium is shown with its preview, and the officer says yes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._files: deque[Path] = deque(maxlen=MOST)

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self._files)

    def take(self, files: list[Path]) -> None:
        """More files; they lead at once where the program is open or not begun yet."""
        self._files.extend(file for file in files if file not in self._files)
        self.lead()

    def tell(self) -> None:
        """Say at the lock how many wait."""
        gate: Any = self._window.centralWidget()
        if hasattr(gate, "tell_waiting"):
            gate.tell_waiting(self.count)

    def lead(self) -> None:
        """Lead to where they belong, if that can be now."""
        gate: Any = self._window.centralWidget()
        if not self._files:
            return
        if hasattr(gate, "begin_with"):
            self._begin(gate)
        elif not self._window.desk.unlocked:
            self.tell()
        elif isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            # What is open there is finished first.
            dialog.finished.connect(self.lead, QtCore.Qt.ConnectionType.QueuedConnection)
        else:
            self._open(gate)

    def _taken(self) -> list[Opened]:
        from ui.opened import look_at

        found = [look_at(path) for path in self._files]
        self._files.clear()
        return list(dict.fromkeys(found))

    def _begin(self, wizard: Any) -> None:
        t = self._window.desk.t
        for each in self._taken():
            if each.kind in BEGINS and wizard.begin_with(BEGINS[each.kind], each.path):
                return
            wizard.say(
                t(f"opened.{each.kind}" if each.kind in ("gone", "other", "alone") else "opened.first", file=each.path.name)
            )

    def _open(self, frame: Any) -> None:
        """The first that has a room leads there, with all of its kind; of the others one sentence tells."""
        found, desk = self._taken(), self._window.desk
        leads = next((each for each in found if each.kind in ROOM_OF), None)
        left = [each for each in found if leads is None or each.kind != leads.kind]
        if leads is not None and not self._go(frame, leads.kind, [each.path for each in found if each.kind == leads.kind]):
            left = [leads, *left]
        if left:
            first = left[0]
            word = "no_room" if first is leads else first.kind
            desk.said.emit(desk.t(f"opened.{word}", file=first.path.name))

    def _go(self, frame: Any, kind: Kind, paths: list[Path]) -> bool:
        from ui.gui.shortcuts import rooms_of

        facts, room = self._window.desk.app.facts, ROOM_OF[kind]
        if room not in [each.room for each in rooms_of(facts.kind, facts.officer_role)]:
            return False
        frame.open(room, paths[0] if kind == "medium" else "verify")
        if frame.room != room:  # something is shown there once, and waits to be seen
            self._files.extend(paths)
            return True
        if kind == "medium":
            frame.place.start_receive()
        else:
            frame.place.checking.verify(paths)
        return True
