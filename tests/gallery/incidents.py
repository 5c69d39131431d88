"""Pictures of one incident told twice, and of the guidance: the group's card, two reports side by side, an answer, a leaflet."""

from __future__ import annotations

from typing import Any

from core.app import group_queries, guide_queries, queries
from tests.gui import scene
from ui.gui.screens.groups.compare_dialog import CompareDialog
from ui.gui.screens.groups.list_dialog import GroupsDialog
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.report_detail.group_tab import GroupTab

RETOLD = {"summary": "Prajurit diduga mendukung peserta pemilu di apel desa", "happened": {"date": "2024-02-04"}}


def groups(gallery: Any, window: Any, frame: Any) -> None:
    """A desk's report with what may tell of the same incident."""
    app = window.desk.app
    if app.facts.kind != "province":
        return
    if all(row.summary != RETOLD["summary"] for row in app.ask(queries.Reports()).rows):
        for tree in (scene.complaint(), scene.complaint(**RETOLD, known="2024-02-04")):
            scene.submit(app, tree)
    frame.open("reports", None)
    gallery._rest(window)
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, GroupTab))
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    gallery._grab(window, "reports-group")
    gallery._paper(window, GroupsDialog(window.desk, frame.place), "reports-groups")
    found = app.ask(group_queries.Candidates(tab.card.report))
    pairs = [(tab.card.report, row.id) for row in found]
    if pairs:
        gallery._paper(window, CompareDialog(window.desk, pairs, frame.place), "reports-compare")


def guide(gallery: Any, window: Any, frame: Any) -> None:
    """Questions with an answer, a search, and a leaflet."""
    page, app = frame.place, window.desk.app
    page.subject.choose("PNS")
    page._begin()
    gallery._rest(window)
    page._answered("hadir", True)
    gallery._grab(window, "guide-answer")
    page.search.setText("keputusan")
    page._look_up()
    gallery._grab(window, "guide-search")
    query = guide_queries.GuideLeaflet("PNS")
    paper = Paper(window.desk.t("guide.leaflet"), "selebaran.pdf", window.desk.t("button.save_as"))
    gallery._paper(window, PaperDialog(window.desk, paper, lambda: app.ask(query), frame.place), "guide-leaflet")
