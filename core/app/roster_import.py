"""Taking a personnel office's list over: look first, then write what it changes, in one transaction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, func, select

from core.app import queries
from core.app.cascade_views import Doubt, PreviewField, PreviewRow, RosterPreviewView, RosterTaken
from core.app.device import Device
from core.app.roster_writing import Load, people_of, write_load
from core.app.watch import Watch, silent
from core.app.writing import done_before
from core.documents import roster, roster_columns
from core.documents.roster_apart import table_apart
from core.documents.roster_file import ROWS_LIMIT, RoundedNumber, Table, heading_at, headings_from
from core.domain.errors import Invalid, Refused
from core.domain.ids import show_id
from core.domain.roster import DEPTH_LIMIT, ImportRoster, OfficeRecord, PersonRecord
from core.domain.roster_diff import LEFT, SAME, Difference, Differences, Known, compared, differences
from core.domain.roster_rows import ListedPerson, Note, Rules, read_person
from core.storage import tables

REMEMBERED: Final = "roster.columns:"
SAMPLE: Final = 5
FOOTER_CELLS: Final = 2
STEP: Final = 500


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as read: its table, headings, columns by field, and where the people begin."""

    table: Table
    headings: tuple[str, ...]
    begin: int
    guesses: Mapping[str, roster_columns.Guess]
    columns: Mapping[str, int]
    remembered: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Judged:
    known: Known
    found: Differences
    notes: tuple[Doubt, ...]
    digest: str


def preview(db: Connection, device: Device, query: queries.RosterPreview) -> RosterPreviewView:
    """What taking the list over would change; whatever stops it is told in ``problem``, never raised."""
    try:
        read = _read(db, table_apart(query.data, lambda: query.watch("roster", 0, 0)), query.columns)
    except Refused as refusal:
        return _nothing(refusal)
    try:
        judged = _judge(db, device, read, query.data, query.employment, query.watch)
    except Refused as refusal:
        return _shown(read, None, refusal)
    return _shown(read, judged, None)


def take(device: Device, command: ImportRoster, watch: Watch = silent) -> RosterTaken:
    """Write what the list changes, once for each command id.

    Raises what :func:`core.documents.roster_apart.table_apart` raises, and ``Invalid``: ``roster.columns`` (fields),
    ``roster.nobody_listed``, ``roster.changed_meanwhile`` where the roster is not the one that was previewed.
    """
    table = table_apart(command.data, lambda: watch("roster", 0, 0))  # before the store is held
    with device.database.writing() as db:
        if done_before(db, command.command):
            return RosterTaken(0, 0, 0, {})
        read = _read(db, table, command.columns)
        judged = _judge(db, device, read, command.data, command.employment, watch)
        if command.preview and command.preview != judged.digest:
            raise Invalid("roster.changed_meanwhile")
        kept = [one for one in judged.found.people if _is_kept(one, command)]
        people = [one.after for one in kept if one.after is not None]
        used = _inhabited(judged.found.people, kept)
        offices = [one for one in judged.found.offices if not (one.ended and (command.keep_missing or one.id in used))]
        source = hashlib.sha256(command.data).digest()
        entries = write_load(db, device, command.command, Load(offices, people, source))
        _remember(db, read)
    counts = dict(Counter(one.change for one in kept))
    return RosterTaken(len(people), len(offices), entries, counts)


def _inhabited(people: Iterable[Difference], kept: Iterable[Difference]) -> set[bytes]:
    """Offices in which somebody stands after the import, those whose line was left out included."""
    written = {id(one) for one in kept}
    now = ((one.after if id(one) in written else None) or one.before for one in people)
    return {record.office for record in now if record is not None and record.standing != LEFT}


def _is_kept(one: Difference, command: ImportRoster) -> bool:
    if not one.line:
        return not command.keep_missing
    return one.line not in command.leave_out


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(db: Connection, table: Table, stated: tuple[tuple[str, int], ...]) -> _Read:
    headings, begin = headings_from(table, heading_at(table, roster_columns.score))
    guesses = roster_columns.guess(headings)
    remembered = _remembered(db, headings)
    columns = {name: found.column for name, found in guesses.items()}
    if remembered is not None:
        columns = remembered
    chosen = dict(stated)
    if chosen:
        columns = {name: column for name, column in (columns | chosen).items() if column >= 0}
    columns = {name: column for name, column in columns.items() if name in roster_columns.FIELDS and column < len(headings)}
    return _Read(table, headings, begin, guesses, columns, frozenset(remembered or ()))


def _remembered(db: Connection, headings: tuple[str, ...]) -> dict[str, int] | None:
    key = REMEMBERED + roster_columns.set_name(headings)
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == key)).scalar()
    return None if value is None else msgspec.json.decode(value, type=dict[str, int])


def _remember(db: Connection, read: _Read) -> None:
    key = REMEMBERED + roster_columns.set_name(read.headings)
    db.execute(tables.setting.delete().where(tables.setting.c.key == key))
    db.execute(tables.setting.insert(), {"key": key, "value": msgspec.json.encode(dict(read.columns)).decode()})


# --- judging ---------------------------------------------------------------------------------------------------------


def _judge(db: Connection, device: Device, read: _Read, data: bytes, employment: str, watch: Watch) -> _Judged:
    missing = [name for name in roster_columns.REQUIRED if name not in read.columns]
    if missing:
        raise Invalid("roster.columns", fields=", ".join(missing))
    listed, skipped = _listed(device, read, employment, watch)
    if not listed:
        raise Invalid("roster.nobody_listed")
    if len(listed) > ROWS_LIMIT:
        raise Invalid("roster.too_many_rows", rows=ROWS_LIMIT, columns=len(read.headings))
    known = known_of(db, device)
    found = differences(known, listed, frozenset(read.columns))
    notes = [Doubt(code, "", detail) for code, detail in read.table.notes]
    if skipped:
        notes.append(Doubt("roster.note.skipped", "", str(skipped)))
    if found.suspended:
        notes.append(Doubt("roster.note.gone_suspended", "", str(found.suspended)))
    return _Judged(known, found, tuple(notes), _digest(db, known.home, read, data, employment))


def _listed(device: Device, read: _Read, employment: str, watch: Watch) -> tuple[tuple[ListedPerson, ...], int]:
    """The people of the list; lines of one or two cells without a name's partner are titles and footers."""
    codes = frozenset(subject.code for subject in device.reference.subjects)
    allowed = frozenset() if device.is_desk else frozenset(device.belongings.remit)
    rules = Rules(roster.judge_number, codes, allowed, employment)
    lines = read.table.lines[read.begin :]
    people: list[ListedPerson] = []
    numbers: dict[str, int] = {}
    skipped = 0
    for done, (line, cells) in enumerate(lines, 1):
        if done % STEP == 0:
            watch("roster", done, len(lines))
        fields = {name: cells[at] if at < len(cells) else "" for name, at in read.columns.items()}
        if len({text for text in fields.values() if text}) <= FOOTER_CELLS and not (fields["name"] and fields["position"]):
            skipped += 1
            continue
        rounded = frozenset(
            name for name, text in fields.items() if isinstance(text, RoundedNumber) and name in ("number", "superior")
        )
        found = read_person(line, {name: " ".join(text.split()) for name, text in fields.items()}, rules, rounded)
        if found.number and found.rejected is None and numbers.setdefault(found.number, line) != line:
            rejected = Note("roster.line.duplicate_number", "number", str(numbers[found.number]))
            found = ListedPerson(
                line, found.name, number=found.number, position=found.position, path=found.path, rejected=rejected
            )
        people.append(found)
    return tuple(people), skipped


def known_of(db: Connection, device: Device) -> Known:
    """The own roster as it stands."""
    home = device.belongings.code
    table = tables.roster_office
    rows = db.execute(select(table).where(table.c.home == home, table.c.ended == 0))
    offices = {
        bytes(row.office): OfficeRecord(id=bytes(row.office), name=row.name, parent=bytes(row.parent), level=row.level)
        for row in rows
    }
    return Known(home, {record.id: record for record in people_of(db, home)}, offices, unit=not device.is_desk)


def _digest(db: Connection, home: str, read: _Read, data: bytes, employment: str) -> str:
    """The list, how it is read, and the roster that it was compared with."""
    table = tables.roster_person.c
    mark = db.execute(select(func.count(), func.max(table.lamport)).where(table.home == home)).one()
    own = msgspec.json.encode([sorted(read.columns.items()), employment, list(mark)])
    return hashlib.sha256(hashlib.sha256(data).digest() + own).hexdigest()


# --- showing ---------------------------------------------------------------------------------------------------------


def _nothing(refusal: Refused) -> RosterPreviewView:
    return RosterPreviewView((), {}, (), (), (), "", (), "", refusal.code, refusal.details)


def _shown(read: _Read, judged: _Judged | None, refusal: Refused | None) -> RosterPreviewView:
    people = () if judged is None else judged.found.people
    rows = () if judged is None else tuple(_row(judged.known, one) for one in people if one.change != SAME or one.notes)
    return RosterPreviewView(
        rows=rows,
        counts=dict(Counter(one.change for one in people)),
        fields=tuple(_field(read, name) for name in roster_columns.FIELDS),
        headings=read.headings,
        sample=tuple(cells for _, cells in read.table.lines[read.begin : read.begin + SAMPLE]),
        encoding=read.table.encoding,
        notes=() if judged is None else judged.notes,
        digest="" if judged is None else judged.digest,
        problem="" if refusal is None else refusal.code,
        problem_details=None if refusal is None else refusal.details,
    )


def _field(read: _Read, name: str) -> PreviewField:
    column = read.columns.get(name, -1)
    guessed = read.guesses.get(name)
    likeness = guessed.likeness if guessed is not None and guessed.column == column else 0
    heading = read.headings[column] if column >= 0 else ""
    return PreviewField(name, column, heading, likeness, name in roster_columns.REQUIRED, name in read.remembered)


def _row(known: Known, one: Difference) -> PreviewRow:
    record, listed = one.after or one.before, one.listed
    shown = record if listed is None else listed
    named = " > ".join(listed.path) if listed is not None else _path(known, record)
    return PreviewRow(
        line=one.line,
        change=one.change,
        name="" if shown is None else shown.name,
        number="" if shown is None else shown.number,
        position="" if shown is None else shown.position,
        office=named,
        employment="" if shown is None else shown.employment,
        doubts=tuple(Doubt(note.code, note.field, note.detail) for note in one.notes),
        differences=() if one.after is None else tuple(compared(one.before, one.after)),
        person="" if record is None else show_id(record.id),
    )


def _path(known: Known, record: PersonRecord | None) -> str:
    names: list[str] = []
    office = None if record is None else known.offices.get(record.office)
    while office is not None and len(names) < DEPTH_LIMIT:
        names.insert(0, office.name)
        office = known.offices.get(office.parent)
    return " > ".join(names)
