"""Every room of post and province: opens, names what can be focused, switches language and look, sends and receives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from core.app import queries
from tests.gui import scene
from ui.gui import theme
from ui.gui.main_window import MainWindow
from ui.gui.shortcuts import OFFICE, TABLE, rooms_of
from ui.gui.widgets.panes import Panes

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
STEPS = ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review")


def at(window: MainWindow) -> Any:
    """What the window shows now; Qt's types know only a widget."""
    return window.centralWidget()


def inside_of_a_choice(widget: QWidget) -> bool:
    """Whether it is Qt's own list behind a choice."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QComboBox):
        parent = parent.parentWidget()
    return parent is not None


def nameless(window: QWidget) -> list[str]:
    """What the keyboard can reach and a screen reader could not name."""
    found = []
    for widget in window.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or inside_of_a_choice(widget)
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or widget.focusProxy() is not None:
            continue
        text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        if not (widget.accessibleName() or text):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("kind", ["post", "province"])
def test_everything_the_keyboard_reaches_has_a_name(
    kind: str, request: pytest.FixtureRequest, opened: Opened, settle: Settle
) -> None:
    window = opened(request.getfixturevalue(kind))
    frame: Any = window.centralWidget()
    faults: dict[str, list[str]] = {}
    for room in rooms_of(kind):
        frame.open(room.room, None)
        settle(window)
        faults[room.room] = nameless(frame)
    frame.open("report_form", None)
    for step in STEPS:
        frame.place.open_step(step)
        faults[step] = nameless(frame)
    assert {room: found for room, found in faults.items() if found} == {}


def test_language_and_look_switch_while_running(post: Path, opened: Opened, settle: Settle, qapp: Any) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    frame.place._language("en")
    frame = window.centralWidget()
    assert (frame.room, frame._title.text()) == ("settings", "Settings")
    frame.place._theme("dark")
    assert qapp.palette().window().color().name().upper() == "#12171E"
    at(window).place._scale("150")
    assert window.desk.theme.scale == 150
    assert window.desk.app.settings.get("theme", "") == "dark"
    at(window).place._language("id")
    assert at(window)._title.text() == "Pengaturan"
    settle(window)


def test_every_shortcut_is_its_own_and_reaches_something(post: Path, opened: Opened) -> None:
    window = opened(post)
    keys = [shortcut.keys for shortcut in TABLE]
    assert len(set(keys)) == len(keys)
    actions = {a.objectName(): a for a in at(window).findChildren(QAction) if a.objectName()}
    # A key that is held (see ui/gui/panic.py), and one of the whole window, before it is unlocked as well.
    left_out = {f"shortcut-{room}" for room in OFFICE} | {"shortcut-panic", "shortcut-quit"}
    assert set(actions) == {f"shortcut-{shortcut.name}" for shortcut in TABLE} - left_out
    actions["shortcut-exchange"].trigger()
    assert at(window).room == "exchange"


def test_nihil_is_two_clicks_and_once(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("situation", None)
    frame.place.nihil.click()
    sign = frame.place.sign
    sign.click()
    sign.click()
    settle(window)
    rows = window.desk.app.ask(queries.Reports()).rows
    assert [row.nihil for row in rows] == [True]


def test_a_stick_goes_out_and_says_so(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    stick = tmp_path / "stick"
    stick.mkdir()
    frame: Any = window.centralWidget()
    frame.open("exchange", stick)
    settle(window)
    frame.place.start_send()
    settle(window)
    settle(window)
    assert frame.place._columns["sent"].text() == "1"
    shown = [each.text() for each in frame.place.findChildren(QLabel)]
    assert window.desk.t("exchange.safe") in shown
    assert not any("erkirim" in text for text in shown)


def test_a_bad_roster_shows_every_reason_and_issues_nothing(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    from core.app.papers import read_roster, roster_example

    frame: Any = window.centralWidget()
    frame.open("pacts", "issue")
    good = read_roster(roster_example().encode())
    frame.place.issue.show_roster(good)
    settle(window)
    assert frame.place.issue.button.isEnabled()
    broken = roster_example().replace("Siti Aminah", "")
    frame.place.issue.show_roster(read_roster(broken.encode()))
    settle(window)
    assert not frame.place.issue.button.isEnabled()
    assert frame.place.issue.table.item(0, 2).text()
    settle(window)


def test_pacts_are_issued_and_shown(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    from core.app.papers import roster_example
    from ui.gui.screens.pact_view import PactDialog

    roster = tmp_path / "daftar.csv"
    roster.write_text(roster_example(), "utf-8")
    frame: Any = window.centralWidget()
    frame.open("pacts", "issue")
    frame.place.issue.read(roster)
    settle(window)
    frame.place.issue.button.click()
    settle(window)
    settle(window)
    assert frame.place.register.table.rowCount() == 3
    # The same list once more: nobody gets a second pact unless somebody insists.
    page = frame.place.issue
    page.read(roster)
    settle(window)
    assert not page.button.isEnabled() and not page.again.isHidden()
    assert page.table.item(0, 2).text().startswith(window.desk.t("issue.holds", number="").strip())
    page.again.setChecked(True)
    assert page.button.isEnabled()
    dialog = PactDialog(window.desk, frame.place.register.rows[0], frame)
    settle(window)
    pages = [each for each in dialog.findChildren(QLabel) if not each.pixmap().isNull()]
    assert pages and pages[0].pixmap().width() > 500
    dialog.reject()


def test_the_province_makes_a_kit_and_opens_a_case(province: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    from ui.gui.screens.posts import KitDialog
    from ui.gui.screens.report_detail.case_dialog import CaseDialog

    window = opened(province)
    app = window.desk.app
    kit = KitDialog(window.desk, window)
    kit.post.choose("K0414")
    kit._run()
    settle(window)
    assert any("K0414" in each.text() for each in kit.findChildren(QLabel))
    kit.reject()
    scene.submit(app, scene.complaint())
    report = app.ask(queries.Reports()).rows[0]
    case = CaseDialog(window.desk, report.id, report.number, window)
    qtbot.keyClicks(case.line, "045/PNR/XI/2026")
    case._save()
    settle(window)
    assert app.ask(queries.Report(report.id)).other["agenda"] == "045/PNR/XI/2026"


def test_ctrl_f_always_finds_something(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    """The search of the room, or where it has none that over all reports; a regency's desk, which has neither, is told so."""
    window = opened(post)
    frame: Any = window.centralWidget()
    for room in rooms_of("post"):
        frame.open(room.room, None)
        settle(window)
        qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        held: Any = window.focusWidget()
        own = room.room in ("reports", "pacts", "documents", "guide")
        assert isinstance(held, QLineEdit) and (held is not frame._search) == own, room.room
    frame._search.setText("kendaraan")
    frame.open("home", None)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert frame._search.selectedText() == "kendaraan", "typing begins anew"
    qtbot.keyClick(frame._search, Qt.Key.Key_Return)
    assert frame.room == "reports" and frame.place.line.value() == "kendaraan"


def test_with_large_text_the_rail_gives_way_and_parts_stand_below_each_other(
    post: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(post)
    for scale, named, beside in (("100", True, True), ("200", False, False)):
        window.desk.theme = theme.choose("light", scale)
        window.dress_again()
        window.resize(1024, 600)
        frame: Any = window.centralWidget()
        frame.open("reports", None)
        settle(window)
        button = frame._rail._buttons["home"]
        assert bool(button.text()) == named and button.accessibleName() == "Beranda" and "Ctrl+1" in button.toolTip()
        assert named or "Beranda" in button.toolTip()
        (panes,) = frame.place.findChildren(Panes)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        qtbot.waitUntil(lambda panes=panes, wanted=wanted: panes.orientation() is wanted)  # type: ignore[misc]
        frame.open("report_form", None)
        settle(window)
        form = frame.place
        for shown in (form.meter, form.meter.list):
            assert shown.isVisible() and form.isAncestorOf(shown)
        seen = form.meter.visibleRegion().boundingRect()
        assert seen == form.meter.rect(), "completeness is in sight whatever its list does"
        frame.open("reports", None)
        settle(window)
        (panes,) = frame.place.findChildren(Panes)
    window.resize(640, 600)
    settle(window)
    assert panes.orientation() is Qt.Orientation.Vertical
    assert panes.heightForWidth(panes.width()) <= panes.height() and panes.minimumSizeHint().width() <= panes.width()
