"""The line at the bottom: which post, who, what time, how far the reports got, and the lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame

from core.app import queries, views
from core.domain.moment import zone_name
from ui.gui import aloud
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label, short

SAID_MS, LETTER_MS, MINUTE_MS = 8000, 80, 60_000
"""How long a sentence stays: so long at least, and so long for each of its letters."""
WHOLE = 100
"""The share of the line that a sentence takes against what is empty beside it, where it needs all of it."""


class Status(QFrame):
    """Never says "sent" of what only lies on a stick: the words are menunggu, di media, diterima."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("status")
        self._desk = desk
        facts = desk.app.facts
        self._who = short(f"{facts.name} · {facts.officer}", "muted")
        self._clock = label("", "muted", wrap=False)
        self._said, self._counts = short("", "strong"), short("", "muted")
        self._whole = label("", "strong")
        self._whole.hide()
        lock = quiet(desk, desk.t("shell.lock"), desk.lock.emit, "lock")
        drill = [label(desk.t("shell.drill"), "warn", wrap=False)] if facts.drill else []
        self._beside = [*drill, self._who, self._clock, self._counts, lock]
        layout = row(*drill, self._who, self._clock, self._whole, 0, self._said, 0, self._counts, lock, gap="gap")
        layout.setStretch(layout.indexOf(self._whole), WHOLE)
        layout.setContentsMargins(16, 2, 8, 2)
        self.setLayout(layout)
        self._minute = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)  # a coarse one may come early
        self._minute.timeout.connect(self._tick)
        self._silence = QTimer(self, singleShot=True, interval=SAID_MS)
        self._silence.timeout.connect(lambda: self._show(""))
        desk.said.connect(self.say)
        self._tick()

    def say(self, sentence: str) -> None:
        """Show a short sentence for a few seconds, and have it read out."""
        aloud.say(self, sentence)
        self._show(sentence)
        self._silence.start(max(SAID_MS, LETTER_MS * len(sentence)))

    def _show(self, sentence: str) -> None:
        """In one line between the others; what finds no room there takes their place, for its end says what to do next."""
        beside = sum(each.sizeHint().width() + pixels("gap") for each in self._beside)
        whole = self._said.fontMetrics().horizontalAdvance(sentence) > self.width() - beside - 3 * pixels("gap")
        self._said.setText("" if whole else sentence)
        self._whole.setText(sentence if whole else "")
        for each in (self._who, self._said, self._counts):
            each.setVisible(not whole)
        self._whole.setVisible(whole)

    def count(self, counts: views.Counts) -> None:
        """Show how far the reports got."""
        self._counts.setText(self._desk.t("shell.counts", queued=counts.queued, sent=counts.sent, received=counts.received))

    def refresh(self) -> None:
        """Ask for the counts again."""
        if not self._desk.app.is_liaison and self._desk.app.facts.kind != "regency":
            self._desk.ask(queries.HomeCounts(), self.count, self, "status")

    def _tick(self) -> None:
        """Show the time, and sleep until the next minute begins."""
        now = self._desk.now()
        self._clock.setText(f"{now:%H.%M} {zone_name(self._desk.zone)}")
        self._minute.start(MINUTE_MS - now.second * 1000 - now.microsecond // 1000)
