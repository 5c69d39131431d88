"""The one window: first run, unlock, or the open program; locking destroys what was on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.gui import theme
from ui.gui.first_paint import FirstPaint
from ui.gui.outline import Outline
from ui.gui.reading_order import ReadingOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from core.app.application import Application
    from ui.gui.desk import Desk
    from ui.gui.renewing import Renewal
    from ui.gui.runner import Fault
    from ui.gui.screens.gate import Gate
    from ui.gui.watches import Watches

TITLE = "Posko"


class MainWindow(ReadingOrder, QMainWindow):
    """Shows an outline, then wizard, unlock or frame; applies language and theme at run time."""

    def __init__(self, application: QApplication, exists: bool) -> None:
        super().__init__()
        self._application = application
        self._exists = exists
        self._furnished = False
        self._return_to: tuple[str, object] | None = None
        self._unkept = ""
        """Why the last lock could not keep what was typed, in a sentence; empty where it could."""
        self._watches: Watches | None = None
        look = theme.Theme()
        application.setPalette(theme.palette(look))
        self.setWindowTitle(TITLE)
        self.setCentralWidget(Outline(look, exists))
        self.first_paint = FirstPaint(self)
        """Over when the outline is on the screen: what :meth:`furnish` needs may be imported then."""

    def furnish(self, desk: Desk) -> None:
        """Put the gate in the place of the outline; what the window shares with its screens comes with it."""
        from ui.gui.icons import icon
        from ui.gui.idle import Idle
        from ui.gui.opened_files import OpenedFiles
        from ui.gui.practice_mode import PracticeMode
        from ui.gui.words import QtWords

        self.desk = desk
        self._qt_words = QtWords(self)
        self.idle = Idle(self)
        self.opened = OpenedFiles(self)
        self.practice = PracticeMode(self)
        self.setWindowIcon(icon("posko", desk.theme.colour("primary")))
        self.idle.expired.connect(self.lock)
        desk.lock.connect(self.lock)
        desk.renew.connect(self.renew)
        desk.look_changed.connect(self.dress_again)
        self._furnished = True
        self._dress()
        self.show_gate()
        self.gate_paint = FirstPaint(self.centralWidget())
        self.gate_paint.over.connect(self.keep_watch)

    def show_gate(self) -> None:
        """First run where there is no profile, unlock where there is one."""
        if self._exists:
            from ui.gui.screens.unlock import UnlockScreen

            unlock = UnlockScreen(self.desk, locked=self._return_to is not None, unkept=self._unkept)
            self._stand_before(unlock)
            unlock.field.setFocus()
            self.opened.tell()
            return
        from ui.gui.screens.wizard import WizardScreen

        wizard = WizardScreen(self.desk)
        self._stand_before(wizard)
        wizard.role.take_keyboard()
        FirstPaint(wizard).over.connect(wizard.load_reference)

    def _stand_before(self, gate: Gate) -> None:
        gate.opened.connect(self.enter)
        gate.language_wanted.connect(self._other_language)
        gate.practice_wanted.connect(self.practice.start)
        self._show(gate)

    def _show(self, widget: QWidget) -> None:
        """In the place of what was shown before, of which nothing stays."""
        before, keyboard = self.centralWidget(), QApplication.focusWidget()
        if keyboard is not None:
            # Or Qt looks for the next stop in the midst of the change, and PySide holds for ever what it comes upon then.
            keyboard.clearFocus()
        if before is not None:
            from ui.gui.layouts import let_go

            let_go(before)
        self.setCentralWidget(widget)
        # Qt shows it in a later turn; a window that the system makes active in between gives the keyboard to nobody then.
        widget.show()

    def keep_watch(self) -> Watches:
        """Begin to look at keys, the clipboard and the system. Nothing of it is needed for the first picture, and a look at
        every event of the program would double what that takes: PySide then makes a Python class of every class of Qt."""
        if self._watches is None:
            from ui.gui.watches import Watches

            theme.load_fonts()
            theme.set_font(self._application, self.desk.theme)
            self._watches = Watches(self, self._application, self.idle)
        return self._watches

    def enter(self, app: object) -> None:
        """The application is open: read its settings and show the room where the user left."""
        self.keep_watch()
        self._unkept = ""
        self.desk.hold(app)  # type: ignore[arg-type]
        self._exists = True
        settings = self.desk.app.settings
        self.desk.t.choose(settings.get("language", self.desk.t.language))
        self.desk.theme = theme.choose(settings.get("theme", "light"), settings.get("text_scale", "100"))
        minutes = settings.get("idle_minutes", "5")
        self.desk.idle_minutes = int(minutes) if minutes.isdigit() else 5
        self.idle.watch(self.desk.idle_minutes)
        self._dress()
        self.practice.mark()
        self._show_frame(self._return_to)
        self._return_to = None
        if renewed := self.desk.app.renewed:
            from ui.gui.screens.copy_card import renewed_words

            self.desk.said.emit(renewed_words(self.desk.t, renewed))
        self.opened.lead()

    @property
    def exists(self) -> bool:
        """Whether there is a profile to unlock."""
        return self._exists

    def back_home(self, exists: bool) -> None:
        """The drill is over: the gate of the real profile, or of none."""
        self._exists, self._return_to = exists, None
        self.show_gate()

    def summon(self, files: list[Path]) -> None:
        """Another start of the program: come to the front, and take the files that it was given."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        self.opened.take(files)

    def lock(self) -> None:
        """Save what was typed, close dialogs, destroy the screens, forget the keys; within a second.

        While a reply is on its way that is shown only once, the lock waits until it was seen or the idle time is over.
        """
        from ui.gui import opening

        self._lock(opening.lock)

    def _lock(self, close: Callable[[Application], Fault | None]) -> None:
        if not self.desk.unlocked:
            for dialog in self._dialogs():  # what is typed before a gate goes too, unless it is being worked with
                dialog.reject()
            return
        if self.desk.awaits_reply:
            self._wait_to_lock()
            return
        self.desk.lock_waits = False
        self.idle.watch(0)
        self._close_dialogs()
        self.desk.runner.cancel_all()
        self._return_to = self._leave_frame()
        app = self.desk.app
        self.desk.hold(None)
        if self._watches is not None:
            self._watches.copied.forget()
        self.desk.runner.do(lambda _watch: close(app), self._locked)
        self.practice.locked()
        self.show_gate()

    def _locked(self, fault: Fault | None) -> None:
        """Why no copy was made is told behind the next unlocking."""
        if fault is not None:
            self.desk.copy_fault = fault

    def lock_at_once(self) -> None:
        """The same without waiting, and without a copy first: somebody held the key. What is shown only once is then not
        shown, and can be renewed."""
        self.desk.forgo_once()
        self._lock(lambda app: app.lock())

    def renew(self, renewal: Renewal) -> None:
        """A new store key: locked, written anew, open again where the officer was; or the gate with what was in the way."""
        from ui.gui import opening
        from ui.gui.renewing import RenewingScreen

        self._lock(opening.lock)
        if self.desk.unlocked:  # what is shown only once is still to come
            renewal.passphrase[:] = bytes(len(renewal.passphrase))
            return
        screen = RenewingScreen(self.desk, renewal)
        screen.done.connect(self.enter)
        screen.done.connect(lambda _app: self.desk.said.emit(self.desk.t("store_key.done")))
        screen.failed.connect(self._not_renewed)
        self._show(screen)

    def _not_renewed(self, sentence: str) -> None:
        from ui.gui.screens.gate import Gate

        self.show_gate()
        gate = self.centralWidget()
        if isinstance(gate, Gate):
            gate.tell(sentence)

    def _wait_to_lock(self) -> None:
        self.desk.lock_waits = True
        self.idle.watch(self.desk.idle_minutes)
        self.desk.said.emit(self.desk.t("lock.waits"))

    def lock_at_last(self) -> None:
        """What is shown only once was seen: lock where that was waited for."""
        if self.desk.lock_waits:
            self.lock()

    def dress_again(self) -> None:
        """Language, theme or text size changed: dress the program and build what is on the screen anew."""
        self.idle.watch(self.desk.idle_minutes if self.desk.unlocked else 0)
        place = self._leave_frame() if self.desk.unlocked else None
        self._dress()
        self.practice.mark()
        if self.desk.unlocked:
            self._show_frame(place)
        else:
            self.show_gate()

    def _show_frame(self, place: tuple[str, object] | None) -> None:
        from ui.gui.frame import HOME, MARKED, Frame
        from ui.gui.shortcuts import rooms_of

        frame = Frame(self.desk)
        self._show(frame)
        rooms = [each.room for each in rooms_of(self.desk.app.facts.kind, self.desk.app.facts.officer_role)]
        first = (HOME if HOME in rooms else rooms[0], None)
        frame.open(*(place if place is not None and place[0] in (*rooms, *MARKED) else first))

    def _leave_frame(self) -> tuple[str, object] | None:
        frame = self.centralWidget()
        screen, room = getattr(frame, "place", None), getattr(frame, "room", "")
        unkept = getattr(getattr(screen, "form", None), "unkept", None)
        self._unkept = self.desk.explain(unkept) if unkept is not None else ""
        return (str(room), screen.leave()) if screen is not None else None

    def _close_dialogs(self) -> None:
        for dialog in self._dialogs():
            dialog.reject()
            if dialog.isVisible():
                # It minds Esc while it works; nothing of it may stay over the lock.
                dialog.done(0)

    def _dialogs(self) -> list[QDialog]:
        from PySide6.QtWidgets import QDialog

        return [widget for widget in self._application.topLevelWidgets() if isinstance(widget, QDialog)]

    def _dress(self) -> None:
        self._application.removeTranslator(self._qt_words)
        if self.desk.t.language == "id":
            self._application.installTranslator(self._qt_words)
        theme.apply(self._application, self.desk.theme, first=self._watches is None)

    def _other_language(self) -> None:
        from ui.gui.words import LANGUAGES

        others = [language for language in LANGUAGES if language != self.desk.t.language]
        self.desk.t.choose(others[0])
        self.dress_again()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing saves and locks like Ctrl+L, and waits for the workers; never over a reply that is shown only once."""
        if not self._furnished:
            super().closeEvent(event)
            return
        if self.desk.awaits_reply:
            self.desk.said.emit(self.desk.t("close.waits"))
            event.ignore()
            return
        place = getattr(self.centralWidget(), "place", None)
        if place is not None and not place.lets_go():
            event.ignore()
            return
        self.lock()
        self.practice.close()
        self.desk.runner.close()
        super().closeEvent(event)
