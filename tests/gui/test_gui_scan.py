"""Scan-back in the window: a page finds its pact, another is matched by hand beside its picture; a pact shows its verdict."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.app import queries
from core.documents.scan_apart import read_codes_apart
from core.domain.commands import IssuePacts
from tests.unit.documents import world
from tests.world import person
from ui.gui.main_window import MainWindow
from ui.gui.screens.pact_view import PactDialog
from ui.gui.screens.scan_page import ScanPage
from ui.gui.screens.verify_page import VerifyPage

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def picture(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    page: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return page


def words_of(widget: Any) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]


def test_one_by_its_code_one_by_hand(post: Path, opened: Opened, settle: Settle, tmp_path: Path) -> None:
    window = opened(post)
    app = window.desk.app
    people = tuple(person(name) for name in ("Siti Aminah", "Budi"))
    issued: Any = app.execute(IssuePacts(app.new_command(), people, None, "Toboali")).reply
    pages = [picture(app.ask(queries.PactFile(pact))) for pact, _ in issued.pacts]
    torn = pages[1]
    ImageDraw.Draw(torn).rectangle((0, 0, torn.width, torn.height // 5), fill="black")
    (tmp_path / "pindaian").mkdir()
    for number, page in enumerate(pages):
        page.save(tmp_path / "pindaian" / f"{number}.png")
    scans = ScanPage(window.desk)
    scans.look([tmp_path / "pindaian"])
    settle(window)
    settle(window)
    assert scans.table.rowCount() == 2 and scans.table.chosen() == 1, "the page without a pact is shown first"
    assert scans._picture.pixmap().width() > 100
    scans.wanted.setText("Budi")
    scans.wanted.textEdited.emit("Budi")
    assert scans.candidate.count() == 2
    scans.candidate.setCurrentIndex(1)
    scans.candidate.activated.emit(1)
    scans.button.click()
    settle(window)
    rows = app.ask(queries.Pacts()).rows
    assert {row.state for row in rows} == {"ditandatangani"}
    dialog = PactDialog(window.desk, rows[0], window)
    settle(window)
    assert window.desk.t("verify.valid") in words_of(dialog)
    dialog.close()


def test_a_scanners_line_is_verified_and_its_words_are_shown(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    app = window.desk.app
    issued: Any = app.execute(IssuePacts(app.new_command(), (person("Siti Aminah"),), None, "Toboali")).reply
    sink = io.BytesIO()
    picture(app.ask(queries.PactFile(issued.pacts[0][0]))).save(sink, "PNG")
    (text,) = read_codes_apart(sink.getvalue())
    page = VerifyPage(window.desk)
    for typed, verdict in ((text, "valid"), ("bukan kode", "unknown")):
        page.code.setText(typed)
        page.code.returnPressed.emit()
        settle(window)
        assert window.desk.t(f"verify.{verdict}") in words_of(page)
    page.code.setText(text)
    page.code.returnPressed.emit()
    settle(window)
    assert any("Siti Aminah" in words for words in words_of(page)), "the words of the code, to compare with the paper"
    page.deleteLater()


def seen(widget: Any) -> list[str]:
    """What stands on the screen; what was cleared goes away with the next turn of the event loop."""
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_a_pact_opened_in_the_list_is_verified_and_by_other_certificates_it_is_unknown(
    post: Path, opened: Opened, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(post)
    app, t = window.desk.app, window.desk.t
    app.execute(IssuePacts(app.new_command(), (person("Siti Aminah"),), None, "Toboali"))
    frame: Any = window.centralWidget()
    frame.open("pacts")
    settle(window)
    screen = frame.place
    screen.register.table.setFocus()
    screen.register.table.selectRow(0)
    qtbot.keyClick(screen.register.table, Qt.Key.Key_Return)
    settle(window)
    page = screen.checking
    assert screen.tabs.currentWidget() is page and page.sheet.isVisible()
    said = seen(page)
    assert t("verify.valid") in said and t("verify.kind_pact") in said and "Drs. Siti Aminah, M.Si." in said
    (row,) = app.ask(queries.Pacts()).rows
    assert t("verify.paper_number", number=row.number) in said
    assert not any(words.startswith(("document_", "signer", "byterange")) for words in said), "every field has words"
    (tmp_path / "lain.pem").write_bytes(world.pem(world.province("Provinsi Lain").root))
    page.trust_by(tmp_path / "lain.pem")
    assert t("verify.by_file", file="lain.pem") in seen(page) and t("verify.valid") not in seen(page)
    page.open_pact(row)
    settle(window)
    assert t("verify.unknown") in seen(page)
    page.trust_by(tmp_path / "tidak ada.pem")
    assert t("verify.unknown") not in seen(page)
    page.trust_by(None)
    page.open_pact(row)
    settle(window)
    assert t("verify.valid") in seen(page)
