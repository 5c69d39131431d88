"""First run, unlock, lock: with real keys, real profiles, and nothing heavy before the first picture."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui import scene
from ui.gui import app
from ui.gui.main_window import MainWindow
from ui.gui.screens.unlock import UnlockScreen
from ui.gui.screens.wizard import WizardScreen
from ui.gui.screens.wizard_pages import SheetPage

ROOT = Path(__file__).resolve().parents[2]
FIRST_PICTURE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
before = set(sys.modules)
from ui.gui import app
def tell(window):
    import PySide6.QtCore, PySide6.QtWidgets
    from PySide6.QtCore import QObject
    names = "Qt" in vars(PySide6.QtCore)  # all of Qt's enumerations, which take a sixth of the time
    made = [each for each in window.findChildren(QObject) if type(each).__name__ == "PassphraseField" and each.isVisible()]
    print(style, bool(made), names, *sorted(set(sys.modules) - before))
    application.exit()
application = None
begin = app.theme.begin
def held(name):
    global application, style
    application = begin(name)
    style = application.style().name()  # before the sheet stands over it
    return application
app.theme.begin = held
app.MainWindow.keep_watch = tell
app._go_on = lambda *_: None
sys.exit(app.main(["--profile", sys.argv[1]]))
"""
OUTLINE = """
import sys
before = set(sys.modules)
from ui.gui import app
def tell(window, application, *_rest):
    modules = sorted(set(sys.modules) - before)
    picture = window.grab().toImage()
    spots = ((x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9))
    print(window.isVisible(), len({picture.pixel(*spot) for spot in spots}), *modules)
    THEN
app._furnish = tell
sys.exit(app.main(["--profile", sys.argv[1]]))
"""
BROKEN = """
import sys
from ui.gui import app
def furnish(*_):
    raise OSError("gone")
app.furnish = furnish
sys.exit(app.main(["--profile", sys.argv[1]]))
"""
LIGHT = {
    "argparse", "copy", "fcntl", "gc", "gettext", "json", "locale", "select", "selectors", "signal",
    "subprocess", "unicodedata", "PySide6", "core", "ui",
}  # fmt: skip
OURS = {
    "core", "core.app", "core.app.profile_files", "core.app.watch",
    "core.domain", "core.domain.errors", "core.domain.file_names", "core.domain.wiping",
    "core.storage", "core.storage.atomic", "core.storage.folders", "ui", "ui.compose", "ui.wording",
}  # fmt: skip
ROOMS = {"", ".gate", ".unlock"}
WIDGETS = {"", ".buttons", ".field", ".flow", ".labels", ".passphrase_field"}


def started(code: str, profile: Path, sockets: Path) -> subprocess.CompletedProcess[str]:
    """The program's own start, with this code around it."""
    command = [sys.executable, "-c", code, str(profile)]
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(sockets)}  # where no other Posko runs
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environ)


def first_picture(profile: Path, sockets: Path) -> tuple[list[str], set[str]]:
    """What the program's own start tells at its first picture: style, field, whether all enumerations were made; modules."""
    done = started(FIRST_PICTURE, profile, sockets)
    told = done.stdout.split()
    assert done.returncode == 0, done.stderr
    return told[:3], set(told[3:])


@pytest.mark.parametrize("name", ["post", "none"])
def test_an_outline_in_the_colours_of_the_gate_is_painted_before_the_gate_is_imported(
    founded: Path, tmp_path: Path, name: str
) -> None:
    done = started(OUTLINE.replace("THEN", "window.close()"), founded / name, tmp_path)
    shown, colours, *modules = done.stdout.split()
    assert done.returncode == 0, done.stderr
    assert shown == "True" and int(colours) == 3, "background, card, what leads on"
    gui = {name for name in modules if name.startswith("ui.gui.")}
    assert gui == {
        f"ui.gui.{name}" for name in ("app", "first_paint", "main_window", "outline", "reading_order", "single", "theme")
    }


def test_a_gate_in_the_place_of_the_outline_has_the_keyboard(post: Path, outline_of: Callable[[Path], MainWindow]) -> None:
    """Qt would show it in a later turn; where the system makes the window active in between, nothing has the keyboard."""
    window = outline_of(post)
    app.furnish(window, post)
    gate = window.centralWidget()
    assert isinstance(gate, UnlockScreen) and gate.field.isVisible() and QApplication.focusWidget() is gate.field


def test_a_gate_that_cannot_be_made_ends_the_program_and_leaves_no_outline(founded: Path, tmp_path: Path) -> None:
    done = started(BROKEN, founded / "post", tmp_path)
    assert done.returncode == 1 and "gone" in done.stderr


def test_the_unlock_window_is_painted_before_anything_but_itself_is_imported(founded: Path, tmp_path: Path) -> None:
    told, modules = first_picture(founded / "post", tmp_path)
    assert told == ["fusion", "True", "False"]
    assert {name.partition(".")[0].lstrip("_") for name in modules} <= LIGHT | {"ctypes", "posixsubprocess"}
    gui = {name for name in modules if name.startswith("ui.gui.")}
    assert {name for name in modules if name.partition(".")[0] in ("core", "ui")} - gui - {"ui.gui"} <= OURS
    assert {name.removeprefix("ui.gui.screens") for name in gui if name.startswith("ui.gui.screens")} == ROOMS
    assert {name.removeprefix("ui.gui.widgets") for name in gui if name.startswith("ui.gui.widgets")} == WIDGETS
    assert len(gui) <= 36


def test_the_first_run_is_painted_before_reference_data_and_keys_are_imported(founded: Path, tmp_path: Path) -> None:
    told, modules = first_picture(founded / "none", tmp_path)
    assert told == ["fusion", "False", "False"]
    heavy = {"sqlalchemy", "reportlab", "pyhanko", "cryptography", "aiohttp", "msgspec", "concurrent"}
    assert "ui.gui.screens.wizard" in modules and not heavy & {name.partition(".")[0] for name in modules}
    assert not {"core.domain.reference", "ui.gui.screens.wizard_pages", "ui.gui.widgets.inputs", "re"} & modules


def test_enter_chooses_what_the_laptop_is_and_then_leads_on(
    tmp_path: Path, window_of: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], qtbot: Any
) -> None:
    window = window_of(tmp_path / "new")
    settle(window)
    wizard: Any = window.centralWidget()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert wizard.role.kind == "province" and wizard._page() is wizard.role
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wizard._page() is not wizard.role


def test_wizard_makes_a_post_and_opens_home(
    founded: Path, tmp_path: Path, window_of: Callable[[Path], MainWindow], settle: Callable[[MainWindow], None], qtbot: Any
) -> None:
    window = window_of(tmp_path / "new")
    settle(window)
    wizard: Any = window.centralWidget()
    assert isinstance(wizard, WizardScreen)
    wizard.go_on()
    assert wizard._message.text() == window.desk.t("wizard.role.missing")
    assert not wizard.language.isHidden(), "control"
    wizard.role.choose("post")
    wizard.go_on()
    assert wizard.language.isHidden(), "another language would build the wizard anew, without what was typed and made"
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
    sheet._print()
    assert window.desk.t("print.none") in sheet.fault.text() and not sheet.kept, "no printer here"
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
    (logo,) = (each for each in unlock.findChildren(QLabel) if not each.pixmap().isNull())
    assert logo.height() >= logo.pixmap().deviceIndependentSize().height(), "a picture is not cut to a line of words"
    qtbot.waitUntil(unlock._go.isEnabled, timeout=5000)
    qtbot.keyClicks(unlock.field, scene.PASSPHRASE)
    assert unlock.field.length() == len(scene.PASSPHRASE)
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)


@pytest.mark.fault("UN-13")
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
