"""Above every screen of a drill: the word LATIHAN, and in the tutorial one step at a time, done when it really happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.theme import motion
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.labels import label, short

if TYPE_CHECKING:
    from ui.gui.practice_mode import Progress
    from ui.practice import Practice, Seen

CARRY = "carry"


@dataclass(frozen=True, slots=True)
class Look:
    """What the guide judges by: what is in the drill now and was at its beginning, and what the window shows."""

    now: Seen
    began: Seen
    room: str
    searched: bool
    locks: int


STEPS: dict[str, Callable[[Look], bool]] = {
    "report": lambda look: look.now.reports > look.began.reports,
    "draft": lambda look: look.now.drafts > 0 and look.room != "report_form",
    "lock": lambda look: look.locks > 0,
    "nihil": lambda look: look.now.nihil > look.began.nihil,
    "find": lambda look: look.room == "reports" and look.searched,
    "write": lambda look: look.now.written > look.began.written,
    CARRY: lambda look: look.now.answered,
    "back": lambda look: look.now.received > look.began.received,
}
"""The eight steps in their order, and how each is known to have happened."""


class DrillLine(QFrame):
    """The line alone, for a post or province that was begun as a drill."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("drill")
        self.setLayout(row(label(desk.t("shell.drill"), "warn", wrap=False), short(desk.t("practice.line")), 0))
        self.layout().setContentsMargins(16, 2, 16, 2)  # type: ignore[union-attr]


class PracticeBar(QFrame):
    """The guide; ``left`` when the user wants to go."""

    left = Signal()

    def __init__(self, desk: Desk, practice: Practice, progress: Progress, window: Callable[[], QWidget]) -> None:
        super().__init__()
        self.setObjectName("drill")
        self._desk, self._practice, self.progress, self._window = desk, practice, progress, window
        self._names, self._asking, self._carrying = tuple(STEPS), False, False
        t = desk.t
        self._head = label("", "section", wrap=False)
        self._text = label("")
        self._said = label("", "strong")
        self._said.setVisible(False)
        self.back = plain(desk, t("button.back"), lambda: self.turn(-1), "chevron-left")
        self.skip = plain(desk, t("practice.skip"), lambda: self.turn(1), "chevron-right")
        self.carry = primary(desk, t("practice.carry"), self.start_carrying, "usb")
        leaving = quiet(desk, t("practice.leave"), self.left.emit, "close")
        head = row(label(t("shell.drill"), "warn", wrap=False), self._head, 0, self.back, self.skip, leaving)
        line = row(gap="small")
        line.addLayout(column(self._text, self._said, gap="tight"), 1)
        line.addWidget(self.carry)
        self.setLayout(column(head, line, gap="tight"))
        self.layout().setContentsMargins(16, 4, 16, 4)  # type: ignore[union-attr]
        desk.changed.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=motion("look"))
        self._soon.timeout.connect(self.look)
        self.look_soon()
        self._show()

    def look_soon(self) -> None:
        """Look a moment after something was done here; where nothing is done nothing can have happened."""
        if not self._soon.isActive():
            self._soon.start()

    def look(self) -> None:
        """Ask what there is now; while it is locked there is nothing to ask."""
        if self._asking or not self._desk.unlocked:
            return
        self._asking = True
        app, practice = self._desk.app, self._practice
        self._desk.runner.ask(lambda: practice.see(app), self._saw, self._blind, self)

    def _blind(self, _fault: Fault) -> None:
        self._asking = False

    def _saw(self, now: Seen) -> None:
        self._asking = False
        frame = self._window()
        line = getattr(getattr(frame, "place", None), "line", None)
        searched = bool(line is not None and line.value().strip())
        look = Look(now, self._practice.began, getattr(frame, "room", ""), searched, self.progress.locks)
        fresh = {name for name, happened in STEPS.items() if name not in self.progress.done and happened(look)}
        if not fresh:
            return
        self.progress.done |= fresh
        if self._names[self.progress.at] in fresh:
            self._go_on()
        self._show()

    def _go_on(self) -> None:
        """To the next step that has not happened yet."""
        later = range(self.progress.at + 1, len(self._names))
        self.progress.at = next((at for at in later if self._names[at] not in self.progress.done), len(self._names))

    def turn(self, by: int) -> None:
        """Back, or past this step; nothing counts as done by it."""
        self.progress.at = min(max(self.progress.at + by, 0), len(self._names))
        self._tell("")
        self._show()

    def _tell(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def start_carrying(self) -> None:
        """The courier takes the stick to the province and back."""
        if self._carrying or not self._desk.unlocked:
            return
        self._carrying = True
        self._tell(self._desk.t("practice.carrying"))
        practice = self._practice
        self._desk.runner.do(lambda watch: practice.carry(watch), self._carried, self._not_carried, owner=self)

    def _carried(self, _none: object) -> None:
        self._carrying = False
        self._tell("")
        self.look()

    def _not_carried(self, fault: Fault) -> None:
        self._carrying = False
        self._tell(self._desk.explain(fault))

    def _show(self) -> None:
        t, at, total = self._desk.t, self.progress.at, len(self._names)
        over = at == total
        name = "end" if over else self._names[at]
        done = "" if over or name not in self.progress.done else t("practice.done") + " · "
        counted = t("practice.over") if over else t("practice.step", n=at + 1, of=total)
        self._head.setText(f"{counted} · {done}{t(f'practice.{name}')}")
        self._text.setText(
            t(f"practice.{name}_text", passphrase=self._practice.passphrase) if name == "lock" else t(f"practice.{name}_text")
        )
        self.back.setEnabled(at > 0)
        self.skip.setVisible(not over)
        self.skip.setText(" " + t("button.next" if name in self.progress.done else "practice.skip"))
        self.carry.setVisible(name == CARRY and name not in self.progress.done)
