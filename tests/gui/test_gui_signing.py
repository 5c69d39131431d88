"""A pact signed on the screen: read first, drawn, issued once; whoever has no pointer leaves by the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from core.app import queries
from core.app.papers import people_of, read_roster
from core.domain.commands import EnrolOfficer, IssuePacts
from tests.gui.test_gui_documents import draw
from tests.scripts.test_scripts_bsre import certified, signed_by
from ui.gui.main_window import MainWindow
from ui.gui.screens.pact_view import PactDialog as SheetDialog
from ui.gui.screens.pacts.bsre_dialog import BsreDialog
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
    for roster, by_ink in ((TWO, False), (ONE, True)):
        page.show_roster(read_roster(roster))
        settle(window)
        assert page.button.isEnabled() and page.by_ink.isEnabled() == by_ink, "strokes are one person's"
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
    shown = SheetDialog(window.desk, made[0], page)
    settle(window)
    assert shown.record.text() == window.desk.t("pact.record_proved")
    shown.reject()
    again = PactDialog(window.desk, command, page)
    again.show()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    settle(window)
    assert app.ask(queries.Pacts()).total == before + 1 and not again.isVisible()


def test_a_bsre_file_is_attached_and_judged_apart(post: Path, opened: Opened, settle: Settle, tmp_path: Path) -> None:
    window = opened(post)
    app, words = window.desk.app, window.desk.t
    app.execute(IssuePacts(app.new_command(), people_of(read_roster(ONE).rows), None, "Toboali"))
    (pact,) = app.ask(queries.Pacts()).rows
    root = certified("Induk BSrE")
    file, roots = tmp_path / "bsre.pdf", tmp_path / "bsre.pem"
    file.write_bytes(signed_by(app.ask(queries.PactFile(pact.id)), certified("Camat", root), root))
    roots.write_bytes(root[1].public_bytes(Encoding.PEM))
    dialog = BsreDialog(window.desk, pact, window)
    dialog.show()
    settle(window)
    assert not dialog.button.isEnabled() and said(dialog, words("bsre.none"))
    dialog.take(file)
    QTest.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    settle(window)
    assert app.ask(queries.Pact(pact.id)).acts[0].method == "bsre" and not dialog.button.isEnabled()
    assert said(dialog, words("verify.unknown")) and said(dialog, words("bsre.verdict")), "no roots, no verdict"
    dialog.judge_by(roots)
    settle(window)
    assert said(dialog, words("verify.valid"))
    dialog.close()


def said(dialog: BsreDialog, words: str) -> bool:
    return any(each.text() == words and each.isVisible() for each in dialog.findChildren(QLabel))
