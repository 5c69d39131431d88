"""What a list of reports is narrowed to: the filters in words, the dialog that sets them, and those kept under a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from core.app.deadline_days import DEADLINES
from core.app.queries import Reports
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.widgets.area_picker import AreaPicker
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput

LANES = ("open", "sealed", "information")
CASES = ("recorded", "at_province")
FIELDS = ("stage", "area", "deadline", "lane", "case_status", "since", "until")
KEPT = ("text", "kind", "status", "sort", *FIELDS)
SETTING = "reports.filters"


def with_fields(query: Reports, fields: Mapping[str, Any]) -> Reports:
    """The query with some of its filters changed."""
    return replace(query, **fields)


def words_of(desk: Desk, query: Reports) -> list[tuple[str, str]]:
    """Every filter in use as (field, words), in the order of the dialog."""
    return [(field, _words(desk, field, value)) for field in FIELDS if (value := getattr(query, field))]


def _words(desk: Desk, field: str, value: str) -> str:
    match field:
        case "area":
            area = desk.app.reference.area(value)
            return area.label if area is not None else value
        case "stage":
            return next((name for code, name in stages(desk) if code == value), value)
        case "since" | "until":
            return desk.t(f"filter.{field}_day", day=desk.day(value))
        case "lane":
            return desk.t(f"lane.{value}")
    return desk.t(f"filter.{field}.{value}")


def stages(desk: Desk) -> list[tuple[str, str]]:
    """Code and name of every stage of every election, each once."""
    known, english = [stage for each in desk.app.reference.elections for stage in each.stages], desk.t.language == "en"
    found = {stage.code: stage.name_en if english else stage.name_id for stage in known}
    return list(found.items())


class FilterDialog(Dialog):
    """One choice for each filter; nothing changes before it is applied."""

    def __init__(self, desk: Desk, query: Reports, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.t, self._query = desk, desk.t, query
        self.setWindowTitle(self.t("filter.title"))
        anything = ("", self.t("filter.any"))
        self.choices = {
            "stage": Choice([anything, *stages(desk)], query.stage),
            "deadline": Choice([anything, *((d, self.t(f"filter.deadline.{d}")) for d in DEADLINES)], query.deadline),
            "lane": Choice([anything, *((lane, self.t(f"lane.{lane}")) for lane in LANES)], query.lane),
            "case_status": Choice([anything, *((c, self.t(f"filter.case_status.{c}")) for c in CASES)], query.case_status),
        }
        self.area = AreaPicker(desk, desk.app.reference)
        self.area.put(query.area)
        self.days = {"since": DayInput(desk, quick=False), "until": DayInput(desk, quick=False)}
        for name, made in self.days.items():
            made.put(getattr(query, name))
        fields: list[QWidget] = [Field(self.t(f"filter.{name}"), made) for name, made in self.choices.items()]
        fields.insert(1, Field(self.t("filter.area"), self.area))
        days = row(*(Field(self.t(f"filter.{name}"), made) for name, made in self.days.items()), gap="gap")
        self.button = primary(desk, self.t("filter.apply"), self.accept)
        self.button.setDefault(True)
        away, closing = plain(desk, self.t("filter.clear"), self._clear), plain(desk, self.t("button.cancel"), self.reject)
        inside = box(*fields, days, gap="gap", margin="gap")
        outer = column(scrolled(inside), row(away, 0, closing, self.button), gap="gap", margin="gap")
        self.setLayout(outer)
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self.resize(self.minimumWidth(), min(inside.sizeHint().height() + 120, parent.window().height() - 40))

    def query(self) -> Reports:
        """The query with what was chosen; a day that cannot be read is no filter."""
        days = {name: made.value() if made.readable() else "" for name, made in self.days.items()}
        chosen = {name: made.value() for name, made in self.choices.items()}
        return with_fields(self._query, {**chosen, **days, "area": self.area.value()})

    def _clear(self) -> None:
        for made in self.choices.values():
            made.setCurrentIndex(0)
        self.area.put("")
        for day in self.days.values():
            day.put("")
        self.accept()


class Saved:
    """Filters kept under a name: a setting of this profile, never an entry."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.items = _read(desk.app.settings.get(SETTING, "{}"))

    def keep(self, name: str, query: Reports) -> None:
        """Save under a name; another filter of that name is replaced."""
        self.items[name] = {field: value for field in KEPT if (value := getattr(query, field))}
        self._write()

    def rename(self, old: str, new: str) -> None:
        """Give a filter another name; its place stays."""
        self.items = {(new if name == old else name): fields for name, fields in self.items.items()}
        self._write()

    def drop(self, name: str) -> None:
        """Forget a filter."""
        self.items.pop(name, None)
        self._write()

    def query(self, name: str) -> Reports:
        """The query of that name."""
        return Reports(**self.items[name])

    def _write(self) -> None:
        self._desk.app.settings.put(SETTING, json.dumps(self.items, ensure_ascii=False))


def _read(text: str) -> dict[str, dict[str, Any]]:
    """What was saved; what an older program does not know is left out."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    items = read.items() if isinstance(read, dict) else ()
    return {
        str(name): {field: str(value) for field, value in fields.items() if field in KEPT}
        for name, fields in items
        if isinstance(fields, dict)
    }


class SavedDialog(Dialog):
    """Open, save, rename or delete a filter under a name."""

    def __init__(self, desk: Desk, query: Reports, chosen: Callable[[Reports], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.t, self._query, self._chosen = desk, desk.t, query, chosen
        self.setWindowTitle(self.t("filter.saved"))
        self.saved = Saved(desk)
        self.names, self.line = Choice([]), LineInput(limit=60)
        self.names.activated.connect(lambda _index: self.line.setText(self.names.value()))
        self.use = primary(desk, self.t("filter.open"), self._open)
        self.rename = plain(desk, self.t("filter.rename"), self._rename)
        self.drop = plain(desk, self.t("filter.drop"), self._drop)
        self.keep = plain(desk, self.t("filter.keep"), self._keep)
        closing = plain(desk, self.t("button.close"), self.reject)
        self.setLayout(
            column(
                Field(self.t("filter.saved"), self.names, self.t("filter.saved_hint")),
                row(self.use, self.drop, 0),
                Field(self.t("filter.name"), self.line),
                row(self.keep, self.rename, 0, closing),
                gap="gap",
                margin="gap",
            )
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self._offer()

    def _offer(self, chosen: str = "") -> None:
        none = ("", self.t("filter.none_saved"))
        items = [(name, name) for name in self.saved.items]
        self.names.clear()
        self.names.offer(items or [none], chosen)
        for needs_one in (self.use, self.rename, self.drop):
            needs_one.setEnabled(bool(items))

    def _open(self) -> None:
        self._chosen(self.saved.query(self.names.value()))
        self.accept()

    def _keep(self) -> None:
        if self.line.value():
            self.saved.keep(self.line.value(), self._query)
            self._offer(self.line.value())

    def _rename(self) -> None:
        if self.line.value() and self.names.value():
            self.saved.rename(self.names.value(), self.line.value())
            self._offer(self.line.value())

    def _drop(self) -> None:
        self.saved.drop(self.names.value())
        self._offer()


def chip(desk: Desk, words: str, removed: Callable[[], None]) -> QPushButton:
    """A filter in use; pressing it takes it away."""
    made = plain(desk, words, removed, "close")
    made.setProperty("look", "chip")
    made.setAccessibleName(desk.t("filter.remove", name=words))
    return made
