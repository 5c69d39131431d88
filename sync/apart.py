"""Opening strangers' objects in a process of its own: limited in time and memory, without a file, a thread or a child.

Unsealing, unpacking and the first reading of everything in an object happen there, on its own core, while the object
before it is taken in here. What kills, stalls or swells that process is set aside as ``object.unopened``, the next
object gets a new process, and the store was never near. What comes back is read and proved again before it is believed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import IO, Final

from core.crypto.cose import KEY_ID_BYTES, parse1, sign1, verify1
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.documents.apart import allow_time, limit_self, worker_command
from core.domain.errors import Untrusted
from core.journal.entry import read_record
from sync.bundle import open_content, read_content
from sync.opening import Outcome

SECONDS: Final = 30
CPU_SECONDS: Final = 20
MEMORY_BYTES: Final = 768 * 1024 * 1024
OBJECTS_OF_A_PROCESS: Final = 500
SMALL: Final = 1024
AHEAD: Final = 1
"""So many objects are opened before the one before them is taken in."""
_SIZE_BYTES: Final = 4
_CONTENT, _NOT_MINE, _REFUSED = b"C", b"N", b"R"


class Apart:
    """Opens objects in a long-lived limited process; close it, or use it in a ``with`` block."""

    def __init__(self, identities: Sequence[AgeIdentity], seconds: float = SECONDS) -> None:
        self._identities, self._seconds = identities, seconds
        self._process: _Process | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open_each(self, objects: Iterable[bytes]) -> Iterator[Outcome]:
        """One outcome an object, in their order; the next is opened meanwhile."""
        waiting: deque[bytes] = deque()
        try:
            for data in objects:
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
        self._process = self._process or _Process(self._identities)
        self._process.send(data)

    def _answered(self, waiting: deque[bytes]) -> Outcome:
        """The outcome of the object that waits longest; after a failure those behind it go to a new process."""
        waiting.popleft()
        process = self._process
        try:
            answer = process.answer(self._seconds) if process else b""
        except queue.Empty:
            answer = b""
        if not answer or (process and process.served >= OBJECTS_OF_A_PROCESS):
            self.close()
            for behind in waiting:
                self._send(behind)
        return _outcome(answer)


def _outcome(answer: bytes) -> Outcome:
    kind, rest = answer[:1], answer[1:]
    try:
        if kind == _CONTENT:
            return read_content(rest)
        if kind == _NOT_MINE:
            return None
        if kind == _REFUSED:
            told = json.loads(rest)
            return Untrusted(str(told["code"]), **told["details"])
    except Untrusted as refusal:
        return refusal
    except (ValueError, KeyError, TypeError):
        pass
    return Untrusted("object.unopened")


class _Process:
    """One process and the threads that fill and empty its pipes, so that whoever waits for it never blocks."""

    def __init__(self, identities: Sequence[AgeIdentity]) -> None:
        self.served = 0
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        command, pipe = worker_command("sync.apart"), subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our own
        self._threads = [
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True),
            threading.Thread(target=_speak, args=(self._process.stdin, self._frames), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self.send(json.dumps([identity.text for identity in identities]).encode())

    def send(self, data: bytes) -> None:
        """Send a frame as soon as there is room for it."""
        self._frames.put(data)

    def answer(self, seconds: float) -> bytes:
        """The next answer, empty where the process has ended; ``queue.Empty`` after so many seconds."""
        self.served += 1
        return self._answers.get(timeout=seconds)

    def close(self) -> None:
        """End the process and whatever waits for it."""
        self._frames.put(None)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()


def main() -> None:
    """The worker: identities as the first frame of standard input, then objects; one frame to standard output for each."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    identities = [AgeIdentity.from_text(text) for text in json.loads(_read(source) or b"[]")]
    _warm_up()
    limit_self(MEMORY_BYTES, CPU_SECONDS, alone=True, many=True)
    while (data := _read(source)) is not None:
        allow_time(CPU_SECONDS)
        answer = _judge(data, identities)
        sink.write(len(answer).to_bytes(_SIZE_BYTES, "big") + answer)
        sink.flush()


def _warm_up() -> None:
    """Verify something once: afterwards no module can be loaded any more."""
    key = SigningKey.generate(os.urandom)
    verify1(parse1(sign1(key, bytes(KEY_ID_BYTES), b""), SMALL), key.public)


def _judge(data: bytes, identities: Sequence[AgeIdentity]) -> bytes:
    try:
        content = open_content(data, identities)
        if content is None:
            return _NOT_MINE
        for record in read_content(content).records:
            read_record(record)
    except Untrusted as refusal:
        return _REFUSED + json.dumps({"code": refusal.code, "details": refusal.details}).encode()
    return _CONTENT + content


def _read(source: IO[bytes]) -> bytes | None:
    size = source.read(_SIZE_BYTES)
    if len(size) < _SIZE_BYTES:
        return None
    wanted = int.from_bytes(size, "big")
    data = source.read(wanted)
    return data if len(data) == wanted else None


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
