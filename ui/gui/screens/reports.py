"""Laporan: the list on the left with search, filters and orders, the report on the right."""

from __future__ import annotations

from array import array
from dataclasses import replace

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStackedWidget, QWidget

from core.app import queries, views
from core.domain.forms import KINDS
from ui.gui.desk import Desk
from ui.gui.layouts import box, clear, column, row
from ui.gui.screens.listing_dialog import ListingDialog
from ui.gui.screens.report_detail.screen import ReportDetail
from ui.gui.screens.screen import Screen
from ui.gui.theme import motion
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.report_filter import KEPT, FilterDialog, SavedDialog, chip, with_fields, words_of
from ui.gui.widgets.report_list import ReportDelegate, ReportModel

LIST_SHARE, DETAIL_SHARE = 40, 60
FIRST, PIECE = 100, 20_000
WAYS = ("queued", "sent", "received")


class ReportsScreen(Screen):
    """``argument`` may hold ``text`` to search for, filters by name, or ``id`` of the report to open."""

    topics = frozenset({"reports", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        wanted = argument if isinstance(argument, dict) else {}
        self.filter = with_fields(queries.Reports(), {name: str(wanted[name]) for name in KEPT if wanted.get(name)})
        self._open = str(wanted.get("id", ""))
        self._query = self.filter
        self._later = array("i")
        self._all_known = False
        self._seeking = bool(self._open)
        self.line = LineInput(self.filter.text, self.t("reports.search"))
        self.line.setAccessibleName(self.t("reports.search"))
        self.line.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        kinds = [("", self.t("reports.all")), *((kind, self.t(f"kind_short.{kind}")) for kind in KINDS)]
        self.kinds = Options(kinds, self.filter.kind or "", lambda _kind: self.refresh(), self.t("reports.by_kind"))
        ways = [("", self.t("reports.all_ways")), *((way, self.t(f"way.{way}")) for way in WAYS)]
        self.ways = self._choice(ways, self.filter.status or "", "reports.by_way")
        sorts = [(sort, self.t(f"sort.{sort}")) for sort in queries.SORTS]
        self.sorts = self._choice(sorts, self.filter.sort, "reports.by_sort")
        self._count = label("", "small", wrap=False)
        self.setLayout(column(self._split(), margin="gap"))

    def _choice(self, items: list[tuple[str, str]], chosen: str, name: str) -> Choice:
        made = Choice(items, chosen)
        made.setAccessibleName(self.t(name))
        made.activated.connect(lambda _index: self.refresh())
        return made

    def _split(self) -> Panes:
        self.model = ReportModel(self.desk, self)
        self.model.arrived.connect(self._rows_came)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ReportDelegate(self.desk, self))
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setAccessibleName(self.t("room.reports"))
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.empty = QStackedWidget()
        self.empty.addWidget(self.view)
        self.empty.addWidget(self._nothing())
        left = box(self.line, self.kinds, self._tools(), self._chips())
        inner = left.layout()
        if inner is not None:
            inner.addWidget(self.empty)
            inner.addWidget(self._count)
            inner.setContentsMargins(0, 0, 8, 0)
        self.detail = ReportDetail(self.desk)
        return Panes(left, self.detail, shares=(LIST_SHARE, DETAIL_SHARE))

    def _tools(self) -> QWidget:
        made = QWidget()
        line = row()
        line.addWidget(self.ways, 1)
        line.addWidget(self.sorts, 1)
        made.setLayout(line)
        return made

    def _chips(self) -> QWidget:
        self.more = plain(self.desk, self.t("filter.more"), self.choose_filters, "search")
        self.kept = plain(self.desk, self.t("filter.saved_short"), self.choose_saved, "save")
        self._flow = Flow()
        self.chips = _flowing(self._flow)
        self.out = plain(self.desk, self.t("listing.export"), self.export, "export")
        buttons = QWidget()
        buttons.setLayout(row(self.more, self.kept, self.out, 0))
        return box(buttons, self.chips)

    def _nothing(self) -> QWidget:
        going = primary(self.desk, self.t("home.new"), lambda: self.desk.go.emit("report_form", None), "report-new")
        self._why = label(self.t("reports.empty"), "muted")
        self._perhaps = label(self.t("reports.perhaps"), wrap=False)
        self._meant = Flow()
        self.near = box(self._perhaps, _flowing(self._meant))
        self.near.hide()
        return box(self._why, self.near, row(going, 0), 0, gap="gap", margin="gap")

    # --- asking ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the first numbers; an older answer still on its way is thrown away."""
        self._pause.stop()
        self.filter = replace(
            self.filter, text=self.line.value(), kind=self.kinds.value or None, status=self.ways.value() or None,
            sort=self.sorts.value() or "newest",
        )  # fmt: skip
        self._query = self.filter
        self._show_chips()
        self.desk.ask(queries.ReportIds(self._query, None, FIRST), self._show, self, "reports")

    def _show(self, found: views.ReportIds) -> None:
        self._later = array("i")
        here = self.view.currentIndex().row()
        chosen = self.model.numbers[here] if 0 <= here < len(self.model.numbers) else None
        self.model.replace(found.numbers)
        searching = self.filter != queries.Reports(sort=self.filter.sort)
        self._why.setText(self.t("reports.none_found" if searching else "reports.empty"))
        self.empty.setCurrentIndex(0 if found.numbers else 1)
        self.near.hide()
        self._go_on(found.next)
        if not found.numbers:
            self.detail.nothing()
            if self._query.text:
                self.desk.ask(queries.NearWords(self._query.text), self._offer, self, "reports")
            return
        known = list(found.numbers[:FIRST])
        self.view.setCurrentIndex(self.model.index(known.index(chosen) if chosen in known else 0))

    def _offer(self, searches: tuple[str, ...]) -> None:
        """Nobody wrote that word: the nearest that are written somewhere, a press away."""
        clear(self._meant)
        for words in searches:
            made = plain(self.desk, words, lambda words=words: self._take_near(words), "search")  # type: ignore[misc]
            made.setAccessibleName(self.t("reports.search_near", words=words))
            self._meant.addWidget(made)
        self.near.setVisible(bool(searches))

    def _take_near(self, words: str) -> None:
        self.take(replace(self.filter, text=words))
        self.line.setFocus()

    def _go_on(self, after: str | None) -> None:
        """Ask for the numbers that follow, in the background, until all are known; more come into the list ever less often."""
        self._all_known = after is None
        if self._later and (after is None or len(self._later) >= len(self.model.numbers)):
            self.model.append(self._later)
            self._later = array("i")
        self._show_count()
        if after is not None:
            self.desk.ask(queries.ReportIds(self._query, after, PIECE), self._more_came, self, "reports")

    def _more_came(self, found: views.ReportIds) -> None:
        self._later.extend(found.numbers)
        self._go_on(found.next)

    def _show_count(self) -> None:
        known = len(self.model.numbers) + len(self._later)
        words = self.t("reports.count", n=f"{known:,}".replace(",", ".") + ("" if self._all_known else "+"))
        chosen = self.chosen_count()
        self._count.setText(words if chosen < 2 else f"{words} · {self.t('reports.chosen', n=chosen)}")

    # --- filters -----------------------------------------------------------------------------------------------------

    def choose_filters(self) -> None:
        """Open the dialog of filters."""
        dialog = FilterDialog(self.desk, self.filter, self)
        if dialog.exec():
            self.take(dialog.query())

    def choose_saved(self) -> None:
        """Open the dialog of filters that have a name."""
        SavedDialog(self.desk, self.filter, self.take, self).exec()

    def take(self, query: queries.Reports) -> None:
        """Use these filters."""
        self.filter = query
        self.line.blockSignals(True)
        self.line.setText(query.text)
        self.line.blockSignals(False)
        self.kinds.choose(query.kind or "")
        self.ways.choose(query.status or "")
        self.sorts.choose(query.sort)
        if not query.status:
            self.ways.setCurrentIndex(0)
        self.refresh()

    def _show_chips(self) -> None:
        clear(self._flow)
        found = words_of(self.desk, self.filter)
        for field, words in found:
            self._flow.addWidget(chip(self.desk, words, lambda name=field: self._drop(name)))  # type: ignore[misc]
        self.chips.setVisible(bool(found))
        self.chips.updateGeometry()

    def _drop(self, field: str) -> None:
        self.filter = with_fields(self.filter, {field: ""})
        self.more.setFocus()
        self.refresh()

    def export(self) -> None:
        """Open the dialog that writes what is chosen, or all that is shown, into a file."""
        chosen = self.chosen_numbers()
        ListingDialog(self.desk, self.filter, chosen if len(chosen) > 1 else (), self).exec()

    # --- choosing ----------------------------------------------------------------------------------------------------

    def chosen_count(self) -> int:
        """How many reports are selected."""
        return sum(span.bottom() - span.top() + 1 for span in self.view.selectionModel().selection().toList())

    def chosen_numbers(self) -> tuple[int, ...]:
        """Numbers of the selected reports, in the order of the list."""
        spans = sorted((span.top(), span.bottom() + 1) for span in self.view.selectionModel().selection().toList())
        return tuple(number for first, end in spans for number in self.model.numbers[first:end])

    def _selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._show_count()
        self._show_current()

    def _rows_came(self) -> None:
        """The first rows of a list are here: show the report that was asked for, or the first."""
        if self._seeking:
            self._seeking = False
            place = next((n for n in range(min(FIRST, len(self.model.numbers))) if self._id_at(n) == self._open), None)
            if place is not None and place != self.view.currentIndex().row():
                self.view.setCurrentIndex(self.model.index(place))
        self._show_current()

    def _id_at(self, place: int) -> str:
        found = self.model.row(place)
        return "" if found is None else found.id

    def _show_current(self) -> None:
        shown = self._id_at(self.view.currentIndex().row())
        if shown:
            self._open = shown
            self.desk.ask(queries.Report(shown), self.detail.show_report, self, "report")

    def start_search(self) -> bool:
        """Ctrl+F goes to the search."""
        self.line.setFocus()
        self.line.selectAll()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the report, Esc back to the list, arrows walk from the search into the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.view.hasFocus():
            self.detail.tabs.tabBar().setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            if self.line.hasFocus():
                self.line.clear()
            self.view.setFocus()
        elif event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            offered = self._meant.itemAt(0) if self.near.isVisible() else None
            going = offered.widget() if offered is not None else None
            (going or self.view).setFocus()
        else:
            super().keyPressEvent(event)

    def leave(self) -> object:
        """Search, filters and report stay open over a change of language."""
        return {name: getattr(self.filter, name) for name in KEPT} | {"id": self._open}


def _flowing(items: Flow) -> QWidget:
    """A widget that is as high as the lines of its items."""
    made = QWidget()
    made.setLayout(items)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
