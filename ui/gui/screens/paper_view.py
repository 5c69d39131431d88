"""A paper as it will come out: the very PDF, one page at a time; saved or printed from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import Part, box, column, row, scrolled
from ui.gui.printing import PrintRun, choose_printer, image_of
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label, notice, tell

if TYPE_CHECKING:
    from core.app.papers import PageImage

SCREEN_DPI, PRINT_DPI = 90, 200
STEPS_A_SCREEN = 6


@dataclass(frozen=True, slots=True)
class Paper:
    """Heading, name of a saved file, words of the button that saves (empty: it is printed only), and a warning above.

    ``counted`` is the id under which copies on paper are counted; empty where nobody counts them. ``unprinted`` is said where
    there is no printer, empty for what holds of any paper.
    """

    title: str
    file: str
    save: str
    note: str = ""
    counted: str = ""
    unprinted: str = ""


class PaperDialog(Dialog):
    """Opens at once; the pages come when ``make`` has given the PDF (off the window's thread) and one is rendered.

    The file lies in memory until the dialog is closed. ``came_out`` tells that it was printed or saved.
    """

    came_out = Signal()

    def __init__(self, desk: Desk, paper: Paper, make: Callable[[], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.paper"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._paper = desk, desk.t, paper
        self._pdf, self._count, self.number = b"", 0, 0
        self._run: PrintRun | None = None
        self._page = label("", "muted", wrap=False)
        self._page.setText(self.t("pact.rendering"))
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._said = label("", "ok")
        self.copies = label("", "strong")
        self.copies.setVisible(False)
        self._save = plain(desk, paper.save, self._keep, "save") if paper.save else None
        self._print = plain(desk, self.t("button.print"), self._on_paper, "print")
        self._stop = plain(desk, self.t("button.cancel"), self._cancel, "close")
        self._stop.setVisible(False)
        self._enable(False)
        parts: list[Part] = [label(paper.title, "section")]
        if paper.note:
            parts.append(notice(desk, paper.note, "warn"))
        self._area = scrolled(box(self._page, 0))
        parts += [
            self._walker(),
            self._area,
            self.copies,
            label(self.t("print.spool"), "small"),
            self._said,
            self._buttons(),
        ]
        self.setLayout(column(*parts, margin="gap"))
        self.resize(desk.theme.wide("form") + pixels("meter"), pixels("form"))
        self._load(make)
        self._count_copies(printed=False)

    def _count_copies(self, printed: bool) -> None:
        """Say how often it was printed here, after one more copy came out or as it stands."""
        app, known = self.desk.app, self._paper.counted
        if not known:
            return

        def work(_watch: object) -> int:
            if printed:
                app.note_printed([known])
            return sum(each.copies for each in app.copies_of([known]))

        self.desk.runner.do(work, self._show_copies, owner=self)

    def _show_copies(self, count: int) -> None:
        self.copies.setText(self.t("print.copies", n=count))
        self.copies.setVisible(count > 0)

    def _walker(self) -> QWidget:
        self._where = label("", "muted", wrap=False)
        self._back = plain(self.desk, self.t("paper.before"), lambda: self.turn(-1), "chevron-left")
        self._on = plain(self.desk, self.t("paper.after"), lambda: self.turn(1), "chevron-right")
        for keys, by in ((QKeySequence.StandardKey.MoveToPreviousPage, -1), (QKeySequence.StandardKey.MoveToNextPage, 1)):
            QShortcut(QKeySequence(keys), self, partial(self.turn, by))
        for key, by in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            QShortcut(QKeySequence(key), self, partial(self._scroll, by))
        self._turner = box(row(self._back, self._where, self._on, 0))
        self._turner.setVisible(False)
        return self._turner

    def _buttons(self) -> QHBoxLayout:
        closing = primary(self.desk, self.t("button.close"), self.accept)
        saving = [] if self._save is None else [self._save]
        return row(*saving, self._print, self._stop, 0, closing)

    def _enable(self, on: bool) -> None:
        for made in (self._save, self._print):
            if made is not None:
                made.setEnabled(on)

    def _load(self, make: Callable[[], bytes]) -> None:
        def work() -> tuple[bytes, int, PageImage]:
            from core.app.papers import count_pages, render_page

            pdf = make()
            return pdf, count_pages(pdf), render_page(pdf, 0, SCREEN_DPI)

        self.desk.runner.ask(work, self._loaded, self._failed, self)

    def _loaded(self, made: tuple[bytes, int, PageImage]) -> None:
        self._pdf, self._count, first = made
        self._turner.setVisible(self._count > 1)
        self._show(0, first)
        self._enable(True)

    def turn(self, by: int) -> None:
        """Show the page before or after this one."""
        number = min(max(self.number + by, 0), self._count - 1)
        if not self._pdf or number == self.number:
            return
        pdf, self.number = self._pdf, number

        def work() -> PageImage:
            from core.app.papers import render_page

            return render_page(pdf, number, SCREEN_DPI)

        self.desk.runner.ask(work, lambda page: self._show(number, page), self._failed, self, "paper.page")

    def _scroll(self, by: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep() // STEPS_A_SCREEN)

    def _show(self, number: int, page: PageImage) -> None:
        told = self.t("pact.page", n=number + 1, all=self._count)
        self._page.setPixmap(QPixmap.fromImage(image_of(page)))
        self._page.setAccessibleName(told)
        self._where.setText(told)
        self._back.setEnabled(number > 0)
        self._on.setEnabled(number + 1 < self._count)

    def _failed(self, fault: Fault) -> None:
        self._say("bad", self.desk.explain(fault))
        if not self._pdf:
            self._page.setText("")

    def _say(self, role: str, text: str) -> None:
        tell(self._said, text, role)

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
        self._say("ok", self.t("files.saved"))
        self.came_out.emit()

    def _on_paper(self) -> None:
        printer = choose_printer(self.desk, self)
        if printer is None:
            usual = self.t("print.none" if self._save is not None else "print.none_here")
            self._say("warn", self._paper.unprinted or usual)
            return
        pdf = self._pdf

        def render(number: int) -> PageImage:
            from core.app.papers import render_page

            return render_page(pdf, number, PRINT_DPI)

        self._enable(False)
        self._stop.setVisible(True)
        self._run = PrintRun(self.desk, printer, self._count, render, self)
        self._run.told.connect(lambda n, total: self._say("muted", self.t("print.page", n=n + 1, all=total)))
        self._run.ended.connect(self._printed)
        self._run.start()

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _printed(self, whole: bool) -> None:
        run, self._run = self._run, None
        self._enable(True)
        self._stop.setVisible(False)
        self._say("ok" if whole or run is None else "warn", self.t("print.done") if whole or run is None else run.reason)
        if whole:
            self._count_copies(printed=True)
            self.came_out.emit()

    def done(self, result: int) -> None:
        """Closed: what is being printed breaks off."""
        if self._run is not None:
            self._run.break_off()
        super().done(result)
