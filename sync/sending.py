"""Writing to a medium: the journal first, for it holds the words, then photos and papers, then video; small before large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.app.application import Application
from core.app.coming import Coming
from core.app.shelf import DueAttachment, Range, Shelf, Target
from core.app.watch import Watch, silent
from core.domain.errors import Unavailable
from sync import bundle, spare
from sync.cargo import Cargo
from sync.folder import Folder
from sync.medium import Medium
from sync.meter import Meter
from sync.names import object_name, piece_name
from sync.report import Preview, SendReport

PIECE_BYTES = 8 * 1024 * 1024
PIECE_LIMIT = PIECE_BYTES + 65536
FULL = ("medium.full", "link.full")
RESERVE = 64 * 1024
"""Bytes left free on a stick, for what its file system keeps of each file."""


@dataclass(slots=True)
class _Tally:
    """Counts of one run, and whether the medium ran out of room."""

    entries: int = 0
    attachments: int = 0
    size: int = 0
    objects: int = 0
    skipped: int = 0
    left: int = 0
    held: int = 0
    trip: int = 0
    stage: str = "journal"
    meter: Meter = field(default_factory=Meter)
    cargo: Cargo = Cargo.EVERYTHING
    present: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    answered: list[Target] = field(default_factory=list)

    def step(self, watch: Watch, stage: str) -> None:
        """One more range or piece is dealt with."""
        self.stage = stage
        self.meter.items += 1
        watch(stage, self.meter.items, self.meter.items_total)


def send(
    app: Application,
    place: Path | Medium,
    *,
    to: str | None = None,
    watch: Watch = silent,
    meter: Meter | None = None,
    cargo: Cargo = Cargo.EVERYTHING,
) -> SendReport:
    """Write to a medium what its readers lack; the same medium again is left as it is (I10).

    Raises ``Unavailable`` (``medium.none``, ``medium.gone``, ``medium.readback``, ``medium.readonly``, ``medium.name``),
    ``Invalid('post.unknown')``, ``Cancelled``, heard within a second; over a link its ``link.*`` codes. A full medium is no
    error: ``left`` says what did not fit. ``meter`` tells things and bytes while it goes on; what ``cargo`` does not take
    stays here and is counted in ``held``.
    """
    with app.exclusive():
        medium = medium_of(place)
        medium.prepare()
        app.publish_statuses()
        app.shelf.close_day()
        shelf, tally = app.shelf, _Tally(present=medium.present(), meter=meter or Meter(), cargo=cargo)
        before = frozenset(tally.present)
        targets = shelf.targets(to)
        tally.meter.items_total = sum(_estimate(shelf, target, cargo) for target in targets)
        tally.meter.bytes_total = sum(_weigh(shelf, target, tally) for target in targets)
        if isinstance(medium, Folder):
            medium.beat = lambda count: _beat(tally, watch, count)
        try:
            _write_all(app, medium, targets, tally, watch)
            spare.settle(medium, tally.names)
            _prove(shelf, medium, tally)
        finally:
            if tally.trip:
                shelf.end_trip(tally.trip, tally.objects, tally.entries, tally.attachments, tally.size)
            if isinstance(medium, Folder):
                shelf.note_leaving(before, tally.trip)
        for target in tally.answered:
            shelf.settle(target)
    return SendReport(
        entries=tally.entries,
        attachments=tally.attachments,
        bytes=tally.size,
        objects=tally.objects,
        skipped=tally.skipped,
        queued=app.count_queued(),
        left=tally.left,
        held=tally.held,
        trip=tally.trip,
    )


def _write_all(app: Application, medium: Medium, targets: list[Target], tally: _Tally, watch: Watch) -> None:
    try:
        for target in targets:
            _send_journal(app, medium, target, tally, watch)
        for target in targets:
            _send_attachments(app.shelf, medium, target, tally, watch)
    except Unavailable as refusal:
        if refusal.code not in FULL:
            raise
        tally.left += 1


def _beat(tally: _Tally, watch: Watch, count: int) -> None:
    """Inside an object: the bytes go on, and a cancel is heard."""
    tally.meter.bytes += count
    tally.meter.bytes_total = max(tally.meter.bytes_total, tally.meter.bytes)
    watch(tally.stage, tally.meter.items, tally.meter.items_total)


def _prove(shelf: Shelf, medium: Medium, tally: _Tally) -> None:
    """Once all is written the journal is read back again: a stick that is smaller than it says overwrites what came first.

    Raises ``Unavailable('medium.readback')``; then what did not hold no longer counts as written.
    """
    if not isinstance(medium, Folder) or not tally.attachments:
        return
    lost = [name for name, digest in tally.written.items() if not medium.holds(name, digest)]
    if lost:
        shelf.forget_outgoing(lost)
        raise Unavailable("medium.readback")


def medium_of(place: Path | Medium) -> Medium:
    """A folder as a medium; what is one already stays."""
    return Folder(place) if isinstance(place, Path) else place


def preview(app: Application, place: Path | Medium | None) -> Preview:
    """What :func:`send` would write: entries and attachments as many, bytes at most; nothing is written."""
    medium = None if place is None else medium_of(place)
    present = set() if medium is None else medium.present()
    tally, targets = _Tally(present=present), app.shelf.targets(None)
    coming = app.shelf.coming(targets)
    for target in targets:
        _foresee_journal(app, target, _weights(app.shelf, medium, target, coming[target.audience]), tally)
        _foresee_attachments(app.shelf, target, tally)
    free = -1 if medium is None else medium.free_bytes()
    return Preview(tally.entries, tally.attachments, tally.size, len(present), free)


def _weights(shelf: Shelf, medium: Medium | None, target: Target, coming: Sequence[Coming]) -> list[tuple[int, int]]:
    """Entries and bytes of each run that lacks there, with what will be written on behind it before it is sent."""
    weights, later = [], {each.stream: each for each in coming if each.stream is not None}
    for lacking in shelf.lacking(target):
        for gap in _uncovered(lacking, _covered(shelf, medium, target, lacking.stream)):
            entries, size = shelf.weigh(gap)
            more = later.pop(gap.stream, None) if gap.last == lacking.last else None
            weights.append((entries, size) if more is None else (entries + more.entries, size + more.bytes))
    alone = [*later.values(), *(each for each in coming if each.stream is None)]
    return weights + [(each.entries, each.bytes) for each in alone]


def _foresee_journal(app: Application, target: Target, weights: list[tuple[int, int]], tally: _Tally) -> None:
    """Each run in as many objects as it needs; an answer that is owed goes alone where there is none."""
    if not weights and not app.shelf.owes(target):
        return
    manifest = _manifest(app, target)
    for entries, size in weights or [(0, 0)]:
        objects = 1 + max(size // bundle.MAX_RECORDS_BYTES, max(0, entries - 1) // bundle.MAX_ENTRIES)
        tally.entries += entries
        tally.size += objects * bundle.most_bytes(manifest, -(-size // objects), len(target.recipients))


def _foresee_attachments(shelf: Shelf, target: Target, tally: _Tally) -> None:
    for due in shelf.due_attachments(target):
        names = [piece_name(target.mark, digest) for digest in due.pieces]
        lacking = [number for number, name in enumerate(names) if due.doubted or name not in tally.present]
        tally.attachments += int(bool(lacking))
        tally.size += sum(_size_of(due, number) for number in lacking)


def _estimate(shelf: Shelf, target: Target, cargo: Cargo) -> int:
    """Steps of work: ranges to write and pieces to look at."""
    return len(shelf.lacking(target)) + sum(
        len(due.pieces) for due in shelf.due_attachments(target) if cargo.takes(due.sealed_size)
    )


def _weigh(shelf: Shelf, target: Target, tally: _Tally) -> int:
    """Bytes of the pieces that are not there."""
    return sum(
        _size_of(due, number)
        for due in shelf.due_attachments(target)
        for number, digest in enumerate(due.pieces)
        if tally.cargo.takes(due.sealed_size) and piece_name(target.mark, digest) not in tally.present
    )


def _size_of(due: DueAttachment, number: int) -> int:
    return min(PIECE_BYTES, due.sealed_size - number * PIECE_BYTES)


def _send_journal(app: Application, medium: Medium, target: Target, tally: _Tally, watch: Watch) -> None:
    shelf = app.shelf
    acknowledged = False
    for lacking in shelf.lacking(target):
        covered = _covered(shelf, medium, target, lacking.stream)
        tally.skipped += len(covered)
        for gap in _uncovered(lacking, covered):
            acknowledged |= _send_range(app, medium, target, gap, tally)
        tally.step(watch, "journal")
    if shelf.owes(target) and not acknowledged:
        _publish(app, medium, target, None, [], None, b"", tally)
        acknowledged = True
    if acknowledged:
        tally.answered.append(target)


def _covered(shelf: Shelf, medium: Medium | None, target: Target, stream: bytes) -> list[tuple[int, int]]:
    """Ranges of a stream that lie on this medium already, in objects that still have the content we wrote."""
    if medium is None:
        return []
    found = []
    for row in shelf.outgoing(target):
        if bytes(row.stream) != stream or medium.size(row.name) != row.size:
            continue
        if medium.has(row.name, bytes(row.digest)):
            found.append((int(row.first), int(row.last)))
    return sorted(found)


def _uncovered(wanted: Range, covered: list[tuple[int, int]]) -> list[Range]:
    gaps, at = [], wanted.first
    for first, last in covered:
        gaps.append(Range(wanted.stream, at, min(first - 1, wanted.last)))
        at = max(at, last + 1)
    gaps.append(Range(wanted.stream, at, wanted.last))
    return [gap for gap in gaps if gap.first <= gap.last]


def _send_range(app: Application, medium: Medium, target: Target, wanted: Range, tally: _Tally) -> bool:
    """Write a range in as many objects as its size needs."""
    at = wanted.first
    while at <= wanted.last:
        rest = Range(wanted.stream, at, wanted.last)
        part, records, previous, head = app.shelf.records(rest, bundle.MAX_RECORDS_BYTES, bundle.MAX_ENTRIES, target.audience)
        _publish(app, medium, target, part, records, previous, head, tally)
        tally.entries += len(records)
        at = part.last + 1
    return True


def _publish(
    app: Application,
    medium: Medium,
    target: Target,
    part: Range | None,
    records: list[bytes],
    previous: bytes | None,
    head: bytes,
    tally: _Tally,
) -> None:
    manifest = _manifest(app, target, part, previous, head)
    data = bundle.write_bundle(app.device_seal.key, manifest, records, target.recipients)
    name = object_name(target.mark, app.entropy)
    tally.trip = tally.trip or app.shelf.begin_trip(medium.label, carried=isinstance(medium, Folder))
    spare.publish(medium, name, data)
    tally.names.append(name)
    digest = bundle.content_digest(data)
    app.shelf.note_outgoing(target, part, name, digest, len(data), tally.trip)
    tally.written[name] = digest
    tally.objects += 1
    tally.size += len(data)


def _manifest(
    app: Application, target: Target, part: Range | None = None, previous: bytes | None = None, head: bytes = b""
) -> bundle.Manifest:
    seal = app.device_seal
    return bundle.Manifest(
        province=target.province,
        sender=app.shelf.device,
        audience=target.audience,
        stream=None if part is None else part.stream,
        first=0 if part is None else part.first,
        last=0 if part is None else part.last,
        previous=previous,
        head=head or None,
        acknowledgements=(app.shelf.acknowledgement(target),),
        wants=tuple(app.shelf.wants(target)),
        created=app.now_ms(),
        certificate=seal.certificate,
        ca=seal.ca,
        program=app.program,
    )


def _send_attachments(shelf: Shelf, medium: Medium, target: Target, tally: _Tally, watch: Watch) -> None:
    for due in shelf.due_attachments(target):
        if not tally.cargo.takes(due.sealed_size):
            tally.held += 1
            continue
        written = [_send_piece(shelf, medium, target, due, number, tally, watch) for number in range(len(due.pieces))]
        tally.attachments += int(any(written))


def _send_piece(
    shelf: Shelf, medium: Medium, target: Target, due: DueAttachment, number: int, tally: _Tally, watch: Watch
) -> bool:
    digest = due.pieces[number]
    name = piece_name(target.mark, digest)
    tally.step(watch, "attachments")
    size = _size_of(due, number)
    if name in tally.present and medium.size(name) == size and not _is_spoiled(medium, name, digest, due):
        tally.skipped += 1
        return False
    if isinstance(medium, Folder) and medium.free_bytes() < size + RESERVE:
        tally.left += 1
        return False
    try:
        data = shelf.read_piece(due.token, number)
    except FileNotFoundError:
        return False  # erased by an order while a far place was waited for
    tally.trip = tally.trip or shelf.begin_trip(medium.label, carried=isinstance(medium, Folder))
    spare.publish(medium, name, data)
    tally.names.append(name)
    tally.present.add(name)
    tally.objects += 1
    tally.size += len(data)
    return True


def _is_spoiled(medium: Medium, name: str, digest: bytes, due: DueAttachment) -> bool:
    """Whether a piece that lies here already is not what its name says.

    A power cut may leave a name and its size without the content, so what an earlier sending left on a stick is read
    past the page cache before the stick is called safe. A link is doubted when a reader misses the piece.
    """
    if isinstance(medium, Folder):
        return not medium.holds(name, digest)
    return due.doubted and bundle.content_digest(medium.read(name, PIECE_LIMIT)) != digest
