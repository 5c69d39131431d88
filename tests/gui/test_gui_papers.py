"""Handing over the code in every way, papers of the open form, the Documents tab, and printing page by page; by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel

from core.app import queries
from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.printing import PrintRun
from ui.gui.screens import paper_view
from ui.gui.screens.report_detail.slip_dialog import SlipDialog
from ui.gui.screens.report_form import form_papers
from ui.gui.screens.report_form.receipt_page import ReceiptPage

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
SPACE, TAB = Qt.Key.Key_Space, Qt.Key.Key_Tab


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


@pytest.fixture
def saved(post: Path, opened: Opened, settle: Settle) -> tuple[MainWindow, ReceiptPage]:
    """The receipt page of a complaint that was just saved from its form."""
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    frame.place.form.tree |= {k: v for k, v in scene.complaint().items() if k != "kind"}
    frame.place.open_step("review")
    frame.place.page.offered.setChecked(True)
    frame.place.submit()
    settle(window)
    return window, frame.place.receipt


def chip(page: ReceiptPage, way: str) -> Any:
    return page.choices._buttons[way]


def said(page: Any) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.text()]


def walk_to(qtbot: Any, window: MainWindow, wanted: Any) -> None:
    """Press Tab until a control has the keyboard; a control that Tab does not reach fails the test."""
    for _ in range(120):
        if QApplication.focusWidget() is wanted:
            return
        qtbot.keyClick(QApplication.focusWidget() or window, TAB)
    raise AssertionError("Tab does not reach it")


def test_no_way_is_chosen_beforehand_and_all_are_alike(saved: tuple[MainWindow, ReceiptPage]) -> None:
    _, page = saved
    assert list(page.ways) == ["print", "copy", "read", "none"]
    looks = {(made.property("look"), made.isChecked(), made.isEnabled()) for made in page.choices._buttons.values()}
    assert looks == {("chip", False, True)} and not any(way.isVisible() for way in page.ways.values()) and not page.handed_over
    assert page._reply.code in said(page)
    groups = page._reply.code.split()
    assert [len(group) for group in groups] == [4, 4, 4, 4, 2]


def test_copied_by_hand_is_checked_by_typing(saved: tuple[MainWindow, ReceiptPage], qtbot: Any) -> None:
    window, page = saved
    window.activateWindow()
    walk_to(qtbot, window, chip(page, "copy"))
    qtbot.keyClick(chip(page, "copy"), SPACE)
    way: Any = page.ways["copy"]
    assert QApplication.focusWidget() is way.typed
    digits = [letter for letter in page._reply.code if letter.isdigit()]
    wrong = "".join(digits[:-1]) + str((int(digits[-1]) + 1) % 10)
    qtbot.keyClicks(way.typed, wrong)
    assert way.verdict.text() == page.t("receipt.mismatch") and not page.handed_over
    way.typed.clear()
    qtbot.keyClicks(way.typed, "-".join(digits[:7]))
    assert way.verdict.text() == page.t("receipt.so_far") and not page.handed_over
    way.typed.clear()
    qtbot.keyClicks(way.typed, " - ".join(digits))
    assert way.verdict.text() == page.t("receipt.match") and page.handed_over
    qtbot.keyClicks(way.typed, "1")
    assert not page.handed_over, "what was right and is wrong again is not handed over"


def test_read_out_is_heard_and_marked_on_paper_only(saved: tuple[MainWindow, ReceiptPage], qtbot: Any) -> None:
    _, page = saved
    qtbot.keyClick(chip(page, "read"), SPACE)
    way: Any = page.ways["read"]
    names = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    digits = [names.index(word) for word in way.spoken.text().split()]
    assert "".join(map(str, digits)) == page._reply.code.replace(" ", "")
    assert [len(line.split()) for line in way.spoken.text().splitlines()] == [4, 4, 4, 4, 2]
    story = scene.complaint()
    assert {story["summary"], story["narrative"], page.t("receipt.read_mark")} <= set(said(way))
    assert not page.handed_over
    qtbot.keyClick(way.heard, SPACE)
    assert page.handed_over


def test_no_slip_is_a_choice_like_the_others(saved: tuple[MainWindow, ReceiptPage], qtbot: Any, settle: Settle) -> None:
    window, page = saved
    qtbot.keyClick(chip(page, "none"), SPACE)
    assert page.handed_over and page.t("receipt.none_means") in said(page.ways["none"])
    qtbot.keyClick(page.done, SPACE)
    settle(window)
    assert window.centralWidget().place is not page  # type: ignore[union-attr]


def test_leaving_without_any_way_asks_once(saved: tuple[MainWindow, ReceiptPage], qtbot: Any) -> None:
    window, page = saved
    went: list[str] = []
    window.desk.go.disconnect()
    window.desk.go.connect(lambda room, _what: went.append(room))
    qtbot.keyClick(page.done, SPACE)
    assert went == [] and page.t("receipt.not_yet") in said(page)
    page.choose("none")
    assert page.t("receipt.not_yet") not in said(page)
    page.ways["none"].settle(False)
    for _ in range(2):
        qtbot.keyClick(page.again, SPACE)
    assert went == ["report_form"]


@pytest.mark.parametrize("numbered", [False, True])
def test_a_slip_on_paper_bears_the_number_only_if_wanted(
    saved: tuple[MainWindow, ReceiptPage], qtbot: Any, settle: Settle, numbered: bool
) -> None:
    window, page = saved
    qtbot.keyClick(chip(page, "print"), SPACE)
    way: Any = page.ways["print"]
    if numbered:
        qtbot.keyClick(way.numbered, SPACE)
    dialog = way.paper()
    settle(window)
    text = words_of(dialog._pdf)
    assert page._reply.code in text and (page._reply.number in text) == numbered
    assert not any(name in text for name in ("Sutini", "Desa Pongok RT", "Berseragam"))
    assert window.desk.t("print.spool") in said(dialog) and not page.handed_over
    dialog.came_out.emit()
    assert page.handed_over
    dialog.reject()


def printer_to(path: Path) -> Callable[..., Any]:
    """A printer that prints into a file."""

    def choose(_desk: Any, _parent: Any) -> Any:
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return choose


def test_a_form_is_printed_page_by_page_with_names_and_never_saved(
    saved: tuple[MainWindow, ReceiptPage], settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window, page = saved
    dialog = page.papers.dialog("t07")
    settle(window)
    assert dialog._save is None and dialog._count % 3 == 0 and dialog._count > 3
    assert words_of(dialog._pdf).count("Sutini") >= 3
    dialog.grab()
    assert dialog._page.height() >= dialog._page.pixmap().height() > 900, "the page is there to be seen"
    (down,) = [each for each in dialog.findChildren(QShortcut) if each.key().toString() == "Down"]
    down.activated.emit()
    assert dialog._area.verticalScrollBar().value() > 0
    (onward,) = [each for each in dialog.findChildren(QShortcut) if each.key().toString() == "PgDown"]
    onward.activated.emit()
    settle(window)
    assert dialog.number == 1 and dialog._page.accessibleName() == window.desk.t("pact.page", n=2, all=dialog._count)
    dialog.turn(1000)
    dialog.turn(-1)
    settle(window)
    assert dialog.number == dialog._count - 2
    asked: list[int] = []
    monkeypatch.setattr(paper_view, "choose_printer", printer_to(tmp_path / "out.pdf"))
    monkeypatch.setattr(paper_view, "PRINT_DPI", 40)
    real = PrintRun._next
    monkeypatch.setattr(PrintRun, "_next", lambda run, number: (asked.append(number), real(run, number))[1])
    qtbot.keyClick(dialog._print, SPACE)
    qtbot.waitUntil(lambda: dialog._run is None, timeout=20_000)
    assert asked == list(range(dialog._count)) and window.desk.t("print.done") in said(dialog)
    printed = pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes())
    assert len(printed) == dialog._count
    printed.close()
    dialog.reject()


def test_printing_can_be_stopped_and_goes_on_from_the_start(
    saved: tuple[MainWindow, ReceiptPage], settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window, page = saved
    dialog = page.papers.dialog("t07")
    settle(window)
    monkeypatch.setattr(paper_view, "choose_printer", printer_to(tmp_path / "out.pdf"))
    monkeypatch.setattr(paper_view, "PRINT_DPI", 40)
    dialog._print.click()
    assert dialog._stop.isVisibleTo(dialog) and not dialog._print.isEnabled()
    qtbot.keyClick(dialog._stop, SPACE)
    qtbot.waitUntil(lambda: dialog._run is None, timeout=20_000)
    assert window.desk.t("print.stopped") in said(dialog) and dialog._print.isEnabled()
    monkeypatch.setattr(paper_view, "choose_printer", lambda *_: None)
    dialog._print.click()
    assert window.desk.t("print.none_here") in said(dialog)
    dialog.reject()


def test_papers_of_the_open_form_come_before_saving(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("report_form", None)
    form = frame.place.form
    form.tree |= {k: v for k, v in scene.complaint().items() if k not in ("kind", "place")}
    frame.place.open_step("review")
    assert form_papers.dialog(frame.place.page, "bukti") is None, "an evidence list of half a form would be cut short"
    blank = form_papers.dialog(frame.place.page, "t07")
    settle(window)
    assert blank is not None and blank._save is not None and "Sutini" not in words_of(blank._pdf)
    blank.reject()
    form.tree["place"] = scene.complaint()["place"]
    for kind in ("t07", "kuasa", "bukti", "t20"):
        dialog = form_papers.dialog(frame.place.page, kind)
        settle(window)
        assert dialog is not None and (dialog._save is None) == (kind != "t20")
        assert ("Sutini" in words_of(dialog._pdf)) == (kind in ("t07", "kuasa"))
        dialog.reject()
    assert window.desk.app.ask(queries.Reports()).rows == ()
    form.close()
    settle(window)


def test_the_documents_tab_lists_papers_and_reasons(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    settle(window)
    detail = frame.place.detail
    (tab,) = [each for each in detail._tabs if each.name == "papers"]
    texts = said(tab)
    for kind in ("t05", "t07", "bukti", "kuasa", "t20", "pemberitahuan", "t17", "pencabutan"):
        assert window.desk.t(f"paper.{kind}") in texts
    assert window.desk.t("paper.t11") not in texts
    assert texts.count(window.desk.t("paper.blank")) == 2
    dialog = tab.dialog("t17")
    settle(window)
    assert dialog._pdf.startswith(b"%PDF") and dialog._save is not None and "Sutini" not in words_of(dialog._pdf)
    dialog.reject()


def test_a_slip_comes_again_without_a_code_or_with_the_one_typed(
    saved: tuple[MainWindow, ReceiptPage], settle: Settle, qtbot: Any
) -> None:
    window, page = saved
    asking = SlipDialog(window.desk, page._reply.id, window)
    plain = asking.paper()
    settle(window)
    assert "Kode periksa" not in words_of(plain._pdf)
    qtbot.keyClicks(asking.code, page._reply.code)
    assert asking.code.displayText() != page._reply.code, "masked"
    coded = asking.paper()
    settle(window)
    assert page._reply.code in words_of(coded._pdf) and page._reply.number not in words_of(coded._pdf)
    asking.code.clear()
    qtbot.keyClicks(asking.code, "1234")
    refused = asking.paper()
    settle(window)
    assert refused._pdf == b"" and any(text.endswith(".") for text in said(refused)) and not refused._print.isEnabled()
    for each in (plain, coded, refused, asking):
        each.reject()


def test_a_signed_situation_report_can_be_printed_at_once(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("situation", None)
    settle(window)
    frame.place.nihil.click()
    frame.place.sign.click()
    settle(window)
    page = frame.place.receipt
    assert page.handed_over and not page.ways, "nobody waits for a code"
    dialog = page.situation_paper()
    settle(window)
    assert "tidak ada laporan yang kami terima pada periode ini" in words_of(dialog._pdf)
    dialog.reject()
