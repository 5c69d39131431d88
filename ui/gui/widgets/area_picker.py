"""A place by its official code: type a few letters or go down level by level; arrows walk, Enter takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.theme import motion
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, tell

if TYPE_CHECKING:
    from core.domain.area import Area
    from core.domain.reference import ReferenceData

RESULTS = 8


class AreaPicker(QWidget):
    """Search over the official places; ``value()`` is the code of the one taken, or an empty text."""

    edited = Signal()

    def __init__(self, desk: Desk, reference: ReferenceData) -> None:
        super().__init__()
        self._reference = reference
        self._code = ""
        self._desk = desk
        self.line = LineInput(placeholder=desk.t("place.search"))
        self._found = QListWidget()
        self._found.setAccessibleName(desk.t("place.results"))
        self._found.setVisible(False)
        self._found.itemActivated.connect(self._take)
        self._found.itemClicked.connect(self._take)
        self._chosen = label(desk.t("place.none"), "muted")
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self._search)
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.installEventFilter(self)
        self.setLayout(column(self.line, self._found, self._chosen, gap="tight"))
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """The code, or an empty text."""
        return self._code

    def put(self, code: str) -> None:
        """Show a stored place."""
        area = self._reference.area(code) if code else None
        self._mark(area)
        self.line.setText(area.label if area else "")

    def _typed(self) -> None:
        """Other words than those of the place taken: it is not meant any more."""
        if self._code:
            self._mark(None)
        self.edited.emit()
        self._pause.start()

    def _mark(self, area: Area | None) -> None:
        self._code = area.code if area else ""
        tell(self._chosen, f"{area.path} · {area.code}" if area else self._desk.t("place.none"), "ok" if area else "muted")

    def search_now(self) -> None:
        """Search without waiting for the pause in typing."""
        self._pause.stop()
        self._search()

    def _search(self) -> None:
        self._list(self._reference.search_areas(self.line.value(), RESULTS))
        if not self._found.count() and self.line.value():
            self._chosen.setText(self._desk.t("place.not_found"))

    def browse(self, code: str) -> None:
        """Show what lies directly below a place: regencies, districts and islands, villages."""
        below = self._reference.children(code)
        if below:
            self._pause.stop()
            self._list(below)

    def _level_up(self) -> None:
        """Show the level above what is listed, with the place come from under the cursor."""
        item = self._found.currentItem()
        here = None if item is None else self._reference.area(str(item.data(Qt.ItemDataRole.UserRole)))
        parent = None if here is None or here.parent is None else self._reference.area(here.parent)
        if parent is None or parent.parent is None:
            return
        self.browse(parent.parent)
        for place in range(self._found.count()):
            if self._found.item(place).data(Qt.ItemDataRole.UserRole) == parent.code:
                self._found.setCurrentRow(place)

    def _list(self, areas: Sequence[Area]) -> None:
        self._found.clear()
        for area in areas:
            item = QListWidgetItem(area.path)
            item.setData(Qt.ItemDataRole.UserRole, area.code)
            self._found.addItem(item)
        count = self._found.count()
        self._found.setVisible(count > 0)
        if count:
            self._found.setCurrentRow(0)
            self._found.setFixedHeight(self._found.sizeHintForRow(0) * min(count, RESULTS) + 8)

    def _take(self, item: QListWidgetItem) -> None:
        self.put(str(item.data(Qt.ItemDataRole.UserRole)))
        self._found.setVisible(False)
        self.line.setFocus()
        self.edited.emit()

    def _level(self, key: int) -> bool:
        """In or out by a level; while words are typed the arrows belong to the words."""
        if key == Qt.Key.Key_Left:
            if self.line.cursorPosition() > 0 and self.line.text():
                return False
            self._level_up()
            return True
        if self.line.cursorPosition() < len(self.line.text()):
            return False
        item = self._found.currentItem()
        if item is not None:
            self.browse(str(item.data(Qt.ItemDataRole.UserRole)))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk through what was found, right goes a level in and left one out, Enter takes, Esc closes."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pause.isActive():
            self.search_now()
        if self._found.isHidden():
            return self._begin(key)
        return self._level(key) if key in (Qt.Key.Key_Right, Qt.Key.Key_Left) else self._walk(key)

    def _begin(self, key: int) -> bool:
        """Down opens the list below the place taken, or below the province."""
        if key == Qt.Key.Key_Down:
            taken = self._reference.area(self._code) if self._code else None
            deepest = taken is not None and not self._reference.children(taken.code)
            self.browse((taken.parent if deepest and taken is not None else self._code) or self._desk.app.facts.province_code)
        return key == Qt.Key.Key_Down

    def _walk(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._found.setCurrentRow((self._found.currentRow() + step) % self._found.count())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self._found.currentItem()
            if current is not None:
                self._take(current)
            return True
        if key == Qt.Key.Key_Escape:
            self._found.setVisible(False)
            return True
        return False
