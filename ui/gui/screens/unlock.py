"""Unlock: a passphrase and nothing else; who it belongs to is nobody's business before it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.app.profile_files import needs_of
from ui.gui import aloud, icons, opening
from ui.gui.desk import Desk
from ui.gui.first_paint import FirstPaint
from ui.gui.layouts import card, column, row, scrolled
from ui.gui.runner import Fault, Job
from ui.gui.screens.gate import Gate
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import primary, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.labels import label
from ui.gui.widgets.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from ui.gui.widgets.second_thing import SecondThing

FREE_TRIES = 2
LONGEST_PAUSE_S = 30
SECOND_MS = 1000
WRONG = frozenset({"passphrase.wrong", "second.missing", "second.wrong"})


class UnlockScreen(Gate):
    """The gate of a profile. The first thing that is painted: what it imports, every start waits for."""

    def __init__(self, desk: Desk, locked: bool, unkept: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._desk, self._wrong, self._left = desk, 0, 0
        self._waiting = label("", "strong")
        self._waiting.setVisible(False)
        self._caps = label(desk.t("unlock.caps"), "warn")
        self.field = PassphraseField(desk)
        self.field.entered.connect(self._open)
        self._job: Job | None = None
        desk.said.connect(self._told)
        self.field.caps_lock.connect(lambda on: self._caps.setVisible(on))
        self._caps.setVisible(False)
        self.second = self._second_thing()
        self._message = label("", "bad")
        self._message.setVisible(False)
        self._go = primary(desk, desk.t("unlock.open"), self._open, "unlock")
        shown = QCheckBox(desk.t("passphrase.show"))
        shown.toggled.connect(self.field.show_text)
        self._ticking = QTimer(self, interval=SECOND_MS)
        self._ticking.timeout.connect(self._tick)
        language = quiet(desk, desk.t("language.other"), self.language_wanted.emit, "language")
        self.practice = quiet(desk, desk.t("practice.try"), self.practice_wanted.emit, "guide")
        self.before = quiet(desk, desk.t("update.back"), self.go_back, "undo")
        self._other_ways = QWidget()
        self._other_ways.setLayout(self._ways())
        content = card(
            row(self._logo(), label("Posko", "title", wrap=False), 0, language),
            self._intro(locked, unkept),
            self._waiting,
            Field(desk.t("passphrase.name"), self.field),
            self._caps,
            *([] if self.second is None else [self.second]),
            self._message,
            shown,
            self._go,
            label(desk.t("unlock.forgot"), "small"),
            self._other_ways,
            row(self.before, 0),
            row(self.practice, 0),
            *([label(desk.t("store.on_server"), "small")] if opening.lies_on_server(desk.folder) else []),
            gap="gap",
        )
        # Hidden, not left out: a button without a parent and the screen that it calls would hold each other for ever.
        self.before.hide()
        self.practice.setVisible(desk.stick is None)
        self._other_ways.setVisible(desk.stick is None)  # what is brought back into a drill would go with it
        content.setFixedWidth(desk.theme.wide("dialog"))
        middle = QWidget()
        middle.setLayout(column(0, row(0, content, 0), 0, margin="small"))
        self.setLayout(column(scrolled(middle, sideways=False)))
        self.setFocusProxy(self.field)
        FirstPaint(self).over.connect(self._offer_way_back)

    def _intro(self, locked: bool, unkept: str) -> QWidget:
        if unkept:
            return label(self._desk.t("unlock.unkept", reason=unkept), "bad")
        return label(self._desk.t("unlock.locked" if locked else "unlock.intro"), "muted")

    def _offer_way_back(self) -> None:
        self.before.setVisible(opening.renewed_by_update(self._desk.folder))

    def tell_waiting(self, count: int) -> None:
        """How many files somebody opened that wait until this is unlocked."""
        self._waiting.setText(self._desk.t("opened.waiting", n=count))
        self._waiting.setVisible(count > 0)

    def _ways(self) -> QVBoxLayout:
        """Other ways than a passphrase, each on a line of its own: a layout that wraps makes all of Qt's enumerations."""
        desk = self._desk
        ways = ((self.recover, "unlock.recover", "refresh"), (self.restore, "restore.open", "import"))
        return column(*(row(quiet(desk, desk.t(words), way, drawing), 0) for way, words, drawing in ways))

    def _second_thing(self) -> SecondThing | None:
        """Where a slot here asks for more than a passphrase; loaded only there."""
        kinds = needs_of(self._desk.folder)
        if not kinds:
            return None
        from ui.gui.widgets.second_thing import SecondThing

        return SecondThing(self._desk, kinds, "", remembering=True)

    def _logo(self) -> QWidget:
        made = label("")
        made.setPixmap(icons.picture("posko", self._desk.theme.colour("primary"), pixels("logo")))
        return made

    def _open(self) -> None:
        if not self._go.isEnabled():
            return
        if not self.field.length():
            self._say(self._desk.t("unlock.empty"))
            self.field.setFocus()
            return
        passphrase, folder, second = self.field.take(), self._desk.folder, None if self.second is None else self.second.at_hand()
        self._busy(True)
        self._say("")
        aloud.say(self, self._desk.t("unlock.opening"))
        self._job = self._desk.runner.do(
            lambda watch: opening.unlock(folder, passphrase, watch, second), self._done, self._failed, self._copying, self
        )

    def _copying(self, stage: str, done: int, total: int) -> None:
        """A new program copies an old store before it changes its form; of a large one that takes a while."""
        self._go.setText(f"{self._desk.t(f'stage.{stage}')} {done * 100 // max(1, total)} %")

    def _done(self, app: object) -> None:
        if self.second is not None:
            self.second.remember()
        self.opened.emit(app)

    def recover(self) -> None:
        """Two shares of the recovery key in the place of a passphrase."""
        from ui.gui.screens.recover_dialog import RecoverDialog

        dialog = RecoverDialog(self._desk, self)
        dialog.opened.connect(self.opened)
        dialog.exec()

    def restore(self) -> None:
        """A copy in the place of what is here."""
        from ui.gui.screens.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self._desk, self, held=True)
        dialog.opened.connect(self.opened)
        dialog.exec()

    def go_back(self) -> None:
        """Program and store of before an update: also where the newer program does not get beyond this gate."""
        from ui.gui.screens.back_dialog import BackDialog

        BackDialog(self._desk, self).exec()

    def _busy(self, busy: bool) -> None:
        self._go.setEnabled(not busy)
        self._go.setText(self._desk.t("unlock.opening" if busy else "unlock.open"))

    def _told(self, sentence: str) -> None:
        """A fault of the program itself comes only this way: what was being opened is not being opened any more."""
        if self._job is not None and not self._desk.runner.running(self._job) and not self._desk.unlocked:
            self._busy(False)
        self._say(sentence)

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._say(self._desk.explain(fault))
        if getattr(fault, "code", "") in WRONG:
            self._wrong += 1
            if self._wrong > FREE_TRIES:
                self._left = min(2 ** (self._wrong - FREE_TRIES), LONGEST_PAUSE_S)
                self._go.setEnabled(False)
                self._ticking.start()
                self._tick_words()
        self.field.setFocus()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._ticking.stop()
            self._busy(False)
            self._message.setVisible(False)
        else:
            self._tick_words()

    def _tick_words(self) -> None:
        self._say(self._desk.t("unlock.wait", seconds=self._left))

    def tell(self, sentence: str) -> None:
        """Say something below the passphrase."""
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
