"""What happened, where, and when."""

from __future__ import annotations

from core.domain.errors import Invalid
from core.domain.moment import zone_name
from ui.gui.layouts import Part, column, row
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.area_picker import AreaPicker
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, Choice, DayInput, LineInput, TextInput, read_day, read_time
from ui.gui.widgets.labels import label, notice

PRECISIONS = ("exact", "day", "about")


class EventPage(FormPage):
    """The alleged act, one sentence, and the whole story."""

    step = "event"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self.violation = Choice([])
        self.summary = LineInput(self.answer("summary"), self.t("event.summary_placeholder"))
        self.narrative = TextInput(self.answer("narrative"), self.t("event.narrative_placeholder"))
        self.suggestion = TextInput(self.answer("suggestion"), lines=SHORT_LINES)
        layout = column(gap="gap")
        if state.kind == "complaint":
            layout.addWidget(Field(self.t("event.violation"), self.violation, self.t("event.violation_hint")))
        layout.addWidget(Field(self.t("event.summary"), self.summary, self.t("event.summary_hint")))
        layout.addWidget(Field(self.t("event.narrative"), self.narrative, self.t("event.narrative_hint")))
        if state.kind == "early_warning":
            layout.addWidget(notice(self.desk, self.t("event.no_persons"), "info"))
            layout.addWidget(Field(self.t("event.suggestion"), self.suggestion))
        layout.addStretch(1)
        self.put_layout(layout)
        self.refresh()
        self.listen(self.violation, self.summary, self.narrative, self.suggestion)

    def refresh(self) -> None:
        """Offer the acts that can be alleged of the first party reported."""
        parties = self.state.tree.get("reported") or []
        subject = str(parties[0].get("subject", "")) if parties else ""
        acts = self.reference.violations_for(subject) if subject else self.reference.violations
        items = [(act.code, f"{act.code} · {self.name_in(act.code, act)}") for act in acts or self.reference.violations]
        self.violation.offer([("", self.t("form.choose")), *items], self.answer("violation"))

    def write(self) -> None:
        """Act, summary, narrative, suggestion."""
        answers: dict[str, object] = {"summary": self.summary.value(), "narrative": self.narrative.value()}
        if self.state.kind == "complaint":
            answers["violation"] = self.violation.value()
        if self.state.kind == "early_warning":
            answers["suggestion"] = self.suggestion.value()
        self.state.put(answers)


class PlacePage(FormPage):
    """An official code, and words for what the code does not reach."""

    step = "place"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given = state.tree.get("place") or {}
        self.area = AreaPicker(self.desk, self.reference)
        self.area.put(str(given.get("area") or ""))
        self.detail = LineInput(str(given.get("detail") or ""), self.t("place.detail_placeholder"))
        self.put_layout(
            column(
                Field(self.t("place.area"), self.area, self.t("place.area_hint"), focus=self.area.line),
                Field(self.t("place.detail"), self.detail),
                0,
                gap="gap",
            )
        )
        self.area.edited.connect(self.write)
        self.listen(self.detail)

    def write(self) -> None:
        """Area and detail; without an area there is no place."""
        place = {"area": self.area.value(), "detail": self.detail.value()}
        self.state.put({"place": {k: v for k, v in place.items() if v} if self.area.value() else None})


class TimePage(FormPage):
    """When it happened, how sure that is, and when it became known: the law counts from that day."""

    step = "time"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given = state.tree.get("happened") or {}
        self.day, self.until, self.known = (DayInput(self.desk) for _ in range(3))
        self.day.put(str(given.get("date") or ""))
        self.until.put(str(given.get("until") or ""))
        self.known.put(self.answer("known"))
        self.clock = LineInput(str(given.get("time") or "").replace(":", "."), self.t("time.placeholder"), 5)
        self.precision = Choice([(c, self.t(f"precision.{c}")) for c in PRECISIONS], str(given.get("precision") or "exact"))
        self._day = Field(self.t("time.day"), self.day, focus=self.day.line)
        self._clock = Field(self.t("time.clock"), self.clock, self.t("time.clock_hint"))
        self._known = Field(self.t("time.known"), self.known, self.t("time.known_hint"), focus=self.known.line)
        until = Field(self.t("time.until"), self.until, self.t("time.until_hint"), focus=self.until.line)
        parts: list[Part] = [row(self._day, self._clock, gap="gap"), Field(self.t("time.precision"), self.precision), until]
        if state.kind != "early_warning":
            parts.append(self._known)
        self._zone = label("", "muted")
        self.put_layout(column(*parts, self._zone, 0, gap="gap"))
        self.listen(self.day, self.until, self.known, self.clock, self.precision)
        self.refresh()

    def refresh(self) -> None:
        """Say whose clock counts."""
        self._zone.setText(self.t("time.zone", zone=zone_name(self._zone_of_place())))

    def _zone_of_place(self) -> str:
        area = str((self.state.tree.get("place") or {}).get("area") or "")
        try:
            return self.reference.zone_of(area) if area else self.desk.app.facts.zone
        except Invalid:
            return self.desk.app.facts.zone

    def write(self) -> None:
        """Time of the event and day of knowledge; what cannot be read is said beside the field."""
        day, until, known = (read_day(each.line.value()) for each in (self.day, self.until, self.known))
        clock = read_time(self.clock.value()) if self.clock.value() else None
        self._day.wrong("" if self.day.readable() else self.t("day.unreadable"))
        self._known.wrong("" if self.known.readable() else self.t("day.unreadable"))
        self._clock.wrong("" if clock or not self.clock.value() else self.t("time.unreadable"))
        happened = {
            "date": day.isoformat() if day else "",
            "time": clock or "",
            "zone": self._zone_of_place(),
            "precision": self.precision.value(),
            "until": until.isoformat() if until else "",
        }
        self.state.put(
            {
                "happened": {k: v for k, v in happened.items() if v} if day else None,
                "known": known.isoformat() if known else "",
            }
        )
