"""When it happened, how sure that is, and when it became known: the law counts from that day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout

from core.domain.moment import zone_name
from core.domain.near import zone_at
from ui.gui.layouts import Part, card, clear, column
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.typed_days import read_day, read_time
from ui.gui.widgets.beside import beside
from ui.gui.widgets.confidence import mark_of
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label

PRECISIONS = ("exact", "day", "about")
CLOCK_LENGTH = 5


class TimePage(FormPage):
    """What cannot be read or cannot be is said in a sentence under the field; what was typed stays."""

    step = "time"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given = state.tree.get("happened") or {}
        self.day, self.until, self.known = (DayInput(self.desk) for _ in range(3))
        self.day.put(str(given.get("date") or state.noted("day")))
        self.until.put(str(given.get("until") or state.noted("until")))
        self.known.put(self.answer("known") or state.noted("known"))
        self.clock = self._clock_line(given, "time")
        self.until_clock = self._clock_line(given, "until_time")
        self.precision = Choice([(c, self.t(f"precision.{c}")) for c in PRECISIONS], str(given.get("precision") or "exact"))
        self._day = Field(self.t("time.day"), self.day, focus=self.day.line)
        self._clock = Field(self.t("time.clock"), self.clock, self.t("time.clock_hint"))
        self._known = Field(self.t("time.known"), self.known, self.t("time.known_hint"), focus=self.known.line)
        self._until = Field(self.t("time.until"), self.until, self.t("time.until_hint"), focus=self.until.line)
        self._until_clock = Field(self.t("time.until_clock"), self.until_clock, self.t("time.clock_hint"))
        parts: list[Part] = [
            beside(self._day, self._clock, gap="gap"),
            Field(self.t("time.precision"), self.precision, self.t("time.precision_hint")),
            beside(self._until, self._until_clock, gap="gap"),
        ]
        if state.kind != "early_warning":
            parts.append(self._known)
        self._law = QVBoxLayout()
        parts.append(self._law)
        self._told: tuple[object, object] = (None, None)
        self._zone = label("", "muted")
        self.put_layout(column(*parts, self._zone, 0, gap="gap"))
        self.listen(self.day, self.until, self.known, self.clock, self.until_clock, self.precision)
        self.refresh()

    def _clock_line(self, given: dict[str, object], name: str) -> LineInput:
        shown = str(given.get(name) or "").replace(":", ".") or self.state.noted(name)
        return LineInput(shown, self.t("time.placeholder"), CLOCK_LENGTH)

    def refresh(self) -> None:
        """Say whose clock counts, and what stands against the days."""
        self._zone.setText(self.t("time.zone", zone=zone_name(self._zone_of_place())))
        self._judge()
        self._tell_law()

    def _zone_of_place(self) -> str:
        return zone_at(self.reference, self.state.tree.get("place") or {}, self.desk.app.facts.zone)

    def _tell_law(self) -> None:
        """The two legal dates of the day typed; a time that is over is told in plain words and refuses nothing."""
        days, late = self.state.lodging(), self.state.late()
        if (days, late) == self._told:
            return
        self._told = (days, late)
        clear(self._law)
        if days is None:
            return
        by = days.hand_in_safe
        words = [
            self.t("law.safe", day=self.desk.day(days.safe.isoformat())),
            self.t("law.hand_in", when=self.desk.when(by.isoformat())) if by else self.t("law.no_counter"),
            self.t("law.latest", day=self.desk.day(days.latest.isoformat())) if days.latest else self.t("law.no_calendar"),
        ]
        told = [
            label(self.t("law.title"), "strong"),
            *(label(line) for line in words),
            mark_of(self.desk, days.clause.confidence),
        ]
        if late:
            told.append(label(self.t("standing.late"), "warn"))
        self._law.addWidget(card(*told, tone="warn" if late else "info"))

    def _judge(self) -> None:
        """One sentence under each day that cannot be; under a doubtful clock nothing is called the future."""
        day, until, known = (read_day(each.line.value()) for each in (self.day, self.until, self.known))
        self._day.wrong(self._about(self.day, day) or self._hour_ahead(day))
        self._until.wrong(self._about(self.until, until) or self._order(day, until, "time.until_before"))
        self._known.wrong(self._about(self.known, known) or self._order(day, known, "time.known_before"))
        for field, line in ((self._clock, self.clock), (self._until_clock, self.until_clock)):
            field.wrong(self.t("time.unreadable") if line.value() and not read_time(line.value()) else "")

    def _about(self, given: DayInput, read: date | None) -> str:
        if not given.readable():
            return self.t("day.unreadable")
        if read is not None and not self.state.clock_doubt and read > self.desk.now().date():
            return self.t("day.ahead")
        return ""

    def _hour_ahead(self, day: date | None) -> str:
        hour, now = read_time(self.clock.value()), self.desk.now()
        if day is None or hour is None or self.state.clock_doubt:
            return ""
        when = datetime.fromisoformat(f"{day.isoformat()}T{hour}").replace(tzinfo=ZoneInfo(self._zone_of_place()))
        return self.t("time.hour_ahead") if when > now else ""

    def _order(self, day: date | None, other: date | None, words: str) -> str:
        return self.t(words) if day is not None and other is not None and other < day else ""

    def write(self) -> None:
        """Time of the event and day of knowledge; what cannot be read is kept in the draft as it was typed."""
        self._judge()
        day, until, known = (read_day(each.line.value()) for each in (self.day, self.until, self.known))
        clock, until_clock = read_time(self.clock.value()), read_time(self.until_clock.value())
        happened = {
            "date": day.isoformat() if day else "",
            "time": clock or "",
            "zone": self._zone_of_place(),
            "precision": self.precision.value(),
            "until": until.isoformat() if until else "",
            "until_time": until_clock or "",
        }
        self.state.note(
            {
                "day": "" if day else self.day.line.value(),
                "until": "" if until and day else self.until.line.value(),
                "known": "" if known else self.known.line.value(),
                "time": "" if clock and day else self.clock.value(),
                "until_time": "" if until_clock and day else self.until_clock.value(),
            }
        )
        self.state.put(
            {
                "happened": {k: v for k, v in happened.items() if v} if day else None,
                "known": known.isoformat() if known else "",
            }
        )
        self._tell_law()
