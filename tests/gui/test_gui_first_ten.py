"""The first ten minutes of an officer (the acceptance script in ``tests/RESULTS.md``): what no other module shows."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from tests.gui import scene
from ui.gui import crash, theme
from ui.gui.main_window import MainWindow
from ui.gui.screens.help import HelpDialog
from ui.gui.screens.unlock import UnlockScreen
from ui.gui.screens.wizard import WizardScreen
from ui.gui.shortcuts import rooms_of

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
SMALL = (1024, 600)
LARGE_TEXT = "150"


def said(widget: QWidget) -> list[str]:
    """Every word that a widget shows."""
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]


@pytest.fixture
def wizard(window_of: Opened, settle: Settle, tmp_path: Path) -> WizardScreen:
    window = window_of(tmp_path / "new")
    settle(window)
    made = window.centralWidget()
    assert isinstance(made, WizardScreen)
    return made


def test_the_first_screen_says_in_one_indonesian_sentence_what_it_is_for(wizard: WizardScreen) -> None:
    purpose = "Posko mencatat pengaduan netralitas pemilu di laptop ini, terenkripsi, tanpa jaringan."
    assert wizard.desk.t.language == "id" and said(wizard).count(purpose) == 1


def test_back_loses_nothing(wizard: WizardScreen, founded: Path, qtbot: Any) -> None:
    wizard.role.choose("post")
    wizard.go_on()
    wizard.kit.use(founded / "pos.poskokit")
    qtbot.keyClicks(wizard.kit.code, "bacu-wiro")
    wizard.go_on()
    qtbot.keyClicks(wizard.person.name, "Petugas A")
    wizard.back.click()
    wizard.back.click()
    wizard.go_on()
    assert (wizard.kit.path.name, wizard.kit.code.value()) == ("pos.poskokit", "bacu-wiro")
    wizard.go_on()
    assert wizard.person.name.value() == "Petugas A"


@pytest.mark.fault("UN-16")
def test_a_weak_passphrase_is_refused_with_the_reason_and_letters_show_by_keyboard(wizard: WizardScreen, qtbot: Any) -> None:
    wizard.role.choose("nation")
    wizard.go_on()
    qtbot.keyClicks(wizard.nation.name, "Kantor")
    wizard.go_on()
    qtbot.keyClicks(wizard.person.name, "Petugas A")
    chosen = wizard.person.passphrase
    for words, verdict in (("pendek", "short"), ("aaaaaaaaaaaaaaaa", "weak")):
        for field in (chosen.first, chosen.second):
            field.wipe()
            qtbot.keyClicks(field, words)
        wizard.go_on()
        assert wizard.desk.t(f"strength.{verdict}") in said(wizard.person)
        assert wizard.desk.t("passphrase.weak") in said(wizard) and not wizard.desk.unlocked
    (shown,) = chosen.findChildren(QCheckBox)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert shown.isChecked()


@pytest.mark.fault("UN-9")
def test_after_the_idle_time_no_name_is_seen_also_with_a_dialog_open(
    post: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint(reporter={"lane": "open", "name": "Sutini", "address": "Pongok"}))
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step("event")
    qtbot.keyClicks(frame.place.page.summary, "Diduga berkampanye")
    dialog, closed = HelpDialog(window.desk, window), list[int]()
    dialog.finished.connect(closed.append)
    window.idle.expired.emit()
    settle(window)
    gate: Any = window.centralWidget()
    assert isinstance(gate, UnlockScreen) and closed == [0]
    assert not any(word in text for text in said(window) for word in ("Sutini", "Petugas A", "berkampanye"))
    qtbot.keyClicks(gate.field, scene.PASSPHRASE)
    qtbot.keyClick(gate.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)
    again: Any = window.centralWidget()
    assert again.place.form.tree["summary"] == "Diduga berkampanye"


def test_large_dark_text_fits_the_smallest_screen(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    window.desk.theme = theme.choose("dark", LARGE_TEXT)
    window.dress_again()
    wide = dict[str, int]()
    frame: Any = window.centralWidget()
    for room in (*(each.room for each in rooms_of("post")), "report_form"):
        frame.open(room, None)
        settle(window)
        wide[room] = frame.minimumSizeHint().width()
    assert {room: width for room, width in wide.items() if width > SMALL[0]} == {}


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


@pytest.mark.fault("ST-11")
def test_a_fault_of_the_program_leaves_a_note_without_a_word_and_it_goes_on(
    tmp_path: Path, hooks: None, capsys: pytest.CaptureFixture[str]
) -> None:
    told = list[str]()
    crash.install(tmp_path, lambda: datetime(2024, 2, 5, tzinfo=UTC), told.append)
    secret = "Sutini melaporkan"
    try:
        raise ValueError(secret)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    thread = threading.Thread(target=lambda: [][len(secret)])
    thread.start()
    thread.join()
    note = (tmp_path / crash.NOTE).read_text("utf-8")
    assert [text.splitlines()[2] for text in told] == ["ValueError", "IndexError"] and note == told[1]
    assert "test_gui_first_ten.py:" in told[0]
    shown = capsys.readouterr().err + "".join(told)
    assert "Sutini" not in shown and str(Path.home()) not in shown and str(tmp_path) not in shown
