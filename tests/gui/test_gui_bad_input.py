"""What no report can hold: a clear sentence at the field, the draft intact, one report at most, and a window that goes on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.app import queries
from core.domain.errors import Unavailable
from tests.gui import scene
from ui import compose
from ui.gui.main_window import MainWindow
from ui.gui.screens.report_form.steps import STEPS
from ui.gui.status import SAID_MS, Status
from ui.gui.widgets.field import Field

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
MEGABYTE = 1_000_000
WORST_MS = 1500


def paste(qtbot: Any, control: Any, text: str) -> float:
    """Paste as a person does; gives the milliseconds that the window's thread worked on it, whatever else the computer does."""
    QApplication.clipboard().setText(text)  # Qt's own: what Python made would outlive Python on the clipboard, and fall with it
    begun = time.thread_time()
    qtbot.keyClick(control, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    return (time.thread_time() - begun) * 1000


def said_at(control: Any) -> str:
    """What stands under the field of a control."""
    parent = control.parentWidget()
    while not isinstance(parent, Field):
        parent = parent.parentWidget()
    return parent.said()


def form_of(window: MainWindow, step: str) -> Any:
    """A form open at a step."""
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step(step)
    return frame.place


@pytest.mark.fault("CA-5")
def test_a_megabyte_in_a_name_is_told_at_once_and_kept_short(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    form = form_of(window, "reporter")
    name = form.page.lines["name"]
    assert paste(qtbot, name, "A" * MEGABYTE) < WORST_MS
    assert said_at(name) == window.desk.t("field.too_long", limit=300)
    assert form.form.tree["reporter"]["name"] == "A" * 300
    qtbot.keyClick(name, Qt.Key.Key_Backspace)
    assert said_at(name) == ""
    form.open_step("event")
    story = form.page.narrative
    assert paste(qtbot, story, "kata " * (MEGABYTE // 5)) < WORST_MS
    assert said_at(story) == window.desk.t("field.too_long", limit=100_000)
    assert len(form.form.tree["narrative"]) <= 100_000
    qtbot.keyClick(story, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert story.value() == "", "undo is Qt's own"
    settle(window)


@pytest.mark.fault("CA-3")
@pytest.mark.parametrize("hostile", ["a\u202eb", "a\u0000b"])
def test_hidden_characters_are_named_and_saved_nowhere(
    post: Path, opened: Opened, settle: Settle, qtbot: Any, hostile: str
) -> None:
    window = opened(post)
    form = form_of(window, "event")
    form.page.summary.setText(hostile)
    form.page.summary.textEdited.emit(hostile)
    assert said_at(form.page.summary) == window.desk.t("field.forbidden")
    form.form.tree |= {k: v for k, v in scene.complaint(summary=hostile).items() if k != "kind"}
    form.open_step("review")
    form.page.offered.setChecked(True)
    form.submit()
    settle(window)
    assert form.page._fault.text() and form.receipt is None
    assert window.desk.app.ask(queries.Reports()).rows == ()
    form.open_step("event")
    settle(window)
    drafts = window.desk.app.ask(queries.Drafts())
    assert window.desk.app.drafts.load(drafts[0].id).tree["summary"] == hostile, "the draft is what was typed"


def test_strange_words_are_words(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window, text = opened(post), "=HYPERLINK(1) <b>Hu'u</b> \U0001f5f3\ufe0f \u0643 &amp; diduga"
    form = form_of(window, "event")
    paste(qtbot, form.page.summary, text)
    assert said_at(form.page.summary) == ""
    form.form.tree |= {k: v for k, v in scene.complaint(summary=text).items() if k != "kind"}
    form.open_step("review")
    form.page.offered.setChecked(True)
    form.submit()
    settle(window)
    (row,) = window.desk.app.ask(queries.Reports()).rows
    assert row.summary == text


@pytest.mark.fault("CA-7")
def test_days_that_cannot_be_are_said_under_their_field(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    page, t = form_of(window, "time").page, window.desk.t
    qtbot.keyClicks(page.day.line, "31-02-2024")
    assert page._day.said() == t("day.unreadable")
    page.day.line.clear()
    qtbot.keyClicks(page.day.line, "06-02-2024")
    assert page._day.said() == t("day.ahead")
    page.day.line.clear()
    qtbot.keyClicks(page.day.line, "05-02-2024")
    qtbot.keyClicks(page.clock, "2359")
    assert page._day.said() == t("time.hour_ahead")
    page.clock.clear()
    qtbot.keyClicks(page.clock, "25.61")
    assert page._clock.said() == t("time.unreadable")
    qtbot.keyClicks(page.known.line, "04-02-2024")
    assert page._known.said() == t("time.known_before")
    qtbot.keyClicks(page.until.line, "01-02-2024")
    assert page._until.said() == t("time.until_before")
    settle(window)


@pytest.mark.fault("CA-7")
def test_half_a_date_and_half_a_place_are_in_the_draft(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    form = form_of(window, "time")
    qtbot.keyClicks(form.page.day.line, "3/2/")
    form.open_step("place")
    qtbot.keyClicks(form.page.area.line, "pong")
    form.open_step("reporter")
    qtbot.keyClicks(form.page.born.line, "1/1")
    form.open_step("witnesses")
    qtbot.keyClicks(form.page.people.entries[0].lines["phone"], "0812")
    form.save()
    settle(window)
    draft = window.desk.app.ask(queries.Drafts())[0].id
    frame: Any = window.centralWidget()
    frame.open("report_form", draft)
    settle(window)
    again = frame.place
    again.open_step("time")
    assert again.page.day.line.value() == "3/2/"
    again.open_step("place")
    assert again.page.area.line.value() == "pong"
    again.open_step("reporter")
    assert again.page.born.line.value() == "1/1"
    again.open_step("witnesses")
    assert again.page.people.entries[0].lines["phone"].value() == "0812"
    assert {"typed", "typed_persons"}.isdisjoint(again.form.final_tree())


def test_odd_numbers_are_doubted_and_never_block(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    page, t = form_of(window, "reporter").page, window.desk.t
    for name, typed, code in (
        ("nik", "190302450690000", "nik.length"),
        ("phone", "12", "phone.unusual"),
        ("phone", "+1 202 555 0143", "phone.foreign"),
        ("name", "Sutini7", "name.characters"),
    ):
        line = page.lines[name]
        line.clear()
        qtbot.keyClicks(line, typed)
        line.left.emit()
        assert page._fields[name].said() == t(f"odd.{code}"), typed
    for name, typed in (("nik", "1903024506900001"), ("phone", "0812 3456 7890"), ("name", "Sutini")):
        line = page.lines[name]
        line.clear()
        qtbot.keyClicks(line, typed)
        line.left.emit()
        assert page._fields[name].said() == "", typed
    settle(window)


def test_a_personnel_number_is_asked_of_personnel_alone(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    form = form_of(window, "reported")
    party = form.page.parties.entries[0]
    for code, asked in (("PNS", True), ("TNI", True), ("WARGA", False), ("KADES", False)):
        party.subject.choose(code)
        party.subject.activated.emit(0)
        assert party.fields["nip"].isVisibleTo(party) is asked, code
    party.lines["nip"].setText("198609262015051001")
    assert "nip" not in party.value()
    settle(window)


def test_a_word_that_accuses_is_changed_with_one_key_and_back(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    form = form_of(window, "event")
    qtbot.keyClicks(form.page.narrative, "Seorang oknum hadir")
    hint = form.page.wording[1]
    qtbot.waitUntil(lambda: len(hint.hints) == 1, timeout=5000)
    hint.take(hint.hints[0])
    assert form.form.tree["narrative"] == "Seorang pihak yang dilaporkan hadir"
    form.page.narrative.undo()
    assert form.page.narrative.value() == "Seorang oknum hadir"
    settle(window)


@pytest.mark.fault("CA-14")
def test_names_taken_out_of_story_and_files_come_back(post: Path, opened: Opened, settle: Settle, tmp_path: Path) -> None:
    window = opened(post)
    form = form_of(window, "evidence")
    picture = tmp_path / "foto sutini.jpg"
    picture.write_bytes(b"picture" * 100)
    form.page.attach([picture])
    settle(window)
    tree = scene.complaint(narrative="Menurut Sutini ia hadir; hubungi 0812-000-111.")
    form.form.tree = {k: v for k, v in tree.items() if k != "kind"} | {"evidence": form.form.tree["evidence"]}
    form.open_step("review")
    leaks = form.page.leaks
    for field in ("narrative", "evidence"):
        leaks._replace([leak for leak in _leaks(form) if leak.field == field])
    assert form.form.tree["narrative"] == "Menurut [pelapor] ia hadir; hubungi [pelapor]."
    assert [file.name for file in form.form.files] == ["foto [pelapor].jpg"] == [form.form.tree["evidence"][0]["file"]]
    leaks._undo()
    assert form.form.tree["narrative"] == tree["narrative"]
    assert [file.name for file in form.form.files] == ["foto sutini.jpg"]
    settle(window)


def _leaks(form: Any) -> Any:
    from core.domain.leaks import find_leaks

    return find_leaks(form.form.tree)


@pytest.mark.fault("CL-1")
def test_a_clock_set_back_a_year_is_told_and_the_report_is_saved_with_a_mark(
    founded: Path, tmp_path: Path, opened: Opened, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(founded / "post", tmp_path / "post"))
    past = scene.ports("past")
    monkeypatch.setattr(
        compose, "real_ports", lambda: scene.replaced(past, now=lambda: past.now().replace(year=past.now().year - 1))
    )
    window = opened(folder)
    form = form_of(window, "kind")
    settle(window)
    assert form.form.clock_doubt
    form.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
    form.open_step("time")
    assert form.page._day.said() == ""
    form.open_step("review")
    form.page.offered.setChecked(True)
    form.submit()
    settle(window)
    (row,) = window.desk.app.ask(queries.Reports()).rows
    assert [line.marks for line in window.desk.app.ask(queries.Report(row.id)).history] == [("jam diragukan",)]


@pytest.mark.fault("CA-9")
def test_leaving_at_any_step_keeps_the_draft(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    form = form_of(window, "kind")
    form.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
    form.form.touch()
    frame: Any = window.centralWidget()
    for step in STEPS["complaint"]:
        frame.place.open_step(step)
        frame.open("home", None)
        settle(window)
        (draft,) = window.desk.app.ask(queries.Drafts())
        assert window.desk.app.drafts.load(draft.id).tree["narrative"] == scene.complaint()["narrative"], step
        frame.open("report_form", draft.id)
        settle(window)
    assert window.desk.app.ask(queries.Reports()).rows == ()


def test_the_end_of_a_refusal_is_read_in_the_line_below(opened: Opened, post: Path, settle: Settle) -> None:
    window = opened(post)
    window.resize(1024, 600)
    settle(window)
    (line,) = window.findChildren(Status)
    line.say("Tersimpan.")
    assert (line._said.text(), line._whole.isVisible(), line._who.isVisible()) == ("Tersimpan.", False, True)
    long = window.desk.explain(Unavailable("backup.no_room", needed=120, free=3)) * 2
    line.say(long)
    settle(window)
    assert line._whole.text() == long and line._whole.isVisible() and not line._counts.isVisible()
    wanted = line._whole.heightForWidth(line._whole.width())
    assert line._whole.height() >= wanted >= 2 * line._whole.fontMetrics().height(), "in several lines, and whole"
    assert line._silence.interval() > 2 * SAID_MS, "and long enough to be read"
    line._silence.timeout.emit()
    assert line._counts.isVisible() and not line._whole.isVisible()
