"""What a screen reader is told beyond names: sentences that appear, and what a widget that Qt does not know is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QAccessibleObject, QWindow
from PySide6.QtWidgets import QWidget


def say(about: QWidget, sentence: str, urgent: bool = False) -> None:
    """Have a sentence read out where a screen reader runs; the keyboard stays where it is."""
    if sentence and QAccessible.isActive():
        told = QAccessibleAnnouncementEvent(about, sentence)
        told.setPoliteness(getattr(QAccessible.AnnouncementPoliteness, "Assertive" if urgent else "Polite"))
        QAccessible.updateAccessibility(told)


def describe(about: QWidget, words: str) -> None:
    """Words for what a drawing shows now; while the keyboard is there, they are read out as they change."""
    if words != about.accessibleDescription():
        about.setAccessibleDescription(words)
        if about.hasFocus():
            say(about, words)


class Described(QAccessibleObject):
    """A widget of our own in a role of Qt's: name, description, where the keyboard is; no text and no parts."""

    def __init__(self, about: QObject, role: QAccessible.Role, secret: bool) -> None:
        super().__init__(about)
        self._role, self._secret = role, secret

    def _widget(self) -> QWidget:
        shown = self.object()
        if not isinstance(shown, QWidget):
            raise TypeError("only a widget is described")
        return shown

    def role(self) -> QAccessible.Role:
        """What it is."""
        return self._role

    def text(self, kind: QAccessible.Text) -> str:
        """Name and description; a value it has none."""
        if kind == QAccessible.Text.Name:
            return self._widget().accessibleName()
        return self._widget().accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nobody types from outside."""

    def state(self) -> QAccessible.State:
        """Where the keyboard is, and whether what is typed is secret."""
        shown, made = self._widget(), QAccessible.State()
        for name, holds in (
            ("passwordEdit", self._secret), ("editable", self._secret), ("focusable", True), ("focused", shown.hasFocus()),
            ("disabled", not shown.isEnabled()), ("invisible", not shown.isVisible()), ("active", shown.isActiveWindow()),
        ):  # fmt: skip
            setattr(made, name, holds)
        return made

    def rect(self) -> QRect:
        """Where it lies on the screen."""
        shown = self._widget()
        return QRect(shown.mapToGlobal(shown.rect().topLeft()), shown.size())

    def window(self) -> QWindow:
        """The window around it."""
        return self._widget().window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """What it lies in."""
        return QAccessible.queryAccessibleInterface(self._widget().parentWidget() or self._widget().window())

    def childCount(self) -> int:
        """Nothing lies in it."""
        return 0

    def child(self, index: int) -> None:  # type: ignore[override]
        """Nothing lies in it."""

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Nothing lies in it."""
        return -1


def shown_as(kind: type[QWidget], role: str, secret: bool = False) -> None:
    """From now on widgets of this class have a role of Qt's; in a secret one a screen reader says stars for letters.

    The role comes by its name: the first picture waits for no enumeration.
    """

    def made(name: str, about: QObject) -> QAccessibleInterface | None:
        return Described(about, QAccessible.Role[role], secret) if isinstance(about, kind) and name == kind.__name__ else None

    QAccessible.installFactory(made)
