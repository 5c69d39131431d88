"""Reading media: each object whole or set aside with its reason, in any order, any number of times (I2, I7)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.app.absorb import Absorbed, Segment
from core.app.application import Application
from core.app.shelf import Shelf, WantedPiece
from core.app.watch import Watch, silent
from core.domain.errors import Invalid, Unavailable, Untrusted
from core.domain.ids import show_id
from sync import bundle
from sync.folder import Folder
from sync.medium import Medium
from sync.names import is_object, is_piece, piece_name
from sync.opening import Here, Opener, Outcome
from sync.report import ReceiveReport, SetAside, Unusable
from sync.sending import PIECE_LIMIT, medium_of
from sync.spare import read_mended

OBJECT_LIMIT = bundle.MAX_OBJECT + 65536


@dataclass(slots=True)
class _Tally:
    """Counts of one run."""

    absorbed: Absorbed = field(default_factory=Absorbed)
    senders: dict[bytes, str] = field(default_factory=dict)
    attachments: int = 0
    objects: int = 0
    skipped: int = 0
    others: int = 0
    bytes: int = 0
    repaired: int = 0
    quarantined: list[SetAside] = field(default_factory=list)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Sorted:
    """Names on the medium by whose they are: journal objects for me, pieces for me, own journal objects, others'."""

    objects: list[str]
    pieces: list[str]
    own: list[str]
    others: list[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """An object as it lies on a medium."""

    name: str
    digest: bytes
    data: bytes
    own: bool


def receive(app: Application, place: Path | Medium, watch: Watch = silent, opener: Opener | None = None) -> ReceiveReport:
    """Take in everything on a medium that is for this device.

    Raises ``Invalid`` (``medium.not_a_stick``, ``medium.others``, ``medium.drill``, ``medium.real``), ``Unavailable`` and
    ``Cancelled``; what was taken in before a cancel stays whole. What fails its proof is set aside with its reason.
    """
    report = receive_all(app, [place], watch, opener)
    for item in report.unusable:
        raise item.refusal
    return report


def receive_all(
    app: Application, places: Sequence[Path | Medium], watch: Watch = silent, opener: Opener | None = None
) -> ReceiveReport:
    """The same for many media at once, in any order: the journal of all before the attachments of any.

    A medium that cannot be used is told in ``unusable`` and stops no other.
    """
    with app.exclusive():
        opening, shelf = opener or Here(app.identities), app.shelf
        before, total, unusable = app.count_received(), _Tally(), []
        read: list[tuple[Medium, set[str], _Tally]] = []
        for place in places:
            tally = _Tally()
            try:
                medium = medium_of(place)
                found = medium.names()
                shelf.note_back(found)
                names = sort_names(shelf, found)
                read.append((medium, set(names.pieces), tally))
                _take_objects(app, medium, names, tally, watch, opening)
            except (Invalid, Unavailable) as refusal:
                unusable.append(Unusable(source_of(place), refusal))
                tally.failed = True
        for medium, pieces, tally in read:
            try:
                if pieces and not tally.failed:
                    _take_pieces(shelf, medium, pieces, tally, watch)
            except Unavailable as refusal:
                unusable.append(Unusable(source_of(medium), refusal))
            _note(shelf, medium, tally)
            _add(total, tally)
        if total.absorbed.new:
            shelf.settle_told()
        app.laying.away_if_it_answers()
    return _report(app, total, before, tuple(unusable))


def retry_aside(app: Application, watch: Watch = silent, opener: Opener | None = None) -> ReceiveReport:
    """Try again what was set aside and kept: after an update of the program, or when what it lacked has come."""
    with app.exclusive():
        opening, shelf, tally = opener or Here(app.identities), app.shelf, _Tally()
        before, names = app.count_received(), app.shelf.kept_aside()
        for done, (name, digest) in enumerate(names, start=1):
            kept = shelf.read_kept(name, digest)
            found = _Found(name, digest, kept.data, own=False)
            if kept.place is None:
                for outcome in opening.open_each([kept.data]):
                    _take_object(app, kept.medium, found, outcome, tally)
            else:
                _take_entry(shelf, kept.place, found, tally)
            watch("journal", done, len(names))
    return _report(app, tally, before, ())


def source_of(place: Path | Medium) -> str:
    """What a medium among many is called where it is told of: a folder's path, a link's label."""
    if isinstance(place, Path):
        return str(place)
    return str(place.root) if isinstance(place, Folder) else place.label


def sort_names(shelf: Shelf, names: list[str]) -> Sorted:
    """Whose each object is, by its name."""
    marks, own_mark = list(shelf.marks().values()), shelf.own_mark()
    objects = [name for name in names if any(is_object(name, mark) for mark in marks)]
    pieces = [name for name in names if any(is_piece(name, mark) for mark in marks)]
    own = [] if own_mark is None else [name for name in names if is_object(name, own_mark)]
    known = {*objects, *pieces, *own}
    return Sorted(objects, pieces, own, [name for name in names if name not in known])


def nothing_for_us(shelf: Shelf, names: Sorted) -> Invalid:
    """Why a medium without anything for this office is refused: a drill's at a real one, a real one's in a drill, or others'."""
    marks = shelf.drill_marks()
    drilled = any(is_object(name, mark) or is_piece(name, mark) for mark in marks for name in names.others)
    if shelf.is_drill():
        return Invalid("medium.real" if names.others and not drilled else "medium.others")
    return Invalid("medium.drill" if drilled else "medium.others")


def closed_to_us(shelf: Shelf) -> Untrusted:
    """What an object is that bears our mark and opens with none of our identities.

    The desks share one recipient, so there it is damaged. A post's laptop may also meet what was sealed before the
    province knew of it; age does not tell the two apart.
    """
    return Untrusted("object.damaged" if shelf.own_mark() is None else "object.closed")


def require_for_us(shelf: Shelf, manifest: bundle.Manifest) -> bool:
    """Prove an opened object's sender, province and audience; True when this device wrote it. Raises ``Untrusted``."""
    road = (manifest.province, manifest.audience, manifest.certificate, manifest.ca)
    mine = shelf.require_road(*road, entries=manifest.stream is not None) and shelf.is_own(manifest.sender)
    if not mine:
        # All proofs before the first row: an object is taken whole or set aside whole (I7).
        for cose in manifest.acknowledgements:
            shelf.prove_acknowledgement(cose, manifest.certificate, manifest.ca)
    return mine


def _take_objects(app: Application, medium: Medium, names: Sorted, tally: _Tally, watch: Watch, opener: Opener) -> None:
    if not names.objects and not names.pieces and not names.own:
        raise nothing_for_us(app.shelf, names)
    tally.others = len(names.others)
    pending: deque[_Found] = deque()
    for outcome in opener.open_each(_fresh(app.shelf, medium, names, tally, watch, pending)):
        _take_object(app, medium.label, pending.popleft(), outcome, tally)
    if not names.objects and not names.pieces and not tally.objects and not tally.skipped:
        raise Invalid("medium.others")  # marked as this province's, but only other posts can open it


def _fresh(shelf: Shelf, medium: Medium, names: Sorted, tally: _Tally, watch: Watch, pending: deque[_Found]) -> Iterator[bytes]:
    """The bytes of every object that was not taken in before; each is put behind ``pending`` first."""
    mine = [(name, False) for name in names.objects] + [(name, True) for name in names.own]
    for done, (name, own) in enumerate(mine, start=1):
        data, mended = read_mended(medium, name, OBJECT_LIMIT)
        digest = bundle.content_digest(data)
        if shelf.was_taken(name, digest):
            tally.skipped += 1
        else:
            tally.repaired += mended
            pending.append(_Found(name, digest, data, own))
            yield data
        watch("journal", done, len(mine))


def _take_object(app: Application, label: str, found: _Found, outcome: Outcome, tally: _Tally) -> None:
    try:
        if isinstance(outcome, Untrusted):
            raise outcome
        if outcome is None:
            if found.own:
                tally.others += 1
                return
            raise closed_to_us(app.shelf)
        if not _absorb(app.shelf, outcome, tally):
            tally.others += 1
            return
    except Untrusted as refusal:
        if found.own:
            return
        app.shelf.quarantine(found.name, found.data, refusal.code, label)
        tally.quarantined.append(SetAside(found.name, refusal.code))
        return
    app.shelf.note_taken(found.name, found.digest)
    tally.objects += 1
    tally.bytes += len(found.data)


def _take_entry(shelf: Shelf, place: tuple[bytes, int], found: _Found, tally: _Tally) -> None:
    stream, sequence = place
    try:
        tally.absorbed += shelf.absorb(Segment(stream, sequence, sequence, [found.data]))
    except Untrusted as refusal:
        tally.quarantined.append(SetAside(found.name, refusal.code))
        return
    shelf.note_taken(found.name, found.digest)
    tally.objects += 1


def _absorb(shelf: Shelf, opened: bundle.Bundle, tally: _Tally) -> bool:
    """Take it in; False for what belongs on another server of the province."""
    manifest = opened.manifest
    mine = require_for_us(shelf, manifest)
    if not mine and not shelf.is_home(manifest.certificate, manifest.ca):
        return False
    if manifest.stream is not None:
        segment = Segment(manifest.stream, manifest.first, manifest.last, opened.records, manifest.province)
        absorbed = shelf.absorb(segment)
        tally.absorbed += absorbed
        if absorbed.new and manifest.sender not in tally.senders:
            tally.senders[manifest.sender] = shelf.require_sender(manifest.certificate, manifest.ca)
        shelf.owe(manifest.sender, manifest.province)
    if not mine:
        shelf.note_program(manifest.sender, manifest.program, manifest.created)
        for cose in manifest.acknowledgements:
            shelf.take_acknowledgement(cose, manifest.certificate, manifest.ca)
    return True


def _take_pieces(shelf: Shelf, medium: Medium, present: set[str], tally: _Tally, watch: Watch) -> None:
    marks = shelf.piece_marks()
    wanted = [(piece_name(mark, piece.digest), piece) for piece in shelf.wanted_pieces() for mark in marks]
    lying = {name.lower(): name for name in present}
    here = [(lying[name], piece) for name, piece in wanted if name in lying]
    for done, (name, piece) in enumerate(here, start=1):
        _take_piece(shelf, medium, name, piece, tally)
        watch("attachments", done, len(here))


def _take_piece(shelf: Shelf, medium: Medium, name: str, piece: WantedPiece, tally: _Tally) -> None:
    data, mended = read_mended(medium, name, PIECE_LIMIT)
    if len(data) != piece.size or bundle.content_digest(data) != piece.digest:
        shelf.doubt_piece(name, bundle.content_digest(data), "piece.damaged", medium.label)
        tally.quarantined.append(SetAside(name, "piece.damaged"))
        return
    tally.bytes += len(data)
    tally.repaired += mended
    if shelf.put_piece(piece, data):
        tally.attachments += 1


def _note(shelf: Shelf, medium: Medium, tally: _Tally) -> None:
    if tally.objects or tally.attachments:
        shelf.note_trip("in", medium.label, tally.objects, tally.absorbed.new, tally.attachments, tally.bytes)


def _add(total: _Tally, one: _Tally) -> None:
    total.absorbed += one.absorbed
    for name in ("attachments", "objects", "skipped", "others", "bytes", "repaired"):
        setattr(total, name, getattr(total, name) + getattr(one, name))
    total.quarantined += one.quarantined
    total.senders |= one.senders


def _report(app: Application, tally: _Tally, before: int, unusable: tuple[Unusable, ...]) -> ReceiveReport:
    return ReceiveReport(
        entries=tally.absorbed.new,
        attachments=tally.attachments,
        skipped=tally.skipped,
        others=tally.others,
        quarantined=tuple(tally.quarantined),
        gaps=tuple(f"{show_id(stream)}:{first}-{last}" for stream, first, last in app.shelf.gaps()),
        forks=tally.absorbed.forked,
        repaired=tally.repaired,
        posts=tuple(sorted(set(tally.senders.values()))),
        acknowledged=app.count_received() - before,
        unconfirmed=app.unconfirmed_posts(),
        unusable=unusable,
    )
