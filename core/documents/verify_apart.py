"""Verifying PDFs in a process of its own, with a limit on time and memory: files in as frames, one JSON line out for each.

A parser fed by strangers may loop or eat memory; here that ends as ``unknown``, and the program lives on. One process
serves many files and remembers what they have in common; after a failure the next file gets a new process.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import io
import json
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, Final

from core.documents.apart import allow_time, limit_self, worker_command
from core.documents.memory import Memory
from core.documents.trust import Trust
from core.documents.verifying import PDF_LIMIT, Finding, verify_pdf

SECONDS: Final = 20
MEMORY_BYTES: Final = 1024 * 1024 * 1024
FILES_OF_A_PROCESS: Final = 20_000
AHEAD: Final = 4
"""So many files are sent before the answer on an earlier one is there."""
_SIZE_BYTES: Final = 4
_PIPE_BYTES: Final = 1024 * 1024


class VerifyWorker:
    """A long-lived process that judges PDFs by one trust; close it, or use it in a ``with`` block."""

    def __init__(self, trust: Trust, seconds: float = SECONDS) -> None:
        self._trust, self._seconds = trust, seconds
        self._process: _Process | None = None

    def __enter__(self) -> VerifyWorker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def verify(self, data: bytes) -> Finding:
        """Like :func:`verify_pdf`, apart; ``verify.timeout`` or ``verify.worker_failed`` when no answer comes.

        On Windows only time is limited.
        """
        (finding,) = self.verify_each([data])
        return finding

    def verify_each(self, files: Iterable[bytes]) -> Iterator[Finding]:
        """The same for many files, in their order: while one is judged, the next is fetched and sent."""
        waiting: deque[bytes] = deque()
        try:
            for data in files:
                waiting.append(data)
                self._send(data)
                if len(waiting) > AHEAD:
                    yield self._answered(waiting)
            while waiting:
                yield self._answered(waiting)
        finally:
            if waiting:  # left early: nobody would take the answers that are still to come
                self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _send(self, data: bytes) -> None:
        if len(data) > PDF_LIMIT:
            return
        with contextlib.suppress(OSError):  # no process, no answer
            self._process = self._process or _Process(self._trust)
            self._process.send(data)

    def _answered(self, waiting: deque[bytes]) -> Finding:
        """The finding on the file that waits longest; after a failure those behind it are sent anew, to a new process."""
        data = waiting.popleft()
        if len(data) > PDF_LIMIT:
            return Finding("pdf", "unknown", ["verify.too_big"])
        process = self._process
        try:
            finding = _answer(process.line(self._seconds)) if process else None
            failure = "verify.worker_failed"
        except queue.Empty:
            finding, failure = None, "verify.timeout"
        if finding is None or (process and process.served >= FILES_OF_A_PROCESS):
            self.close()
            for behind in waiting:
                self._send(behind)
        return finding or Finding("pdf", "unknown", [failure])


class _Process:
    """One process and the threads that fill and empty its pipes, so that whoever waits for it never blocks."""

    def __init__(self, trust: Trust) -> None:
        self.served = 0
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        command, pipe = worker_command("core.documents.verify_apart"), subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our own
        _widen(self._process.stdin)
        self._threads = [
            threading.Thread(target=_listen, args=(self._process.stdout, self._lines), daemon=True),
            threading.Thread(target=_speak, args=(self._process.stdin, self._frames), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self.send(_told(trust))

    def send(self, data: bytes) -> None:
        """Send a frame as soon as there is room for it."""
        self._frames.put(data)

    def line(self, seconds: float) -> bytes:
        """The next answer, empty where the process has ended; ``queue.Empty`` after so many seconds."""
        self.served += 1
        return self._lines.get(timeout=seconds)

    def close(self) -> None:
        """End the process and whatever waits for it."""
        self._frames.put(None)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a whole file fit into the pipe, where the system can: fewer turns between the two processes."""
    try:
        import fcntl  # absent on Windows

        if pipe is not None:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return


def verify_pdf_isolated(data: bytes, trust: Trust, seconds: float = SECONDS) -> Finding:
    """Judge a single file in a process of its own."""
    with VerifyWorker(trust, seconds) as worker:
        return worker.verify(data)


def main() -> None:
    """The worker: the trust as the first frame of standard input, then files; one finding a line to standard output."""
    limit_self(MEMORY_BYTES, SECONDS, many=True)
    source = sys.stdin.buffer
    told = json.loads(_read(source) or b"{}")
    roots, known, clocks = (tuple(base64.b64decode(der) for der in told[name]) for name in ("roots", "known", "clocks"))
    trust = Trust(roots, known, clocks=clocks)
    memory = Memory(trust.roots)
    gc.freeze()  # nothing that stands now is looked through again while files pass
    while (data := _read(source)) is not None:
        allow_time(SECONDS)
        finding = verify_pdf(data, trust, memory)
        answer = {"verdict": finding.verdict, "reasons": finding.reasons, "fields": finding.fields}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _read(source: IO[bytes]) -> bytes | None:
    size = source.read(_SIZE_BYTES)
    return source.read(int.from_bytes(size, "big")) if len(size) == _SIZE_BYTES else None


def _told(trust: Trust) -> bytes:
    certificates = {"roots": trust.roots, "known": trust.known, "clocks": trust.authorities()}
    return json.dumps(
        {name: [base64.b64encode(der).decode("ascii") for der in ders] for name, ders in certificates.items()}
    ).encode()


def _listen(source: IO[bytes] | None, lines: queue.SimpleQueue[bytes]) -> None:
    """Hand on every line; an empty one says that no more will come."""
    with contextlib.suppress(OSError, ValueError), source or io.BytesIO() as opened:
        for line in opened:
            lines.put(line)
    lines.put(b"")


def _speak(target: IO[bytes] | None, frames: queue.SimpleQueue[bytes | None]) -> None:
    """Write every frame behind its length, until there are no more or the other side has ended."""
    with contextlib.suppress(OSError), target or io.BytesIO() as opened:
        while (data := frames.get()) is not None:
            opened.write(len(data).to_bytes(_SIZE_BYTES, "big"))
            opened.write(data)
            opened.flush()


def _answer(line: bytes) -> Finding | None:
    try:
        tree = json.loads(line)
        return Finding("pdf", tree["verdict"], list(tree["reasons"]), dict(tree["fields"]))
    except (ValueError, KeyError, TypeError):
        return None
