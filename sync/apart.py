"""Opening strangers' objects in a process of its own: limited in time and memory, without a file, a thread or a child.

Unsealing, unpacking and the first reading of everything in an object happen there, on its own core, while the object
before it is taken in here. What kills, stalls or swells that process is set aside as ``object.unopened``, the next
object gets a new process, and the store was never near. What comes back is read and proved again before it is believed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Final

from core.apart.process import limit_self
from core.apart.service import Answer, Service, Silence, Terms, serve
from core.crypto.cose import KEY_ID_BYTES, parse1, sign1, verify1
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
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
_CONTENT, _NOT_MINE, _REFUSED = b"C", b"N", b"R"


class Apart:
    """Opens objects in a long-lived limited process; close it, or use it in a ``with`` block."""

    def __init__(self, identities: Sequence[AgeIdentity], seconds: float = SECONDS) -> None:
        greeting = json.dumps([identity.text for identity in identities]).encode()
        self.service = Service(Terms("sync.apart", greeting, seconds, OBJECTS_OF_A_PROCESS, AHEAD))

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open_each(self, objects: Iterable[bytes]) -> Iterator[Outcome]:
        """One outcome an object, in their order; the next is opened meanwhile."""
        answers = self.service.each(objects)
        try:
            yield from map(_outcome, answers)
        finally:
            answers.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        self.service.close()


def _outcome(answer: Answer) -> Outcome:
    if isinstance(answer, Silence):
        return Untrusted("object.unopened")
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


def main() -> None:
    """The worker: identities as the greeting, then objects; an answer for each."""
    serve(_begin, CPU_SECONDS)


def _begin(greeting: bytes) -> Callable[[bytes], bytes]:
    identities = [AgeIdentity.from_text(text) for text in json.loads(greeting)]
    _warm_up()
    limit_self(MEMORY_BYTES, CPU_SECONDS, alone=True, many=True)
    return lambda data: _judge(data, identities)


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
            read_record(record, withheld=True)
    except Untrusted as refusal:
        return _REFUSED + json.dumps({"code": refusal.code, "details": refusal.details}).encode()
    return _CONTENT + content
