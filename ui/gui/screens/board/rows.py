"""The list of one stage: rows come a page at a time as somebody walks down, so that a hundred thousand stay quick."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate

from core.app.case_queries import Board, BoardFilter
from core.app.case_views import BoardPage, BoardRow
from ui import case_words as words
from ui.gui.desk import Desk
from ui.gui.theme import pixels
from ui.gui.widgets.deadline_lines import TONES

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
PAGE = 50
NO_LIGHT, ENDED = ("muted", "minus"), ("muted", "check")


def light_of(row: BoardRow) -> tuple[str, str]:
    """Tone and drawing of a case's light; the word stands beside them."""
    return ENDED if row.outcome else TONES.get(row.light, NO_LIGHT)


def title_of(desk: Desk, row: BoardRow) -> str:
    """What a case is called in a list: its act, never a word of the report."""
    if not row.act:
        return desk.t(f"kind.{row.kind}")
    found = desk.app.reference.violation(row.act) or desk.app.reference.vulnerability(row.act)
    if found is None:
        return row.act
    return found.name_en if desk.t.language == "en" else found.name_id


def below_of(desk: Desk, row: BoardRow) -> str:
    """Place, day, who has it, and what is open about it."""
    language = desk.t.language
    held = row.officer or row.desk
    parts = (
        row.place,
        desk.day(row.day),
        desk.t("board.held", who=held) if held else desk.t("board.nobody"),
        words.of(words.SEVERITIES, row.severity, language) if row.severity else "",
        desk.t("board.lacks", n=row.lacks) if row.lacks else "",
        desk.t("board.waits") if row.waiting else "",
        desk.t("board.twice") if row.disputed else "",
    )
    return " · ".join(part for part in parts if part)


class BoardModel(QAbstractListModel):
    """Rows of one stage and filter, and the cursor of those that follow."""

    arrived = Signal()
    """The first rows of a stage are here."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[BoardRow] = []
        self._query = Board()
        self._next: str | None = None
        self._asking = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are here."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row for the delegate, and its words for a screen reader."""
        if role == ROW:
            return self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row, desk = self.rows[index.row()], self._desk
            return f"{row.number}. {title_of(desk, row)}. {words.light_words(row, desk.t.language)}. {below_of(desk, row)}"
        return None

    def show_stage(self, stage: str, narrowed: BoardFilter) -> None:
        """Ask for the first page of a stage."""
        self._query = Board(stage, narrowed, PAGE)
        self._asking = True
        self._desk.ask(self._query, self._begin, self, "board")

    def _begin(self, page: BoardPage) -> None:
        self._asking = False
        self.beginResetModel()
        self.rows, self._next = list(page.rows), page.next
        self.endResetModel()
        self.arrived.emit()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows follow."""
        return not parent.isValid() and self._next is not None and not self._asking

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; the list calls this when its end comes into sight."""
        if self.canFetchMore(parent):
            self._asking = True
            query = Board(self._query.board_stage, self._query.narrowed, PAGE, self._next)
            self._desk.ask(query, self._append, self, "board")

    def _append(self, page: BoardPage) -> None:
        self._asking = False
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(page.rows) - 1)
        self.rows += page.rows
        self._next = page.next
        self.endInsertRows()

    def place_of(self, name: str) -> int:
        """The place of a case by its id, -1 where it is not here."""
        return next((place for place, row in enumerate(self.rows) if row.id == name), -1)


class BoardList(QListView):
    """Up and down walk, left and right go to the stage beside; letters are the room's."""

    aside = Signal(int)
    opened = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard chooses nothing by coming here: a step would then be done to another case than the one that is open."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go on to the room: a list that jumps at a letter would hide the keys of the steps."""
        match event.key():
            case Qt.Key.Key_Left:
                self.aside.emit(-1)
            case Qt.Key.Key_Right:
                self.aside.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case _ if event.text().isalpha():
                event.ignore()
            case _:
                super().keyPressEvent(event)


class BoardDelegate(QStyledItemDelegate):
    """Number and light above, the act in the middle, place, day and holder below.

    Options are ``Any``: the stubs of QStyleOptionViewItem lack its fields (rect, font, state, fontMetrics).
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """Three lines of text."""
        return QSize(pixels("side"), option.fontMetrics.lineSpacing() * 3 + pixels("gap") + pixels("tight"))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one case."""
        row: BoardRow = index.data(ROW)
        theme, area = self._desk.theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.colour("selection")))
        painter.setPen(QColor(theme.colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(pixels("gap"), pixels("small"), -pixels("gap"), -pixels("small"))
        high = option.fontMetrics.lineSpacing()
        lines = [QRect(inner.left(), inner.top() + n * high + n * 2, inner.width(), high) for n in range(3)]
        self._light(painter, option, row, lines[0])
        strong = QFont(option.font)
        strong.setBold(True)
        number = f"{row.number} · {row.agenda}" if row.agenda else row.number
        self._text(painter, option.font, "muted", lines[0], number)
        self._text(painter, strong, "text", lines[1], title_of(self._desk, row))
        tone = "warn" if row.disputed or row.waiting else "muted"
        self._text(painter, option.font, tone, lines[2], below_of(self._desk, row))
        painter.restore()

    def _light(self, painter: QPainter, option: Any, row: BoardRow, line: QRect) -> None:
        tone, drawing = light_of(row)
        tone = "primary" if tone == "info" else tone
        told = words.light_words(row, self._desk.t.language)
        wide, size = option.fontMetrics.horizontalAdvance(told), option.fontMetrics.height()
        left = line.right() - wide - size - pixels("tight")
        self._desk.icon(drawing, tone).paint(painter, QRect(left, line.top(), size, size))
        painter.setPen(QColor(self._desk.theme.colour(tone)))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)
        line.setRight(left - pixels("small"))

    def _text(self, painter: QPainter, font: QFont, tone: str, line: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self._desk.theme.colour(tone)))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
