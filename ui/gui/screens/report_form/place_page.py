"""Where it happened: an official area, a point on the map, or both, and words for what these do not reach."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from core.domain.geo import Point, point_of, read_point, show_point
from core.domain.near import Near, area_near, near_words, nearest
from ui.gui.layouts import clear, column, row
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.area_picker import AreaPicker
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.map_view import ZOOM, MapView

NEAR_ZOOM = 12.0


class PlacePage(FormPage):
    """Area, words, coordinates and map; the point and what lies near it are told in words as well."""

    step = "place"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given = state.tree.get("place") or {}
        self.area = AreaPicker(self.desk, self.reference)
        self.area.put(str(given.get("area") or ""))
        if not self.area.value():
            self.area.line.setText(state.noted("area"))
        self.detail = LineInput(str(given.get("detail") or state.noted("detail")), self.t("place.detail_placeholder"))
        self.map = MapView(self.desk, self.reference, self.desk.app.facts.province_code)
        self.point = LineInput(state.noted("point"), self.t("map.point_placeholder"))
        self._point = Field(self.t("map.point"), self.point, self.t("map.point_hint"))
        self._near = column(gap="tight")
        self.put_layout(
            column(
                Field(self.t("place.area"), self.area, self.t("place.area_hint"), focus=self.area.line),
                Field(self.t("place.detail"), self.detail),
                column(label(self.t("map.title"), "strong"), label(self.t("map.keys"), "small"), self.map),
                self._buttons(),
                self._point,
                self._near,
                0,
                gap="gap",
            )
        )
        self.map.put(point_of(given))
        self._look_at_area()
        self._show_point(typed=bool(state.noted("point")))
        self.area.edited.connect(self._area_edited)
        self.map.placed.connect(self._placed)
        self.point.textEdited.connect(lambda _text: self._typed())
        self.listen(self.detail)

    def _buttons(self) -> QVBoxLayout:
        nearer = plain(self.desk, self.t("map.nearer"), lambda: self.map.zoom(ZOOM), "plus")
        farther = plain(self.desk, self.t("map.farther"), lambda: self.map.zoom(1 / ZOOM), "minus")
        here = plain(self.desk, self.t("map.here"), self.map.set_here, "map")
        away = quiet(self.desk, self.t("map.remove"), self.map.remove, "trash")
        return column(flowing(nearer, farther, here, away))

    def _area_edited(self) -> None:
        self._look_at_area()
        self.write()

    def _look_at_area(self) -> None:
        """Without a point the map looks at the area chosen, where that area's place is known."""
        area = self.reference.area(self.area.value())
        if self.map.point is None and area is not None and area.latitude_e7 is not None and area.longitude_e7 is not None:
            self.map.show_place(Point(area.latitude_e7, area.longitude_e7), NEAR_ZOOM)

    def _placed(self) -> None:
        self._show_point()
        self.write()

    def _typed(self) -> None:
        """Coordinates typed: a point as soon as they can be read; an emptied line takes it away."""
        text = self.point.value()
        self.map.put(read_point(text))
        self._show_point(typed=True)
        self.write()

    def _show_point(self, *, typed: bool = False) -> None:
        point = self.map.point
        if not typed:
            self.point.setText("" if point is None else show_point(point, self.t.language))
        unread = point is None and bool(self.point.value())
        far = point is not None and area_near(self.reference, point) is None
        self._point.wrong(self.t("map.unreadable") if unread else self.t("map.far") if far else "")
        clear(self._near)
        if point is None or far:
            return
        self._near.addWidget(label(self.t("map.near"), "small"))
        for each in nearest(self.reference, point):
            words = label(f"{near_words(each, self.t.language)} – {each.path}")
            self._near.addWidget(words)
            if self.reference.area(each.code) is not None and not self.area.value():
                take = quiet(self.desk, self.t("map.take", name=each.name), partial(self._take, each), "chevron-right")
                self._near.addLayout(row(take, 0))

    def _take(self, near: Near) -> None:
        """The officer says that this island is the area meant."""
        self.area.put(near.code)
        self._show_point()
        self.area.line.setFocus()
        self.write()

    def write(self) -> None:
        """Area, point and words; words alone are kept in the draft until there is a place."""
        point, area = self.map.point, self.area.value()
        there = bool(area or point)
        self.state.note(
            {
                "area": "" if area else self.area.line.value(),
                "detail": "" if there else self.detail.value(),
                "point": self.point.value() if point is None else "",
            }
        )
        place: dict[str, object] = {"area": area, "detail": self.detail.value()}
        if point is not None:
            place |= {"latitude_e7": point.latitude_e7, "longitude_e7": point.longitude_e7}
        self.state.put({"place": {k: v for k, v in place.items() if v != ""} if there else None})
