"""A national office set up in the window, and a province and it coming to know each other: files, fingerprints, one tick each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core.app import queries
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow
from ui.gui.screens import nation_card
from ui.gui.screens.nation_card import FingerprintDialog
from ui.gui.screens.wizard_pages import SheetPage

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def set_up(window: MainWindow, settle: Settle, qtbot: Any) -> None:
    """The wizard, from its first page to the open window."""
    settle(window)
    wizard: Any = window.centralWidget()
    wizard.role.choose("nation")
    wizard.go_on()
    wizard.go_on()
    assert wizard._message.text() == window.desk.t("wizard.province.missing_name")
    qtbot.keyClicks(wizard.nation.name, "Direktorat Contoh")
    wizard.go_on()
    qtbot.keyClicks(wizard.person.name, "Petugas N")
    for field in (wizard.person.passphrase.first, wizard.person.passphrase.second):
        qtbot.keyClicks(field, scene.PASSPHRASE)
    wizard.go_on()
    qtbot.waitUntil(lambda: isinstance(wizard._page(), SheetPage), timeout=20_000)
    wizard._page().keep()
    wizard.go_on()
    settle(window)


def believe(window: MainWindow, file: Path, fingerprint: str, settle: Settle, qtbot: Any) -> None:
    """Open the settings, look at a file, compare, tick, accept; all by keyboard once the file is chosen."""
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    settle(window)
    frame.place.nation.look(file)
    settle(window)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, FingerprintDialog) and each.isVisible())
    t = window.desk.t
    assert fingerprint in [each.text() for each in dialog.findChildren(nation_card.label("").__class__)]
    assert not dialog.button.isEnabled()
    hands = Hands(dialog, qtbot)
    hands.press(t("nation.same"))
    hands.press(t("nation.believe"))
    settle(window)


def test_an_office_and_a_province_meet(
    province: Path,
    tmp_path: Path,
    window_of: Opened,
    opened: Opened,
    settle: Settle,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    below = opened(province)
    told = below.desk.app.nation.introduce()
    file, answer = tmp_path / "p.poskokenal", tmp_path / "n.poskokenal"
    file.write_bytes(told.file)
    monkeypatch.setattr(nation_card, "save_file", lambda *_given: answer)
    above = window_of(tmp_path / "office")
    set_up(above, settle, qtbot)
    frame: Any = above.centralWidget()
    assert frame.room == "home" and not frame.place.new.isVisible()
    believe(above, file, told.fingerprint, settle, qtbot)
    assert [row.area for row in above.desk.app.ask(queries.Adopted())] == ["19"]
    assert frame.place.nation.table.rowCount() == 1
    believe(below, answer, above.desk.app.nation.fingerprint, settle, qtbot)
    view = below.desk.app.ask(queries.Above())
    assert view is not None and view.name == "Direktorat Contoh"
    # A file that is none is told on the card, and nobody is asked to believe it.
    frame.place.nation.look(answer)
    settle(above)
    assert frame.place.nation._fault.text().startswith("Berkas itu bukan perkenalan")
