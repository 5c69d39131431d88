"""Texts on the screen: always plain, so that no word of a report is ever read as markup."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.gui import aloud
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.theme import pixels
from ui.gui.tips import plain_tip

PLAIN_TEXT = 0
"""``Qt.TextFormat.PlainText`` by its number, for the first picture: its name would make all 92 enumerations of Qt."""
FEW_LETTERS = "mmmm…"
SPOKEN = ("ok", "warn", "bad")
"""Roles of texts that tell how something went: what appears in them is read out."""


class Label(QLabel):
    """A text; where it tells how something went, a screen reader says what it says anew."""

    def setText(self, text: str) -> None:
        """Show it, and have it said."""
        anew = text != self.text()
        super().setText(text)
        around, role = self.parentWidget(), self.property("role")
        if anew and role in SPOKEN and around is not None and around.isVisible():
            aloud.say(self, text, urgent=role == "bad")

    def setPixmap(self, picture: QPixmap) -> None:  # type: ignore[override]
        """Show it, as high as it is: the height of words follows from their width, and a picture would get none of its own."""
        policy = self.sizePolicy()
        policy.setHeightForWidth(False)
        self.setSizePolicy(policy)
        super().setPixmap(picture)


def tell(target: QLabel, text: str, role: str) -> None:
    """Another text in another role: in the colour and, where it tells how something went, aloud."""
    target.setProperty("role", role)
    target.style().unpolish(target)
    target.style().polish(target)
    target.setText(text)


def label(text: str = "", role: str = "body", wrap: bool = True) -> QLabel:
    """A plain text; ``role`` is title, section, strong, muted, small, count, code, ok, warn, bad or body."""
    return _dress(Label(), text, role, wrap)


def _dress(made: Label, text: str, role: str, wrap: bool) -> Label:
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setText(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setOpenExternalLinks(False)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # a policy without it would take back what wrapping had set
        made.setSizePolicy(policy)
    return made


class Short(Label):
    """One line that gives way: where there is no room for all of it, its end is left out and stands in the tip."""

    def setText(self, text: str) -> None:
        """Show it."""
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def minimumSizeHint(self) -> QtCore.QSize:
        """A few letters."""
        return QtCore.QSize(self.fontMetrics().horizontalAdvance(FEW_LETTERS), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of it as finds room."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
            return
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), QtCore.Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.style().drawItemText(
            painter, self.contentsRect(), QtCore.Qt.AlignmentFlag.AlignVCenter, self.palette(), True, words, self.foregroundRole()
        )
        painter.end()


def short(text: str, role: str = "body") -> Label:
    """One line that gives way."""
    return _dress(Short(), text, role, wrap=False)


def rule() -> QFrame:
    """A thin line between parts."""
    made = QFrame()
    made.setProperty("rule", "true")
    return made


TONE_ICONS = {"ok": "ok", "warn": "warning", "bad": "error", "info": "info", "muted": "info"}


def drawn(desk: Desk, name: str, token: str) -> QLabel:
    """A drawing alone, silent for a screen reader because a word stands beside it."""
    size = int(pixels("icon") * desk.theme.scale / 100)
    made = QLabel()
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setPixmap(desk.icon(name, token).pixmap(size, size))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def state(desk: Desk, text: str, tone: str, drawing: str = "", wrap: bool = False) -> QWidget:
    """A state as an icon, a word and a colour, in this order."""
    made = QWidget()
    words = label(text, tone if tone != "info" else "strong", wrap=wrap)
    line = row(drawn(desk, drawing or TONE_ICONS[tone], tone if tone != "info" else "primary"))
    line.addWidget(words, 1)
    made.setLayout(line)
    return made


def notice(desk: Desk, text: str, tone: str = "info", title: str = "") -> QFrame:
    """A tinted box with an icon and a sentence of the program or of the world."""
    words = column(gap="tight")
    if title:
        words.addWidget(label(title, "strong"))
    words.addWidget(label(text))
    line = QHBoxLayout()
    line.setSpacing(pixels("small"))
    drawing = drawn(desk, TONE_ICONS[tone], tone if tone != "info" else "primary")
    line.addWidget(drawing, 0, QtCore.Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return card(line, tone=tone)


def pair(name: str, value: str) -> QWidget:
    """A named value: the name small above, the value below."""
    made = QWidget()
    made.setLayout(column(label(name, "small"), label(value), gap="tight"))
    return made
