"""Where it happened, by keyboard: an area by search or by walking the levels, a point by cross-hair or typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from core.app import queries
from core.domain.geo import Point, metres
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.widgets.coast import coast

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def place_page(window: MainWindow) -> tuple[Any, Any]:
    """The form of a new report at its page about the place."""
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step("place")
    return frame.place, frame.place.page


def test_a_point_is_set_moved_and_removed_by_keys(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    form, page = place_page(window)
    page.map.setFocus()
    start = page.map.aim
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(page.map, key)
    point = page.map.point
    assert point is not None and point.longitude_e7 > start.longitude_e7 and point.latitude_e7 > start.latitude_e7
    assert form.form.tree["place"] == {"latitude_e7": point.latitude_e7, "longitude_e7": point.longitude_e7}
    assert page.point.value() in page.map.accessibleDescription()
    shown = " ".join(each.text() for each in page.findChildren(QLabel))
    assert " km " in shown or " m " in shown
    qtbot.keyClick(page.map, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.map, Qt.Key.Key_Space)
    assert page.map.point.longitude_e7 < point.longitude_e7
    qtbot.keyClick(page.map, Qt.Key.Key_Delete)
    assert page.map.point is None and "place" not in form.form.tree and page.point.value() == ""


def test_the_cross_hair_never_leaves_the_map(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    _form, page = place_page(window)
    made = coast(window.desk.app.facts.province_code)
    assert made is not None
    for _turn in range(40):
        qtbot.keyClick(page.map, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.map.aim.degrees[0] >= -made.box.bottom() - 1e-6


def test_coordinates_typed_become_a_point_and_an_area_may_be_taken(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    form, page = place_page(window)
    qtbot.keyClicks(page.point, "2 53,1 LS 106 40,2 BT")
    assert page.map.point == Point(-28_850_000, 1_066_700_000)
    take = next(each for each in page.findChildren(QPushButton) if each.text().strip().startswith("Pakai "))
    take.click()
    assert page.area.value() and form.form.tree["place"]["area"] == page.area.value()
    near = page.desk.t("map.near")
    assert any(each.text() == near for each in page.findChildren(QLabel))
    page.point.clear()
    qtbot.keyClicks(page.point, "0 0")
    assert any(each.text() == page.t("map.far") for each in page.findChildren(QLabel))
    page.point.clear()
    qtbot.keyClicks(page.point, "dekat pasar")
    assert page.map.point is None
    assert form.form.noted("point") == "dekat pasar" and "latitude_e7" not in form.form.tree["place"]


def test_a_click_sets_the_point_and_a_drag_moves_the_map(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    _form, page = place_page(window)
    for _turn in range(4):
        qtbot.keyClick(page.map, Qt.Key.Key_Plus)
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    first = page.map.point
    assert first is not None
    qtbot.mousePress(page.map, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    qtbot.mouseMove(page.map, QPoint(160, 60))
    qtbot.mouseRelease(page.map, Qt.MouseButton.LeftButton, pos=QPoint(160, 60))
    assert page.map.point == first
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=QPoint(160, 60))
    assert metres(page.map.point, first) < 100


def test_words_without_a_place_stay_in_the_draft(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    form, page = place_page(window)
    qtbot.keyClicks(page.detail, "di belakang pasar")
    form.open_step("time")
    settle(window)
    draft = window.desk.app.ask(queries.Drafts())[0].id
    frame: Any = window.centralWidget()
    frame.open("report_form", draft)
    settle(window)
    frame.place.open_step("place")
    assert frame.place.page.detail.value() == "di belakang pasar"


def test_a_report_with_a_point_alone_is_listed_and_shown(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = {"latitude_e7": -28_850_000, "longitude_e7": 1_066_700_000, "detail": "di laut"}
    scene.submit(window.desk.app, scene.complaint(place=place))
    row = window.desk.app.ask(queries.Reports()).rows[0]
    assert "km" in row.place or " m " in row.place
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    settle(window)
    shown = " ".join(each.text() for each in window.findChildren(QLabel))
    assert "2°53,100′ LS 106°40,200′ BT" in shown and "di laut" in shown
