"""Data acuan in the window: an item changed by keyboard, what is wrong below its field, the draft undone and published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from core.app.reference_queries import ReferenceDraft
from ui.gui.main_window import MainWindow
from ui.gui.screens.reference.controls import Line, RowDialog, Rows
from ui.gui.screens.reference.effect_dialog import EffectDialog
from ui.gui.screens.reference.screen import EndDialog, ReferenceScreen

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def room(window: MainWindow, settle: Settle, dataset: str, key: str) -> ReferenceScreen:
    frame: Any = window.centralWidget()
    frame.open("reference", (dataset, key, None))
    for _ in range(3):
        settle(window)
    place = frame.place
    assert isinstance(place, ReferenceScreen)
    return place


def typed(place: ReferenceScreen, name: str, text: str) -> None:
    assert place.form is not None
    control = place.form.controls[name]
    assert isinstance(control, Line)
    # The list of codes is a window of its own, which the unseen screen of the tests warns of: the words come in at once.
    control.line.setText(text)
    control.line.textEdited.emit(text)


def test_an_item_is_changed_checked_and_published_by_keyboard(
    province: Path, opened: Opened, settle: Settle, monkeypatch: Any
) -> None:
    monkeypatch.setattr(EffectDialog, "open", lambda dialog: None)
    window = opened(province)
    place = room(window, settle, "routes", "R-TNI")
    assert place.form is not None and place.table.chosen() >= 0
    typed(place, "cc", "NOBODY")
    place._check()
    settle(window)
    assert "NOBODY" in place.form.fields["cc"].said()
    typed(place, "primary", "")
    assert place.keep() is False and place.form.fields["primary"].said()
    assert place.leave()[2]["cc"] == ["NOBODY"]  # type: ignore[index]
    typed(place, "primary", "BAWASLU")
    typed(place, "cc", "denpom, PROPAM")
    assert "Polisi Militer" not in place.form.fields["cc"].told() and "PROPAM:" in place.form.fields["cc"].told()
    typed(place, "cc", "DENPOM, PROPAM")
    frame: Any = window.centralWidget()
    frame._handlers()["save"]()
    for _ in range(3):
        settle(window)
    (row,) = window.desk.app.ask(ReferenceDraft()).rows
    assert row.fields == (("cc", "DENPOM", "DENPOM, PROPAM"),) and place.effect.isEnabled()
    place.effect.click()
    settle(window)
    dialog = place.findChildren(EffectDialog)[0]
    dialog.send()
    for _ in range(4):
        settle(window)
    assert window.desk.app.reference.routes[2].cc == ("DENPOM", "PROPAM")
    assert any("PROPAM" in each.text() for each in place.findChildren(QLabel) if "→" in each.text()), "the history tells it"


def test_a_stage_is_moved_and_the_hole_is_said_then_undone(
    province: Path, opened: Opened, settle: Settle, monkeypatch: Any
) -> None:
    for kind in (RowDialog, EndDialog):
        monkeypatch.setattr(kind, "open", lambda dialog: None)
    window = opened(province)
    place = room(window, settle, "elections", "PEMILU_2024")
    assert place.form is not None
    stages = place.form.controls["stages"]
    assert isinstance(stages, Rows)
    at = [each["code"] for each in stages.value()].index("KAMPANYE")
    stages.table.selectRow(at)
    stages.change()
    dialog = stages.findChildren(RowDialog)[0]
    dialog.form.controls["end"].put("2024-02-08")
    dialog.accept()
    place._check()
    settle(window)
    assert "09-02-2024 – 10-02-2024" in place.form.fields["stages"].said()
    assert place.keep()
    for _ in range(3):
        settle(window)
    assert not place.effect.isEnabled()
    place.undo.click()
    for _ in range(3):
        settle(window)
    assert window.desk.app.ask(ReferenceDraft()).steps == 0
    assert place.form is not None and not place.form.changed
    place.end_button.click()
    ending = place.findChildren(EndDialog)[0]
    assert not ending.dated
    ending.accept()
    for _ in range(3):
        settle(window)
    assert [row.state for row in window.desk.app.ask(ReferenceDraft()).rows] == ["gone"]
    assert window.desk.t("reference.draft.gone") in [each.text() for each in place.findChildren(QLabel)]
    place.drop.click()
    settle(window)


def test_a_post_reads_and_changes_nothing(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = room(window, settle, "violations", "TNI-02")
    assert place.form is not None and not place.form.controls["name_id"].isEnabled() and place.new.isHidden()
