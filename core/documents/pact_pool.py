"""A batch of pacts drawn by several processes at once, in order, while this one signs what they have drawn."""

from __future__ import annotations

import os
import queue
import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import IO, Final

import msgspec

from core.apart.process import worker_command
from core.documents.fonts import Fonts
from core.documents.pact import IssuedPact, PactPress
from core.documents.pact_page import PactPage
from core.documents.pact_worker import Drawn, Job, Setting, receive, send
from core.documents.pressed import Unsigned

WORKERS: Final = 2
CHUNK: Final = 20
AHEAD: Final = 2
"""Chunks that wait for each worker, so that none has to wait for us."""
POLL_SECONDS: Final = 0.1

FEW: Final = 200
"""As many pacts are drawn before two processes would have begun."""

Watching = Callable[[], None]
Process = subprocess.Popen[bytes]


def printed(
    fonts: Fonts, presses: Sequence[PactPress], pages: Iterable[tuple[PactPress, PactPage]], count: int, watch: Watching
) -> Iterator[tuple[PactPage, IssuedPact]]:
    """``count`` pacts in their order: few of them here, many by a pool where the computer has processors for it."""
    if count < FEW or (os.cpu_count() or 1) < WORKERS or not all(press.quick for press in presses):
        yield from ((page, press.printed(page)) for press, page in pages)
        return
    with PactPool(fonts, presses, watch) as pool:
        yield from pool.printed(pages)


class PactPool:
    """Draws for presses; use it in a ``with`` block. ``watch`` is called while an answer is awaited and may raise.

    A process that falls, or that would put other bytes before the gap than this one, costs time and nothing else: its
    pacts are drawn here.
    """

    def __init__(self, fonts: Fonts, presses: Sequence[PactPress], watch: Watching, workers: int = WORKERS) -> None:
        self._presses, self._watch = presses, watch
        self._setting = Setting((fonts.regular, fonts.bold, fonts.italic), tuple(press.style for press in presses))
        self._threads = ThreadPoolExecutor(workers)
        self._free: queue.SimpleQueue[Process | None] = queue.SimpleQueue()
        self._started: list[Process] = []
        for _ in range(workers):
            self._threads.submit(self._begin)
        self._ahead = AHEAD * workers

    def __enter__(self) -> PactPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        for process in self._started:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._started:
            process.kill()  # one may have begun while the others ended
            process.wait()
            for stream in (process.stdin, process.stdout):
                _shut(stream)

    def printed(self, pages: Iterable[tuple[PactPress, PactPage]]) -> Iterator[tuple[PactPage, IssuedPact]]:
        """All pacts in their order, drawn there and signed here; pages are asked for as they are needed."""
        waiting: deque[tuple[list[tuple[PactPress, PactPage]], Future[tuple[Drawn, ...] | None]]] = deque()
        source = iter(pages)
        while chunk := list(islice(source, CHUNK)):
            jobs = [Job(self._presses.index(press), page) for press, page in chunk]
            waiting.append((chunk, self._threads.submit(self._ask, jobs)))
            if len(waiting) > self._ahead:
                yield from self._signed(*waiting.popleft())
        while waiting:
            yield from self._signed(*waiting.popleft())

    def _signed(
        self, chunk: list[tuple[PactPress, PactPage]], future: Future[tuple[Drawn, ...] | None]
    ) -> Iterator[tuple[PactPage, IssuedPact]]:
        answers = self._awaited(future)
        whole = answers is not None and len(answers) == len(chunk)
        for (press, page), drawn in zip(chunk, answers if whole and answers else [None] * len(chunk), strict=True):
            if drawn is None or drawn.beginning != press.drawer.bed.beginning.digest:
                yield page, press.printed(page)
            else:
                yield page, press.sealed(page, Unsigned(bytearray(drawn.tail), drawn.start, drawn.end))

    def _awaited(self, future: Future[tuple[Drawn, ...] | None]) -> tuple[Drawn, ...] | None:
        while True:
            try:
                return future.result(POLL_SECONDS)
            except TimeoutError:
                self._watch()

    def _ask(self, jobs: Sequence[Job]) -> tuple[Drawn, ...] | None:
        """One chunk by a process that is free; None where it gave no answer, and it is asked no more."""
        process = self._free.get()
        answer = None
        try:
            if process is not None:
                send(_pipe(process.stdin), jobs)
                answer = receive(_pipe(process.stdout), tuple[Drawn, ...])
        except (OSError, ValueError, msgspec.MsgspecError):
            answer = None
        self._free.put(None if answer is None else process)
        return answer

    def _begin(self) -> None:
        """Start one process and tell it what stays the same."""
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(  # noqa: S603  our own interpreter and our own text
                worker_command("core.documents.pact_worker"), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
            )
            self._started.append(process)
            send(_pipe(process.stdin), self._setting)
        except OSError:
            self._free.put(None)
        else:
            self._free.put(process)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError("no pipe to the process")
    return stream


def _shut(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return
