"""Laporan: the list on the left with search and chips, the report on the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QScrollBar, QSplitter, QStackedWidget, QWidget

from core.app import queries, views
from core.domain.forms import KINDS
from ui.gui.desk import Desk
from ui.gui.layouts import box, column, row
from ui.gui.screens.report_detail.screen import ReportDetail
from ui.gui.screens.screen import Screen
from ui.gui.theme import motion
from ui.gui.widgets.buttons import Options, primary
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.report_list import ReportDelegate, ReportModel

LIST_SHARE, DETAIL_SHARE = 40, 60
NEAR_END = 0.8
PAGE = 50


class ReportsScreen(Screen):
    """``argument`` may hold ``text`` to search for or ``id`` of the report to open."""

    topics = frozenset({"reports", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        wanted = argument if isinstance(argument, dict) else {}
        self._next: str | None = None
        self._open: str = str(wanted.get("id", ""))
        self._loading = False
        self.line = LineInput(str(wanted.get("text", "")), self.t("reports.search"))
        self.line.setAccessibleName(self.t("reports.search"))
        self.line.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        kinds = [("", self.t("reports.all")), *((kind, self.t(f"kind_short.{kind}")) for kind in KINDS)]
        self.kinds = Options(kinds, str(wanted.get("kind", "")), lambda _kind: self.refresh(), self.t("reports.by_kind"))
        ways = [("", self.t("reports.all_ways")), *((w, self.t(f"way.{w}")) for w in ("queued", "sent", "received"))]
        self.ways = Choice(ways, str(wanted.get("status", "")))
        self.ways.setAccessibleName(self.t("reports.by_way"))
        self.ways.activated.connect(lambda _index: self.refresh())
        self._count = label("", "small", wrap=False)
        self.setLayout(column(self._split(), margin="gap"))

    def _split(self) -> QSplitter:
        self.model = ReportModel(self.desk, self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ReportDelegate(self.desk, self))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(self.t("room.reports"))
        self.view.selectionModel().selectionChanged.connect(self._selected)
        bar: QScrollBar = self.view.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self._more() if value > bar.maximum() * NEAR_END else None)
        self.empty = QStackedWidget()
        self.empty.addWidget(self.view)
        self.empty.addWidget(self._nothing())
        ways = row(self._count, 0)
        ways.addWidget(self.ways, 1)
        left = box(self.line, self.kinds, ways)
        inner = left.layout()
        if inner is not None:
            inner.addWidget(self.empty)
            inner.setContentsMargins(0, 0, 8, 0)
        self.detail = ReportDetail(self.desk)
        made = QSplitter(Qt.Orientation.Horizontal)
        made.setChildrenCollapsible(False)
        made.addWidget(left)
        made.addWidget(self.detail)
        made.setStretchFactor(0, LIST_SHARE)
        made.setStretchFactor(1, DETAIL_SHARE)
        made.setSizes([LIST_SHARE * 10, DETAIL_SHARE * 10])
        return made

    def _nothing(self) -> QWidget:
        going = primary(self.desk, self.t("home.new"), lambda: self.desk.go.emit("report_form", None), "report-new")
        self._why = label(self.t("reports.empty"), "muted")
        return box(self._why, row(going, 0), 0, gap="gap", margin="gap")

    def refresh(self) -> None:
        """Ask for the first page; an older answer still on its way is thrown away."""
        self._pause.stop()
        self.desk.ask(self._query(None), self._show, self, "reports")

    def _query(self, after: str | None) -> queries.Reports:
        return queries.Reports(self.line.value(), self.kinds.value or None, self.ways.value() or None, PAGE, after)

    def _show(self, page: views.ReportPage) -> None:
        self._next = page.next
        chosen = self._open
        self.model.replace(page.rows)
        more = "+" if page.next else ""
        self._count.setText(self.t("reports.count", n=f"{len(page.rows):,}{more}"))
        searching = bool(self.line.value() or self.kinds.value or self.ways.value())
        self._why.setText(self.t("reports.none_found" if searching else "reports.empty"))
        self.empty.setCurrentIndex(0 if page.rows else 1)
        index = next((n for n, found in enumerate(page.rows) if found.id == chosen), 0)
        if page.rows:
            self.view.setCurrentIndex(self.model.index(index))
        else:
            self.detail.nothing()

    def _more(self) -> None:
        if self._next is None or self._loading:
            return
        self._loading = True
        self.desk.ask(self._query(self._next), self._append, self, "reports-more")

    def _append(self, page: views.ReportPage) -> None:
        self._loading = False
        self._next = page.next
        self.model.append(page.rows)

    def _selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self._open = self.model.rows[index.row()].id
            self.desk.ask(queries.Report(self._open), self.detail.show_report, self, "report")

    def start_search(self) -> None:
        """Ctrl+F goes to the search."""
        self.line.setFocus()
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the report, Esc back to the list, arrows walk from the search into the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.view.hasFocus():
            self.detail.tabs.tabBar().setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            if self.line.hasFocus():
                self.line.clear()
            self.view.setFocus()
        elif event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def leave(self) -> object:
        """Search and report stay open over a change of language."""
        return {"text": self.line.value(), "id": self._open, "kind": self.kinds.value, "status": self.ways.value()}
