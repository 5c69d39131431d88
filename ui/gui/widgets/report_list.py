"""The list of reports: one painted line each, so that thousands stay quick; more are asked for near the end."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from core.app.views import ReportRow
from ui.gui.desk import Desk
from ui.gui.theme import pixels

TONES = {"queued": ("clock", "warn"), "sent": ("usb", "primary"), "received": ("ok", "ok")}
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class ReportModel(QAbstractListModel):
    """Rows as far as they were loaded."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[ReportRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many are loaded."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row for the delegate, and its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.number}. {summary_of(self._desk, row)}. {self._desk.t(f'way.{row.status}')}"
        return None

    def replace(self, rows: tuple[ReportRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def append(self, rows: tuple[ReportRow, ...]) -> None:
        """Add the next page."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()


def summary_of(desk: Desk, row: ReportRow) -> str:
    """What stands for a report in the list; a sealed one has no words here."""
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
        row: ReportRow = index.data(ROW)
        theme, area = self._desk.theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.colour("selection")))
        painter.setPen(QColor(theme.colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
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
