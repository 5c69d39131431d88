"""The rail on the left: one button a room, the room open now marked, and its keys in the tip."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.gui import icons
from ui.gui.desk import Desk
from ui.gui.layouts import column, row, scrolled
from ui.gui.shortcuts import ROOM_ICONS, ROOMS, rooms_of
from ui.gui.theme import pixels
from ui.gui.widgets.labels import label

KEYS = {room.room: room.keys for room in ROOMS}
BOUNDLESS = (1 << 24) - 1
"""``QWIDGETSIZE_MAX``, which PySide does not name."""
SHARE = 4
"""The window is at least so many times as wide as a rail with names."""


class Rail(QFrame):
    """The rooms of this profile; where the text is large or the screen low, they scroll."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._buttons: dict[str, QPushButton] = {}
        mark = label("")
        mark.setPixmap(icons.picture("posko", desk.theme.colour("on_rail"), pixels("wide")))
        self._title = label("Posko", "section", wrap=False)
        layout = column(row(mark, self._title, 0, margin="tight"), gap="tight", margin="small")
        for room in rooms_of(desk.app.facts.kind, desk.app.facts.officer_role):
            made = QPushButton(desk.t(f"room.{room.room}").replace("&", "&&"))
            made.setIcon(desk.icon(ROOM_ICONS[room.room], "on_rail"))
            size = int(pixels("icon") * desk.theme.scale / 100)
            made.setIconSize(QSize(size, size))
            made.setCheckable(True)
            made.setAccessibleName(desk.t(f"room.{room.room}"))
            made.setToolTip(room.keys)
            made.clicked.connect(lambda _checked=False, name=room.room: desk.go.emit(name, None))
            self._buttons[room.room] = made
            layout.addWidget(made)
        layout.setSpacing(0)
        layout.addStretch(1)
        rooms = QWidget()
        rooms.setObjectName("railRooms")
        rooms.setLayout(layout)
        self._area = scrolled(rooms)
        whole = column(self._area)
        whole.setSpacing(0)
        self.setLayout(whole)
        self._rooms, self._bar = rooms, self._area.verticalScrollBar().sizeHint().width()
        self.whole = max(desk.theme.wide("rail_width"), rooms.minimumSizeHint().width() + self._bar)
        self.setMinimumWidth(self.whole)

    def fit(self, width: int) -> None:
        """Names beside the drawings, or in the tip where with large text they would take more than a quarter of this window."""
        named = width >= SHARE * self.whole
        if named == bool(self._title.isHidden()):
            self._title.setVisible(named)
            for room, made in self._buttons.items():
                made.setText(made.accessibleName().replace("&", "&&") if named else "")
                made.setToolTip(KEYS[room] if named else f"{made.accessibleName()} ({KEYS[room]})")
            if named:
                self.setMaximumWidth(BOUNDLESS)
                self.setMinimumWidth(self.whole)
            else:
                self.setFixedWidth(self._rooms.minimumSizeHint().width() + self._bar)

    def mark(self, room: str) -> None:
        """Mark the room that is open."""
        for name, made in self._buttons.items():
            made.setChecked(name == room)
        if room in self._buttons:
            self._area.ensureWidgetVisible(self._buttons[room])
