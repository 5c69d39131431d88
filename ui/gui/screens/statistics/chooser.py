"""What is counted: rows, columns, what it is narrowed to, and the period that it is compared with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app.statistics_queries import Statistics
from core.domain.statistics import BEFORE, DIMENSIONS, FAMILY, KINDS, Filters
from core.domain.year_tables import ACROSS
from ui.figures import Named
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.widgets.beside import beside
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput
from ui.gui.widgets.report_filter import stages


class Chooser(QWidget):
    """Two lines of choices; every change is told at once."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.t, named = desk.t, Named(desk.t.language)
        self._directions = [(each, named.direction(each)) for each in DIMENSIONS]
        self.rows = Choice(self._directions, "regency")
        self.columns = Choice([])
        self.compare = Choice(
            [("", self.t("statistics.compare.none")), *((b, self.t(f"statistics.compare.{b}")) for b in BEFORE)]
        )
        kinds = [(kind, named.value("kind", kind)) for kind in KINDS]
        self.kind = Choice([("", self.t("statistics.all")), *kinds])
        regencies = [(area.code, area.label) for area in desk.app.reference.children(desk.app.facts.province_code)]
        self.area = Choice([("", self.t("statistics.all")), *(each for each in regencies if len(each[0]) == len("00.00"))])
        self.stage = Choice([("", self.t("statistics.all")), *stages(desk)])
        self.since, self.until = DayInput(desk, quick=False), DayInput(desk, quick=False)
        self._wanted = "kind"
        self._offer_columns()
        fields = {
            name: Field(self.t(f"statistics.choose.{name}"), getattr(self, name)) for name in ("rows", "columns", "compare")
        }
        narrow = {name: Field(self.t(f"statistics.filter.{name}"), getattr(self, name)) for name in ("kind", "area", "stage")}
        days = {
            name: Field(self.t(f"statistics.filter.{name}"), control, focus=control.line)
            for name, control in (("since", self.since), ("until", self.until))
        }
        what, when = beside(*narrow.values(), gap="gap"), beside(*days.values(), gap="gap")
        for place, share in enumerate((3, 3, 4)):
            what.setStretch(place, share)
        below = beside(what, when, gap="gap")
        self.setLayout(column(beside(*fields.values(), gap="gap"), below))
        for choice in (self.rows, self.compare, self.kind, self.area, self.stage):
            choice.activated.connect(lambda _index: self._chosen())
        self.columns.activated.connect(lambda _index: self._want())
        for day in (self.since, self.until):
            day.line.left.connect(self.changed.emit)
            day.line.returnPressed.connect(self.changed.emit)

    @property
    def query(self) -> Statistics:
        """What is asked; a comparison counts by rows alone."""
        columns = "" if self.compare.value() else self.columns.value()
        filters = Filters(
            kind=self.kind.value(),
            area=self.area.value(),
            stage=self.stage.value(),
            since=self.since.value(),
            until=self.until.value(),
        )
        return Statistics(self.rows.value(), columns, filters)

    def other(self, first: str, last: str) -> Statistics:
        """The same for other days."""
        query = self.query
        return replace(query, filters=replace(query.filters, since=first, until=last))

    def _want(self) -> None:
        """The columns that a person chose come back as soon as they can be crossed with the rows again."""
        self._wanted = self.columns.value()
        self.changed.emit()

    def _chosen(self) -> None:
        self._offer_columns()
        self.columns.setEnabled(not self.compare.value())
        self.changed.emit()

    def _offer_columns(self) -> None:
        """Only directions that can be crossed with the rows."""
        rows = self.rows.value()
        own = FAMILY.get(rows, rows)
        offered = [each for each in self._directions if FAMILY.get(each[0], each[0]) != own]
        if rows == "district":
            offered = [each for each in offered if each[0] in ACROSS]
        elif rows not in ACROSS:
            offered = [each for each in offered if each[0] != "district"]
        self.columns.offer([("", self.t("statistics.no_columns")), *offered], self._wanted)
