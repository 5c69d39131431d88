"""Work beside the window: threads for commands, drafts, questions, pictures; results come back on the window's thread."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from core.domain.errors import Cancelled, Refused
from ui.gui.theme import motion

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Watch = Callable[[str, int, int], None]
Fault = Refused | Cancelled
POOLS = {"command": 1, "draft": 1, "picture": 1, "question": 1, "link": 3}
"""How many threads a kind of work has. Three for links, so that neither a link that is being set up nor a watched folder waits
for a server that does not answer. They end in this order."""
KEPT = frozenset({"command", "draft"})
"""What still waits when the program ends is done all the same."""


class Job(QObject):
    """One piece of work under way: can be cancelled, tells how far it is."""

    progressed = Signal(str, object, object)

    def __init__(self, owner: QObject | None, on_progress: Callable[[str, int, int], None] | None = None) -> None:
        super().__init__()
        self._owner, self._on_progress = owner, on_progress
        if on_progress is not None:
            # A method of its own: a lambda that knows the job would keep it and its owner's whole screen for ever.
            self.progressed.connect(self._tell)
        self._stopped = threading.Event()
        self._told = 0.0
        self.replaced = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it finished before stays."""
        self._stopped.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stopped.is_set()

    def watch(self, stage: str, done: int, total: int) -> None:
        """The watch that the work calls; raises ``Cancelled`` once the job was cancelled. Called off the window's thread."""
        if self._stopped.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._told > motion("progress") / 1000:
            self._told = now
            self.progressed.emit(stage, done, total)

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self._on_progress is not None and self.wanted():
            self._on_progress(stage, done, total)

    def wanted(self) -> bool:
        """Whether who asked for it is still there."""
        return self._owner is None or shiboken6.isValid(self._owner)


class Runner(QObject):
    """Runs callables on worker threads. Errors: ``Refused`` and ``Cancelled`` go to who asked, the rest to the exception hook."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._jobs: set[Job] = set()
        self._newest: dict[str, Job] = {}
        self._delivered.connect(self._deliver)  # emitted by workers alone, so it waits for the window's turn

    def do(
        self,
        work: Callable[[Watch], T],
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[Fault], None] | None = None,
        on_progress: Callable[[str, int, int], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run a command after those before it, and after the drafts that were to be kept before it.

        Callbacks come on the window's thread, unless ``owner`` is gone by then.
        """
        kept = self._pool("draft").submit(lambda: None)

        def after_drafts(watch: Watch) -> T:
            kept.result()
            return work(watch)

        return self._start("command", after_drafts, on_done, on_failed, on_progress, owner)

    def keep(
        self,
        work: Callable[[Watch], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[Fault], None],
        owner: QObject,
    ) -> Job:
        """Keep a draft at once, beside a long command: a large file that is being taken in must not cost what is typed."""
        return self._start("draft", work, on_done, on_failed, None, owner)

    def picture(
        self,
        work: Callable[[Watch], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[Fault], None] | None = None,
        owner: QObject | None = None,
        on_progress: Callable[[str, int, int], None] | None = None,
    ) -> Job:
        """Look into files, one at a time and beside everything else, for each may take as long as its limit."""
        return self._start("picture", work, on_done, on_failed, on_progress, owner)

    def away(
        self,
        work: Callable[[Watch], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[Fault], None],
        owner: QObject,
        on_progress: Callable[[str, int, int], None] | None = None,
    ) -> Job:
        """Talk to a server or look into a watched folder, beside everything else: it may take minutes, and nobody waits."""
        return self._start("link", work, on_done, on_failed, on_progress, owner)

    def ask(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[Fault], None] | None = None,
        owner: QObject | None = None,
        topic: str = "",
    ) -> Job:
        """Run a question; with a ``topic`` the answer to an older question of that topic is thrown away."""
        job = self._start("question", lambda _watch: work(), on_done, on_failed, None, owner)
        if topic:
            old = self._newest.get(topic)
            if old is not None:
                old.replaced = True
            self._newest[topic] = job
        return job

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._jobs)

    def running(self, job: Job) -> bool:
        """Whether this work has not been told to who asked for it."""
        return job in self._jobs

    def cancel_all(self) -> None:
        """Ask everything under way to stop, and tell nobody any more how it ended."""
        for job in self._jobs:
            job.cancel()
            job.replaced = True

    def close(self) -> None:
        """Wait for the work under way and end the threads."""
        self.cancel_all()
        for kind in POOLS:
            if kind in self._pools:
                self._pools[kind].shutdown(wait=True, cancel_futures=kind not in KEPT)

    def _pool(self, kind: str) -> ThreadPoolExecutor:
        """The threads for this kind of work, begun with the first of it."""
        if kind not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[kind] = ThreadPoolExecutor(max_workers=POOLS[kind], thread_name_prefix=f"posko-{kind}")
        return self._pools[kind]

    def _start(
        self,
        kind: str,
        work: Callable[[Watch], T],
        on_done: Callable[[T], None] | None,
        on_failed: Callable[[Fault], None] | None,
        on_progress: Callable[[str, int, int], None] | None,
        owner: QObject | None,
    ) -> Job:
        job = Job(owner, on_progress)
        self._jobs.add(job)
        self._pool(kind).submit(self._run, job, work, on_done, on_failed)
        return job

    def _run(self, job: Job, work: Callable[[Watch], Any], on_done: Any, on_failed: Any) -> None:
        try:
            result = work(job.watch)
        except (Refused, Cancelled) as error:
            fault = error
            self._delivered.emit((job, on_failed, fault))
        except BaseException as error:
            self._delivered.emit((job, None, error))
        else:
            self._delivered.emit((job, on_done, result))

    @Slot(object)
    def _deliver(self, delivery: tuple[Job, Callable[[Any], None] | None, Any]) -> None:
        job, callback, result = delivery
        self._jobs.discard(job)
        self._newest = {topic: newest for topic, newest in self._newest.items() if newest is not job}
        if isinstance(result, BaseException) and not isinstance(result, Refused | Cancelled):
            sys.excepthook(type(result), result, result.__traceback__)
        elif callback is not None and job.wanted() and not job.replaced:
            callback(result)
