"""A paper as it will come out: the very PDF, rendered page by page; saved or printed from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import Part, box, clear, column, row, scrolled
from ui.gui.printing import print_images
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.labels import label, notice

if TYPE_CHECKING:
    from core.app.papers import PageImage

SCREEN_DPI, PRINT_DPI = 90, 200
CHANNELS = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """Heading, name of a saved file, words of the button that saves, and a warning above (or none)."""

    title: str
    file: str
    save: str
    note: str = ""


def image_of(page: PageImage) -> QImage:
    """A rendered page as Qt's picture; the copy owns its pixels."""
    form = QImage.Format.Format_RGB888
    return QImage(page.rgb, page.width, page.height, page.width * CHANNELS, form).copy()


class PaperDialog(QDialog):
    """Opens at once; the pages come when ``make`` has given the PDF (off the window's thread) and it is rendered."""

    def __init__(self, desk: Desk, paper: Paper, make: Callable[[], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._paper = desk, desk.t, paper
        self._pdf = b""
        self._pages = QVBoxLayout()
        self._pages.addWidget(label(self.t("pact.rendering"), "muted"))
        self._said = label("", "ok")
        self._save = plain(desk, paper.save, self._keep, "save")
        self._print = plain(desk, self.t("button.print"), self._on_paper, "print")
        closing = primary(desk, self.t("button.close"), self.accept)
        for made in (self._save, self._print):
            made.setEnabled(False)
        parts: list[Part] = [label(paper.title, "section")]
        if paper.note:
            parts.append(notice(desk, paper.note, "warn"))
        parts += [scrolled(box(self._pages, 0)), self._said, row(self._save, self._print, 0, closing)]
        self.setLayout(column(*parts, margin="gap"))
        self.resize(desk.theme.wide("form") + pixels("meter"), pixels("form"))
        self._load(make)

    def _load(self, make: Callable[[], bytes]) -> None:
        def work() -> tuple[bytes, list[PageImage]]:
            from core.app.papers import render_pages

            pdf = make()
            return pdf, render_pages(pdf, SCREEN_DPI)

        self.desk.runner.ask(work, self._show, self._failed, self)

    def _show(self, rendered: tuple[bytes, list[PageImage]]) -> None:
        self._pdf, pages = rendered
        clear(self._pages)
        for number, page in enumerate(pages, 1):
            shown = label("")
            shown.setPixmap(QPixmap.fromImage(image_of(page)))
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            shown.setAccessibleName(self.t("pact.page", n=number, all=len(pages)))
            self._pages.addWidget(shown)
        self._save.setEnabled(True)
        self._print.setEnabled(True)

    def _failed(self, fault: Fault) -> None:
        clear(self._pages)
        self._pages.addWidget(label(self.desk.explain(fault), "bad"))

    def _keep(self) -> None:
        from ui.compose import write_file

        path = save_file(self.desk, self, self._paper.save, self._paper.file, "pdf")
        if path is None:
            return
        try:
            write_file(path, self._pdf)
        except Refused as fault:
            self._failed(fault)
            return
        self._said.setText(self.t("files.saved"))

    def _on_paper(self) -> None:
        pdf = self._pdf

        def work() -> list[PageImage]:
            from core.app.papers import render_pages

            return render_pages(pdf, PRINT_DPI)

        self.desk.runner.ask(work, self._print_pages, self._failed, self)

    def _print_pages(self, pages: list[PageImage]) -> None:
        if not print_images(self.desk, self, [image_of(page) for page in pages]):
            self._said.setText(self.t("print.none"))
