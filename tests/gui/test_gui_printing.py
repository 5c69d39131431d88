"""A pile of pacts is one print job: it breaks off, says where, and goes on from there, also in another window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QPageSize

from core.app import queries
from core.app.papers import PageImage
from core.app.printing import PrintJob, paper_of, unfinished
from core.app.views import Submitted
from core.domain.commands import IssuePacts
from tests.gui import scene
from tests.world import person
from ui.gui import opening, printing
from ui.gui.main_window import MainWindow
from ui.gui.screens import paper_view, print_pile
from ui.gui.screens.pact_view import PactDialog
from ui.gui.screens.print_pile import PrintPileDialog
from ui.gui.screens.report_detail.slip_dialog import SlipDialog
from ui.gui.screens.report_form.handing_over import PrintWay

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def printer_to(path: Path, pages: int = 1000, lost: bool = False) -> Callable[..., Any]:
    """A printer into a file, which is gone after so many pages; with ``lost`` the file goes away meanwhile."""
    from PySide6.QtPrintSupport import QPrinter

    class Frail(QPrinter):
        """Takes pages until it is switched off."""

        taken = 1

        def newPage(self) -> bool:
            """The next sheet, or none any more."""
            Frail.taken += 1
            if lost:
                path.unlink(missing_ok=True)
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


def issue(app: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five pacts of one page."""
    monkeypatch.setattr(print_pile, "PRINT_DPI", 30)
    people = tuple(person(f"Orang {letter}") for letter in "ABCDE")
    return [pact for pact, _ in app.execute(IssuePacts(app.new_command(), people, None, "Toboali")).reply.pacts]


@pytest.mark.fault("EX-9")
def test_a_pile_breaks_off_and_goes_on_where_it_stopped(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(post)
    app = window.desk.app
    pacts = issue(app, monkeypatch)
    dialog = PrintPileDialog(window.desk, pacts, window)
    settle(window)
    assert dialog.first.value() == 1 and dialog._total == 5
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "a.pdf", pages=3))
    dialog.button.click()
    qtbot.waitUntil(lambda: dialog._run is None, timeout=20_000)
    told = dialog._said.text()
    assert window.desk.t("print.gone") in told and window.desk.t("pile.broke", n=3, all=5) in told and dialog.first.value() == 4
    settle(window)
    assert [each.copies for each in app.copies_of(pacts)] == [1, 1, 1]
    dialog.reject()

    again = PrintPileDialog(window.desk, (), window)
    settle(window)
    assert again.first.value() == 4, "what broke off is taken up without being chosen again"
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "b.pdf"))
    again.button.click()
    qtbot.waitUntil(lambda: again._run is None, timeout=20_000)
    assert window.desk.t("print.done") in again._said.text() and count(tmp_path / "b.pdf") == 2
    settle(window)
    assert len(app.copies_of(pacts)) == 5 and unfinished(app.settings) is None
    again.reject()

    once_more = PrintPileDialog(window.desk, pacts[:2], window)
    settle(window)
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "c.pdf"))
    once_more.button.click()
    once_more._stop.click()
    qtbot.waitUntil(lambda: once_more._run is None, timeout=20_000)
    settle(window)
    assert unfinished(app.settings) is not None
    once_more.reject()


def test_a_test_page_has_a_code_that_can_be_read(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zxingcpp

    window = opened(post)
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "uji.pdf"))
    print_pile.print_test_page(window.desk, window)
    settle(window)
    document = pypdfium2.PdfDocument((tmp_path / "uji.pdf").read_bytes())
    page = document[0].render(scale=2).to_pil()
    document.close()
    assert [each.text for each in zxingcpp.read_barcodes(page)] == ["POSKO HALAMAN UJI CETAK"]


def test_a_page_stands_at_the_head_of_the_offices_f4_as_large_as_on_a4(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, qtbot: Any
) -> None:
    """The setting chooses the sheet; the page is neither stretched nor moved down."""
    window = opened(post)
    widths = {}
    for paper, height in (("a4", 297), ("f4", 330)):
        window.desk.app.settings.put(printing.PAPER, paper)
        printer = printer_to(tmp_path / f"{paper}.pdf")()
        printer.setPageSize(QPageSize(printing.paper_of(window.desk)))
        black = PageImage(210, 297, bytes(210 * 297 * 3))
        run = printing.PrintRun(window.desk, printer, 1, lambda _number, page=black: page, window)  # type: ignore[misc]
        with qtbot.waitSignal(run.ended, timeout=20_000):
            run.start()
        document = pypdfium2.PdfDocument((tmp_path / f"{paper}.pdf").read_bytes())
        assert abs(document[0].get_height() * 25.4 / 72 - height) < 1
        shown = document[0].render(scale=1).to_pil().convert("L").point(lambda value: 255 - value)
        document.close()
        widths[paper] = shown.getbbox()
    left, top, right, bottom = (pair for pair in zip(widths["a4"], widths["f4"], strict=True))
    assert all(abs(a - b) <= 2 for a, b in (left, top, right, bottom)) and top[1] <= 1 and bottom[1] < 330 * 72 / 25.4 - 80


@pytest.mark.fault("EX-9")
@pytest.mark.parametrize("fault", ["none", "no_room", "torn"])
def test_a_full_disk_is_never_told_as_printed(
    fault: str, post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(post)
    pacts = issue(window.desk.app, monkeypatch)
    dialog = PrintPileDialog(window.desk, pacts, window)
    settle(window)
    left = iter([True, True, *([fault != "no_room"] * 9)])
    monkeypatch.setattr(printing, "room_left", lambda _printer: next(left))
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "a.pdf", lost=fault == "torn"))
    dialog.button.click()
    qtbot.waitUntil(lambda: dialog._run is None, timeout=20_000)
    settle(window)
    printed = {"none": 5, "no_room": 2, "torn": 0}[fault]
    assert dialog._said.text().startswith(window.desk.t("print.done" if fault == "none" else f"print.{fault}"))
    assert len(window.desk.app.copies_of(pacts)) == printed
    left_over = unfinished(window.desk.app.settings)
    assert left_over == (None if fault == "none" else PrintJob(tuple(pacts), printed, 5))
    dialog.reject()


@pytest.mark.fault("UN-13")
def test_a_lock_breaks_off_a_pile_and_the_register_offers_to_go_on(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(post)
    pacts = issue(window.desk.app, monkeypatch)
    dialog = PrintPileDialog(window.desk, pacts, window)
    dialog.show()
    settle(window)
    monkeypatch.setattr(print_pile, "choose_printer", printer_to(tmp_path / "a.pdf"))
    dialog.button.click()
    dialog.reject()
    assert dialog.isVisible(), "Esc does not break off what is being printed"
    window.lock()
    assert not dialog.isVisible() and dialog._run is None
    settle(window)
    window.enter(opening.unlock(post, bytearray(scene.PASSPHRASE.encode())))
    frame: Any = window.centralWidget()
    frame.open("pacts", "list")
    settle(window)
    tab = frame.place.register
    assert tab.unfinished.isVisible()
    monkeypatch.setattr(PrintPileDialog, "exec", lambda made: seen.append(made._job))
    seen: list[PrintJob] = []
    tab.unfinished.going_on.click()
    assert [each.documents for each in seen] == [tuple(pacts)]
    tab.unfinished.dropping.click()
    settle(window)
    settle(window)
    assert not tab.unfinished.isVisible() and unfinished(window.desk.app.settings) is None


def test_one_pact_tells_how_often_it_was_printed(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(post)
    issue(window.desk.app, monkeypatch)
    monkeypatch.setattr(paper_view, "PRINT_DPI", 30)
    monkeypatch.setattr(paper_view, "choose_printer", printer_to(tmp_path / "a.pdf"))
    dialog = PactDialog(window.desk, window.desk.app.ask(queries.Pacts()).rows[0], window)
    settle(window)
    assert dialog.copies.isHidden()
    for times in (1, 2):
        dialog._print.click()
        qtbot.waitUntil(lambda: dialog._run is None, timeout=20_000)
        settle(window)
        assert dialog.copies.text() == window.desk.t("print.copies", n=times) and not dialog.copies.isHidden()
    dialog._print.click()
    dialog.reject()
    settle(window)


def test_a_receipt_is_counted_apart_from_a_letter_and_a_guarded_one_never(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(post)
    app = window.desk.app
    scene.submit(app, scene.complaint())
    report = app.ask(queries.Reports()).rows[0].id
    monkeypatch.setattr(paper_view, "PRINT_DPI", 30)
    monkeypatch.setattr(paper_view, "choose_printer", printer_to(tmp_path / "a.pdf"))
    slip = SlipDialog(window.desk, report, window)
    shown = slip.paper()
    settle(window)
    assert shown.copies.isHidden()
    shown._print.click()
    qtbot.waitUntil(lambda: shown._run is None, timeout=20_000)
    settle(window)
    again = slip.paper()
    settle(window)
    assert again.copies.text() == window.desk.t("print.copies", n=1)
    assert [each.copies for each in app.copies_of([paper_of(report, kind) for kind in ("t05", "t17")])] == [1]
    guarded = Submitted(report, "", "123456789012345678", "queued", sealed=True, guard="KESBANGPOL")
    assert PrintWay(window.desk, guarded, None).paper()._paper.counted == ""
    settle(window)
