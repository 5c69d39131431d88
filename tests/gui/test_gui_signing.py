"""A pact signed on the screen: read first, drawn, issued once; whoever has no pointer leaves by the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.app import queries
from core.app.papers import people_of, read_roster
from core.domain.commands import EnrolOfficer, IssuePacts
from tests.gui.test_gui_documents import draw
from ui.gui.main_window import MainWindow
from ui.gui.screens.signing.pact_dialog import PactDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
ONE = b"nama,nip,jabatan,unit_kerja,jenis\nSiti Aminah,,Staf,Kecamatan Lepar,HONORER\n"
OTHER = "kata sandi petugas kedua"
TWO = ONE + b"Budi,,Staf,Kecamatan Lepar,HONORER\n"


def test_a_pact_is_read_drawn_and_issued(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("pacts")
    frame.place.show_tab("issue")
    settle(window)
    page = frame.place.issue
    page.show_roster(read_roster(TWO))
    assert page.button.isEnabled() and not page.by_ink.isEnabled(), "strokes are one person's"
    page.show_roster(read_roster(ONE))
    assert page.by_ink.isEnabled()
    app = window.desk.app
    before = app.ask(queries.Pacts()).total
    command = IssuePacts(app.new_command(), people_of(read_roster(ONE).rows), None, "Toboali")
    dialog = PactDialog(window.desk, command, page)
    dialog.issued.connect(page._done)
    dialog.show()
    settle(window)
    assert "Siti Aminah" in dialog.words.toPlainText() and "1. " in dialog.words.toPlainText()
    assert not dialog.pad.isEnabled() and not dialog.button.isEnabled(), "nobody signs what was not read"
    dialog.read.box.setFocus()
    QTest.keyClick(dialog.read.box, Qt.Key.Key_Space)
    assert dialog.pad.isEnabled() and not dialog.button.isEnabled()
    draw(dialog.pad)
    dialog.pad.undo()
    assert not dialog.button.isEnabled(), "an empty box is no signature"
    draw(dialog.pad)
    assert not dialog.button.isEnabled(), "the officer who saw it has not confirmed"
    dialog.witness.field.put_text("kata sandi yang salah")
    QTest.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    assert dialog._said.property("role") == "bad" and app.ask(queries.Pacts()).total == before and dialog.pad.strokes()
    app.execute(EnrolOfficer(app.new_command(), "Petugas B", "officer", OTHER))
    QTest.keyClicks(dialog.witness.field, OTHER)
    QTest.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    pacts = app.ask(queries.Pacts())
    made = [row for row in pacts.rows if row.name == "Siti Aminah" and row.state == "ditandatangani"]
    assert pacts.total == before + 1 and len(made) == 1 and dialog.pad.strokes() == () and not dialog.isVisible()
    (act,) = app.ask(queries.Pact(made[0].id)).acts
    assert (act.officer, act.record) == ("Petugas B", "proved"), "the one who saw it signs the record of it"
    again = PactDialog(window.desk, command, page)
    again.show()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    settle(window)
    assert app.ask(queries.Pacts()).total == before + 1 and not again.isVisible()
