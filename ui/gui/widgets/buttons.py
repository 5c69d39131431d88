"""Buttons: one primary on a screen, plain ones, quiet ones, chips and big choices; each named for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent, QIcon, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.theme import pixels
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label

LARGE, LONG, LINE, MOST_LINES = 150, 20, 16, 3
"""From how many percent on, and from how many letters on, the words of a button take more lines, and how long one is about."""
RING, INSIDE = 2.0, 4.5
"""Of the focus inside a button: how thick, and how far from the edge, in pixels."""


class _Button(QPushButton):
    """In the window Enter presses the button that has the keyboard, as Space does; in a dialog Enter is the default button's."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is filled or chosen shows the keyboard inside its frame: another colour of the frame would hardly be seen."""
        super().paintEvent(event)
        paint_focus(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, unless it chooses among several."""
        if _entered(event) and not self.isCheckable() and not isinstance(self.window(), QDialog):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The hand comes with the mouse."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def _entered(event: QKeyEvent) -> bool:
    return event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)


def paint_focus(shown: QPushButton) -> None:
    """A ring inside a button that has the keyboard, in the colour of its letters, where its frame cannot tell."""
    if shown.hasFocus() and (shown.isChecked() or shown.property("look") == "primary"):
        from PySide6.QtGui import QPainter, QPen

        painter = QPainter(shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(shown.palette().buttonText().color(), RING))
        painter.drawRoundedRect(QtCore.QRectF(shown.rect()).adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE), RING, RING)
        painter.end()


def button(text: str, pressed: Callable[[], None] | None = None, look: str = "", icon: QIcon | None = None) -> QPushButton:
    """A button; ``look`` is primary, quiet, chip, step or choice."""
    # Qt leaves hardly any room between drawing and words.
    made = _Button((ICON_GAP if icon is not None else "") + text.replace("&", "&&"))
    made.setProperty("look", look)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if icon is not None:
        made.setIcon(icon)
    if pressed is not None:
        action = pressed
        made.clicked.connect(lambda _checked=False: action())
    return made


def primary(desk: Desk, text: str, pressed: Callable[[], None] | None = None, icon: str = "") -> QPushButton:
    """The one button that goes on."""
    made = button(text, pressed, "primary", desk.icon(icon, "on_primary") if icon else None)
    _fit(desk, made)
    return made


def plain(desk: Desk, text: str, pressed: Callable[[], None] | None = None, icon: str = "") -> QPushButton:
    """A button beside the primary one."""
    made = button(text, pressed, "", desk.icon(icon) if icon else None)
    _fit(desk, made)
    return made


def quiet(desk: Desk, text: str, pressed: Callable[[], None] | None = None, icon: str = "") -> QPushButton:
    """A button that looks like a link."""
    made = button(text, pressed, "quiet", desk.icon(icon, "primary") if icon else None)
    _fit(desk, made)
    return made


def _fit(desk: Desk, made: QPushButton) -> None:
    """The drawing as large as the letters; in large letters long words take more lines, or a button is wider than its page."""
    if desk.theme.scale >= LARGE and len(made.text()) > LONG:
        made.setText(_in_lines(made.text()))
        # The sheet's least height is one line's, and a layout that lacks room goes down to it.
        made.setProperty("lines", str(min(made.text().count("\n") + 1, MOST_LINES)))
    size = int(pixels("icon") * desk.theme.scale / 100)
    made.setIconSize(QSize(size, size))


def _in_lines(words: str) -> str:
    """As few lines as can be, and these as short as can be."""
    from textwrap import wrap  # few look at large letters

    count = -(-len(words) // LINE)
    ways = (wrap(words, width, break_long_words=False, break_on_hyphens=False) for width in range(LINE // 2, len(words) + 1))
    return "\n".join(next(way for way in ways if len(way) <= count))


ICON_GAP = " "


class BigChoice(QPushButton):
    """A checkable choice: its name, and below what it means, wrapped to the room there is."""

    def __init__(self, name: str, hint: str, pressed: Callable[[], None], drawing: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        words = column(label(name, "strong"), label(hint, "muted"), gap="tight")
        line = row(gap="gap", margin="gap")
        if drawing is not None:
            line.addWidget(drawing)
        line.addLayout(words, 1)
        self.setLayout(line)
        # Not fixed: Qt would hold it to the height that its words want at their widest.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: pressed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does; on what is chosen it leads on."""
        if _entered(event) and not self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The hand comes with the mouse, which presses the choice wherever it is."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        for child in self.findChildren(QWidget):
            child.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one shows the keyboard inside its frame."""
        super().paintEvent(event)
        paint_focus(self)

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped words."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        """As the words want it."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As small as the words can be."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class Options(QWidget):
    """A few exclusive choices as chips or as a column of big buttons; ``value`` is the code chosen."""

    def __init__(
        self, items: list[tuple[str, str]], chosen: str, changed: Callable[[str], None], name: str, look: str = "chip"
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.value = chosen
        self._changed = changed
        self._buttons: dict[str, QPushButton] = {}
        line = Flow()
        for code, text in items:
            made = button(text, lambda c=code: self._press(c), look)  # type: ignore[misc]
            made.setCheckable(True)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._buttons[code] = made
            line.addWidget(made)
        self.setLayout(line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.choose(chosen)

    def choose(self, code: str) -> None:
        """Mark a choice without telling anybody."""
        self.value = code
        for other, made in self._buttons.items():
            made.setChecked(other == code)

    def _press(self, code: str) -> None:
        before = self._buttons.get(self.value)
        self.choose(code)
        if before is not None:
            before.repaint()  # Qt has painted the one that was pressed; what follows may take seconds, and two would look chosen
        self._changed(code)
