"""What was typed of a situation report comes back: after the lock, another room, another language; submitted, it is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.app import queries
from core.domain.errors import Unavailable
from tests.gui import scene
from ui.gui.main_window import MainWindow

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def at(window: MainWindow) -> Any:
    """What the window shows now."""
    return window.centralWidget()


def type_sections(place: Any, qtbot: Any) -> None:
    """Some words in section B, C and F; neither entry is whole."""
    place.full.click()
    place.sections.incidents.add({})
    qtbot.keyClicks(place.sections.incidents.entries[0].impact, "Jalan tertutup")
    place.sections.notes.add({})
    qtbot.keyClicks(place.sections.notes.entries[0].area.line, "pongok")
    qtbot.keyClicks(place.sections.texts["weather"], "Hujan lebat")


def assert_back(place: Any) -> None:
    """The words stand where they were typed."""
    assert place.sections.incidents.entries[0].impact.value() == "Jalan tertutup"
    assert place.sections.notes.entries[0].area.line.value() == "pongok"
    assert place.sections.texts["weather"].value() == "Hujan lebat"


def test_a_situation_survives_lock_room_and_language(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    at(window).open("situation", None)
    type_sections(at(window).place, qtbot)
    window.desk.lock.emit()
    settle(window)
    qtbot.keyClicks(at(window).field, scene.PASSPHRASE)
    qtbot.keyClick(at(window).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
    settle(window)
    assert_back(at(window).place)
    window.desk.t.choose("en")
    window.dress_again()
    settle(window)
    assert_back(at(window).place)
    at(window).open("home", None)
    settle(window)
    drafts = window.desk.app.ask(queries.Drafts())
    assert [draft.kind for draft in drafts] == ["situation"]
    at(window).place._go_on(drafts[0])
    settle(window)
    assert at(window).room == "situation"
    assert_back(at(window).place)


def test_a_situation_is_saved_after_a_pause_and_gone_when_submitted(
    post: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window = opened(post)
    at(window).open("situation", None)
    place = at(window).place
    place.full.click()
    qtbot.keyClicks(place.sections.texts["analysis"], "Perahu cadangan perlu disiapkan")
    qtbot.waitUntil(lambda: len(window.desk.app.ask(queries.Drafts())) == 1, timeout=5000)
    place.sign.click()
    settle(window)
    assert window.desk.app.ask(queries.Drafts()) == ()
    rows = window.desk.app.ask(queries.Reports()).rows
    assert [(row.kind, row.nihil) for row in rows] == [("situation", False)]


@pytest.mark.fault("CA-10")
def test_a_draft_is_kept_while_a_long_command_is_under_way(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window, gate = opened(post), threading.Event()
    at(window).open("report_form", None)
    at(window).place.open_step("event")
    window.desk.runner.do(lambda _watch: gate.wait(20))
    qtbot.keyClicks(at(window).place.page.summary, "Diduga hadir")
    qtbot.waitUntil(lambda: len(window.desk.app.ask(queries.Drafts())) == 1, timeout=5000)
    gate.set()
    settle(window)


def test_an_untouched_situation_leaves_no_draft(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    at(window).open("situation", None)
    at(window).place.nihil.click()
    at(window).open("home", None)
    settle(window)
    assert window.desk.app.ask(queries.Drafts()) == ()


@pytest.mark.fault("DF-11")
def test_a_draft_that_the_disk_does_not_take_is_told_until_it_does(
    post: Path, opened: Opened, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(post)
    t, app = window.desk.t, window.desk.app
    at(window).open("report_form", None)
    place = at(window).place
    place.open_step("event")
    with monkeypatch.context() as disk:
        disk.setattr(app.drafts, "save", refusing)
        type_words(place, settle, window, "Kalimat pertama")
        assert t("draft.unkept_title") in [each.text() for each in place.findChildren(QLabel)], "in sight"
        assert place.form._steady.isActive(), "tried again"
        at(window).open("home", None)
        assert at(window).place is place, "at the first try it is not left"
    place.form._steady.timeout.emit()
    settle(window)
    assert place.form.unkept is None and place._trouble.count() == 0, "control: there is room again"
    with monkeypatch.context() as disk:
        disk.setattr(app.drafts, "save", refusing)
        type_words(place, settle, window, "Kalimat kedua")
        window.desk.lock.emit()
        settle(window)
        place.form._steady.timeout.emit()  # what was to be tried again is over with the lock
    said = [each.text() for each in at(window).findChildren(QLabel)]
    assert any("TIDAK tersimpan" in each for each in said) and t("unlock.locked") not in said, "the gate does not say it was kept"


def refusing(*_given: object) -> str:
    """A disk without room."""
    raise Unavailable("disk.full")


def type_words(place: Any, settle: Settle, window: MainWindow, words: str) -> None:
    """Words of the story, and the pause after which they are saved."""
    place.page.narrative.setPlainText(words)
    place.form.save()
    settle(window)
