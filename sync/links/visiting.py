"""One visit to a server: take in what is new there, then send what it lacks; one connection, one listing, everything at once."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass

from core.app.application import Application
from core.app.watch import Watch, silent
from core.domain.errors import Invalid
from sync.apart import Apart
from sync.cargo import Cargo
from sync.links.address import Address
from sync.links.beside import Beside
from sync.links.link import Link, Patience
from sync.links.opening import open_link
from sync.links.server import Beat
from sync.meter import Meter
from sync.names import piece_name
from sync.receiving import receive, sort_names
from sync.report import ReceiveReport, SendReport
from sync.sending import send

NOTHING_HERE = ("medium.not_a_stick", "medium.others", "medium.drill", "medium.real")
STAGES = ("link_in", "link_out")


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of it; ``received`` is None where nothing new lay there."""

    received: ReceiveReport | None
    sent: SendReport


def visit(
    app: Application,
    address: Address,
    *,
    cargo: Cargo = Cargo.EVERYTHING,
    watch: Watch = silent,
    meter: Meter | None = None,
    proven: dict[str, bytes] | None = None,
) -> Visit:
    """Carry out a visit; other commands may run while the server is waited for.

    ``watch`` hears ``link_in``, then ``link_out``, ten times a second also while nothing moves, and may raise
    ``Cancelled``; then what was finished stays. ``proven`` is kept from visit to visit. Raises ``Unavailable`` with a
    ``link.*`` code.
    """
    told = _Told(watch, meter or Meter())

    def opened(patience: Patience, beat: Beat) -> Link:
        link = open_link(address, patience, beat)
        link.proven = {} if proven is None else proven
        return link

    with Beside(opened, app.meanwhile, told.heard, told.moved) as medium:
        with app.exclusive():
            medium.prepare()
            fresh = _is_fresh(app, medium, cargo)
        received = _take(app, medium, told) if fresh else None
        told.begin(STAGES[1])
        medium.hidden = frozenset()
        sent = send(app, medium, watch=told.watch, meter=told.meter, cargo=cargo)
    return Visit(received, sent)


def knock(address: Address, watch: Watch = silent) -> int:
    """Connect, make the folder, and count the objects there; nothing is sent. Raises as :func:`visit`."""
    told = _Told(watch, Meter())
    with Beside(lambda patience, beat: open_link(address, patience, beat), nullcontext, told.heard, told.moved) as medium:
        medium.prepare()
        return len(medium.present())


@dataclass(slots=True)
class _Told:
    """The stage and how far it is, for whoever watches."""

    listener: Watch
    meter: Meter
    stage: str = STAGES[0]

    def begin(self, stage: str) -> None:
        """Another stage, from nothing."""
        self.stage = stage
        self.meter.items = self.meter.items_total = self.meter.bytes = self.meter.bytes_total = 0

    def heard(self) -> None:
        """Still waiting."""
        self.listener(self.stage, self.meter.items, self.meter.items_total)

    def moved(self, count: int) -> None:
        """Bytes went over the line."""
        self.meter.bytes += count
        if self.meter.bytes_total:
            self.meter.bytes_total = max(self.meter.bytes_total, self.meter.bytes)

    def watch(self, _stage: str, done: int, total: int) -> None:
        """One step of the sender or the receiver."""
        self.meter.items, self.meter.items_total = done, total
        self.heard()


def _is_fresh(app: Application, medium: Beside, cargo: Cargo) -> bool:
    """Whether anything lies there to be taken in; hides what was seen before and what the cargo does not take."""
    shelf, present = app.shelf, medium.present()
    names = sort_names(shelf, sorted(present))
    objects = {*names.objects, *names.own}
    seen = shelf.seen(objects)
    left = {name for name in names.pieces if not cargo.takes(medium.size(name))}
    medium.hidden = frozenset(seen | left)
    wanted = {piece_name(mark, piece.digest) for piece in shelf.wanted_pieces() for mark in shelf.piece_marks()}
    return bool(objects - seen or (wanted & set(names.pieces)) - left)


def _take(app: Application, medium: Beside, told: _Told) -> ReceiveReport | None:
    try:
        with Apart(app.identities) as opener:
            return receive(app, medium, told.watch, opener)
    except Invalid as refusal:
        if refusal.code not in NOTHING_HERE:
            raise
        return None
