"""A passphrase field of our own: keys go into bytes that are wiped; Qt's line edit keeps copies of what was typed."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.gui.aloud import shown_as
from ui.gui.desk import Desk
from ui.gui.first_paint import FirstPaint
from ui.gui.strength import characters
from ui.gui.theme import pixels

FORGET_AFTER_MS = 30_000
LIMIT_BYTES = 1024
DOT_SHARE = 4
STRONG_FOCUS = 11
"""``Qt.FocusPolicy.StrongFocus`` by its number: Qt's enumerations are made after the first picture."""


class PassphraseField(QFrame):
    """Shows dots. ``take()`` hands the bytes over once; half a minute without a key empties the field."""

    edited = Signal()
    entered = Signal()
    caps_lock = Signal(bool)

    def __init__(self, desk: Desk, forget: bool = True) -> None:
        super().__init__()
        self._desk = desk
        # Of one size from the beginning: a buffer that grows leaves copies behind.
        self._buffer, self._filled = bytearray(LIMIT_BYTES), 0
        self._shown = False
        self.setObjectName("passphrase")
        self.setProperty("focusPolicy", STRONG_FOCUS)
        FirstPaint(self).over.connect(self._hear_input_methods)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._forgetting = QTimer(self, singleShot=True, interval=FORGET_AFTER_MS)
        self._forgetting.timeout.connect(self.wipe)
        self._forget = forget

    def _hear_input_methods(self) -> None:
        hints = QtCore.Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.setCursor(QtCore.Qt.CursorShape.IBeamCursor)

    def length(self) -> int:
        """How many characters were typed."""
        return sum(1 for byte in self.peek() if byte & 0xC0 != 0x80)

    def peek(self) -> memoryview:
        """What was typed, for a look: no copy of it is made."""
        return memoryview(self._buffer)[: self._filled]

    def same_as(self, other: PassphraseField) -> bool:
        """Whether both fields hold the same."""
        return self.peek() == other.peek()

    def take(self) -> bytearray:
        """Hand over what was typed and empty the field; who takes it wipes it."""
        taken = bytearray(self.peek())
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Overwrite and forget what was typed."""
        self._buffer[:] = bytes(LIMIT_BYTES)
        self._filled = 0
        self._forgetting.stop()
        self.update()
        self.edited.emit()

    def show_text(self, shown: bool) -> None:
        """Show letters instead of dots, for somebody alone with the laptop."""
        self._shown = shown
        self.update()

    def put_text(self, text: str) -> None:
        """Add typed characters."""
        added = text.encode("utf-8", "surrogatepass")  # a broken clipboard gives a wrong passphrase, no fault
        if self._filled + len(added) <= LIMIT_BYTES:
            self._buffer[self._filled : self._filled + len(added)] = added
            self._filled += len(added)
        self._touched()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take letters, Backspace, Delete (all) and Enter; the rest is not ours."""
        key = event.key()
        text = event.text()
        if key in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            event.ignore()
            self.entered.emit()
        elif key == QtCore.Qt.Key.Key_Backspace:
            self._drop_last()
        elif key == QtCore.Qt.Key.Key_Delete:
            self.wipe()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif text and text.isprintable() and not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            self._look_at_case(text, event)
            self.put_text(text)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method composed."""
        if event.commitString():
            self.put_text(event.commitString())
        event.accept()

    def _look_at_case(self, text: str, event: QKeyEvent) -> None:
        if text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(text.isupper() != shift)

    def _drop_last(self) -> None:
        dropping = self._filled > 0
        while dropping:
            self._filled -= 1
            dropping = self._filled > 0 and self._buffer[self._filled] & 0xC0 == 0x80  # the rest of one character
            self._buffer[self._filled] = 0
        self._touched()

    def paste(self) -> None:
        """Add the clipboard's first line. What lies there is in memory anyway; the field adds no copy that stays."""
        lines = QGuiApplication.clipboard().text().splitlines()
        if lines and lines[0].isprintable():
            self.put_text(lines[0])

    def _touched(self) -> None:
        if self._forget:
            self._forgetting.start()
        self.update()
        self.edited.emit()

    def sizeHint(self) -> QSize:
        """As high as a line edit."""
        high = int(pixels("target") * self._desk.theme.scale / 100)
        return QSize(pixels("card"), high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the keyboard here."""
        self.setFocus(QtCore.Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep letters from being taken as shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain_key = event.text().isprintable() and bool(event.text())
            if plain_key and not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots, or the letters when they were asked for, and a cursor; a pen has the colour of text to begin with."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = pixels("gap"), self.height() // 2
        end = self._letters(painter, left) if self._shown else self._dots(painter, left, middle)
        if self.hasFocus():
            half = self.fontMetrics().height() // 2
            painter.drawLine(end + 2, middle - half, end + 2, middle + half)
        painter.end()

    def _letters(self, painter: QPainter, left: int) -> int:
        """One letter after another, so that Qt keeps no text of them; the last ones where not all find room."""
        metrics, area = self.fontMetrics(), self.rect()
        widths = [metrics.horizontalAdvance(each) for each in characters(self.peek())]
        at = min(left, self.width() - left - sum(widths))
        for letter, width in zip(characters(self.peek()), widths, strict=True):
            if at >= 0:
                painter.drawText(area.adjusted(at, 0, 0, 0), QtCore.Qt.AlignmentFlag.AlignVCenter, letter)
            at += width
        return at

    def _dots(self, painter: QPainter, left: int, middle: int) -> int:
        radius = max(3, self.fontMetrics().height() // (2 * DOT_SHARE))
        step = radius * 3
        room = max(1, (self.width() - 2 * left) // step)
        count = min(self.length(), room)
        if count:
            painter.setBrush(QColor(self._desk.theme.colour("text")))
        for index in range(count):
            painter.drawEllipse(left + index * step, middle - radius, 2 * radius, 2 * radius)
        return left + count * step


shown_as(PassphraseField, "EditableText", secret=True)
