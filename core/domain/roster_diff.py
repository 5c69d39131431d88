"""What taking a list over would change: each line against who is known, and who is known but not listed any more.

A list speaks for the offices at the top that it names, and for no others; so a province may bring its offices one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from core.domain.roster import OfficeRecord, PersonRecord, office_id, office_key, person_id
from core.domain.roster_match import LEFT as LEFT
from core.domain.roster_match import Found, Matcher, office_of
from core.domain.roster_rows import ListedPerson, Note
from core.domain.roster_words import level_of

GONE = "tidak_tercantum"
SAME, REJECTED, ACTIVE = "same", "rejected", "active"
_COMPARED = (
    "name",
    "front_title",
    "back_title",
    "number",
    "rank",
    "position",
    "employment",
    "is_head",
    "superior",
    "until",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Known:
    """The roster as it stands: people by id (those who left too), offices in force by id."""

    home: str
    people: Mapping[bytes, PersonRecord]
    offices: Mapping[bytes, OfficeRecord]
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What one line does: ``after`` is the record to write, None where nothing is; ``before`` who he was."""

    line: int
    change: str
    listed: ListedPerson | None
    before: PersonRecord | None
    after: PersonRecord | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All lines, then those who are gone; offices to write; and who would be gone if no line had been rejected."""

    people: tuple[Difference, ...]
    offices: tuple[OfficeRecord, ...]
    suspended: int = 0


def differences(known: Known, rows: Sequence[ListedPerson], mapped: frozenset[str]) -> Differences:
    """Compare a list with a roster. ``mapped`` are the fields that the list has columns for; the others stay as they are."""
    good = [row for row in rows if row.rejected is None]
    matcher = Matcher(known.home, known.people, frozenset(row.number for row in good if row.number))
    offices = _offices(known, good)
    matched = matcher.match(good)
    ids = _new_ids(known, good, matched)
    superiors = {row.number: ids[row.line] for row in good if row.number}
    # A number that this list corrects leads to nobody any more.
    corrected = {before.id for row in good if (before := matched[row.line][0]) is not None and before.number != row.number}
    superiors = {number: person for number, person in matcher.by_number.items() if person not in corrected} | superiors
    heads: dict[bytes, int] = {}
    people = []
    for row in rows:
        if row.rejected is not None:
            people.append(Difference(row.line, REJECTED, row, None, None, (row.rejected, *row.notes)))
            continue
        before, notes = matched[row.line]
        notes = [*row.notes, *notes]
        after = _after(known.home, row, ids[row.line], before, superiors, notes, mapped)
        if after.is_head and after.standing != LEFT and heads.setdefault(after.office, row.line) != row.line:
            notes.append(Note("roster.doubt.two_heads", "is_head", str(heads[after.office])))
        change = _change(before, after)
        record = None if change == SAME else msgspec.structs.replace(after, act=change)
        people.append(Difference(row.line, change, row, before, record, tuple(notes)))
    gone = [] if not good else list(_gone(known, matcher.taken, {_top(known.home, row) for row in good}))
    if len(good) < len(rows):
        return Differences(tuple(people), offices, len(gone))
    return Differences((*people, *gone), (*offices, *_ended(known, good)))


def _top(home: str, row: ListedPerson) -> bytes:
    return office_id(home, row.path[:1]) if row.path else b""


def _offices(known: Known, rows: Iterable[ListedPerson]) -> tuple[OfficeRecord, ...]:
    """Offices that the list names and the roster does not know, parents first."""
    found: dict[bytes, OfficeRecord] = {}
    for path in sorted({row.path[:end] for row in rows for end in range(1, len(row.path) + 1)}, key=lambda one: (len(one), one)):
        office = office_id(known.home, path)
        if office not in known.offices and office not in found:
            parent = office_id(known.home, path[:-1]) if len(path) > 1 else b""
            level = level_of(path[-1], len(path), unit=known.unit)
            found[office] = OfficeRecord(id=office, name=path[-1], parent=parent, level=level)
    return tuple(found.values())


def _new_ids(known: Known, rows: Iterable[ListedPerson], matched: Mapping[int, Found]) -> dict[int, bytes]:
    used = set(known.people)
    ids = {}
    for row in rows:
        before, _ = matched[row.line]
        again = 0
        person = before.id if before is not None else person_id(known.home, row.number, row.name, row.path, row.position)
        while before is None and person in used:
            again += 1
            person = person_id(known.home, row.number, row.name, row.path, row.position, again)
        used.add(person)
        ids[row.line] = person
    return ids


def _after(
    home: str,
    row: ListedPerson,
    person: bytes,
    before: PersonRecord | None,
    superiors: Mapping[str, bytes],
    notes: list[Note],
    mapped: frozenset[str],
) -> PersonRecord:
    was = before or PersonRecord(id=person, act="new", name=row.name)
    office = office_of(home, row) if mapped & {"agency", "unit", "subunit"} else was.office
    stays = before is not None and office == was.office and office_key(row.position) == office_key(was.position)
    standing, since, until, reason = _standing(row, was)
    return PersonRecord(
        id=person,
        act="new",
        name=row.name,
        office=office,
        position=row.position,
        number=row.number or was.number,
        employment=row.employment,
        front_title=was.front_title if row.front_title is None else row.front_title,
        back_title=was.back_title if row.back_title is None else row.back_title,
        rank=was.rank if row.rank is None else row.rank,
        superior=_superior(row, person, was if stays else None, superiors, notes),
        # Where the list does not say who leads, a guess makes nobody lose a command that he has.
        # Who has left leads nothing, whatever the list says.
        is_head=standing != LEFT and (was.is_head if stays and not row.head_stated else row.is_head),
        standing=standing,
        since=since,
        until=until,
        reason=reason,
    )


def _standing(row: ListedPerson, was: PersonRecord) -> tuple[str, str, str, str]:
    """Standing, since, until, reason. Whoever left and is listed is back; leave ends only where the list has a word for it."""
    if row.standing is None:
        if was.standing == LEFT:
            return ACTIVE, row.since, "", ""
        return was.standing, row.since or was.since, was.until, was.reason
    if row.standing == was.standing:
        return was.standing, row.since or was.since, row.until or was.until, row.reason or was.reason
    return row.standing, row.since, row.until, row.reason


def _superior(
    row: ListedPerson, person: bytes, was: PersonRecord | None, superiors: Mapping[str, bytes], notes: list[Note]
) -> bytes:
    if row.superior is None:
        return b"" if was is None else was.superior
    if not row.superior:
        return b""
    found = superiors.get(row.superior)
    if found is None or found == person:
        notes.append(Note("roster.doubt.superior", "superior", row.superior))
        return b""
    return found


def _change(before: PersonRecord | None, after: PersonRecord) -> str:
    if before is None:
        return LEFT if after.standing == LEFT else "new"
    if before.standing != after.standing:
        return {"left": LEFT, "leave": "leave", ACTIVE: "returned"}[after.standing]
    if before.office != after.office:
        return "moved"
    if after.is_head and not before.is_head:
        return "head"
    return "changed" if any(getattr(before, name) != getattr(after, name) for name in _COMPARED) else SAME


def compared(before: PersonRecord | None, after: PersonRecord) -> list[tuple[str, str, str]]:
    """Fields that a record changes, with their texts before and after; references and marks are told by the change itself."""
    if before is None:
        return []
    texts = ("name", "front_title", "back_title", "number", "rank", "position", "employment", "until")
    return [
        (name, getattr(before, name), getattr(after, name)) for name in texts if getattr(before, name) != getattr(after, name)
    ]


def _gone(known: Known, taken: set[bytes], tops: set[bytes]) -> Iterable[Difference]:
    """Those who stand under an office that the list speaks for and are not in it."""
    for person in sorted(known.people.values(), key=lambda record: (record.name, record.id)):
        if person.id in taken or person.standing == LEFT or top_of(known, person.office) not in tops:
            continue
        after = msgspec.structs.replace(person, act=LEFT, standing=LEFT, is_head=False, since="", until="", reason=GONE)
        yield Difference(0, LEFT, None, person, after)


def top_of(known: Known, office: bytes) -> bytes:
    """The office at the top that another stands under."""
    for _ in range(len(known.offices) + 1):
        found = known.offices.get(office)
        if found is None or found.parent not in known.offices:
            break
        office = found.parent
    return office


def _ended(known: Known, rows: Sequence[ListedPerson]) -> Iterable[OfficeRecord]:
    """Offices under what the list speaks for and does not name: whoever stays there stands in one that it names."""
    named = {office_id(known.home, row.path[:end]) for row in rows for end in range(1, len(row.path) + 1)}
    tops = {_top(known.home, row) for row in rows}
    for office in known.offices.values():
        if office.id not in named and top_of(known, office.id) in tops:
            yield msgspec.structs.replace(office, ended=True)
