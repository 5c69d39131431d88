"""The list of reports: one painted line each, and rows only of what is looked at, so that a million stay quick."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from core.app.queries import ReportRows
from core.app.views import ReportRow
from ui.gui.desk import Desk
from ui.gui.theme import pixels

TONES = {"queued": ("clock", "warn"), "sent": ("usb", "primary"), "received": ("ok", "ok")}
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
BLOCK, KEPT = 80, 600
"""Rows asked for at a time, and rows held at most."""


class ReportModel(QAbstractListModel):
    """Numbers of all that was found, and the rows of what is looked at: a million reports take four bytes each."""

    arrived = Signal()
    """Rows that were missing have come."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.numbers = array("i")
        self._rows: OrderedDict[int, ReportRow] = OrderedDict()
        self._missing: set[int] = set()
        self._stale: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many numbers are known."""
        return 0 if parent.isValid() else len(self.numbers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row for the delegate, and its words for a screen reader; a row that is not here is asked for."""
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if row is None or self.numbers[index.row()] in self._stale:
            self._missing.add(index.row())
            self._soon.start()
        if row is None:
            return None if role == ROW else ""
        if role == ROW:
            return row
        return f"{row.number}. {summary_of(self._desk, row)}. {self._desk.t(f'way.{row.status}')}"

    def row(self, place: int) -> ReportRow | None:
        """The report at a place, where its row is here."""
        return self._rows.get(self.numbers[place]) if 0 <= place < len(self.numbers) else None

    def replace(self, numbers: array[int]) -> None:
        """Show other reports; a row that is here already stands until it has been read anew."""
        self.beginResetModel()
        self.numbers = numbers
        self._stale = set(self._rows)
        self._missing.clear()
        self.endResetModel()

    def append(self, numbers: array[int]) -> None:
        """Add the numbers that follow."""
        if numbers:
            self.beginInsertRows(QModelIndex(), len(self.numbers), len(self.numbers) + len(numbers) - 1)
            self.numbers.extend(numbers)
            self.endInsertRows()

    def _fetch(self) -> None:
        """Ask for the rows around those that were looked at last; what has been scrolled past is not asked for any more."""
        if not self._missing or not self._desk.unlocked:
            return
        middle = sorted(self._missing)[len(self._missing) // 2]
        self._missing.clear()
        start = max(0, middle - BLOCK // 2)
        places = range(start, min(start + BLOCK, len(self.numbers)))
        wanted = tuple(self.numbers[place] for place in places if self._lacks(self.numbers[place]))
        self._desk.ask(ReportRows(wanted), lambda rows: self._arrive(places, wanted, rows), self, "report-rows")

    def _lacks(self, number: int) -> bool:
        return number not in self._rows or number in self._stale

    def _arrive(self, places: range, wanted: tuple[int, ...], rows: tuple[ReportRow, ...]) -> None:
        """Keep the rows; the oldest ones go when there are many."""
        if len(rows) != len(wanted):
            # Rows went away under the list, and the room is about to ask again.
            return
        self._rows.update(zip(wanted, rows, strict=True))
        self._stale.difference_update(wanted)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        last = min(places.stop, len(self.numbers)) - 1
        if last >= places.start:
            self.dataChanged.emit(self.index(places.start), self.index(last))
        self.arrived.emit()


def summary_of(desk: Desk, row: ReportRow) -> str:
    """What stands for a report in the list; a sealed or erased one has no words here, a voided one says so.

    So does one that came after its officer or laptop was not believed any more.
    """
    words = _words_of(desk, row)
    words = desk.t("reports.voided", words=words) if row.voided else words
    return desk.t("reports.revoked", words=words) if row.revoked else words


def _words_of(desk: Desk, row: ReportRow) -> str:
    if row.erased and not row.summary:
        return desk.t("reports.erased")
    if row.sealed:
        return desk.t("reports.sealed")
    if row.kind == "situation":
        return desk.t("reports.nihil" if row.nihil else "reports.situation")
    return row.summary or desk.t("home.untitled")


class ReportDelegate(QStyledItemDelegate):
    """Number and way above, summary in the middle, kind, day and place below.

    Options are ``Any``: the stubs of QStyleOptionViewItem lack its fields (rect, font, state, fontMetrics).
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """Three lines of text."""
        return QSize(pixels("side"), option.fontMetrics.lineSpacing() * 3 + pixels("gap") + pixels("tight"))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one report."""
        row: ReportRow | None = index.data(ROW)
        theme, area = self._desk.theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.colour("selection")))
        painter.setPen(QColor(theme.colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if row is None:
            painter.restore()
            return
        inner = area.adjusted(pixels("gap"), pixels("small"), -pixels("gap"), -pixels("small"))
        high = option.fontMetrics.lineSpacing()
        lines = [QRect(inner.left(), inner.top() + n * high + n * 2, inner.width(), high) for n in range(3)]
        self._way(painter, option, row, lines[0])
        strong = QFont(option.font)
        strong.setBold(True)
        self._text(painter, option.font, "muted", lines[0], row.number, True)
        self._text(painter, strong, "text", lines[1], summary_of(self._desk, row))
        parts = (self._desk.t(f"kind.{row.kind}"), self._desk.when(row.received_at), row.place)
        below = " · ".join(part for part in parts if part)
        self._text(painter, option.font, "muted", lines[2], below)
        painter.restore()

    def _way(self, painter: QPainter, option: Any, row: ReportRow, line: QRect) -> None:
        drawing, tone = TONES.get(row.status, ("info", "muted"))
        words = self._desk.t(f"way.{row.status}")
        wide = option.fontMetrics.horizontalAdvance(words)
        if wide + option.fontMetrics.horizontalAdvance(row.number) + 2 * option.fontMetrics.height() > line.width():
            # Large text: the number counts more than the words, and every way has a drawing of its own.
            words, wide = "", 0
        size = option.fontMetrics.height()
        self._desk.icon(drawing, tone).paint(painter, QRect(line.right() - wide - size - pixels("tight"), line.top(), size, size))
        painter.setPen(QColor(self._desk.theme.colour(tone)))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        line.setRight(line.right() - wide - size - pixels("small"))

    def _text(self, painter: QPainter, font: QFont, tone: str, line: QRect, text: str, middle: bool = False) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self._desk.theme.colour(tone)))
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text.replace("\n", " "), mode, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
