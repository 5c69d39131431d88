"""Requests to a timestamp authority, a day's or one document's, from the press to the end, for the window and the verbs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.domain.proof import KeepTimestamp
from ui import compose, tsa

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.lasting import MadeLasting
    from core.app.watch import Watch

STEPS: Final = 3
RENEW_DAYS: Final = 180
PDF_LIMIT: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stamped:
    """What was confirmed: when, over how much; ``proven`` by the authority's certificate; ``more`` documents wait."""

    at: str
    documents: int
    size: int
    root: str
    proven: bool
    more: bool


def stamp(app: Application, address: str, authority: bytes, within: int | None, watch: Watch) -> Stamped:
    """Have what waits confirmed, or with ``within`` what ends in so many days; until the last step nothing is kept.

    Raises what :meth:`Application.prepare_timestamp`, :func:`ui.tsa.ask` and keeping raise, and ``Cancelled``.
    """
    from core.app import proving

    watch("timestamp.tree", 0, STEPS)
    ask = app.prepare_timestamp(renew_within=within)
    watch("timestamp.ask", 1, STEPS)
    answer = tsa.ask(address, ask.request, proving.media_type)
    watch("timestamp.keep", 2, STEPS)
    token, proven = ask.token(answer, authority)
    command = KeepTimestamp(app.new_command(), ask.leaves, ask.count, token, authority, ask.renews, ask.seen)
    at = str(app.execute(command).reply)
    return Stamped(at, ask.count, len(ask.leaves), ask.root.hex(), proven, ask.more)


def make_lasting(app: Application, source: Path, target: Path, address: str, authority: bytes) -> MadeLasting:
    """Write a document with timestamps of its own to ``target``; nothing is written where it is refused.

    Raises what :meth:`Application.make_lasting`, :func:`ui.tsa.ask` and reading and writing files raise.
    """
    from core.app import proving

    data = compose.read_file(source, PDF_LIMIT)
    made = app.make_lasting(data, lambda request: tsa.ask(address, request, proving.media_type), authority)
    compose.write_file(target, made.pdf)
    return made
