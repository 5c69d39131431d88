"""The courier schedule of a post: which boat or rider goes to which counter, on which days, when, and how long it takes."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from core.app.report_clock import COURIER
from core.domain.errors import Invalid
from core.domain.transit import MAX_TRIPS, ROADS, Trip, read_schedule, write_schedule
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.report_form.repeat import Entry, Repeat
from ui.gui.typed_days import read_time
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, notice, tell

DAYS = range(7)
MOST_MINUTES = 14 * 24 * 60


def read_duration(text: str) -> int | None:
    """Minutes of a journey typed as hours, or hours and minutes (``3``, ``1.30``, ``0:45``); None if it is none."""
    found = re.fullmatch(r"\s*(\d{1,3})(?:[.:]([0-5]\d))?\s*", text)
    minutes = 0 if found is None else int(found[1]) * 60 + int(found[2] or 0)
    return minutes if 1 <= minutes <= MOST_MINUTES else None


def show_duration(minutes: int) -> str:
    """Minutes as they are typed."""
    return f"{minutes // 60}.{minutes % 60:02d}" if minutes % 60 else str(minutes // 60)


class TripEntry(Entry):
    """One line of the schedule."""

    def __init__(self, desk: Desk, given: dict[str, Any]) -> None:
        super().__init__()
        t = desk.t
        self._t = t
        self.to = Choice([(level, t(f"counter.{level}")) for level in ROADS], str(given.get("to", ROADS[0])))
        self.days = [QCheckBox(t(f"weekday.{day}")) for day in DAYS]
        for day, box in enumerate(self.days):
            box.setAccessibleName(t(f"weekday.{day}"))
            box.setChecked(day in given.get("days", ()))
        self.leaves = LineInput(str(given.get("leaves", "")).replace(":", "."), t("time.placeholder"), 5)
        self.hours = LineInput(show_duration(given["minutes"]) if given else "", t("courier.hours_placeholder"), 6)
        self.by = LineInput(str(given.get("by", "")), "", 60)
        boxes, flow = QWidget(), Flow()
        for box in self.days:
            flow.addWidget(box)
        boxes.setLayout(flow)
        self._days = Field(t("courier.days"), boxes, focus=self.days[0])
        self.days[0].setAccessibleName(t("weekday.0"))
        self._leaves = Field(t("courier.leaves"), self.leaves)
        self._hours = Field(t("courier.hours"), self.hours, t("courier.hours_hint"))
        self.setLayout(
            column(
                Field(t("courier.to"), self.to),
                self._days,
                beside(self._leaves, self._hours, gap="gap"),
                Field(t("courier.by"), self.by),
                gap="gap",
            )
        )

    def trip(self) -> Trip | None:
        """The line as the schedule keeps it; what is wrong is said at its field."""
        days = tuple(day for day, box in enumerate(self.days) if box.isChecked())
        leaves, minutes = read_time(self.leaves.value()), read_duration(self.hours.value())
        self._days.wrong("" if days else self._t("courier.no_day"))
        self._leaves.wrong("" if leaves else self._t("time.unreadable"))
        self._hours.wrong("" if minutes else self._t("courier.no_hours"))
        if not days or leaves is None or minutes is None:
            return None
        return Trip(to=self.to.value(), days=days, leaves=leaves, minutes=minutes, by=self.by.value())  # type: ignore[arg-type]


class CourierCard(QFrame):
    """All lines, and one button that keeps them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        given, self.unreadable = self._given()
        self.trips = Repeat(desk, lambda value: TripEntry(desk, value), given, "courier", lambda: None, least=0)
        self._said = label("", "ok")
        self.button = plain(desk, self.t("courier.save"), self.save, "save")
        parts: list[QWidget] = [label(self.t("courier.title"), "section"), label(self.t("courier.text"), "muted")]
        if self.unreadable:
            parts.append(notice(desk, self.t("courier.lost"), "warn"))
        elif not given:
            parts.append(label(self.t("courier.none"), "muted"))
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(*parts, self.trips, self._said, row(0, self.button), gap="gap"))
        self.setLayout(layout)

    def _given(self) -> tuple[list[dict[str, Any]], bool]:
        try:
            trips = read_schedule(self._desk.app.settings.get(COURIER, ""))
        except Invalid:
            return [], True
        return [{"to": t.to, "days": t.days, "leaves": t.leaves, "minutes": t.minutes, "by": t.by} for t in trips], False

    def save(self) -> None:
        """Keep the schedule if every line can be read; the departures at home follow at once."""
        trips = [entry.trip() for entry in self.trips.entries if isinstance(entry, TripEntry)]
        if len(trips) > MAX_TRIPS:
            self._tell(self.t("courier.too_many", n=MAX_TRIPS), "bad")
            return
        if None in trips:
            self._tell(self.t("courier.wrong"), "bad")
            return
        kept = [trip for trip in trips if trip is not None]
        self._desk.app.settings.put(COURIER, write_schedule(kept) if kept else "")
        self._tell(self.t("courier.saved" if kept else "courier.emptied"), "ok")
        self._desk.changed.emit(frozenset({"reports"}))

    def _tell(self, text: str, role: str) -> None:
        tell(self._said, text, role)
