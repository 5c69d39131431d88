"""Visits the servers of this office in the background: when a connection appears, after something was saved, else calmly.

It sleeps a minute at least and half an hour at most. What was just saved waits a minute, so that several things go in one
visit; a server that does not answer is asked again after one minute, two, four. Paused, it sleeps until the officer wakes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.app.watch import Watch
from core.domain.errors import Refused
from sync.cargo import Cargo
from sync.links.known import choose_cargo, known_links, links_metered, links_paused, metered_cargo, pause_links, treat_metered
from sync.meter import Meter

if TYPE_CHECKING:
    from sync.links.visiting import Visit
    from ui.gui.connection import Connection
    from ui.gui.desk import Desk
    from ui.gui.runner import Fault, Job

MINUTE_MS = 60_000
FIRST_MS = MINUTE_MS // 4
BATCH_MS = MINUTE_MS
REST_MS = 5 * MINUTE_MS
LONGEST_MS = 30 * MINUTE_MS
ACTS = frozenset({"reports", "documents", "pacts", "declarations", "officers", "posts", "reference", "roster"})
"""Topics of what was done here and may have to go."""
MOVED = frozenset({"exchange", "reports", "posts"})


@dataclass(frozen=True, slots=True)
class LinkState:
    """How the last visit to a server ended, and when."""

    at: datetime
    visit: Visit | None
    fault: Refused | None


class LinkKeeper(QObject):
    """``changed`` whenever anything that is shown of links changed, ``told`` while a visit moves."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.states: dict[str, LinkState] = {}
        self.meter = Meter()
        self.job: Job | None = None
        self.next_at: datetime | None = None
        self._failures = 0
        self._proven: dict[str, dict[str, bytes]] = {}
        self._connection: Connection | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.visit)
        desk.changed.connect(self._heard)
        self.read()
        self._sleep(FIRST_MS)

    # --- what the officer chose ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read again which links are known and what the officer chose about them."""
        app = self._desk.app
        self.names = tuple(known_links(app))
        self.paused, self.cargo, self.always_metered = links_paused(app), metered_cargo(app), links_metered(app)
        self.states = {name: state for name, state in self.states.items() if name in self.names}
        if self.names and self._connection is None:
            from ui.gui.connection import Connection

            self._connection = Connection(self)
            self._connection.appeared.connect(self._appeared)

    def known_anew(self) -> None:
        """Links were added, changed or forgotten."""
        self.read()
        self._failures = 0
        self._sleep(FIRST_MS)

    def pause(self, paused: bool) -> None:
        """Stop all links, the visit under way too; or let them go on, at once."""
        pause_links(self._desk.app, paused)
        self.paused = paused
        if paused:
            self.stop()
            self._sleep(0)
        else:
            self.visit()

    def choose(self, cargo: Cargo) -> None:
        """What goes over a metered connection."""
        choose_cargo(self._desk.app, cargo)
        self.cargo = cargo
        self.changed.emit()

    def treat_metered(self, always: bool) -> None:
        """Take every connection for a metered one, or believe the system."""
        treat_metered(self._desk.app, always)
        self.always_metered = always
        self.changed.emit()

    @property
    def metered(self) -> bool:
        """Whether the connection is taken for a metered one now."""
        return self.always_metered or (self._connection is not None and self._connection.metered)

    # --- visiting --------------------------------------------------------------------------------------------

    def visit(self) -> None:
        """Visit every server now, one after another, unless a visit is under way or links are paused."""
        if self.job is not None or self.paused or not self.names or not self._desk.unlocked:
            return
        self._timer.stop()
        self.next_at = None
        app, meter = self._desk.app, Meter()
        cargo = self.cargo if self.metered else Cargo.EVERYTHING
        links = [(address, self._proven.setdefault(name, {}), name) for name, address in known_links(app).items()]
        self.meter = meter

        def work(watch: Watch) -> dict[str, Visit | Refused]:
            from sync.links.visiting import visit

            ended: dict[str, Visit | Refused] = {}
            for address, proven, name in links:
                try:
                    ended[name] = visit(app, address, cargo=cargo, watch=watch, meter=meter, proven=proven)
                except Refused as refusal:
                    ended[name] = refusal
            return ended

        self.job = self._desk.runner.away(work, self._visited, self._stopped, self, lambda stage, *_: self.told.emit(stage))
        self.changed.emit()

    def stop(self) -> None:
        """Stop the visit under way; what arrived holds."""
        if self.job is not None:
            self.job.cancel()

    def end(self) -> None:
        """The application is let go."""
        self._timer.stop()
        self._desk.changed.disconnect(self._heard)
        self.stop()
        self.deleteLater()

    def _visited(self, ended: dict[str, Visit | Refused]) -> None:
        self.job, now, moved = None, self._desk.now(), False
        for name, end in ended.items():
            failed = isinstance(end, Refused)
            self.states[name] = LinkState(now, None if failed else end, end if failed else None)  # type: ignore[arg-type]
            moved = moved or (not isinstance(end, Refused) and bool(end.received or end.sent.objects))
        whole = any(state.fault is None for state in self.states.values())
        self._failures = 0 if whole else self._failures + 1
        if moved:
            self._desk.changed.emit(MOVED)
        self._sleep(REST_MS if whole else min(MINUTE_MS << (self._failures - 1), LONGEST_MS))

    def _stopped(self, _fault: Fault) -> None:
        self.job = None
        self._sleep(REST_MS)

    # --- when ------------------------------------------------------------------------------------------------

    def _appeared(self) -> None:
        self._failures = 0
        self._sleep(FIRST_MS)

    def _heard(self, topics: frozenset[str]) -> None:
        due = self._timer.remainingTime()
        if topics & ACTS and not self._failures and due > BATCH_MS:
            self._sleep(BATCH_MS)

    def _sleep(self, milliseconds: int) -> None:
        """Wake after so long, or never while paused, at work or without a link."""
        self._timer.stop()
        self.next_at = None
        if milliseconds and self.names and not self.paused and self.job is None:
            self.next_at = self._desk.now() + timedelta(milliseconds=milliseconds)
            self._timer.start(milliseconds)
        self.changed.emit()
