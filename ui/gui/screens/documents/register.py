"""The register of documents that were issued: found by number, kind and day, opened, printed, saved again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.document_views import DocumentKind, DocumentPage, DocumentRow
from core.domain.document import CLASSES
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.theme import motion
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("number", "title", "day", "class", "officer")


class RegisterTab(QWidget):
    """``wanted`` when somebody wants to write a new one."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._rows: tuple[DocumentRow, ...] = ()
        self._next: str | None = None
        self._narrowed = False
        self.line = LineInput(placeholder=self.t("documents.search"))
        self.line.setAccessibleName(self.t("documents.search"))
        self.kind = Choice([("", self.t("documents.every_kind"))])
        self.kind.setAccessibleName(self.t("documents.kind"))
        self.since = DayInput(desk, quick=False)
        self.since.line.setAccessibleName(self.t("documents.since"))
        self.since.line.setPlaceholderText(self.t("documents.since"))
        self.until = DayInput(desk, quick=False)
        self.until.line.setAccessibleName(self.t("documents.until"))
        self.until.line.setPlaceholderText(self.t("documents.until"))
        self.grade = Choice([("", self.t("documents.every_class")), *((each, each) for each in CLASSES)])
        self.grade.setAccessibleName(self.t("documents.col_class"))
        self.office = Choice([("", self.t("documents.every_office"))])
        self.office.setAccessibleName(self.t("documents.office"))
        self.office.setVisible(False)
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        for choice in (self.kind, self.grade, self.office):
            choice.activated.connect(lambda _index: self.refresh())
        for day in (self.since, self.until):
            day.edited.connect(self._pause.start)
        self._count = label("", "small", wrap=False)
        self.table = Table(self.t("documents.register"), [self.t(f"documents.col_{name}") for name in COLUMNS])
        self.table.itemActivated.connect(lambda _item: self._open())
        self._nothing = "documents.empty_regency" if desk.app.facts.kind == "regency" else "documents.empty"
        self._empty = label(self.t(self._nothing), "muted")
        self._more = plain(desk, self.t("documents.more"), self._on, "chevron-down")
        opening = plain(desk, self.t("documents.open"), self._open, "eye")
        self.start = primary(desk, self.t("documents.new"), self.wanted.emit, "plus")
        search = row(self.line, self.kind, self._count)
        for place, share in enumerate((3, 2)):
            search.setStretch(place, share)
        narrow = row(self.grade, self.office, self.since, self.until)
        for place, share in enumerate((4, 3, 3, 3)):
            narrow.setStretch(place, share)
        self.setLayout(column(search, narrow, self._empty, self.table, row(opening, self._more, 0, self.start), margin="gap"))
        desk.ask(queries.DocumentKinds(), self._offer, self, "document.kinds")

    def refresh(self) -> None:
        """Ask for the newest that match."""
        self._pause.stop()
        self._ask(None)

    def _ask(self, after: str | None) -> None:
        since, until = (read_day(day.line.value()) for day in (self.since, self.until))
        query = queries.Documents(
            self.line.value(),
            self.kind.value(),
            self.grade.value(),
            self.office.value(),
            since.isoformat() if since else "",
            until.isoformat() if until else "",
            after=after,
        )
        self._narrowed = query != queries.Documents(after=after)
        shown = self._rows if after is not None else ()
        self.desk.ask(query, lambda page: self._show(shown, page), self, "documents")

    def _offer(self, kinds: tuple[DocumentKind, ...]) -> None:
        self.kind.offer([("", self.t("documents.every_kind")), *((each.code, name_of(self.desk, each)) for each in kinds)])

    def _show(self, before: tuple[DocumentRow, ...], page: DocumentPage) -> None:
        self._rows, self._next = (*before, *page.rows), page.next
        self._count.setText(self.t("documents.count", n=f"{page.total:,}"))
        self._empty.setText(self.t("documents.none_match" if self._narrowed else self._nothing))
        self._empty.setVisible(not self._rows)
        if len(page.posts) > 1:
            self.office.offer(
                [("", self.t("documents.every_office")), *((code, code) for code in page.posts)], self.office.value()
            )
        self.office.setVisible(len(page.posts) > 1)
        self._more.setVisible(page.next is not None)
        self.table.fill([self._cells(each) for each in self._rows])

    def _cells(self, each: DocumentRow) -> list[str]:
        return [each.number, each.title, self.desk.day(each.day), each.classification, each.officer]

    def _on(self) -> None:
        self._ask(self._next)

    def _open(self) -> None:
        index = self.table.chosen()
        if 0 <= index < len(self._rows):
            each, app = self._rows[index], self.desk.app
            make = partial(app.ask, queries.DocumentFile(each.id))
            show_document(self.desk, self, each.number, each.title, make, each.id)


def name_of(desk: Desk, kind: DocumentKind) -> str:
    """A kind's name in the window's language."""
    return kind.name if desk.t.language == "id" else kind.english


def show_document(desk: Desk, parent: QWidget, number: str, title: str, make: object, counted: str = "") -> None:
    """A document as it will be on paper; ``counted`` is the id of an issued one."""
    saving = desk.t("documents.save") if number else ""
    paper = Paper(f"{number} · {title}", f"{number.replace('/', '-') or 'draf'}.pdf", saving, counted=counted)
    PaperDialog(desk, paper, make, parent).exec()  # type: ignore[arg-type]
