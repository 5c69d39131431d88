"""Verifying PDFs in a process of its own, with a limit on time and memory: files in as frames, one JSON line out for each.

A parser fed by strangers may loop or eat memory; here that ends as ``unknown``, and the program lives on. One process
serves many files and remembers what they have in common; after a failure the next file gets a new process.
"""

from __future__ import annotations

import base64
import json
import queue
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import IO, Final

from core.documents.apart import limit_self, worker_command
from core.documents.memory import Memory
from core.documents.trust import Trust
from core.documents.verifying import PDF_LIMIT, Finding, verify_pdf

SECONDS: Final = 20
MEMORY_BYTES: Final = 1024 * 1024 * 1024
FILES_OF_A_PROCESS: Final = 20_000
_SIZE_BYTES: Final = 4
_PIPE_BYTES: Final = 1024 * 1024


class VerifyWorker:
    """A long-lived process that judges PDFs by one trust; close it, or use it in a ``with`` block."""

    def __init__(self, trust: Trust, seconds: float = SECONDS) -> None:
        self._trust, self._seconds = trust, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._served = 0

    def __enter__(self) -> VerifyWorker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def verify(self, data: bytes) -> Finding:
        """Like :func:`verify_pdf`, apart; ``verify.timeout`` or ``verify.worker_failed`` when no answer comes.

        On Windows only time is limited.
        """
        if len(data) > PDF_LIMIT:
            return Finding("pdf", "unknown", ["verify.too_big"])
        finding = self._asked(data)
        self._served += 1
        if finding is None or self._served >= FILES_OF_A_PROCESS:
            self.close()
        return finding or Finding("pdf", "unknown", ["verify.worker_failed"])

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            _closed(stream)

    def _asked(self, data: bytes) -> Finding | None:
        try:
            stdin = self._started()
            stdin.write(_frame(data))
            stdin.flush()
            line = self._lines.get(timeout=self._seconds)
        except queue.Empty:
            self.close()
            return Finding("pdf", "unknown", ["verify.timeout"])
        except OSError:
            return None
        return _answer(line)

    def _started(self) -> IO[bytes]:
        if self._process is None:
            command = worker_command("core.documents.verify_apart")
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our own
            self._lines = queue.SimpleQueue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._lines), daemon=True).start()
            _widen(_pipe(self._process))
            _pipe(self._process).write(_frame(_told(self._trust)))
        return _pipe(self._process)


def _pipe(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        raise OSError("no pipe to the process")
    return process.stdin


def _widen(pipe: IO[bytes]) -> None:
    """Let a whole file fit into the pipe, where the system can: fewer turns between the two processes."""
    try:
        import fcntl  # absent on Windows

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
    while (data := _read(source)) is not None:
        _allow_time()
        finding = verify_pdf(data, trust, memory)
        answer = {"verdict": finding.verdict, "reasons": finding.reasons, "fields": finding.fields}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _allow_time() -> None:
    """Give the next file its own share of processor time."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS + 1, hard))


def _read(source: IO[bytes]) -> bytes | None:
    size = source.read(_SIZE_BYTES)
    return source.read(int.from_bytes(size, "big")) if len(size) == _SIZE_BYTES else None


def _frame(data: bytes) -> bytes:
    return len(data).to_bytes(_SIZE_BYTES, "big") + data


def _told(trust: Trust) -> bytes:
    certificates = {"roots": trust.roots, "known": trust.known, "clocks": trust.authorities()}
    return json.dumps(
        {name: [base64.b64encode(der).decode("ascii") for der in ders] for name, ders in certificates.items()}
    ).encode()


def _listen(source: IO[bytes] | None, lines: queue.SimpleQueue[bytes]) -> None:
    """Hand on every line; an empty one says that no more will come."""
    try:
        for line in source or ():
            lines.put(line)
    except (OSError, ValueError):  # closed on our side
        pass
    lines.put(b"")


def _closed(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:  # what was not written yet has no reader any more
        pass


def _answer(line: bytes) -> Finding | None:
    try:
        tree = json.loads(line)
        return Finding("pdf", tree["verdict"], list(tree["reasons"]), dict(tree["fields"]))
    except (ValueError, KeyError, TypeError):
        return None
