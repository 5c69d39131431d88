"""A complaint from the first key to the look-up code, its draft, double Enter, and hostile words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from core.app import queries
from tests.gui import scene
from ui.gui.main_window import MainWindow

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def type_complaint(frame: Any, qtbot: Any) -> None:
    """Fill every page with the keyboard."""
    form = frame.place
    form.open_step("reporter")
    qtbot.keyClicks(form.page.lines["name"], "Sutini")
    qtbot.keyClicks(form.page.lines["address"], "Desa Pongok")
    form.open_step("reported")
    party = form.page.parties.entries[0]
    party.subject.setFocus()
    qtbot.keyClicks(party.subject, "Prajurit")
    party.subject.activated.emit(party.subject.currentIndex())
    for _ in range(3):  # a page that was just opened is laid out in turns
        QApplication.processEvents()
    before = party.subject.mapTo(form, party.subject.rect().topLeft())
    for kind in ("PNS", "TNI"):  # the first is passed on sealed, which is said below the choice
        party.subject.choose(kind)
        party.subject.activated.emit(party.subject.currentIndex())
        QApplication.processEvents()
        told = [each.text() for each in party.findChildren(QLabel) if each.isVisible()]
        assert (form.t("party.titip_title") in told) is (kind == "PNS")
        assert party.subject.mapTo(form, party.subject.rect().topLeft()) == before, "what was chosen stays where it is"
    qtbot.keyClicks(party.lines["description"], "berseragam")
    qtbot.keyClicks(party.lines["unit"], "Lanal Bangka Belitung")
    form.open_step("event")
    form.page.violation.choose("TNI-02")
    form.page.violation.activated.emit(form.page.violation.currentIndex())
    qtbot.keyClicks(form.page.summary, "Diduga mengajak memilih")
    qtbot.keyClicks(form.page.narrative, "Pada apel pagi ia diduga mengajak hadirin.")
    form.open_step("place")
    qtbot.keyClicks(form.page.area.line, "pongok")
    form.page.area.search_now()
    qtbot.keyClick(form.page.area.line, Qt.Key.Key_Return)
    form.open_step("time")
    qtbot.keyClicks(form.page.day.line, "3/2/2024")
    qtbot.keyClicks(form.page.clock, "0830")
    qtbot.keyClicks(form.page.known.line, "03-02-2024")
    form.open_step("review")


def test_a_complaint_typed_and_saved_once(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    type_complaint(frame, qtbot)
    page = frame.place.page
    assert not page.button.isEnabled(), "the reporter was not told of the other way yet"
    page.offered.setChecked(True)
    assert page.button.isEnabled(), [each.key for each in page._missing]
    frame.place.submit()
    frame.place.submit()
    settle(window)
    receipt = frame.place.receipt
    assert receipt is not None and len([c for c in receipt._reply.code if c.isdigit()]) == 18
    qtbot.keyClicks(receipt.ways["copy"].typed, receipt._reply.code)
    assert receipt.ways["copy"].verdict.text() == window.desk.t("receipt.match")
    reports = window.desk.app.ask(queries.Reports())
    assert [row.number for row in reports.rows] == [receipt._reply.number]
    assert window.desk.app.ask(queries.Drafts()) == ()
    view = window.desk.app.ask(queries.Report(reports.rows[0].id))
    assert view.form["narrative"] == "Pada apel pagi ia diduga mengajak hadirin."
    assert "Sutini" not in str(view.form)


@pytest.mark.fault("CA-2")
def test_one_form_is_one_command(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
    command = frame.place.form.submission()
    window.desk.app.execute(command)
    window.desk.app.execute(command)
    assert len(window.desk.app.ask(queries.Reports()).rows) == 1
    frame.place.form.close()
    settle(window)


def test_a_draft_survives_the_window(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.open_step("event")
    qtbot.keyClicks(frame.place.page.summary, "Diduga hadir")
    frame.place.open_step("reporter")
    qtbot.keyClicks(frame.place.page.lines["name"], "Sutini")
    window.close()
    again = opened(post)
    drafts = again.desk.app.ask(queries.Drafts())
    assert [draft.summary for draft in drafts] == ["Diduga hadir"]
    second: Any = again.centralWidget()
    second.open("report_form", drafts[0].id)
    settle(again)
    assert second.place.form.tree["reporter"]["name"] == "Sutini"
    assert second.place.step == "reporter" and second.place.page.lines["name"].value() == "Sutini", "where the officer was"
    assert second.place.page.isAncestorOf(QApplication.focusWidget())
    second.place.open_step("place")  # read, and nothing typed
    second.open("home", None)
    settle(again)
    second.open("report_form", drafts[0].id)
    settle(again)
    assert second.place.step == "place" and again.desk.app.ask(queries.Drafts())[0].summary == "Diduga hadir"
    kept = second.place.form.tree
    for unknown in ({}, {"at_step": "warning"}):  # of an older program; a page that this form has not
        second.open("home", None)
        settle(again)
        again.desk.app.drafts.save(drafts[0].id, "complaint", dict(kept) | unknown)
        second.open("report_form", drafts[0].id)
        settle(again)
        assert second.place.step == "kind" and second.place.form.tree == kept


@pytest.mark.fault("CA-6")
def test_words_of_a_report_are_never_markup(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint(summary=scene.HOSTILE, narrative=scene.HOSTILE))
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    settle(window)
    labels = window.findChildren(QLabel)
    assert any(scene.HOSTILE in each.text() for each in labels)
    assert {each.textFormat() for each in labels} == {Qt.TextFormat.PlainText}


def test_a_file_is_attached_and_submitted(post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> None:
    picture = tmp_path / "foto\u202egpj.png"
    picture.write_bytes(b"not really a picture" * 1000)
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.form.tree |= {k: v for k, v in scene.complaint(evidence=[]).items() if k != "kind"}
    frame.place.open_step("evidence")
    frame.place.page.attach([picture])
    settle(window)
    frame.place.open_step("review")
    frame.place.page.offered.setChecked(True)
    frame.place.submit()
    settle(window)
    reports = window.desk.app.ask(queries.Reports()).rows
    files = window.desk.app.ask(queries.Report(reports[0].id)).attachments
    assert [(file.name, file.size) for file in files] == [("fotogpj.png", 20_000)]
