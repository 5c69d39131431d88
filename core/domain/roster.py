"""Who works where: offices as a tree and people in them, as dated facts with a source, and the plan of the cascade.

A roster belongs to the office that keeps it: a post holds its own unit, ASN and village rosters lie at regency or province
(SAFEGUARDS 18). Ids are drawn from numbers and names, so that two laptops that read one list speak of the same people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.person_name import name_key
from core.domain.text import check_line, is_blank

Level = Literal["provinsi", "kabupaten", "opd", "bidang", "seksi", "kecamatan", "desa", "satuan"]
Act = Literal["new", "changed", "moved", "leave", "returned", "left", "head"]
Standing = Literal["active", "leave", "left"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
ACTS: Final[tuple[Act, ...]] = get_args(Act)
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)
KINDS: Final = frozenset({"roster.imported", "roster.changed"})
LEAVE_REASONS: Final = ("cuti", "sakit", "tugas_luar", "tugas_belajar", "dipekerjakan", "lainnya")
LEFT_REASONS: Final = ("pensiun", "pindah", "meninggal", "berhenti", "tidak_tercantum", "lainnya")
ID_BYTES: Final = 16
DEPTH_LIMIT: Final = 8
CHANGES_LIMIT: Final = 2_000
DUES_LIMIT: Final = DEPTH_LIMIT + 1


class OfficeRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An office as it stands from now on; ``parent`` empty means directly below who keeps the roster."""

    id: bytes
    name: str
    parent: bytes = b""
    level: str = ""
    ended: bool = False


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person as he stands from now on, and the act that made it so; the newest record of a person counts.

    ``superior`` is a person's id where the list states one; else it is the head of the office or of the one above.
    ``since`` and ``until`` are days, ``reason`` a code of leave or of leaving.
    """

    id: bytes
    act: str
    name: str
    office: bytes = b""
    position: str = ""
    number: str = ""
    employment: str = ""
    front_title: str = ""
    back_title: str = ""
    rank: str = ""
    superior: bytes = b""
    is_head: bool = False
    standing: str = "active"
    since: str = ""
    until: str = ""
    reason: str = ""


class RosterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One block of one load: ``number`` of ``count``; ``source`` is the file's SHA-256, or empty for what was typed."""

    load: bytes
    number: int
    count: int
    day: str
    zone: str
    people: int
    offices: int
    source: bytes = b""


class RosterOffices(msgspec.Struct, frozen=True, kw_only=True):
    """Offices of a block."""

    offices: list[OfficeRecord] = []


class RosterPeople(msgspec.Struct, frozen=True, kw_only=True):
    """People of a block."""

    people: list[PersonRecord] = []


class RosterImported(msgspec.Struct, frozen=True):
    """A list of a personnel office was taken over: what it changes, not the whole list again."""

    facts: RosterFacts | None
    story: RosterOffices | None = None
    parties: RosterPeople | None = None


class RosterChanged(msgspec.Struct, frozen=True):
    """Somebody moved, went on leave, came back, left, or took a command."""

    facts: RosterFacts | None
    story: RosterOffices | None = None
    parties: RosterPeople | None = None


RosterEvent = RosterImported | RosterChanged


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """The day by which a tier of the cascade has signed; tier 1 are the heads below the top."""

    tier: int
    day: str


class CascadeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """For which election, from which day, by when each tier signs, and which wording each employment kind gets."""

    title: str
    election: str
    begins: str
    dues: list[Due]
    templates: dict[str, str] = {}
    zone: str = ""


class CascadePlanned(msgspec.Struct, frozen=True):
    """Who must sign whom by when; the newest plan of an office counts."""

    facts: CascadeFacts | None


@dataclass(frozen=True, slots=True)
class ImportRoster:
    """Take a list over as it was previewed: ``preview`` is the digest that the preview gave.

    ``columns`` maps a field to the heading's place (from 0); empty means what is remembered or guessed. ``leave_out`` are lines
    that are not taken over. ``employment`` is the kind of those whose row names none. ``keep_missing`` leaves those alone
    who are not in the list any more.
    """

    command: CommandId
    data: bytes = field(repr=False)
    preview: str = ""
    columns: tuple[tuple[str, int], ...] = ()
    leave_out: frozenset[int] = frozenset()
    employment: str = ""
    keep_missing: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One difference that is typed: ``act`` leave, returned, moved, left, head or changed; empty texts change nothing."""

    person: bytes
    act: str
    day: date
    office: bytes = b""
    position: str = ""
    rank: str = ""
    until: date | None = None
    reason: str = ""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRoster:
    """Typed differences, all or none."""

    command: CommandId
    changes: tuple[PersonChange, ...]


@dataclass(frozen=True, slots=True)
class PlanCascade:
    """Say who must sign by when: ``dues`` are days for tier 1, 2 ..., the last one counts for all below."""

    command: CommandId
    title: str
    begins: date
    dues: tuple[date, ...]
    election: str = ""
    templates: tuple[tuple[str, str], ...] = ()


RosterCommand = ImportRoster | ChangeRoster | PlanCascade


def office_id(home: str, path: Sequence[str]) -> bytes:
    """The id of an office by the names on the way to it; capitals, dots and spaces make no other office."""
    return _derived("posko/office/1", home, *(office_key(name) for name in path))


def person_id(home: str, number: str, name: str, path: Sequence[str], position: str, again: int = 0) -> bytes:
    """The id of a person who is new here: from the number, or without one from name, office and position."""
    count = str(again) if again else ""
    if number:
        return _derived("posko/person/1", home, number, count)
    return _derived("posko/person/1", home, "", name_key(name), *(office_key(part) for part in path), office_key(position), count)


def office_key(name: str) -> str:
    """What two spellings of an office or a position share."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _derived(label: str, *texts: str) -> bytes:
    digest = hashlib.sha256(label.encode() + b"\0")
    for text in texts:
        data = text.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()[:ID_BYTES]


def plan(command: PlanCascade, zone: str) -> CascadePlanned:
    """The event, or ``Invalid`` (``cascade.no_title``, ``cascade.dues``, ``text.*``): no tier is due before the one above."""
    check_line(command.title, "title")
    if is_blank(command.title):
        raise Invalid("cascade.no_title")
    days = [command.begins, *command.dues]
    if not command.dues or len(command.dues) > DUES_LIMIT or days != sorted(days):
        raise Invalid("cascade.dues", limit=DUES_LIMIT)
    return CascadePlanned(
        CascadeFacts(
            title=command.title.strip(),
            election=command.election,
            begins=command.begins.isoformat(),
            dues=[Due(tier=number, day=day.isoformat()) for number, day in enumerate(command.dues, 1)],
            templates=dict(command.templates),
            zone=zone,
        )
    )


def changed(record: PersonRecord, change: PersonChange, offices: frozenset[bytes]) -> PersonRecord:
    """The person after a typed difference.

    Raises ``Invalid`` (``roster.act``, ``roster.no_office``, ``roster.reason``, ``roster.until``, ``text.*``).
    """
    for name in ("position", "rank"):
        check_line(getattr(change, name), name)
    if change.act not in ACTS or change.act == "new":
        raise Invalid("roster.act", value=change.act)
    if change.office and change.office not in offices:
        raise Invalid("roster.no_office")
    if change.until is not None and change.until < change.day:
        raise Invalid("roster.until")
    reasons = {"leave": LEAVE_REASONS, "left": LEFT_REASONS}.get(change.act)
    if reasons is not None and change.reason not in reasons:
        raise Invalid("roster.reason", value=change.reason)
    standing = {"leave": "leave", "left": "left"}.get(change.act, "active")
    moves = bool(change.office) and change.office != record.office
    return msgspec.structs.replace(
        record,
        act=change.act,
        office=change.office or record.office,
        position=change.position.strip() or record.position,
        rank=change.rank.strip() or record.rank,
        # Who leaves an office leaves its command and its line behind.
        is_head=change.act == "head" or (change.is_head if moves else record.is_head and change.act != "left"),
        superior=b"" if moves else record.superior,
        standing=standing,
        since=change.day.isoformat(),
        until="" if change.until is None else change.until.isoformat(),
        reason=change.reason,
    )
