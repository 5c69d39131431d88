"""What every screen is given: words, look, workers, the application once it is open, and the way to other rooms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon

from core.domain.errors import Cancelled
from ui.gui import icons
from ui.gui.runner import Fault, Job, Runner
from ui.gui.theme import Theme
from ui.gui.words import Words

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from core.app.application import Application
    from core.app.queries import Query
    from core.app.views import Changes
    from core.domain.commands import Command
    from ui.gui.copy_keeper import CopyKeeper
    from ui.gui.folder_keeper import FolderKeeper
    from ui.gui.link_keeper import LinkKeeper
    from ui.gui.sweep_keeper import SweepKeeper

T = TypeVar("T")
FIRST_ZONE = "Asia/Jakarta"
OTHERS = frozenset(
    {
        "reports",
        "referrals",
        "exchange",
        "posts",
        "pacts",
        "roster",
        "returns",
        "officers",
        "documents",
        "declarations",
        "team",
        "sanctions",
    }
)
"""What another desk's work may have changed."""


class Desk(QObject):
    """The one thing that screens share."""

    changed = Signal(object)
    """Topics that a command changed, as a frozenset of texts."""
    go = Signal(str, object)
    """Room to open and what to open there (an id, a search, None)."""
    lock = Signal()
    look_changed = Signal()
    once_over = Signal()
    """What is shown only once (a look-up code, a kit's code) was seen, or there is nothing to show."""
    renew = Signal(object)
    """A new store key is wanted: a :class:`ui.gui.renewing.Renewal`."""
    said = Signal(str)
    """A short sentence for the status bar."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.folder = folder
        self._now = now
        self.t = Words()
        self.theme = Theme()
        self.runner = Runner(self)
        self.idle_minutes = 5
        self.lock_waits = False
        """Whether locking was asked for while something was under way that is shown only once."""
        self._app: Application | None = None
        self._links: LinkKeeper | None = None
        self._watched: FolderKeeper | None = None
        self._copies: CopyKeeper | None = None
        """What makes the dated copy that the last lock had no time for."""
        self.copy_fault: Fault | None = None
        """Why the last dated copy that was due could not be made; shown until one is."""
        self.sweep: SweepKeeper | None = None
        """What compares new reports in the background; at a desk alone."""
        self.stick: Path | None = None
        """In a drill the folder that stands for the stick; no other medium is offered there."""
        self._once: list[Job] = []

    @property
    def app(self) -> Application:
        """The open application; a screen that needs it exists only while it is open."""
        if self._app is None:
            raise RuntimeError("the application is locked")
        return self._app

    @property
    def unlocked(self) -> bool:
        """Whether an application is open."""
        return self._app is not None

    def hold(self, app: Application | None) -> None:
        """Take an open application, or let it go; its links and its watched folder go with it.

        Where it shares a server, other desks' work refreshes the screen.
        """
        for keeper in (self._links, self._watched, self._copies, self.sweep):
            if keeper is not None:
                keeper.end()
        self._app, self._links, self._watched, self._copies, self.sweep = app, None, None, None, None
        if app is not None and not app.is_liaison:
            # They bring the application's modules along, which the window does not wait for.
            from ui.gui.copy_keeper import CopyKeeper
            from ui.gui.folder_keeper import FolderKeeper
            from ui.gui.link_keeper import LinkKeeper

            self._links, self._watched, self._copies = LinkKeeper(self), FolderKeeper(self), CopyKeeper(self)
            if app.facts.kind == "province":
                from ui.gui.sweep_keeper import SweepKeeper

                self.sweep = SweepKeeper(self)
        if app is not None:
            app.hear_others(lambda: self.changed.emit(OTHERS))

    @property
    def links(self) -> LinkKeeper:
        """What visits the servers of the open application."""
        if self._links is None:
            raise RuntimeError("the application is locked")
        return self._links

    @property
    def watched(self) -> FolderKeeper:
        """What looks into the watched folder of the open application."""
        if self._watched is None:
            raise RuntimeError("the application is locked")
        return self._watched

    @property
    def zone(self) -> str:
        """The IANA zone of this post; before unlocking that of western Indonesia."""
        return self._app.facts.zone if self._app is not None else FIRST_ZONE

    def now(self) -> datetime:
        """This instant on the post's own clock."""
        return self._now().astimezone(_zone(self.zone))

    def ask(self, query: Query[T], on_done: Callable[[T], None], owner: QObject, topic: str = "") -> Job:
        """Ask in the question thread; with ``topic`` only the newest answer comes."""
        app = self.app
        return self.runner.ask(lambda: app.ask(query), on_done, lambda fault: self.say_fault(fault), owner, topic)

    def execute(
        self,
        command: Command,
        on_done: Callable[[Changes], None],
        on_failed: Callable[[Fault], None],
        owner: QObject | None,
        on_progress: Callable[[str, int, int], None] | None = None,
    ) -> Job:
        """Carry out a command in the command thread and tell every screen what changed."""
        app = self.app

        def done(changes: Changes) -> None:
            on_done(changes)
            self.changed.emit(changes.topics)

        return self.runner.do(lambda watch: app.execute(command, watch), done, on_failed, on_progress, owner)

    def execute_once(
        self, command: Command, on_done: Callable[[Changes], None], on_failed: Callable[[Fault], None], owner: QObject
    ) -> None:
        """Carry out a command whose reply is shown once and kept nowhere: until then nothing may take ``owner`` away."""
        self._once.append(self.execute(command, on_done, self._over_with(on_failed), owner))

    def do_once(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_failed: Callable[[Fault], None], owner: QObject
    ) -> None:
        """The same for work of the application that is no command."""
        self._once.append(self.runner.do(lambda _watch: work(), on_done, self._over_with(on_failed), None, owner))

    def _over_with(self, on_failed: Callable[[Fault], None]) -> Callable[[Fault], None]:
        def failed(fault: Fault) -> None:
            on_failed(fault)
            self.once_over.emit()

        return failed

    @property
    def awaits_reply(self) -> bool:
        """Whether a reply that is shown only once is still on its way."""
        self._once = [job for job in self._once if self.runner.running(job)]
        return bool(self._once)

    def forgo_once(self) -> None:
        """Wait for no such reply any more."""
        self._once = []

    def note_copy(self, fault: Fault | None) -> None:
        """A dated copy was made, or why not."""
        if fault is not self.copy_fault:
            self.copy_fault = fault
            self.changed.emit(frozenset({"copies"}))

    def explain(self, fault: Fault) -> str:
        """The sentence for a fault in the language chosen."""
        if isinstance(fault, Cancelled):
            return self.t("fault.cancelled")
        from ui.messages import sentence

        return sentence(fault, self.t.language)

    def say_fault(self, fault: Fault) -> None:
        """Put a fault's sentence into the status bar, where no better place is near."""
        self.said.emit(self.explain(fault))

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """A drawing in a colour of the theme."""
        return icons.icon(name, self.theme.colour(colour), self.theme.colour("muted"))

    def town(self) -> str:
        """The town before the date of what this office issues: as the letterhead says it, or the reference data."""
        head = self.app.letterhead
        return head.read().place or head.usual().place

    def day(self, stamp: str) -> str:
        """A stored day as people here read it; a plain text is given back."""
        from datetime import date

        try:
            return f"{date.fromisoformat(stamp):%d-%m-%Y}"
        except ValueError:
            return stamp

    def when(self, stamp: str) -> str:
        """A stored ISO instant as people here read it: ``23-11-2026 14.05 WIB``; a plain text is given back."""
        from datetime import datetime

        try:
            parsed = datetime.fromisoformat(stamp)
        except ValueError:
            return stamp
        if parsed.tzinfo is None:
            return parsed.strftime("%d-%m-%Y %H.%M")
        from core.domain.moment import zone_name

        return f"{parsed.astimezone(_zone(self.zone)):%d-%m-%Y %H.%M} {zone_name(self.zone)}"


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
