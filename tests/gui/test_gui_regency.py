"""A regency's desk in the window: its kit chosen among the posts', the wizard as a post's, and no room but its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from core.app import views
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.screens import posts
from ui.gui.screens.wizard_pages import SheetPage
from ui.gui.shortcuts import DISTRICT

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
OWN = "19.05"


def kit_of(window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> views.KitMade:
    """The kit that the dialog makes when the regency is chosen."""
    made: list[views.KitMade] = []
    monkeypatch.setattr(posts.KitDialog, "show_kit", lambda _self, kit, *_words: made.append(kit))
    dialog = posts.KitDialog(window.desk, window)
    dialog.post.choose(OWN)
    dialog.button.click()
    settle(window)
    dialog.done(0)
    return made[0]


def test_a_regency_has_its_own_rooms_and_no_other(
    province: Path,
    tmp_path: Path,
    window_of: Opened,
    opened: Opened,
    settle: Settle,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kit = kit_of(opened(province), settle, monkeypatch)
    file = tmp_path / "r.poskokit"
    file.write_bytes(kit.file)
    window = window_of(tmp_path / "regency")
    settle(window)
    wizard: Any = window.centralWidget()
    wizard.role.choose("post")
    wizard.go_on()
    wizard.kit.use(file)
    wizard.kit.code.setText(kit.code)
    wizard.go_on()
    qtbot.keyClicks(wizard.person.name, "Petugas R")
    for field in (wizard.person.passphrase.first, wizard.person.passphrase.second):
        qtbot.keyClicks(field, scene.PASSPHRASE)
    wizard.go_on()
    qtbot.waitUntil(lambda: isinstance(wizard._page(), SheetPage), timeout=20_000)
    wizard._page().keep()
    wizard.go_on()
    settle(window)
    frame: Any = window.centralWidget()
    t = window.desk.t
    assert frame.room == "team" and not frame._search.isVisible()
    assert [each.accessibleName() for each in frame._rail.findChildren(QPushButton)] == [t(f"room.{name}") for name in DISTRICT]
    for room in DISTRICT:
        frame.open(room)
        settle(window)
        shown = {each.text() for each in frame.place.findChildren(QPushButton) if each.isVisible()}
        assert not shown & {t("posts.kit"), t("vulnerability.open_list"), t("vulnerability.whole"), t("documents.new")}
    frame.open("map")
    settle(window)
    codes = [each.code for each in frame.place.page._rows]
    assert codes[0] == OWN and all(code.startswith(OWN) for code in codes)
