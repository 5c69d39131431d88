"""Looking before taking in: from whom, how many, what is missing. Nothing is written, neither here nor there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.app.application import Application
from core.app.shelf import Shelf
from core.app.watch import Watch, silent
from core.domain.errors import Invalid, Unavailable, Untrusted
from core.domain.ids import show_id
from sync import bundle
from sync.medium import Medium
from sync.names import piece_name
from sync.opening import Here, Opener, Outcome
from sync.receiving import OBJECT_LIMIT, Sorted, closed_to_us, nothing_for_us, require_for_us, sort_names, source_of
from sync.report import IntakePreview, SenderSeen, SetAside, Unusable
from sync.sending import medium_of
from sync.spare import read_mended

Span = tuple[int, int]


@dataclass(slots=True)
class _Sender:
    """What was seen of one laptop."""

    post: str
    device: bytes
    objects: int = 0
    newest: int = 0
    spans: dict[bytes, list[Span]] = field(default_factory=dict)


@dataclass(slots=True)
class _Sight:
    """What was seen on all media."""

    senders: dict[bytes, _Sender] = field(default_factory=dict)
    problems: list[SetAside] = field(default_factory=list)
    pieces: dict[str, int] = field(default_factory=dict)
    others: int = 0
    skipped: int = 0
    size: int = 0
    seen: set[str] = field(default_factory=set)


def look(app: Application, places: Sequence[Path | Medium], watch: Watch = silent, opener: Opener | None = None) -> IntakePreview:
    """What :func:`sync.receiving.receive_all` would take in from these media.

    Objects that this device wrote, or took in before, are only counted. Entries are counted by what the manifests
    say; whether each proves itself is found when it is taken in. An unusable medium is told, and stops no other.
    """
    sight, unusable = _Sight(), []
    opening = opener or Here(app.identities)
    for place in places:
        try:
            _look_at(app.shelf, medium_of(place), sight, watch, opening)
        except (Invalid, Unavailable) as refusal:
            unusable.append(Unusable(source_of(place), refusal))
    senders, gaps = [], []
    for sender in sorted(sight.senders.values(), key=lambda each: (each.post, each.device)):
        fresh = 0
        for stream, spans in sorted(sender.spans.items()):
            held, waiting = app.shelf.held(stream), app.shelf.waiting(stream)
            new, lacking = against(held, waiting, spans)
            fresh += new
            gaps += [f"{show_id(stream)}:{first}-{last}" for first, last in lacking]
        senders.append(SenderSeen(sender.post, sender.device.hex(), sender.objects, fresh, sender.newest))
    pieces = _new_pieces(app.shelf, sight.pieces)
    return IntakePreview(
        senders=tuple(senders),
        entries=sum(sender.entries for sender in senders),
        pieces=len(pieces),
        bytes=sight.size + sum(pieces.values()),
        skipped=sight.skipped,
        others=sight.others,
        gaps=tuple(gaps),
        quarantined=tuple(sight.problems),
        unusable=tuple(unusable),
    )


def against(held: int, waiting: Sequence[Span], spans: Sequence[Span]) -> tuple[int, list[Span]]:
    """How many entries of these ranges are new, and which ranges would still lack after they were taken in.

    ``held`` is the last sequence number held without a gap, ``waiting`` what waits behind gaps already.
    """
    new, lacking, at, told = 0, [], held, sorted([(span, False) for span in waiting] + [(span, True) for span in spans])
    for (first, last), is_new in told:
        if first > at + 1:
            lacking.append((at + 1, first - 1))
        if last > at:
            new += (last - max(first - 1, at)) if is_new else 0
            at = last
    return new, lacking


def _look_at(shelf: Shelf, medium: Medium, sight: _Sight, watch: Watch, opener: Opener) -> None:
    names = sort_names(shelf, medium.names())
    if not names.objects and not names.pieces and not names.own:
        raise nothing_for_us(shelf, names)
    sight.others += len(names.others)
    sight.pieces |= {name: max(0, medium.size(name)) for name in names.pieces}
    pending: deque[str] = deque()
    for outcome in opener.open_each(_fresh(shelf, medium, names, sight, watch, pending)):
        _see(shelf, pending.popleft(), outcome, sight)


def _fresh(shelf: Shelf, medium: Medium, names: Sorted, sight: _Sight, watch: Watch, pending: deque[str]) -> Iterator[bytes]:
    sight.skipped += len(names.own)
    for done, name in enumerate(names.objects, start=1):
        data, _ = read_mended(medium, name, OBJECT_LIMIT)
        digest = bundle.content_digest(data)
        if f"{name}{digest.hex()}" in sight.seen or shelf.was_taken(name, digest):
            sight.skipped += 1
        else:
            sight.seen.add(f"{name}{digest.hex()}")
            sight.size += len(data)
            pending.append(name)
            yield data
        watch("journal", done, len(names.objects))


def _see(shelf: Shelf, name: str, outcome: Outcome, sight: _Sight) -> None:
    try:
        if isinstance(outcome, Untrusted):
            raise outcome
        if outcome is None:
            raise closed_to_us(shelf)
        manifest = outcome.manifest
        require_for_us(shelf, manifest)
        post = shelf.require_sender(manifest.certificate, manifest.ca)
    except Untrusted as refusal:
        sight.problems.append(SetAside(name, refusal.code))
        return
    sender = sight.senders.setdefault(manifest.sender, _Sender(post, manifest.sender))
    sender.objects += 1
    sender.newest = max(sender.newest, manifest.created)
    if manifest.stream is not None:
        sender.spans.setdefault(manifest.stream, []).append((manifest.first, manifest.last))


def _new_pieces(shelf: Shelf, pieces: dict[str, int]) -> dict[str, int]:
    """Pieces that are not here yet: those of reports on the same media are not known to be waited for before they are in."""
    if not pieces:
        return {}
    here = {piece_name(mark, digest) for digest in shelf.held_pieces() for mark in shelf.piece_marks()}
    return {name: size for name, size in pieces.items() if name not in here}
