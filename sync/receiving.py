"""Reading a medium: each object whole or set aside with its reason, in any order, any number of times (I2, I7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.app.absorb import Absorbed, Segment
from core.app.application import Application
from core.app.shelf import Shelf, WantedPiece
from core.app.watch import Watch, silent
from core.domain.errors import Invalid, Untrusted
from core.domain.ids import show_id
from sync import bundle
from sync.medium import Medium
from sync.names import is_object, is_piece, piece_name
from sync.report import ReceiveReport, SetAside
from sync.sending import PIECE_LIMIT, medium_of


@dataclass(slots=True)
class _Tally:
    """Counts of one run."""

    absorbed: Absorbed = field(default_factory=Absorbed)
    attachments: int = 0
    objects: int = 0
    skipped: int = 0
    others: int = 0
    bytes: int = 0
    quarantined: list[SetAside] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Names on the medium by whose they are: journal objects for me, pieces for me, own journal objects, others'."""

    objects: list[str]
    pieces: list[str]
    own: list[str]
    others: list[str]


def receive(app: Application, place: Path | Medium, watch: Watch = silent) -> ReceiveReport:
    """Take in everything on a medium that is for this device.

    Raises ``Invalid('medium.not_a_stick')``, ``Invalid('medium.others')``, ``Unavailable`` and ``Cancelled``; what
    was taken in before a cancel stays whole. What fails its proof is set aside with its reason and reported.
    """
    with app.exclusive():
        medium = medium_of(place)
        names = _sort(app.shelf, medium.names())
        if not names.objects and not names.pieces and not names.own:
            raise Invalid("medium.others")
        before, tally = app.count_received(), _Tally(others=len(names.others))
        total = len(names.objects) + len(names.own)
        for done, name in enumerate([*names.objects, *names.own], start=1):
            _take_object(app, medium, name, tally, own=name in names.own)
            watch("journal", done, total)
        if not names.objects and not names.pieces and not tally.objects and not tally.skipped:
            raise Invalid("medium.others")  # marked as this province's, but only other posts can open it
        _take_pieces(app.shelf, medium, set(names.pieces), tally, watch)
        if tally.objects or tally.attachments:
            shelf, new = app.shelf, tally.absorbed.new
            shelf.note_trip("in", medium.label, tally.objects, new, tally.attachments, tally.bytes)
    return ReceiveReport(
        entries=tally.absorbed.new,
        attachments=tally.attachments,
        skipped=tally.skipped,
        others=tally.others,
        quarantined=tuple(tally.quarantined),
        gaps=tuple(f"{show_id(stream)}:{first}-{last}" for stream, first, last in app.shelf.gaps()),
        forks=tally.absorbed.forked,
        acknowledged=app.count_received() - before,
        unconfirmed=app.unconfirmed_posts(),
    )


def _sort(shelf: Shelf, names: list[str]) -> _Sorted:
    marks, own_mark = list(shelf.marks().values()), shelf.own_mark()
    objects = [name for name in names if any(is_object(name, mark) for mark in marks)]
    pieces = [name for name in names if any(is_piece(name, mark) for mark in marks)]
    own = [] if own_mark is None else [name for name in names if is_object(name, own_mark)]
    known = {*objects, *pieces, *own}
    return _Sorted(objects, pieces, own, [name for name in names if name not in known])


def _take_object(app: Application, medium: Medium, name: str, tally: _Tally, *, own: bool) -> None:
    data = medium.read(name, bundle.MAX_OBJECT + 65536)
    digest = bundle.content_digest(data)
    if app.shelf.was_taken(name, digest):
        tally.skipped += 1
        return
    try:
        opened = bundle.open_bundle(data, app.identities)
        if opened is None:
            if own:
                tally.others += 1
                return
            raise Untrusted("object.damaged")
        _absorb(app.shelf, opened, tally)
    except Untrusted as refusal:
        if own:
            return
        app.shelf.quarantine(name, digest, refusal.code, medium.label)
        tally.quarantined.append(SetAside(name, refusal.code))
        return
    app.shelf.note_taken(name, digest)
    tally.objects += 1
    tally.bytes += len(data)


def _absorb(shelf: Shelf, opened: bundle.Bundle, tally: _Tally) -> None:
    manifest = opened.manifest
    if manifest.province != shelf.province:
        raise Untrusted("province.foreign")
    shelf.require_sender(manifest.certificate, manifest.ca)
    mine = manifest.sender == shelf.device
    if not mine and manifest.audience not in shelf.marks():
        raise Untrusted("audience.foreign")
    if not mine:
        # All proofs before the first row: an object is taken whole or set aside whole (I7).
        for cose in manifest.acknowledgements:
            shelf.prove_acknowledgement(cose, manifest.certificate, manifest.ca)
    if manifest.stream is not None:
        segment = Segment(manifest.stream, manifest.first, manifest.last, opened.records)
        tally.absorbed += shelf.absorb(segment)
        shelf.owe(manifest.sender)
    if mine:
        return
    for cose in manifest.acknowledgements:
        shelf.take_acknowledgement(cose, manifest.certificate, manifest.ca)


def _take_pieces(shelf: Shelf, medium: Medium, present: set[str], tally: _Tally, watch: Watch) -> None:
    mark = next(iter(shelf.marks().values()))
    wanted = [(piece_name(mark, piece.digest), piece) for piece in shelf.wanted_pieces()]
    here = [(name, piece) for name, piece in wanted if name in present]
    for done, (name, piece) in enumerate(here, start=1):
        _take_piece(shelf, medium, name, piece, tally)
        watch("attachments", done, len(here))


def _take_piece(shelf: Shelf, medium: Medium, name: str, piece: WantedPiece, tally: _Tally) -> None:
    data = medium.read(name, PIECE_LIMIT)
    if len(data) != piece.size or bundle.content_digest(data) != piece.digest:
        shelf.quarantine(name, bundle.content_digest(data), "piece.damaged", medium.label)
        tally.quarantined.append(SetAside(name, "piece.damaged"))
        return
    tally.bytes += len(data)
    if shelf.put_piece(piece, data):
        tally.attachments += 1
