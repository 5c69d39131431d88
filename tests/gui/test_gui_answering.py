"""What is missing leads to its field, a page begins with an answer, and the way to *Simpan* is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.gui.windows import MainWindow

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def form(post: Path, opened: Opened, settle: Settle) -> Any:
    """A new report, with nothing in it."""
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    settle(window)
    return frame.place


def keyboard() -> Any:
    """Who has it."""
    return QApplication.focusWidget()


def test_a_page_begins_with_an_answer_and_not_with_what_removes_one(form: Any) -> None:
    form.open_step("reported")
    assert not isinstance(keyboard(), QPushButton)


@pytest.mark.parametrize(
    ("step", "missing", "words"),
    [
        ("time", "known", "time.known"),
        ("time", "time", "time.day"),
        ("reporter", "address", "reporter.address"),
        ("reported", "reported", "party.subject"),
        ("event", "narrative", "event.narrative"),
        ("place", "place", "place.area"),
    ],
)
def test_what_is_missing_leads_to_its_field(form: Any, step: str, missing: str, words: str) -> None:
    form.open_step("review")
    form.page.go_to.emit(step, missing)
    assert form.step == step and keyboard().accessibleName() == form.t(words)


def test_what_has_to_be_told_before_saving_is_said_beside_the_button(form: Any) -> None:
    form.open_step("review")
    page = form.page
    assert not page._first.isHidden() and not page.button.isEnabled()
    page.offered.box.click()
    assert page._first.isHidden()
