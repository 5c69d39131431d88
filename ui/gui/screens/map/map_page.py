"""The map beside a table of areas: choosing on one side chooses on the other, Enter opens the warnings themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.vulnerability_views import AreaView, Picture
from ui.gui.desk import Desk
from ui.gui.files import keep_file, save_file
from ui.gui.layouts import box, column, row
from ui.gui.maps.words import area_words, level_words
from ui.gui.screens.map.assess_dialog import AssessDialog
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.labels import label
from ui.gui.widgets.map_legend import MapLegend
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.region_map import RegionMap
from ui.gui.widgets.table import Table

COLUMNS = ("area", "level", "warnings", "proposed", "silent")
WHOLE = "vulnerability.whole"
MAP_SHARE, TABLE_SHARE = 16, 20


class MapPage(QWidget):
    """Without a regency chosen the table lists regencies; with one it lists that regency's districts below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._picture: Picture | None = None
        self._rows: list[AreaView] = []
        self.map = RegionMap(desk)
        self.map.chosen.connect(self.open_regency)
        self.map.opened.connect(self.open_list)
        self.table = Table(self.t("vulnerability.table"), [self.t(f"vulnerability.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._look)
        self.table.itemActivated.connect(lambda _item: self._open_chosen())
        self._said = label("", "muted")
        self.back = plain(desk, self.t(WHOLE), lambda: self.open_regency(""), "chevron-left")
        self.list = plain(desk, self.t("vulnerability.open_list"), self._open_chosen, "report")
        self.assess = primary(desk, self.t("vulnerability.assess"), self._assess, "edit")
        saving = plain(desk, self.t("vulnerability.png"), self._save, "save")
        left = box(self.map, MapLegend(desk), label(self.t("map.sketch"), "small"), gap="small")
        right = box(
            row(self.back, 0, saving), self.table, self._said, row(0, self.list, self.assess), gap="small", margin="small"
        )
        self.setLayout(column(Panes(left, right, shares=(MAP_SHARE, TABLE_SHARE)), margin="small"))
        self._own = desk.app.facts.code if desk.app.facts.kind == "regency" else ""
        if self._own:  # its districts alone, and counts of warnings without their list
            self.back.setVisible(False)
            self.list.setVisible(False)
            self.map.choose(self._own)
        self._look()

    def show_picture(self, picture: Picture) -> None:
        """Other data; what was chosen stays chosen."""
        self._picture = picture
        self.map.show_picture(picture)
        self._fill()

    def open_regency(self, code: str) -> None:
        """A regency's districts, or all regencies; at a regency's desk its own."""
        self.map.choose(self._own or code)
        self._fill()

    def open_list(self, code: str) -> None:
        """The warnings of an area, as the room of reports lists them; a regency's desk has their number alone."""
        if self._own:
            return
        wanted = {"kind": "early_warning", "area": code}
        if self._picture is not None and self._picture.stage:
            wanted["stage"] = self._picture.stage
        self.desk.go.emit("reports", wanted)

    def chosen(self) -> AreaView | None:
        """The area chosen in the table."""
        place = self.table.chosen()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _fill(self) -> None:
        if self._picture is None:
            return
        before, code = self.chosen(), self.map.code
        regencies = [each for each in self._picture.areas if each.parent == self._picture.province]
        self._rows = [each for each in self._picture.areas if code in (each.code, each.parent)] if code else regencies
        self.table.fill([self._cells(each) for each in self._rows])
        kept = next((place for place, each in enumerate(self._rows) if before is not None and each.code == before.code), 0)
        if self._rows:
            self.table.selectRow(kept)
        self.back.setEnabled(bool(code))
        self._look()

    def _cells(self, each: AreaView) -> list[str]:
        low, middle, high = each.warnings
        change = each.total - each.before
        compared = f"  ({change:+d})" if self._picture is not None and self._picture.before_first and change else ""
        return [
            each.name,
            level_words(self.t, each.level) + (f" ({self.t('vulnerability.twice')})" if each.beside else ""),
            f"{each.total}  ({high}/{middle}/{low}){compared}" if each.total or compared else "–",
            level_words(self.t, each.proposed) if each.proposed else "–",
            f"{each.silent} / {each.posts}" if each.posts else "–",
        ]

    def _look(self) -> None:
        area = self.chosen()
        for each in (self.list, self.assess):
            each.setEnabled(area is not None)
        self._said.setText("" if area is None else area_words(self.t, area))

    def _open_chosen(self) -> None:
        area = self.chosen()
        if area is not None:
            self.open_list(area.code)

    def _assess(self) -> None:
        area = self.chosen()
        if area is not None and self._picture is not None:
            AssessDialog(self.desk, area, self._picture, self).exec()

    def _save(self) -> None:
        from ui.gui.maps.sheet import map_png

        if self._picture is None:
            return
        name = f"peta-{self._picture.province}-{self._picture.last}.png"
        path = save_file(self.desk, self, self.t("vulnerability.png"), name, "png")
        if path is not None:
            # On paper and in a message the light look is the readable one.
            fault = keep_file(path, map_png(self._picture, self.t.language, "light"))
            self.desk.said.emit(self.desk.explain(fault) if fault else self.t("vulnerability.saved", name=path.name))
