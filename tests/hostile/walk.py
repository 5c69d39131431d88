"""Goes through every room, tab and dialog of a window with one text in every field, and presses what can be pressed.

What may not happen is kept as a fault: an error that nobody caught, a label that guesses markup, a hint or a title that holds
a word, a refusal that is no sentence. A picture that the text names may not be opened; who walks looks at it afterwards.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import shiboken6
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.hostile.corpus import MARK, PICTURE
from ui.gui.main_window import MainWindow
from ui.gui.shortcuts import rooms_of
from ui.gui.widgets.passphrase_field import PassphraseField

STEPS = ("kind", "reporter", "reported", "event", "place", "time", "evidence", "witnesses", "review")
PRESSES, DEPTH, TABS_IN_TABS = 14, 2, 1
NO_SENTENCE = ("Traceback", "Error", "Exception", "None")
KINDS, PAGES = ("post", "province", "desk", "nation"), 3
LOOKS = ("primary", "", "quiet")

Settle = Callable[[MainWindow], None]
Widget = TypeVar("Widget", bound=QWidget)


@contextmanager
def picture(folder: Path) -> Iterator[tuple[Path, Callable[[], bool]]]:
    """A file that nobody may open, and whether somebody did: the system notes the time of a first reading."""
    path = folder / "gambar.png"
    path.write_bytes(b"no picture")

    def was_opened() -> bool:
        return path.stat().st_atime_ns > 0

    os.utime(path, ns=(0, path.stat().st_mtime_ns))
    yield path, was_opened


def _but(name: str, click: Callable[[QPushButton], None]) -> Callable[[QPushButton], None]:
    """Presses every button but one."""
    return lambda button: None if button.text().strip() == name else click(button)


def _living(here: QWidget, kind: type[Widget]) -> Iterator[Widget]:
    """What of a kind stands there and still does when its turn comes: to act on one may build the others anew."""
    return (each for each in here.findChildren(kind) if shiboken6.isValid(each))


def _bars(here: QWidget) -> list[QTabBar]:
    return [bar for bar in here.findChildren(QTabBar) if bar.isVisible()]


class Walker:
    """One walk; ``faults`` are sentences, ``screens`` and ``fields`` what was seen and filled."""

    def __init__(self, window: MainWindow, settle: Settle, text: str, path: Path, presses: int = PRESSES) -> None:
        self.window, self.text, self.faults = window, text.replace(PICTURE, str(path)), list[str]()
        self.screens, self.fields, self.pressed = list[str](), 0, 0
        self._settle, self._presses, self._depth, self._where = settle, presses, 0, ""

    def rooms(self, only: tuple[str, ...] = ()) -> None:
        """Every room of this profile, or some of them."""
        kind, frame = self.window.desk.app.facts.kind, self._frame
        with self._listening():
            for room in rooms_of(kind, self.window.desk.app.facts.officer_role):
                if not only or room.room in only:
                    frame().open(room.room, None)
                    self.visit(lambda: frame().place, room.room)
            if kind == "post" and not only:
                frame().open("report_form", None)
                for step in STEPS:
                    frame().place.open_step(step)
                    self.visit(lambda: frame().place, f"form {step}", pressing=step == "review")
                frame().place.form.close()

    def gate(self) -> None:
        """The screen before a profile is open: unlocking, recovering, restoring; or setting one up."""
        never = self.window.desk.t("practice.try")
        with self._listening(), patch.object(QPushButton, "click", _but(never, QPushButton.click)):
            self.visit(self._frame, type(self._frame()).__name__)
            wizard = self._frame()
            for kind in KINDS if hasattr(wizard, "role") else ():
                wizard._show(0)
                wizard.role.choose(kind)
                for at in range(PAGES):
                    wizard.go_on()
                    self._where = f"wizard {kind}/{at}"
                    self.screens.append(self._where)
                    self.fill(wizard)
                    self._rest()
                    self.look(wizard)
                    if self._frame() is not wizard:
                        return

    def _frame(self) -> Any:
        return self.window.centralWidget()

    def visit(self, here: Callable[[], QWidget], name: str, pressing: bool = True) -> None:
        """A screen with all its tabs, and the tabs in them: fill, look, press."""
        self._rest()
        self.fill(here(), "")  # what a search of before left out is there again
        self._rest()
        self._choose_row(here())
        self._each_tab(here, name, 0, pressing, set())

    def _each_tab(self, here: Callable[[], QWidget], name: str, level: int, pressing: bool, seen: set[str]) -> None:
        count = self._tabs(here(), level)
        for at in range(max(1, count)):
            if count:
                if at >= self._tabs(here(), level):  # a search hid the row whose tabs these are
                    self.fill(here(), "")
                    self._rest()
                    self._choose_row(here())
                if at >= self._tabs(here(), level):
                    return
                _bars(here())[level].setCurrentIndex(at)
                self._rest()
            self._choose_row(here())
            if level < TABS_IN_TABS and self._tabs(here(), level + 1):
                self._each_tab(here, f"{name}/{at}", level + 1, pressing, seen)
            else:
                self._try_out(here, f"{name}/{at}", pressing, seen)

    def _tabs(self, here: QWidget, level: int) -> int:
        bars = _bars(here)
        return bars[level].count() if level < len(bars) else 0

    def _try_out(self, here: Callable[[], QWidget], name: str, pressing: bool, seen: set[str]) -> None:
        self._where = name
        self.screens.append(name)
        self.fill(here())
        self._rest()
        self.look(here())
        if pressing:
            self._press_all(here, seen)

    def _choose_row(self, here: QWidget) -> None:
        for view in _living(here, QAbstractItemView):
            model = view.model()
            if view.isVisible() and model is not None and model.rowCount() and not isinstance(view.parent(), QComboBox):
                view.setCurrentIndex(model.index(0, 0))
                self._rest()

    def fill(self, here: QWidget, text: str | None = None) -> None:
        """The text into every field that takes one, as if it were pasted."""
        given = self.text if text is None else text
        for line in _living(here, QLineEdit):
            if line.isVisible() and line.isEnabled() and not line.isReadOnly():
                line.setText(given)
                line.textEdited.emit(line.text())
                self.fields += 1
        for box in _living(here, QPlainTextEdit):
            if box.isVisible() and box.isEnabled() and not box.isReadOnly():
                box.setPlainText(given)
                self.fields += 1
        for secret in _living(here, PassphraseField):
            if secret.isVisible() and secret.isEnabled():
                secret.put_text(given[:40])
                self.fields += 1

    def _press_all(self, here: Callable[[], QWidget], seen: set[str]) -> None:
        """Each button once, whatever tab it stands under; ``seen`` are their names."""
        room = getattr(self._frame(), "room", "") if self._depth == 0 else ""
        for _ in range(self._presses):
            waiting = [each for each in self._buttons(here()) if each.text() not in seen]
            if not waiting:
                return
            seen.add(waiting[0].text())
            self.fill(here())
            if not waiting[0].isEnabled():
                continue
            self.pressed += 1
            waiting[0].click()
            self._rest()
            if room and self._frame().room != room:
                self._frame().open(room, None)
                self._rest()
                return
            self.look(here())

    def _buttons(self, here: QWidget) -> list[QPushButton]:
        found = [each for each in here.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
        return [each for each in found if (each.property("look") or "") in LOOKS]

    def _rest(self) -> None:
        self._settle(self.window)

    # --- dialogs ------------------------------------------------------------------------------------------------

    @contextmanager
    def _listening(self) -> Iterator[None]:
        def heard(kind: type[BaseException], error: BaseException, trace: Any) -> None:
            frames = []
            while trace is not None:
                frames.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
                trace = trace.tb_next
            self.faults.append(f"{self._where}: {kind.__name__} {str(error)[:120]!r} at {' '.join(frames[-4:])}")

        with (
            patch.object(sys, "excepthook", heard),
            patch.object(threading, "excepthook", lambda told: heard(told.exc_type, told.exc_value, told.exc_traceback)),
            patch.object(QDialog, "exec", lambda dialog: self._dialog(dialog)),
            patch.object(QDialog, "open", lambda dialog: self._dialog(dialog)),
        ):
            yield

    def _dialog(self, dialog: QDialog) -> int:
        """Instead of waiting for a person: the same as in a room, then away."""
        if isinstance(dialog, QMessageBox):
            self.faults.append(f"{self._where}: a message box, which guesses markup")
            return 0
        if isinstance(dialog, QFileDialog) or not type(dialog).__module__.startswith("ui."):
            return 0
        before, self._depth = self._where, self._depth + 1
        dialog.show()
        try:
            if self._depth <= DEPTH:
                self.visit(lambda: dialog, f"{before} > {type(dialog).__name__}")
        except RuntimeError as gone:
            if "already deleted" not in str(gone):
                raise
        finally:
            self._where, self._depth = before, self._depth - 1
            try:
                dialog.reject()
            except RuntimeError:
                self._rest()
        return 0

    # --- what may not be ----------------------------------------------------------------------------------------

    def look(self, here: QWidget) -> None:
        """Labels, hints, titles and sentences as they stand now."""
        for label in here.findChildren(QLabel):
            if not isinstance(label.window(), QFileDialog):
                self._look_at(label)
        for widget in here.findChildren(QWidget):
            for hint in (widget.toolTip(), widget.whatsThis()):
                if MARK in hint and QtGui.Qt.mightBeRichText(hint):
                    self.faults.append(f"{self._where}: a hint of {type(widget).__name__} guesses markup")
        for shown in here.findChildren(QTextEdit):
            if MARK in shown.toPlainText() and "<img" in shown.toHtml():
                self.faults.append(f"{self._where}: {type(shown).__name__} renders the text")
        for top in QApplication.topLevelWidgets():
            if MARK in top.windowTitle():
                self.faults.append(f"{self._where}: the title of a window tells {top.windowTitle()[:40]!r}")

    def _look_at(self, label: QLabel) -> None:
        if label.textFormat() != Qt.TextFormat.PlainText and label.text():
            self.faults.append(f"{self._where}: a label guesses markup: {label.text()[:60]!r}")
        if label.property("role") == "bad" and label.isVisible() and label.text():
            said = label.text().replace(self.text, "")
            quoted = said.split(MARK)[0]
            wrong = [word for word in NO_SENTENCE if word in quoted and word not in self.text]
            if wrong or "\n" in quoted:
                self.faults.append(f"{self._where}: no sentence: {label.text()[:120]!r}")
