"""The repeated parts of a situation report: a notable incident, a vulnerability. Neither has a field for a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain.text import LINE_LIMIT
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.report_form.repeat import Entry
from ui.gui.typed_days import read_day
from ui.gui.widgets.area_picker import AreaPicker
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import SHORT_LINES, Choice, DayInput, LineInput, TextInput, listen

LEVELS = ("rendah", "sedang", "tinggi")
Tell = Callable[[], None]


class IncidentEntry(Entry):
    """Section B: what happened, when, where, with what effect, and what was done."""

    def __init__(self, desk: Desk, value: dict[str, str], changed: Tell, left: Tell) -> None:
        super().__init__()
        t = desk.t
        self.summary = LineInput(value.get("summary", ""))
        self.day = DayInput(desk)
        self.day.put(value.get("day", ""))
        self.area = _area(desk, value, changed, left)
        self.impact = TextInput(value.get("impact", ""), lines=SHORT_LINES)
        self.action = TextInput(value.get("action", ""), lines=SHORT_LINES)
        listen(changed, left, self.summary, self.day, self.impact, self.action)
        self.setLayout(
            column(
                Field(t("situation.incident"), self.summary),
                Field(t("time.day"), self.day, focus=self.day.line),
                Field(t("place.area"), self.area, focus=self.area.line),
                Field(t("text.impact"), self.impact),
                Field(t("text.action"), self.action),
            )
        )

    def kept(self) -> dict[str, str]:
        """Everything typed so far."""
        typed = {"summary": self.summary.value(), "day": self.day.line.value(), "impact": self.impact.value()}
        typed |= {"action": self.action.value(), "area": self.area.value(), "words": self.area.line.value()}
        return {name: text for name, text in typed.items() if text}

    def value(self) -> dict[str, Any]:
        """The incident, or nothing while it has no words."""
        day = read_day(self.day.line.value())
        if not self.summary.value():
            return {}
        made: dict[str, Any] = {"summary": self.summary.value(), "place": {"area": self.area.value()}}
        made["happened"] = {"date": day.isoformat() if day else ""}
        return made | {"impact": self.impact.value(), "action": self.action.value()}


class NoteEntry(Entry):
    """Section C: a vulnerability, its level, and where."""

    def __init__(self, desk: Desk, value: dict[str, str], changed: Tell, left: Tell) -> None:
        super().__init__()
        t, english = desk.t, desk.t.language == "en"
        kinds = [(v.code, v.name_en if english else v.name_id) for v in desk.app.reference.vulnerabilities]
        self.kind = Choice([("", t("form.choose")), *kinds], value.get("vulnerability", ""))
        self.level = Choice([(c, t(f"level.{c}")) for c in LEVELS], value.get("level", ""))
        self.area = _area(desk, value, changed, left)
        self.notes = TextInput(value.get("notes", ""), lines=SHORT_LINES)
        self.signs = TextInput(value.get("signs", ""), t("form.signs_placeholder"), lines=SHORT_LINES)
        self.suggestion = TextInput(value.get("suggestion", ""), lines=SHORT_LINES)
        listen(changed, left, self.kind, self.level, self.notes, self.signs, self.suggestion)
        line = row(gap="gap")
        line.addWidget(Field(t("form.vulnerability"), self.kind), 2)
        line.addWidget(Field(t("form.level"), self.level), 1)
        layout = column(line)
        layout.addWidget(Field(t("place.area"), self.area, focus=self.area.line))
        layout.addWidget(Field(t("form.signs"), self.signs, t("form.signs_hint")))
        layout.addWidget(Field(t("event.suggestion"), self.suggestion))
        layout.addWidget(Field(t("text.notes"), self.notes))
        self.setLayout(layout)

    def kept(self) -> dict[str, str]:
        """Everything chosen and typed so far."""
        typed = {"vulnerability": self.kind.value(), "notes": self.notes.value(), "area": self.area.value()}
        typed |= {"signs": self.signs.value(), "suggestion": self.suggestion.value(), "words": self.area.line.value()}
        filled = {name: text for name, text in typed.items() if text}
        return filled | {"level": self.level.value()} if filled else {}

    def value(self) -> dict[str, Any]:
        """The note, or nothing while no vulnerability is chosen."""
        if not self.kind.value():
            return {}
        place = {"area": self.area.value()}
        told = {"vulnerability": self.kind.value(), "level": self.level.value(), "place": place, "notes": self.notes.value()}
        signs = [line.strip()[:LINE_LIMIT] for line in self.signs.value().splitlines() if line.strip()]
        return told | {"signs": signs, "suggestion": self.suggestion.value()}


def _area(desk: Desk, value: dict[str, str], changed: Tell, left: Tell) -> AreaPicker:
    made = AreaPicker(desk, desk.app.reference)
    made.put(value.get("area", ""))
    if not made.value():
        made.line.setText(value.get("words", ""))
    made.edited.connect(changed)
    made.line.left.connect(left)
    return made
