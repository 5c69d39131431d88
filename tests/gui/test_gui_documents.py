"""Documents by keyboard: filled in, refused with the field pointed at, issued once; a declaration signed with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.app import queries
from core.app.wordings import shipped_office
from core.documents.office_template import sample_of
from core.domain.declaration import OpenDeclaration
from core.domain.document import IssueDocument
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.screens.documents import register
from ui.gui.screens.documents.declarations import SignDialog
from ui.gui.screens.help import HelpDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Numbers of documents that were shown; the dialog itself is another test's."""
    numbers: list[str] = []
    monkeypatch.setattr(register.PaperDialog, "exec", lambda dialog: numbers.append(dialog._paper.title) or 0)
    return numbers


def room(window: MainWindow, tab: int) -> Any:
    frame: Any = window.centralWidget()
    frame.open("documents", tab)
    return frame.place


def test_a_letter_is_filled_in_and_issued_once(post: Path, opened: Opened, settle: Settle, shown: list[str]) -> None:
    window = opened(post)
    place = room(window, 1)
    settle(window)
    filling = place.filling
    filling.kind.choose("T12")
    filling.kind.activated.emit(filling.kind.currentIndex())
    settle(window)
    filling.body.inputs["event"].choose("rakor")
    filling.button.click()
    settle(window)
    assert "to" in filling.body.fields and filling.body.fields["to"].said() and not shown, "the empty field is pointed at"
    assert "Yth." in filling._said.text()
    assert not filling.body.fields["to"].visibleRegion().isEmpty(), "and scrolled to"
    sample = sample_of(shipped_office(scene.ports("form"), "t12"))
    filling.body.fill(sample["fields"], {})
    filling.button.click()
    settle(window)
    page = window.desk.app.ask(queries.Documents())
    assert page.total == 1 and page.rows[0].number in shown[0]
    assert place.tabs.currentIndex() == 0 and place.register.table.rowCount() == 1
    place.register.table.selectRow(0)
    QTest.keyClick(place.register.table, Qt.Key.Key_Return)
    assert len(shown) == 2


def test_nothing_is_chosen_by_itself(post: Path, opened: Opened, settle: Settle, shown: list[str]) -> None:
    """Neither Bawaslu's result nor the reporter's identity stands in a letter because a list began with it."""
    window = opened(post)
    filling = room(window, 1).filling
    settle(window)
    filling.kind.choose("T08")
    filling.kind.activated.emit(filling.kind.currentIndex())
    settle(window)
    assert not {"addressee", "identity", "bawaslu_result"} & set(filling.body.values())
    fields = sample_of(shipped_office(scene.ports("form"), "t08"))["fields"]
    filling.body.fill({**fields, "addressee": "ankum", "bawaslu_given": "2024-02-05"}, {})
    filling.button.click()
    settle(window)
    assert filling.body.fields["bawaslu_result"].said() and not shown
    filling.body.inputs["bawaslu_result"].choose("disiplin")
    filling.button.click()
    settle(window)
    assert len(shown) == 1


def test_a_letter_about_a_report_begins_with_what_is_known(post: Path, opened: Opened, settle: Settle, shown: list[str]) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    report = window.desk.app.ask(queries.Reports()).rows[0]
    frame: Any = window.centralWidget()
    frame.open("reports", {"id": report.id})
    settle(window)
    detail = frame.place.detail
    papers = next(tab for tab in detail._tabs if tab.name == "papers")
    settle(window)
    papers.refer.click()
    settle(window)
    filling = frame.place.filling
    body = filling.body
    assert body.inputs["report_number"].value() == report.number and filling.about.told is not None
    assert body.fields["report_number"].told() == "diisi dari laporan" and not body.fields["to_place"].told()
    body.inputs["summary"].setPlainText("Diduga, menurut petugas")
    assert not body.fields["summary"].told(), "the officer's own words now"
    before = body.values()
    filling.about.line.setText("tidak ada")
    filling.about.line.returnPressed.emit()
    settle(window)
    assert filling.about.field.said() and filling.about.told is None
    assert body.values() == {"summary": before["summary"]}, "what the report gave goes with it, what was typed stays"
    filling.about.line.setText(report.number.lower())
    filling.about.line.returnPressed.emit()
    settle(window)
    assert body.values() == before
    sample = sample_of(shipped_office(scene.ports("form"), "t08"))["fields"]
    body.fill({name: sample[name] for name in ("to", "to_place", "nature", "enclosures", "signer_position", "identity")}, {})
    filling.button.click()
    settle(window)
    assert shown and window.desk.app.ask(queries.Documents()).total == 1, filling._said.text()


def test_the_register_narrows_by_class_and_days(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    app = window.desk.app
    for kind in ("t12", "t08"):
        sample = sample_of(shipped_office(scene.ports("form"), kind))
        app.execute(IssueDocument(app.new_command(), kind, sample["fields"], sample["groups"]))
    register_tab = room(window, 0).register
    settle(window)
    assert register_tab.table.rowCount() == 2 and not register_tab.office.isVisible(), "one office has nothing to choose"
    register_tab.grade.choose("RAHASIA")
    register_tab.grade.activated.emit(register_tab.grade.currentIndex())
    settle(window)
    assert register_tab.table.rowCount() == 1
    register_tab.until.put("2024-02-04")
    register_tab.refresh()
    settle(window)
    assert register_tab.table.rowCount() == 0 and "cocok" in register_tab._empty.text()


def test_f1_tells_of_this_room_first(post: Path, opened: Opened) -> None:
    window = opened(post)
    room(window, 0)
    dialog = HelpDialog(window.desk, window, topic="documents")
    said = dialog.text.toPlainText()
    assert dialog.tabs.currentIndex() == 0 and "hanya setelah hasil Bawaslu" in said and "daftar tambahan" in said


def test_only_a_day_of_issue_is_today(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    filling = room(window, 1).filling
    settle(window)
    for kind, days in (("T09", {"day": "2024-02-05"}), ("T16", {}), ("T08", {})):
        filling.kind.choose(kind)
        filling.kind.activated.emit(filling.kind.currentIndex())
        settle(window)
        assert filling.body.values() == days


def test_rows_are_typed_and_a_change_of_language_keeps_them(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    place = room(window, 1)
    settle(window)
    place.filling.kind.choose("T13")
    place.filling.kind.activated.emit(place.filling.kind.currentIndex())
    settle(window)
    rows = place.filling.body.groups["people"]
    rows.put([{"name": "Siti Aminah", "institution": "Camat"}, {"name": "Budi"}])
    rows.add()
    assert rows.value() == [{"name": "Siti Aminah", "institution": "Camat"}, {"name": "Budi"}]
    place.filling.body.inputs["event"].setText("Rapat Tim")
    kept = place.leave()
    frame: Any = window.centralWidget()
    frame.open("home")
    frame.open("documents", kept)
    settle(window)
    again = frame.place
    assert again.tabs.currentIndex() == 1 and again.filling.body.inputs["event"].value() == "Rapat Tim"
    assert again.filling.body.groups["people"].value() == rows_of(kept)


def rows_of(kept: Any) -> Any:
    return kept["groups"]["people"]


def test_two_sign_one_after_another_with_the_mouse(post: Path, opened: Opened, settle: Settle, shown: list[str]) -> None:
    window = opened(post)
    app = window.desk.app
    fields = sample_of(shipped_office(scene.ports("form"), "t04"))["fields"]
    made = str(app.execute(OpenDeclaration(app.new_command(), fields)).reply)
    place = room(window, 2)
    settle(window)
    dialog = SignDialog(window.desk, made, place)
    dialog.show()
    for name in ("Siti Aminah", "Budi"):
        dialog.name.setText(name)
        dialog.position.setText("Tokoh masyarakat")
        dialog.element.choose("tokoh")
        dialog.button.click()
        settle(window)
        assert dialog._said.property("role") == "bad" and name not in dialog._said.text(), "no passphrase, no record"
        dialog.witness.field.put_text(scene.PASSPHRASE)
        dialog.button.click()
        settle(window)
        assert "goresan" in dialog._said.text().casefold(), "no strokes, no signature"
        draw(dialog.pad)
        dialog.witness.field.put_text(scene.PASSPHRASE)
        dialog.button.click()
        settle(window)
        assert name in dialog._said.text() and dialog.pad.strokes() == ()
    dialog.close()
    view = app.ask(queries.Declaration(made))
    assert [(each.name, each.method) for each in view.people] == [("Siti Aminah", "layar"), ("Budi", "layar")]
    place.declarations.refresh()
    settle(window)
    place.declarations._close()
    settle(window)
    assert shown and app.ask(queries.Declarations())[0].listed == 2


def draw(pad: Any) -> None:
    width, height = pad.width(), pad.height()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(width // 6, height // 2))
    for step in range(1, 12):
        QTest.mouseMove(pad, QPoint(width // 6 + step * width // 20, height // 2 + (step % 3 - 1) * height // 6))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(width * 5 // 6, height // 2))
