"""Pictures of Peta and of the posts board: a province that was warned, has spoken of some areas, and waits for some posts."""

from __future__ import annotations

from typing import Any

LAST = "2024-02-07"
WARNED = (
    ("19.03.08.2001", "KR-05", "tinggi", "PEMUNGUTAN"), ("19.03.01", "KR-06", "sedang", "KAMPANYE"),
    ("19.01.01", "KR-06", "rendah", "KAMPANYE"), ("19.01.02", "KR-12", "sedang", "MASA_TENANG"),
    ("19.02.01", "KR-17", "sedang", "LOGISTIK"), ("19.05.01", "KR-10", "rendah", "KAMPANYE"),
)  # fmt: skip
SAID = (("19.03", "tinggi", "KR-05"), ("19.01", "sedang", "KR-06"), ("19.02", "rendah", "KR-17"), ("19.71", "rendah", "KR-10"))


def warn(post: Any, submit: Any, warning: dict[str, Any]) -> None:
    """What the post warns of before its stick leaves."""
    for area, kind, level, stage in WARNED:
        submit(post, warning | {"place": {"area": area}, "vulnerability": kind, "level": level, "stage": stage})


def pictures(gallery: Any, window: Any, frame: Any, room: str) -> None:
    """The room as the province has it after a week, and its dialogs."""
    _speak(window.desk.app)
    frame.open(room)
    gallery._rest(window)
    (_map if room == "map" else _board)(gallery, window, frame.place)


def _speak(app: Any) -> None:
    from core.app.post_queries import Assessments
    from core.domain.post_note import PlanCourier, TellDown
    from core.domain.vulnerability import Assess

    if app.ask(Assessments()):
        return
    for area, level, kind in SAID:
        app.execute(Assess(app.new_command(), area, level, (kind,), "Kapal dan cuaca tidak pasti.", "PEMILU_2024", "KAMPANYE"))
    app.execute(PlanCourier(app.new_command(), "K0413", "2024-02-01", 7, "kapal feri"))
    app.execute(TellDown(app.new_command(), "K0413", "2024-02-06", "", "weather"))


def _map(gallery: Any, window: Any, place: Any) -> None:
    from ui.gui.screens.map.assess_dialog import AssessDialog

    place.period.last.put(LAST)
    place.period.compare.setChecked(True)
    place.refresh()
    for number, name in enumerate(("map-regencies", "map-stages", "map-history")):
        place.tabs.setCurrentIndex(number)
        gallery._grab(window, name)
    place.tabs.setCurrentIndex(0)
    place.page.open_regency("19.03")
    gallery._grab(window, "map-districts")
    gallery._paper(window, AssessDialog(window.desk, place.page.chosen(), place._picture, place), "map-assess")


def _board(gallery: Any, window: Any, place: Any) -> None:
    from ui.gui.screens.post_board.note_dialog import CourierDialog, DownDialog, UpDialog

    board = place.board
    board.period.last.put(LAST)
    board.all.setChecked(True)
    place.refresh()
    gallery._rest(window)
    board.table.selectRow(0)
    gallery._grab(window, "posts-board")
    for name, dialog in (("courier", CourierDialog), ("down", DownDialog), ("up", UpDialog)):
        gallery._paper(window, dialog(window.desk, board.chosen(), place), f"posts-{name}")
