"""A pact as it will be on paper: the very PDF, rendered page by page; saved or printed from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.app import queries
from core.app.views import PactRow
from ui.gui.desk import Desk
from ui.gui.files import save_file, write_durably
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.printing import print_images
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.labels import label

if TYPE_CHECKING:
    from core.app.papers import PageImage

SCREEN_DPI, PRINT_DPI = 90, 200
CHANNELS = 3


def image_of(page: PageImage) -> QImage:
    """A rendered page as Qt's picture; the copy owns its pixels."""
    form = QImage.Format.Format_RGB888
    return QImage(page.rgb, page.width, page.height, page.width * CHANNELS, form).copy()


class PactDialog(QDialog):
    """Opens at once; the pages come when they are rendered."""

    def __init__(self, desk: Desk, pact: PactRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._pact = desk, desk.t, pact
        self._pdf = b""
        self._pages = QVBoxLayout()
        self._pages.addWidget(label(self.t("pact.rendering"), "muted"))
        self._save = plain(desk, self.t("pact.save"), self._keep, "save")
        self._print = plain(desk, self.t("button.print"), self._on_paper, "print")
        closing = primary(desk, self.t("button.close"), self.accept)
        for made in (self._save, self._print):
            made.setEnabled(False)
        head = label(f"{pact.number} · {pact.name}", "section")
        self.setLayout(column(head, scrolled(box(self._pages, 0)), row(self._save, self._print, 0, closing), margin="gap"))
        self.resize(desk.theme.wide("form") + pixels("meter"), pixels("form"))
        self._load()

    def _load(self) -> None:
        app, pact = self.desk.app, self._pact.id

        def work() -> tuple[bytes, list[PageImage]]:
            from core.app.papers import render_pages

            pdf = app.ask(queries.PactFile(pact))
            return pdf, render_pages(pdf, SCREEN_DPI)

        self.desk.runner.ask(work, self._show, self._failed, self)

    def _show(self, rendered: tuple[bytes, list[PageImage]]) -> None:
        self._pdf, pages = rendered
        self._empty()
        for number, page in enumerate(pages, 1):
            shown = label("")
            shown.setPixmap(QPixmap.fromImage(image_of(page)))
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            shown.setAccessibleName(self.t("pact.page", n=number, all=len(pages)))
            self._pages.addWidget(shown)
        self._save.setEnabled(True)
        self._print.setEnabled(True)

    def _failed(self, fault: Fault) -> None:
        self._empty()
        self._pages.addWidget(label(self.desk.explain(fault), "bad"))

    def _empty(self) -> None:
        while self._pages.count():
            item = self._pages.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()

    def _keep(self) -> None:
        path = save_file(self.desk, self, self.t("pact.save"), f"pakta-{self._pact.id[:8]}.pdf", "pdf")
        if path is not None:
            write_durably(path, self._pdf)
            self.desk.said.emit(self.t("files.saved"))

    def _on_paper(self) -> None:
        pdf = self._pdf

        def work() -> list[PageImage]:
            from core.app.papers import render_pages

            return render_pages(pdf, PRINT_DPI)

        self.desk.runner.ask(work, lambda pages: self._print_pages(pages), self._failed, self)

    def _print_pages(self, pages: list[PageImage]) -> None:
        if not print_images(self.desk, self, [image_of(page) for page in pages]):
            self.desk.said.emit(self.t("print.none"))
