"""Verifying PDFs in a process of its own, with a limit on time and memory.

A parser fed by strangers may loop or eat memory; here that ends as ``unknown``, and the program lives on. One process
serves many files and remembers what they have in common; after a failure the next file gets a new process.
"""

from __future__ import annotations

import base64
import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Final

from core.apart.process import limit_self
from core.apart.service import Answer, Service, Silence, Terms, serve
from core.documents.memory import Memory
from core.documents.trust import Trust
from core.documents.verifying import PDF_LIMIT, Finding, verify_pdf

SECONDS: Final = 20
"""Of processor time, for one file."""
PATIENCE: Final = SECONDS if os.name == "nt" else 9 * SECONDS
"""By the clock, the start of the process included: on a computer that does ten other things a sound file gets a tenth of it.
Windows limits no processor time, so there the clock alone stops what does not end."""
MEMORY_BYTES: Final = 1024 * 1024 * 1024
FILES_OF_A_PROCESS: Final = 20_000
AHEAD: Final = 4
_WITHOUT: Final = {
    Silence.ENDED: "verify.worker_failed",
    Silence.LATE: "verify.timeout",
    Silence.UNASKED: "verify.too_big",
}


class VerifyWorker:
    """A long-lived process that judges PDFs by one trust; close it, or use it in a ``with`` block."""

    def __init__(self, trust: Trust, seconds: float = PATIENCE) -> None:
        self._service = Service(Terms("core.documents.verify_apart", _told(trust), seconds, FILES_OF_A_PROCESS, AHEAD))

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
        answers = self._service.each(data if len(data) <= PDF_LIMIT else None for data in files)
        try:
            yield from map(_finding, answers)
        finally:
            answers.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._service.close()


def verify_pdf_isolated(data: bytes, trust: Trust, seconds: float = PATIENCE) -> Finding:
    """Judge a single file in a process of its own."""
    with VerifyWorker(trust, seconds) as worker:
        return worker.verify(data)


def main() -> None:
    """The worker: the trust as the greeting, then files; a finding for each."""
    limit_self(MEMORY_BYTES, SECONDS, many=True)
    serve(_begin, SECONDS)


def _begin(greeting: bytes) -> Callable[[bytes], bytes]:
    told = json.loads(greeting)
    roots, known, clocks = (tuple(base64.b64decode(der) for der in told[name]) for name in ("roots", "known", "clocks"))
    trust = Trust(roots, known, clocks=clocks)
    memory = Memory(trust.roots)
    gc.freeze()  # nothing that stands now is looked through again while files pass

    def judge(data: bytes) -> bytes:
        finding = verify_pdf(data, trust, memory)
        return json.dumps({"verdict": finding.verdict, "reasons": finding.reasons, "fields": finding.fields}).encode()

    return judge


def _told(trust: Trust) -> bytes:
    certificates = {"roots": trust.roots, "known": trust.known, "clocks": trust.authorities()}
    return json.dumps(
        {name: [base64.b64encode(der).decode("ascii") for der in ders] for name, ders in certificates.items()}
    ).encode()


def _finding(answer: Answer) -> Finding:
    if isinstance(answer, Silence):
        return Finding("pdf", "unknown", [_WITHOUT[answer]])
    try:
        tree = json.loads(answer)
        return Finding("pdf", tree["verdict"], list(tree["reasons"]), dict(tree["fields"]))
    except (ValueError, KeyError, TypeError):
        return Finding("pdf", "unknown", [_WITHOUT[Silence.ENDED]])
