"""One limited process that serves many tasks: frames in, one frame out for each, in their order.

While a task is served the next is fetched and sent. What kills, stalls or swells the process costs one task; those
behind it go to a new one. A frame is its length in four bytes, big end first, and so many bytes.
"""

from __future__ import annotations

import contextlib
import io
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import IO, Final, TypeAlias

from core.apart.process import allow_time, worker_command

_SIZE_BYTES: Final = 4
_PIPE_BYTES: Final = 1024 * 1024


class Silence(Enum):
    """Why there is no answer."""

    ENDED = "the process has ended"
    LATE = "time is up"
    UNASKED = "the task was not sent"


Answer: TypeAlias = bytes | Silence


@dataclass(frozen=True, slots=True)
class Terms:
    """Which module serves (its ``main`` calls :func:`serve`), with what it begins, and how long and how far ahead."""

    module: str
    greeting: bytes
    seconds: float
    tasks_of_a_process: int
    ahead: int
    """So many tasks are sent before the answer on an earlier one is there."""


class Service:
    """A long-lived process; close it, or use it in a ``with`` block."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.process: Process | None = None

    def __enter__(self) -> Service:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def each(self, tasks: Iterable[bytes | None]) -> Generator[Answer, None, None]:
        """One answer a task, in their order; ``None`` is a task that nobody shall serve."""
        waiting: deque[bytes | None] = deque()
        try:
            for task in tasks:
                waiting.append(task)
                self._send(task)
                if len(waiting) > self.terms.ahead:
                    yield self._answered(waiting)
            while waiting:
                yield self._answered(waiting)
        finally:
            if waiting:  # left early: nobody would take the answers that are still to come
                self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self.process = self.process, None
        if process is not None:
            process.close()

    def _send(self, task: bytes | None) -> None:
        if task is None:
            return
        with contextlib.suppress(OSError):  # no process, no answer
            self.process = self.process or Process(self.terms)
            self.process.send(task)

    def _answered(self, waiting: deque[bytes | None]) -> Answer:
        """The answer on the task that waits longest; after a failure those behind it go to a new process."""
        if waiting.popleft() is None:
            return Silence.UNASKED
        process = self.process
        answer = process.answer(self.terms.seconds) if process else Silence.ENDED
        if isinstance(answer, Silence) or (process and process.served >= self.terms.tasks_of_a_process):
            self.close()
            for behind in waiting:
                self._send(behind)
        return answer


class Process:
    """One process and the threads that fill and empty its pipes, so that whoever waits for it never blocks."""

    def __init__(self, terms: Terms) -> None:
        self.served = 0
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        command, pipe = worker_command(terms.module), subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our own
        _widen(self._process.stdin)
        self._threads = [
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True),
            threading.Thread(target=_speak, args=(self._process.stdin, self._frames), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self.send(terms.greeting)

    @property
    def command(self) -> list[str]:
        """What everybody on this computer can read of it."""
        return [str(word) for word in list(self._process.args)]  # type: ignore[arg-type]

    def send(self, data: bytes) -> None:
        """Send a frame as soon as there is room for it."""
        self._frames.put(data)

    def answer(self, seconds: float) -> Answer:
        """The next answer, or why there is none within so many seconds."""
        self.served += 1
        try:
            return self._answers.get(timeout=seconds) or Silence.ENDED
        except queue.Empty:
            return Silence.LATE

    def kill(self) -> None:
        """Stop it at once, as a fault would."""
        self._process.kill()

    def close(self) -> None:
        """End the process and whatever waits for it."""
        self._frames.put(None)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()


def serve(begin: Callable[[bytes], Callable[[bytes], bytes]], seconds: int) -> None:
    """The worker's loop: ``begin`` gets the greeting and gives what answers each task in so much processor time."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    answer_to = begin(_read(source) or b"")
    while (task := _read(source)) is not None:
        allow_time(seconds)
        answer = answer_to(task)
        sink.write(len(answer).to_bytes(_SIZE_BYTES, "big") + answer)
        sink.flush()


def _read(source: IO[bytes]) -> bytes | None:
    size = source.read(_SIZE_BYTES)
    if len(size) < _SIZE_BYTES:
        return None
    wanted = int.from_bytes(size, "big")
    data = source.read(wanted)
    return data if len(data) == wanted else None


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a whole file fit into the pipe, where the system can: fewer turns between the two processes."""
    try:
        import fcntl  # absent on Windows

        if pipe is not None:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return


def _listen(source: IO[bytes] | None, answers: queue.SimpleQueue[bytes]) -> None:
    """Hand on every answer; an empty one says that no more will come."""
    with contextlib.suppress(OSError, ValueError), source or io.BytesIO() as opened:
        while answer := _read(opened):
            answers.put(answer)
    answers.put(b"")


def _speak(target: IO[bytes] | None, frames: queue.SimpleQueue[bytes | None]) -> None:
    """Write every frame behind its length, until there are no more or the other side has ended."""
    with contextlib.suppress(OSError), target or io.BytesIO() as opened:
        while (data := frames.get()) is not None:
            opened.write(len(data).to_bytes(_SIZE_BYTES, "big"))
            opened.write(data)
            opened.flush()
