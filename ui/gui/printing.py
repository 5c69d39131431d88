"""Printing a text or rendered pages; QtPrintSupport is imported only when somebody prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.runner import Fault
from ui.gui.theme import FAMILY

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from core.app.papers import PageImage

MARGIN_MM = 20.0
POINTS = 11.0
CHANNELS = 3
PRINTER = "print.printer"
"""The setting with the printer that was used last."""


def image_of(page: PageImage) -> QImage:
    """A rendered page as Qt's picture; the copy owns its pixels."""
    form = QImage.Format.Format_RGB888
    return QImage(page.rgb, page.width, page.height, page.width * CHANNELS, form).copy()


def choose_printer(desk: Desk, parent: QWidget) -> QPrinter | None:
    """A printer with A4 paper after the dialog; None if there is none or the user changed his mind."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        desk.said.emit(desk.t("print.none"))
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    last = desk.app.settings.get(PRINTER, "") if desk.unlocked else ""
    if last in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(last)
    dialog = QPrintDialog(printer, parent)
    if not dialog.exec():
        return None
    if desk.unlocked and printer.printerName() != last:
        desk.app.settings.put(PRINTER, printer.printerName())
    # Drivers put their own size back after the dialog.
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def print_text(desk: Desk, parent: QWidget, text: str) -> bool:
    """Print a plain text on A4 after the dialog; False if there is no printer or the user changed his mind."""
    printer = choose_printer(desk, parent)
    if printer is None:
        return False
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = document.defaultFont()
    font.setFamily(FAMILY)
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setPageSize(QSizeF(printer.pageRect(printer.Unit.Point).size()))
    document.setPlainText(text)
    document.print_(printer)
    return True


class PrintRun(QObject):
    """Prints pages one after the other: each is rendered beside the window and painted when it has come.

    ``told`` says how far it is, ``ended`` whether everything came out; ``cancel`` stops before the next page. ``handed`` is
    the number of pages that the printer has taken: a run that broke off goes on from there with ``first``.
    """

    told = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, desk: Desk, printer: QPrinter, pages: int, render: Callable[[int], PageImage], owner: QObject) -> None:
        super().__init__(owner)
        self._desk, self._printer, self._pages, self._render = desk, printer, pages, render
        self._painter = QPainter()
        self._stopped = False
        self._first = 0
        self.handed = 0

    def start(self, first: int = 0) -> None:
        """Begin with the first page, or with page ``first`` (from 0)."""
        self._first = self.handed = first
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        self._next(first)

    def cancel(self) -> None:
        """Print no further page."""
        self._stopped = True

    def _next(self, number: int) -> None:
        self.told.emit(number, self._pages)
        render = self._render
        self._desk.runner.ask(lambda: render(number), lambda page: self._paint(number, page), self._failed, self)

    def _paint(self, number: int, page: PageImage) -> None:
        if self._stopped:
            self._end(False)
            return
        if number > self._first and not self._printer.newPage():
            self._end(False)  # the printer is gone: what it took before stays out
            return
        picture, whole = image_of(page), self._painter.viewport()
        size = picture.size().scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRect(whole.topLeft(), size), picture)
        self.handed = number + 1
        if number + 1 < self._pages:
            self._next(number + 1)
        else:
            self._end(True)

    def _failed(self, fault: Fault) -> None:
        self._desk.say_fault(fault)
        self._end(False)

    def _end(self, whole: bool) -> None:
        if not whole:
            self._printer.abort()
        self._painter.end()
        self.ended.emit(whole)
