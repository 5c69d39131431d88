"""Places to write: one line, many lines, a choice, a day, a time; their values are plain texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from core.domain.text import BREAKS, LINE_LIMIT, NARRATIVE_LIMIT
from ui.gui.desk import Desk
from ui.gui.theme import pixels
from ui.gui.tips import plain_tip
from ui.gui.typed_days import DAY_LENGTH, MOMENT_LENGTH, read_day, read_moment
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain

NARRATIVE_LINES = 7
FEW_LETTERS = "Semua"
EDGE = 4
"""Pixels that Qt keeps around the words of a choice."""
SHORT_LINES = 3


def whole(text: str) -> str:
    """A text without halves of characters, which no file can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class LineInput(QLineEdit):
    """One line of up to 300 characters; ``inputRejected`` tells that more was given."""

    left = Signal()

    def __init__(self, text: str = "", placeholder: str = "", limit: int = LINE_LIMIT) -> None:
        super().__init__(text)
        self.setMaxLength(limit)
        self.setPlaceholderText(placeholder)

    def value(self) -> str:
        """What was written, without blanks at the ends; a break that was pasted is a blank."""
        return whole(self.text()).translate(BREAKS).strip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left, so that the draft is saved."""
        super().focusOutEvent(event)
        self.left.emit()


class TextInput(QPlainTextEdit):
    """Many lines; Tab leaves the field. What is pasted beyond the limit is not taken, and ``inputRejected`` tells so."""

    left = Signal()
    inputRejected = Signal()

    def __init__(self, text: str = "", placeholder: str = "", lines: int = NARRATIVE_LINES) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self._grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text only, up to the limit: a megabyte in one line would stop the window."""
        text, room = source.text(), max(0, NARRATIVE_LIMIT - len(self.toPlainText()))
        self.insertPlainText(text[:room])
        if len(text) > room:
            self.inputRejected.emit()

    def _grow(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._lines + self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """As high as its lines; a page gives more where it has more."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the number of lines when the text grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def value(self) -> str:
        """What was written, without blanks at the ends."""
        return whole(self.toPlainText()).strip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()


class Choice(QComboBox):
    """One of a list of (code, words); an empty code stands for "not chosen"."""

    def setAccessibleName(self, name: str) -> None:
        """On Linux Qt gives what is chosen for a name: what it is chosen for is the description, unless there is a better one."""
        super().setAccessibleName(name)
        if not self.accessibleDescription():
            self.setAccessibleDescription(name)

    def __init__(self, items: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.offer(items, chosen)

    def offer(self, items: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Put in another list; what was chosen stays if the new list has it."""
        wanted = chosen or self.value()
        self.blockSignals(True)
        self.clear()
        for code, words in items:
            self.addItem(words, code)
        self.setCurrentIndex(max(0, self.findData(wanted)))
        self.blockSignals(False)

    def minimumSizeHint(self) -> QSize:
        """A few letters and the arrow: narrower it would tell nothing of what is chosen."""
        # Not what Qt says: where a choice is as wide as its list, that is as wide as the longest line.
        letters = self.fontMetrics().horizontalAdvance(FEW_LETTERS)
        return QSize(letters + 2 * pixels("wide"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """No wider by itself, whatever its list holds: the page says how wide, unless it says that the list does."""
        wanted = super().sizeHint()
        follows = self.sizeAdjustPolicy() is QComboBox.SizeAdjustPolicy.AdjustToContents
        return wanted if follows else QSize(self.minimumSizeHint().width(), wanted.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What finds no room ends in dots, as Qt would not have it; the tip tells all of it."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width() - EDGE
        words = self.currentText()
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        option.currentText = shown  # type: ignore[attr-defined]
        self.setToolTip(plain_tip(words) if shown != words else "")
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def value(self) -> str:
        """The code chosen."""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Choose by code; an unknown code changes nothing."""
        index = self.findData(code)
        if index >= 0:
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter that finds another choice has chosen it, as an arrow has; Qt tells of the arrow alone."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before and event.text().isprintable() and event.text():
            self.activated.emit(self.currentIndex())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice must not change while somebody scrolls."""
        event.ignore()


class MomentInput(LineInput):
    """Day and time in one line; once it is left it stands in the house's form."""

    def __init__(self, at: datetime) -> None:
        super().__init__(limit=MOMENT_LENGTH)
        self.put(at)

    def put(self, at: datetime) -> None:
        """Show a moment."""
        self.setText(f"{at:%d-%m-%Y %H.%M}")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What can be read is shown as it was understood."""
        read = read_moment(self.value())
        if read is not None:
            self.put(read)
        super().focusOutEvent(event)


class _DayLine(LineInput):
    """Never narrower than a day in figures: who types one must see it."""

    def minimumSizeHint(self) -> QSize:
        """A day and the room around it."""
        least = super().minimumSizeHint()
        return QSize(least.width() + self.fontMetrics().horizontalAdvance("00-00-0000"), least.height())


class DayInput(QWidget):
    """A day, typed as people write it, with two quick buttons; once it is left it stands in the house's form."""

    edited = Signal()

    def __init__(self, desk: Desk, quick: bool = True) -> None:
        super().__init__()
        self._today = desk.now().date()
        self.line = _DayLine(placeholder=desk.t("day.placeholder"), limit=DAY_LENGTH)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.left.connect(lambda: self.put(self.line.value()))
        days = ("day.today", "day.yesterday") if quick else ()
        self._buttons = [plain(desk, desk.t(key), partial(self._quick, back)) for back, key in enumerate(days)]
        quickly = beside(*self._buttons)
        quickly.setAlignment(Qt.AlignmentFlag.AlignLeft)  # below the line they stay beside each other, no wider than their words
        self.setLayout(beside(self.line, quickly) if quick else beside(self.line))
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        """Line and buttons bear it too: a form may have several days, each with its "today"."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        for made in self._buttons:
            made.setAccessibleName(f"{made.text()} · {name}")

    def value(self) -> str:
        """The day as ``YYYY-MM-DD``; what cannot be read comes back as typed."""
        read = read_day(self.line.value())
        return read.isoformat() if read else self.line.value()

    def readable(self) -> bool:
        """Empty, or a day of the calendar."""
        return not self.line.value() or read_day(self.line.value()) is not None

    def put(self, value: str) -> None:
        """Show a stored day."""
        read = read_day(value)
        self.line.setText(f"{read:%d-%m-%Y}" if read else value)

    def _quick(self, days: int) -> None:
        self.put((self._today - timedelta(days=days)).isoformat())
        self.edited.emit()


Input = LineInput | TextInput | Choice | DayInput


def listen(changed: Callable[[], None], left: Callable[[], None], *inputs: Input) -> None:
    """Call ``changed`` at every change that a person makes in these inputs, and ``left`` when one is left."""
    for control in inputs:
        if isinstance(control, LineInput):
            control.textEdited.connect(lambda _text: changed())
            control.left.connect(left)
        elif isinstance(control, TextInput):
            control.textChanged.connect(changed)
            control.left.connect(left)
        elif isinstance(control, Choice):
            control.activated.connect(lambda _index: changed())
        else:
            control.edited.connect(changed)
            control.line.left.connect(left)
