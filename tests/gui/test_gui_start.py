"""First run, unlock, lock: with real keys, real profiles, and nothing heavy before the first picture."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.screens.unlock import UnlockScreen
from ui.gui.screens.wizard import WizardScreen
from ui.gui.screens.wizard_pages import SheetPage

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "reportlab", "pyhanko", "cryptography.x509", "aiohttp")
FIRST_PICTURE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.gui.app import build
application = QApplication([])
window = build(application, Path(sys.argv[1]))
window.show()
application.processEvents()
assert not window.grab().isNull()
print([name for name in sys.argv[2:] if name in sys.modules])
"""


@pytest.mark.parametrize("profile", ["post", "none"])
def test_nothing_heavy_before_the_first_picture(founded: Path, profile: str) -> None:
    command = [sys.executable, "-c", FIRST_PICTURE, str(founded / profile), *HEAVY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_wizard_makes_a_post_and_opens_home(
    founded: Path, tmp_path: Path, window_of: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], qtbot: Any
) -> None:
    window = window_of(tmp_path / "new")
    settle(window)
    wizard: Any = window.centralWidget()
    assert isinstance(wizard, WizardScreen)
    wizard.go_on()
    assert wizard._message.text() == window.desk.t("wizard.role.missing")
    wizard.role.choose("post")
    wizard.go_on()
    wizard.kit.use(founded / "pos.poskokit")
    qtbot.keyClicks(wizard.kit.code, (founded / "code.txt").read_text("utf-8"))
    wizard.go_on()
    qtbot.keyClicks(wizard.person.name, "Petugas A")
    for field in (wizard.person.passphrase.first, wizard.person.passphrase.second):
        qtbot.keyClicks(field, scene.PASSPHRASE)
    wizard.go_on()
    qtbot.waitUntil(lambda: isinstance(wizard._page(), SheetPage), timeout=20_000)
    wizard.go_on()
    assert window.centralWidget() is wizard
    sheet = wizard._page()
    assert isinstance(sheet, SheetPage)
    sheet.keep()
    wizard.go_on()
    assert getattr(window.centralWidget(), "room", "") == "home"
    settle(window)


def test_unlock_refuses_and_opens(
    post: Path, window_of: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], qtbot: Any
) -> None:
    window = window_of(post)
    unlock: Any = window.centralWidget()
    assert isinstance(unlock, UnlockScreen)
    for _try in range(3):
        qtbot.keyClicks(unlock.field, "bukan frasa yang benar")
        qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
        settle(window)
        assert not window.desk.unlocked
    assert not unlock._go.isEnabled(), "the third wrong try makes one wait"
    qtbot.waitUntil(unlock._go.isEnabled, timeout=5000)
    qtbot.keyClicks(unlock.field, scene.PASSPHRASE)
    assert unlock.field.length() == len(scene.PASSPHRASE)
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)


def test_lock_closes_the_screens_and_brings_the_draft_back(
    post: Path, opened: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], qtbot: Any
) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step("event")
    qtbot.keyClicks(frame.place.page.summary, "Diduga berkampanye")
    window.desk.lock.emit()
    settle(window)
    unlock: Any = window.centralWidget()
    assert isinstance(unlock, UnlockScreen)
    qtbot.keyClicks(unlock.field, scene.PASSPHRASE)
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)
    frame = window.centralWidget()
    assert (frame.room, frame.place.form.tree["summary"]) == ("report_form", "Diduga berkampanye")
