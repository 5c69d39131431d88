"""A pile of pacts is one print job: it breaks off, says where, and goes on from there, also in another window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from core.app.printing import unfinished
from core.domain.commands import IssuePacts
from tests.world import person
from ui.gui.main_window import MainWindow
from ui.gui.screens import print_pile
from ui.gui.screens.print_pile import PrintPileDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def printer_to(path: Path, pages: int = 1000) -> Callable[..., Any]:
    """A printer into a file, which is gone after so many pages."""
    from PySide6.QtPrintSupport import QPrinter

    class Frail(QPrinter):
        """Takes pages until it is switched off."""

        taken = 1

        def newPage(self) -> bool:
            """The next sheet, or none any more."""
            Frail.taken += 1
            return Frail.taken <= pages and super().newPage()

    def choose(*_: object) -> QPrinter:
        printer = Frail(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return choose


def count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return len(document)
    finally:
        document.close()


def test_a_pile_breaks_off_and_goes_on_where_it_stopped(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(post)
    app = window.desk.app
    monkeypatch.setattr(print_pile, "PRINT_DPI", 30)
    people = tuple(person(f"Orang {letter}") for letter in "ABCDE")
    issued: Any = app.execute(IssuePacts(app.new_command(), people, None, "Toboali")).reply
    pacts = [pact for pact, _ in issued.pacts]
    dialog = PrintPileDialog(window.desk, pacts, window)
    settle(window)
    assert dialog.first.value() == 1 and dialog._total == 5
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "a.pdf", pages=3))
    dialog.button.click()
    qtbot.waitUntil(lambda: dialog._run is None, timeout=20_000)
    assert window.desk.t("pile.broke", n=3, all=5) in dialog._said.text() and dialog.first.value() == 4
    assert [each.copies for each in app.copies_of(pacts)] == [1, 1, 1]
    dialog.reject()

    again = PrintPileDialog(window.desk, (), window)
    settle(window)
    assert again.first.value() == 4, "what broke off is taken up without being chosen again"
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "b.pdf"))
    again.button.click()
    qtbot.waitUntil(lambda: again._run is None, timeout=20_000)
    assert window.desk.t("print.done") in again._said.text() and count(tmp_path / "b.pdf") == 2
    assert len(app.copies_of(pacts)) == 5 and unfinished(app.settings) is None
    again.reject()

    once_more = PrintPileDialog(window.desk, pacts[:2], window)
    settle(window)
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "c.pdf"))
    once_more.button.click()
    once_more._stop.click()
    qtbot.waitUntil(lambda: once_more._run is None, timeout=20_000)
    assert unfinished(app.settings) is not None
    once_more.reject()


def test_a_test_page_has_a_code_that_can_be_read(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zxingcpp

    window = opened(post)
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "uji.pdf"))
    assert print_pile.print_test_page(window.desk, window)
    settle(window)
    document = pypdfium2.PdfDocument((tmp_path / "uji.pdf").read_bytes())
    page = document[0].render(scale=2).to_pil()
    document.close()
    assert [each.text for each in zxingcpp.read_barcodes(page)] == ["POSKO HALAMAN UJI CETAK"]
