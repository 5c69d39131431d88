"""The window once it is open: rail, header with search, the room, status line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.gui import aloud
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.rail import Rail
from ui.gui.screens.help import HelpDialog
from ui.gui.screens.screen import Screen
from ui.gui.shortcuts import install, rooms_of
from ui.gui.status import Status
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.held import Held
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import short

SCREENS = {
    "home": ("ui.gui.screens.home", "HomeScreen"),
    "board": ("ui.gui.screens.board.screen", "BoardScreen"),
    "reports": ("ui.gui.screens.reports", "ReportsScreen"),
    "report_form": ("ui.gui.screens.report_form.screen", "ReportFormScreen"),
    "lookup": ("ui.gui.screens.lookup.screen", "LookupScreen"),
    "situation": ("ui.gui.screens.situation", "SituationScreen"),
    "pacts": ("ui.gui.screens.pacts.screen", "PactsScreen"),
    "documents": ("ui.gui.screens.documents.screen", "DocumentsScreen"),
    "team": ("ui.gui.screens.team.screen", "TeamScreen"),
    "referrals": ("ui.gui.screens.referrals.screen", "ReferralsScreen"),
    "statistics": ("ui.gui.screens.statistics.screen", "StatisticsScreen"),
    "exchange": ("ui.gui.screens.exchange", "ExchangeScreen"),
    "guide": ("ui.gui.screens.guide.screen", "GuideScreen"),
    "posts": ("ui.gui.screens.posts", "PostsScreen"),
    "map": ("ui.gui.screens.map.screen", "MapScreen"),
    "settings": ("ui.gui.screens.settings", "SettingsScreen"),
    "audit": ("ui.gui.screens.audit", "AuditScreen"),
    "reference": ("ui.gui.screens.reference.screen", "ReferenceScreen"),
    "wordings": ("ui.gui.screens.wordings.screen", "WordingsScreen"),
    "data_protection": ("ui.gui.screens.data_protection.screen", "DataProtectionScreen"),
    "identity_desk": ("ui.gui.screens.identity.room", "IdentityDeskScreen"),
}
"""Rooms by name; their modules are imported when first opened."""
HOME = "home"
MARKED = dict.fromkeys(("audit", "reference", "identity_desk", "wordings", "data_protection"), "settings") | {
    "report_form": "reports",
}


class Frame(QWidget):
    """Holds one room at a time; leaving a room saves what was typed in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("window")
        self.desk = desk
        self.room = ""
        self.place: Screen | None = None
        self._rail = Rail(desk)
        self._status = Status(desk)
        self._title = short("", "title")
        self._search = LineInput(placeholder=desk.t("shell.search"))
        self._search.setAccessibleName(desk.t("shell.search_name"))
        self._search.setMaximumWidth(desk.theme.wide("card"))
        self._search.returnPressed.connect(self._search_reports)
        self._held = Held()
        middle = column(self._header(), gap="tight")
        middle.setSpacing(0)
        middle.addWidget(self._held, 1)
        upper = row(self._rail)
        upper.setSpacing(0)
        upper.addLayout(middle, 1)
        whole = column()
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self._status)
        self.setLayout(whole)
        self._has_reports = not desk.app.is_liaison and desk.app.facts.kind != "regency"
        self._search.setVisible(self._has_reports)
        desk.go.connect(self.open)
        desk.changed.connect(self._changed)
        install(self, desk.t, self._handlers())
        self._status.refresh()

    def open(self, room: str, argument: object = None) -> None:
        """Open a room; the one before saves and is destroyed, unless it still waits for what it can show only once."""
        if self.desk.awaits_reply:
            self.desk.said.emit(self.desk.t("room.waits"))
            self._rail.mark(MARKED.get(self.room, self.room))
            return
        if self.place is not None and not self.place.lets_go():
            self._rail.mark(MARKED.get(self.room, self.room))
            return
        if self.place is not None:
            self.place.leave()
            keyboard = QApplication.focusWidget()
            if keyboard is not None and self.place.isAncestorOf(keyboard):
                keyboard.clearFocus()  # or it would pass through the rail on its way
        module, name = SCREENS[room]
        make: Callable[[Desk, object], Screen] = getattr(import_module(module), name)
        self.room, self.place = room, make(self.desk, argument)
        self._held.hold(self.place)
        self._title.setText(self.place.title or self.desk.t(f"room.{room}"))
        self._rail.mark(MARKED.get(room, room))
        self.place.refresh()
        aloud.say(self.place, self._title.text())
        self.place.take_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail gives way to the room."""
        super().resizeEvent(event)
        self._rail.fit(event.size().width())

    def show_help(self) -> None:
        """The open room, shortcuts and first steps."""
        HelpDialog(self.desk, self, topic=self.room).exec()

    def _header(self) -> QFrame:
        made = QFrame()
        made.setObjectName("header")
        helping = quiet(self.desk, self.desk.t("shell.help"), self.show_help, "help")
        layout = row(self._title, self._search, helping, gap="gap", margin="small")
        layout.setStretch(0, 2)
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 8, 16, 8)
        made.setLayout(layout)
        return made

    def _handlers(self) -> dict[str, Callable[[], None]]:
        made: dict[str, Callable[[], None]] = {
            "help": self.show_help,
            "find": self._find,
            "save": lambda: self.place.save() if self.place else None,
            "lock": self.desk.lock.emit,
        }
        if self._has_reports:
            made |= {"new_report": lambda: self.open("report_form"), "search": self._search_all}
        if self.desk.app.facts.kind == "nation":
            del made["new_report"]
        for room in rooms_of(self.desk.app.facts.kind, self.desk.app.facts.officer_role):
            made[room.name] = lambda name=room.room: self.open(name)  # type: ignore[misc]
        return made

    def _find(self) -> None:
        """The search of the open room; where it has none the one over all reports, and where there is none a word of it."""
        if self.place is not None and self.place.start_search():
            return
        if self._has_reports:
            self._search_all()
        else:
            self.desk.said.emit(self.desk.t("shell.no_search"))

    def _search_all(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _search_reports(self) -> None:
        self.open("reports", {"text": self._search.value()})

    def _changed(self, topics: frozenset[str]) -> None:
        if not self.desk.unlocked:
            return
        self._status.refresh()
        if self.place is not None and topics & self.place.topics:
            self.place.refresh()
