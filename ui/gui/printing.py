"""Printing and saving a text page or rendered pages; QtPrintSupport is imported only when somebody prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.theme import FAMILY

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN_MM = 20.0
POINTS = 11.0


def _printer(desk: Desk, parent: QWidget) -> QPrinter | None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        desk.said.emit(desk.t("print.none"))
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if not dialog.exec():
        return None
    # Drivers put their own size back after the dialog.
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def print_text(desk: Desk, parent: QWidget, text: str) -> bool:
    """Print a plain text on A4 after the dialog; False if there is no printer or the user changed his mind."""
    printer = _printer(desk, parent)
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


def print_images(desk: Desk, parent: QWidget, pages: list[QImage]) -> bool:
    """Print the very pages that were shown, one a sheet."""
    printer = _printer(desk, parent)
    if printer is None:
        return False
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        whole = painter.viewport()
        size = page.size().scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(whole.topLeft(), size), page)
    painter.end()
    return True
