"""Evidence files: what a file claims about itself, and its custody: who took it, who saw it, who took it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from core.domain.errors import Invalid

if TYPE_CHECKING:
    from core.domain.events import Attached, Fact
    from core.domain.report import ReportState

PURPOSES = ("bawaslu", "authority", "case_meeting", "reporter")
"""Why a file may leave the program: for Bawaslu, on an authority's written request, for a case meeting, for who gave it."""

MAX_E7 = {"latitude": 900_000_000, "longitude": 1_800_000_000}
CLAIMED_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d)?")
TAKEN, SEEN, EXPORTED, COPIED = "taken", "seen", "exported", "copied"


class ExportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What left the program: ``copy`` is a copy without metadata, ``digest`` the SHA-256 of what was written."""

    token: bytes
    copy: bool
    purpose: str
    size: int
    digest: bytes


class EvidenceExported(msgspec.Struct, frozen=True):
    """A file of a report was written outside the program's protection."""

    facts: ExportFacts | None


class SeenFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which file was looked at, and the day at the place of who looked."""

    token: bytes
    day: str


class EvidenceSeen(msgspec.Struct, frozen=True):
    """An officer looked at a file; at most once for each officer, file and day."""

    facts: SeenFacts | None


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself, proved by nothing: local time as text, position in 1e-7 degrees."""

    at: str = ""
    latitude_e7: int | None = None
    longitude_e7: int | None = None


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What the limited process read in a file: type by content, size in pixels, pages, claims, texts, a small picture.

    ``fault`` is the code of the sentence why there is no picture. ``thumb`` are RGB bytes, row by row.
    """

    media_type: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    claims: Claims = Claims()
    texts: tuple[tuple[str, str], ...] = ()
    thumb_width: int = 0
    thumb_height: int = 0
    thumb: bytes = b""
    fault: str = ""


class Custody(msgspec.Struct, frozen=True):
    """One step of a file's way: ``act`` is taken, seen, exported or copied."""

    act: str
    at: int
    zone: str
    officer: str
    post: str
    purpose: str = ""
    digest: bytes = b""


def is_claimed_time(text: str) -> bool:
    """True for a possible local time as claims hold it: ``2024-02-03T08:30:00``, perhaps with an offset."""
    if not CLAIMED_AT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_claimed_place(latitude_e7: int | None, longitude_e7: int | None) -> bool:
    """True for a position on the globe in 1e-7 degrees; half a position is none."""
    if latitude_e7 is None or longitude_e7 is None:
        return False
    return abs(latitude_e7) <= MAX_E7["latitude"] and abs(longitude_e7) <= MAX_E7["longitude"]


def require_claims(at: str, latitude_e7: int | None, longitude_e7: int | None, *, sealed: bool) -> None:
    """Refuse claims that cannot be true, and any of a file that shows the reporter: where he lives may stand in it.

    Raises ``Invalid`` (``evidence.claims``, ``evidence.claims_sealed``).
    """
    placed = latitude_e7 is not None or longitude_e7 is not None
    if sealed and (at or placed):
        raise Invalid("evidence.claims_sealed")
    if (at and not is_claimed_time(at)) or (placed and not is_claimed_place(latitude_e7, longitude_e7)):
        raise Invalid("evidence.claims")


def texts_of(files: Iterable[tuple[str, Look | None]]) -> list[tuple[str, str]]:
    """Every text in which a person's name may stand: (label, text) of file names and of what the files say of themselves."""
    found: list[tuple[str, str]] = []
    for name, look in files:
        found.append(("file_name", name))
        if look is not None:
            found.extend(look.texts)
    return found


def attached_of(state: ReportState, token: bytes) -> Attached:
    """The attachment that a readable story names; raises ``Invalid('attachment.unknown')``."""
    attachments = [] if state.story is None else state.story.attachments
    for file in attachments:
        if file.token == token:
            return file
    raise Invalid("attachment.unknown")


def see(state: ReportState, token: bytes, officer: str, day: str) -> EvidenceSeen | None:
    """The entry that an officer looked at a file, or None where this day's is written already."""
    attached_of(state, token)
    facts = SeenFacts(token=token, day=day)
    for fact in state.history:
        event = fact.event
        if isinstance(event, EvidenceSeen) and event.facts == facts and fact.source.officer == officer:
            return None
    return EvidenceSeen(facts)


def export(state: ReportState, facts: ExportFacts) -> EvidenceExported:
    """The entry that a file left; raises ``Invalid('evidence.purpose')`` for a purpose that is not on the list."""
    attached_of(state, facts.token)
    if facts.purpose not in PURPOSES:
        raise Invalid("evidence.purpose", purposes=", ".join(PURPOSES))
    return EvidenceExported(facts)


def custody_of(history: Sequence[Fact], received: Fact | None, token: bytes) -> tuple[Custody, ...]:
    """The chain of custody of one file, in the order of the journal; what had no authority is left out."""
    steps = [] if received is None else [_step(received, TAKEN)]
    for fact in history:
        event = fact.event
        if "tanpa wewenang" in fact.source.marks:
            continue
        match event:
            case EvidenceSeen(facts=seen) if seen is not None and seen.token == token:
                steps.append(_step(fact, SEEN))
            case EvidenceExported(facts=out) if out is not None and out.token == token:
                steps.append(_step(fact, COPIED if out.copy else EXPORTED, out.purpose, out.digest))
    return tuple(steps)


def _step(fact: Fact, act: str, purpose: str = "", digest: bytes = b"") -> Custody:
    source = fact.source
    return Custody(act, source.at, source.zone, source.officer, source.post, purpose, digest)
