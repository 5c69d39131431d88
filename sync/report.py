"""What a trip of a stick brought about, in numbers and named things."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class SendReport:
    """Outcome of sending. ``left`` counts objects for which the medium had no room, ``held`` attachments that the cargo
    did not take; ``queued`` reports not on any medium; ``trip`` is the line of the ledger, 0 when nothing was written.
    """

    entries: int = 0
    attachments: int = 0
    bytes: int = 0
    objects: int = 0
    skipped: int = 0
    queued: int = 0
    left: int = 0
    held: int = 0
    trip: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """An object that was set aside whole, with the reason's code."""

    object: str
    code: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """A medium among many that could not be read, with the refusal that says why."""

    source: str
    refusal: Refused


@dataclass(frozen=True, slots=True)
class ReceiveReport:
    """Outcome of receiving. ``acknowledged`` counts reports newly received by the province; ``gaps`` name streams;
    ``repaired`` counts objects in which rot was made good; ``posts`` are those from which new entries came.
    """

    entries: int = 0
    attachments: int = 0
    skipped: int = 0
    others: int = 0
    quarantined: tuple[SetAside, ...] = ()
    gaps: tuple[str, ...] = ()
    forks: int = 0
    acknowledged: int = 0
    unconfirmed: tuple[str, ...] = ()
    unusable: tuple[Unusable, ...] = ()
    repaired: int = 0
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go on a medium now; ``free`` is -1 while no medium is chosen."""

    entries: int
    attachments: int
    bytes: int
    present: int
    free: int


@dataclass(frozen=True, slots=True)
class SenderSeen:
    """One laptop whose objects lie on the media: how many, how many entries are new, when it wrote the newest (a claim)."""

    post: str
    device: str
    objects: int
    entries: int
    newest: int


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What would be taken in. ``gaps`` are ranges that would still lack; ``pieces`` lie there and are new to this device."""

    senders: tuple[SenderSeen, ...]
    entries: int
    pieces: int
    bytes: int
    skipped: int
    others: int
    gaps: tuple[str, ...]
    quarantined: tuple[SetAside, ...]
    unusable: tuple[Unusable, ...]
