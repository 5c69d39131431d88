"""Peta: one choice of days and kind above, and below it the map, the stages, and what desks assessed."""

from __future__ import annotations

from core.app.post_queries import Assessments
from core.app.vulnerability_views import AssessmentRow, Picture
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.maps.words import level_words
from ui.gui.screens.map.map_page import MapPage
from ui.gui.screens.map.period import PeriodBar
from ui.gui.screens.screen import Screen
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label
from ui.gui.widgets.stage_line import StageLine
from ui.gui.widgets.table import Table
from ui.gui.widgets.tabs import tabbed

COLUMNS = ("day", "area", "level", "proposed", "reasons", "words", "officer")


class MapScreen(Screen):
    """A stage picked on the line of stages filters map and tables until it is taken away."""

    topics = frozenset({"reports", "exchange", "posts", "vulnerability"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self._stage = ""
        self._picture: Picture | None = None
        self.period = PeriodBar(desk)
        self.period.changed.connect(self.refresh)
        self._recap = label("", "muted")
        self.stage_chip = quiet(desk, "", lambda: self.pick(""), "close")
        self.page = MapPage(desk)
        self.stages = StageLine(desk)
        self.stages.picked.connect(self.pick)
        self.history = Table(self.t("vulnerability.history"), [self.t(f"vulnerability.col_{name}") for name in COLUMNS])
        self._none = label(self.t("vulnerability.no_history"), "muted")
        self._election = label("", "section")
        self.tabs = tabbed(self.t("room.map"))
        self.tabs.addTab(scrolled(self.page), self.t("vulnerability.map"))
        line = box(self._election, label(self.t("vulnerability.stages_text"), "muted"), self.stages, 0, margin="gap")
        self.tabs.addTab(scrolled(line, sideways=False), self.t("vulnerability.stages"))
        self.tabs.addTab(box(self._none, self.history, margin="gap"), self.t("vulnerability.history"))
        self.tabs.setCurrentIndex(argument if isinstance(argument, int) else 0)
        self.setLayout(column(row(self.period, self.stage_chip), self._recap, self.tabs, margin="gap"))
        self.pick("")

    def refresh(self) -> None:
        """Ask for the picture and for the assessments."""
        self.desk.ask(self.period.query(self._stage), self._show, self, "vulnerability")
        self.desk.ask(Assessments(), self._show_history, self, "assessments")

    def leave(self) -> object:
        """The tab stays open over a change of language."""
        return self.tabs.currentIndex()

    def pick(self, stage: str) -> None:
        """Filter by a stage, or by none."""
        self._stage = stage
        self.stage_chip.setVisible(bool(stage))
        self.refresh()

    def _show(self, picture: Picture) -> None:
        self._picture = picture
        self.page.show_picture(picture)
        self.stages.show_stages(picture.stages, picture.first, picture.last, picture.stage)
        election = self.desk.app.reference.election(picture.election)
        indonesian = self.t.language == "id"
        name = "" if election is None else election.name_id if indonesian else election.name_en
        self._election.setText(name)
        stage = next((each for each in picture.stages if each.code == picture.stage), None)
        if stage is not None:
            self.stage_chip.setText(self.t("vulnerability.only", stage=stage.name_id if indonesian else stage.name_en))
        said = f"{self.t('vulnerability.recap')}: {self.t(f'recap.{picture.recap}')}"
        if picture.elsewhere:
            said += f" · {self.t('vulnerability.elsewhere', n=picture.elsewhere)}"
        self._recap.setText(said)

    def _show_history(self, rows: tuple[AssessmentRow, ...]) -> None:
        self._none.setVisible(not rows)
        self.history.setVisible(bool(rows))
        self.history.fill([self._cells(row_) for row_ in rows])

    def _cells(self, each: AssessmentRow) -> list[str]:
        known = {
            item.code: item.name_id if self.t.language == "id" else item.name_en
            for item in self.desk.app.reference.vulnerabilities
        }
        reasons = "; ".join(known.get(code, code) for code in each.reasons)
        proposed = level_words(self.t, each.proposed) if each.proposed else "–"
        now = "" if each.current else f" ({self.t('vulnerability.earlier')})"
        if each.beside:
            now = f" ({self.t('vulnerability.twice')})"
        return [
            self.desk.day(each.day),
            each.name,
            level_words(self.t, each.level) + now,
            proposed,
            reasons,
            each.words,
            each.officer,
        ]
