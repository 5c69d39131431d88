"""A desk gives an area its level: the program's proposal with its reasons above, the desk's own below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.views import Changes
from core.app.vulnerability_views import AreaView, Picture
from core.domain.vulnerability import LEVELS, MOST_WORDS, Assess
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.maps.words import area_words
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import TextInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick


class AssessDialog(Dialog):
    """Nothing is chosen in advance but the kinds that were warned of: the level is the desk's word."""

    def __init__(self, desk: Desk, area: AreaView, picture: Picture, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.assess"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t = desk, desk.t
        self._area, self._picture, self._command = area, picture, desk.app.new_command()
        levels = [(level, self.t(f"level.{level}")) for level in LEVELS]
        self.button = primary(desk, self.t("vulnerability.save"), self._save, "save")
        self.level = Options(levels, "", lambda _level: self._ready(), self.t("vulnerability.level"))
        self.ticks: dict[str, Tick] = {}
        for each in desk.app.reference.vulnerabilities:
            if not each.is_nil:
                name = each.name_id if self.t.language == "id" else each.name_en
                self.ticks[each.code] = Tick(name, each.code in area.kinds, lambda _on: self._ready())
        self.words = TextInput(lines=3)
        self._fault = label("", "bad")
        body = box(
            label(self.t("vulnerability.assess_title", name=area.path), "section"),
            label(area_words(self.t, area), "muted"),
            notice(desk, self.t("vulnerability.human"), "info"),
            Field(self.t("vulnerability.level"), self.level),
            label(self.t("vulnerability.reasons"), "strong"),
            *self.ticks.values(),
            Field(self.t("vulnerability.words"), self.words, self.t("vulnerability.words_hint", most=MOST_WORDS)),
            gap="small",
        )
        self.setLayout(
            column(
                scrolled(body, sideways=False),
                self._fault,
                row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
                gap="gap",
                margin="gap",
            )
        )
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.setStretch(0, 1)
        self.resize(desk.theme.wide("form"), pixels("dialog"))
        self._ready()

    def reasons(self) -> tuple[str, ...]:
        """The kinds ticked."""
        return tuple(code for code, tick in self.ticks.items() if tick.isChecked())

    def _ready(self) -> None:
        self.button.setEnabled(bool(self.level.value and self.reasons()))

    def _save(self) -> None:
        self.button.setEnabled(False)
        shown = self._picture
        command = Assess(
            self._command,
            self._area.code,
            self.level.value,
            self.reasons(),
            self.words.value(),
            shown.election,
            shown.stage,
            shown.first,
            shown.last,
        )
        self.desk.execute(command, self._saved, self._failed, self)

    def _saved(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self._fault.setText(self.desk.explain(fault))
        self._ready()
