"""Signatures of a large segment, proven by a process beside this one while this one stores what they sign.

Nothing counts before :meth:`Prover.settle`: the caller's transaction ends only behind it. A process that falls or does not
answer costs time and nothing else: its claims are proven here.
"""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

import msgspec

from core.apart.process import worker_command
from core.crypto.cose import Sign1
from core.domain.errors import Untrusted
from core.journal.prover_worker import Claim, Question, answer, get, put

FEW: Final = 500
"""As many signatures are proven before a process would have begun."""
CLAIMS: Final = 250
"""So many are asked at a time."""
WORKER: Final = "core.journal.prover_worker"


class Prover:
    """Gathers claims; use :func:`proving`."""

    def __init__(self) -> None:
        self._certificates: dict[bytes, int] = {}
        self._claims: list[Claim] = []
        self._asked: list[Question] = []
        self._waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._process = _begun()
        self._feeder = threading.Thread(target=self._feed, daemon=True)
        self._feeder.start()

    def claim(self, message: Sign1, certificate: bytes) -> None:
        """That the key in this certificate signed this message; the answer comes with :meth:`settle`."""
        number = self._certificates.setdefault(certificate, len(self._certificates))
        self._claims.append(Claim(number, message.signature, message.sig_structure))
        if len(self._claims) == CLAIMS:
            self._ask()

    def settle(self) -> None:
        """Wait until all is proven; raises ``Untrusted('signature')`` unless every claim is true."""
        if self._claims:
            self._ask()
        questions, self._asked = self._asked, []
        for question in questions:
            told = b"" if self._process is None else _heard(self._process.stdout)
            if len(told) != len(question.claims):
                self._end()
                told = answer(question)
            if not all(told):
                raise Untrusted("signature")

    def close(self) -> None:
        """End the process, whatever it does."""
        self._end()
        self._waiting.put(b"")
        self._feeder.join()

    def _ask(self) -> None:
        question = Question(list(self._certificates), self._claims)
        self._certificates, self._claims = {}, []
        self._asked.append(question)
        self._waiting.put(msgspec.msgpack.encode(question))

    def _feed(self) -> None:
        """Write questions while the process still thinks about earlier ones: a pipe holds few of them."""
        process = self._process
        if process is None or process.stdin is None:
            return
        try:
            while data := self._waiting.get():
                put(process.stdin, data)
        except (OSError, ValueError):
            return

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        self._waiting.put(b"")
        self._feeder.join()
        for stream in (process.stdin, process.stdout):
            _shut(stream)


@contextmanager
def proving(count: int) -> Iterator[Prover | None]:
    """A prover for about so many signatures, None where they are few or there is one processor."""
    if count < FEW or (os.cpu_count() or 1) < 2:
        yield None
        return
    prover = Prover()
    try:
        yield prover
    finally:
        prover.close()


def _begun() -> subprocess.Popen[bytes] | None:
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(worker_command(WORKER), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our own
    except OSError:
        return None


def _heard(stream: IO[bytes] | None) -> bytes:
    try:
        return b"" if stream is None else get(stream)
    except (OSError, ValueError):
        return b""


def _shut(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return
