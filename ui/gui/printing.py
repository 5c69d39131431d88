"""Printing a text or rendered pages; QtPrintSupport is imported only when somebody prints."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QMarginsF, QObject, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtWidgets import QWidget

from core.domain.errors import Refused
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
PAPER = "print.paper"
"""The setting with the paper that lies in it."""
PAPERS = {"a4": QPageSize.PageSizeId.A4, "f4": QPageSize.PageSizeId.Folio}
"""F4 (folio, 210 x 330 mm) is what most Indonesian offices buy: A4 pages stand at its head, as large as on A4."""
ROOM = 64 * 1024 * 1024
"""Bytes that must be free where the system keeps pages until a printer takes them: it does not tell when they run out."""
STOPPED, GONE, NO_ROOM, TORN = "stopped", "gone", "no_room", "torn"
"""Why a run ended early; the words are ``print.REASON``."""


def image_of(page: PageImage) -> QImage:
    """A rendered page as Qt's picture; the copy owns its pixels."""
    form = QImage.Format.Format_RGB888
    return QImage(page.rgb, page.width, page.height, page.width * CHANNELS, form).copy()


def room_left(printer: QPrinter) -> bool:
    """Whether there is room for more pages, in the system's queue and beside the file that is printed to."""
    places = [Path(QDir.tempPath())]
    if printer.outputFileName():
        places.append(Path(printer.outputFileName()).absolute().parent)
    return all(shutil.disk_usage(place).free >= ROOM for place in places if place.is_dir())


def is_torn(printer: QPrinter, pages: int) -> bool:
    """Whether a file that was printed to lacks pages: Qt's writer does not tell when the disk was full."""
    from core.app.papers import count_pages

    if not printer.outputFileName():
        return False
    file = Path(printer.outputFileName())
    try:
        return not file.is_file() or count_pages(file.read_bytes()) != pages
    except (Refused, OSError):
        return True


def choose_printer(desk: Desk, parent: QWidget) -> QPrinter | None:
    """A printer with the office's paper after the dialog; None if there is none or the user changed his mind."""
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
    printer.setPageSize(QPageSize(paper_of(desk)))
    return printer


def paper_of(desk: Desk) -> QPageSize.PageSizeId:
    """The paper that this office prints on; A4 where nothing else was said."""
    chosen = desk.app.settings.get(PAPER, "") if desk.unlocked else ""
    return PAPERS.get(chosen, QPageSize.PageSizeId.A4)


def print_text(desk: Desk, parent: QWidget, text: str) -> bool:
    """Print a plain text after the dialog; False if there is no printer or the user changed his mind."""
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
    """Prints pages one after the other; each is rendered and painted beside the window.

    ``told`` says how far it is, ``ended`` whether everything came out, and then ``why`` says why not; ``cancel`` stops before
    the next page. ``handed`` is the number of pages that the printer has taken: a run that broke off goes on from there.
    """

    told = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, desk: Desk, printer: QPrinter, pages: int, render: Callable[[int], PageImage], owner: QObject) -> None:
        super().__init__(owner)
        self._desk, self._printer, self._pages, self._render = desk, printer, pages, render
        self._painter = QPainter()
        self._painting = threading.Lock()
        self._stopped = self._over = False
        self._first = 0
        self.handed = 0
        self.why = ""
        self._fault: Fault | None = None

    def start(self, first: int = 0) -> None:
        """Begin with the first page, or with page ``first`` (from 0)."""
        self._first = self.handed = first
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self._over = True
            self._tell_end(GONE)
            return
        # Half the size of what Qt makes otherwise, and no blur around letters and codes.
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._next(first)

    def cancel(self) -> None:
        """Print no further page."""
        self._stopped = True

    def break_off(self) -> None:
        """End at once, because the window closes; what the printer has taken comes out."""
        with self._painting:
            going, self._over = not self._over, True
            if going:
                self._painter.end()
        if going:
            self._tell_end(STOPPED)

    def _next(self, number: int) -> None:
        self.told.emit(number, self._pages)
        self._desk.runner.ask(lambda: self._put(number), lambda why: self._went(number, why), self._failed, self)

    def _put(self, number: int) -> str:
        """One page onto paper, or why not; in the thread of questions."""
        page = self._render(number)
        with self._painting:
            if self._over:
                return STOPPED
            why = self._paint(number, page)
            if why or self.handed == self._pages:
                why = self._finish(why)
            return why

    def _paint(self, number: int, page: PageImage) -> str:
        if self._stopped:
            return STOPPED
        if not room_left(self._printer):
            return NO_ROOM
        if number > self._first and not self._printer.newPage():
            return GONE  # what it took before stays out
        picture, whole = image_of(page), self._painter.viewport()
        page_size = QPageSize(QPageSize.PageSizeId.A4).sizePixels(self._printer.resolution())
        size = picture.size().scaled(page_size.boundedTo(whole.size()), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRect(whole.topLeft(), size), picture)
        self.handed = number + 1
        return ""

    def _finish(self, why: str) -> str:
        """Give the job to the printer: also what came before a fault; only who stops it himself wants no more of it."""
        self._over = True
        count = self.handed - self._first
        if why == STOPPED or not count:
            self._printer.abort()
        took = self._painter.end()
        if why != STOPPED and count and not (took and not is_torn(self._printer, count)):
            self.handed = self._first
            return TORN if took else GONE
        return why

    def _went(self, number: int, why: str) -> None:
        if self.why:
            return
        if why or self._over:
            self._tell_end(why)
        else:
            self._next(number + 1)

    def _failed(self, fault: Fault) -> None:
        self._fault = fault
        self.break_off()

    @property
    def reason(self) -> str:
        """One sentence on why it ended early."""
        return self._desk.explain(self._fault) if self._fault is not None else self._desk.t(f"print.{self.why}")

    def _tell_end(self, why: str) -> None:
        self.why = why
        self.ended.emit(not why)
