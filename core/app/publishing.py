"""The province publishes data sets to everybody; every laptop takes them into use when they arrive and fit."""

from __future__ import annotations

import zstandard
from sqlalchemy import Connection, select

from core.app import key_handing, queries, views
from core.app.answers import show_time
from core.app.device import EVERYBODY, Device
from core.app.library import Published
from core.app.streams import own_stream
from core.domain import authority
from core.domain.commands import PublishReference
from core.domain.confidence import Confidence, confidence_of, count_steps
from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.publication import KIND, MAX_PIECES, ReferencePublished, facts_of, require_new
from core.domain.reference import DATASETS, ReferenceData
from core.domain.reference_change import SetChange, compare
from core.journal.author import Placement
from core.storage import tables

LEVEL = 19


def publish(device: Device, command: PublishReference) -> tuple[str, ...]:
    """Write the data sets' pieces into the stream for everybody; gives the data sets' names.

    Raises ``NotAllowed('authority.refused')`` and what :func:`core.domain.publication.require_new` raises.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if not command.files:
        raise Invalid("report.missing", field="files")
    with device.database.writing() as db:
        again = published_by(db, command.command)
        if again:
            return again
        require_new(command.files, device.reference)
        names = [_write(db, device, command, data) for data in command.files]
    refresh(device)
    return tuple(names)


def published_by(db: Connection, command: CommandId) -> tuple[str, ...]:
    """The data sets that a command has published already."""
    joined = tables.command.join(tables.entry, tables.command.c.subject == tables.entry.c.subject).join(
        tables.publication, tables.publication.c.entry == tables.entry.c.digest
    )
    query = select(tables.publication.c.dataset).select_from(joined).where(tables.command.c.command == command)
    return tuple(sorted({row.dataset for row in db.execute(query)}))


def _write(db: Connection, device: Device, command: PublishReference, data: bytes) -> str:
    pieces = list(facts_of(data, zstandard.ZstdCompressor(level=LEVEL).compress(data)))
    if len(pieces) > MAX_PIECES:
        raise Invalid("reference.too_large", limit=MAX_PIECES)
    for facts in pieces:
        placement = Placement(own_stream(db, device, EVERYBODY, command.command))
        entry = device.author.write(db, ReferencePublished(facts), placement, device.circumstance(command.command))
        device.projector.project(db, entry)
    return pieces[0].dataset


def refresh(device: Device) -> None:
    """Take into use what is in force now: the province's recipients, and data; their combination is kept for later reports."""
    library = device.library
    with device.database.reading() as db:
        device.keys.load(db)
    key_handing.settle(device)
    with device.database.reading() as db:
        library.load(db, device.moment().day)
        remembered = library.is_remembered(db)
    if not remembered:
        with device.database.writing() as db:
            library.remember(db)


def preview(db: Connection, device: Device, query: queries.ReferencePreview) -> tuple[SetChange, ...]:
    """What files would change if they were published; raises as publishing would."""
    made = require_new(query.files, device.reference)
    changes = []
    for name in DATASETS:
        if made.raw[name] is not device.reference.raw[name]:
            changes.append(compare(device.reference.raw[name], made.raw[name]))
    return tuple(changes)


def sets(db: Connection, device: Device, query: queries.ReferenceSets) -> tuple[views.ReferenceSetRow, ...]:
    """Every data set in force, each followed by its other versions that were published."""
    library = device.library
    rows: list[views.ReferenceSetRow] = []
    for name in DATASETS:
        used = library.choice.used.get(name)
        published = [each for each in library.published if each.candidate.dataset == name]
        source = next((each for each in published if each.candidate.digest == used), None)
        rows.append(_in_force(db, device, library.current, name, source))
        rows.extend(_other(db, device, each) for each in reversed(published) if each is not source)
    return tuple(rows)


def _in_force(db: Connection, device: Device, data: ReferenceData, name: str, source: Published | None) -> views.ReferenceSetRow:
    head = data.heads[name]
    return views.ReferenceSetRow(
        dataset=name,
        version=head.version,
        valid_from="" if head.valid_from is None else head.valid_from.isoformat(),
        state="in_force",
        source=head.source,
        licence=head.licence,
        publisher="" if source is None else publisher_of(db, source),
        published_at="" if source is None else show_time(source.at, source.zone),
        items=_size(data, name),
        confidence={str(step): count for step, count in count_steps(_steps(data, name)).items()},
        digest=data.set_digests[name].hex(),
    )


def _other(db: Connection, device: Device, each: Published) -> views.ReferenceSetRow:
    candidate = each.candidate
    return views.ReferenceSetRow(
        dataset=candidate.dataset,
        version=candidate.version,
        valid_from="" if candidate.valid_from is None else candidate.valid_from.isoformat(),
        state=state_of_version(device, each),
        source="",
        licence="",
        publisher=publisher_of(db, each),
        published_at=show_time(each.at, each.zone),
        items=0,
        confidence={},
        digest=candidate.digest.hex(),
    )


def state_of_version(device: Device, each: Published) -> str:
    """Where a published version stands that is not in use."""
    library, starts = device.library, each.candidate.valid_from
    if not each.whole:
        return "incomplete"
    if each.candidate.digest in library.choice.unfit:
        return "unfit"
    waiting = starts is not None and library.day is not None and starts > library.day
    return "waiting" if waiting else "older"


def publisher_of(db: Connection, each: Published) -> str:
    """Who published it, with his office."""
    table = tables.certificate
    row = db.execute(select(table.c.name, table.c.post).where(table.c.kid == each.kid)).first()
    return "" if row is None else f"{row.name} ({row.post})"


def _size(data: ReferenceData, name: str) -> int:
    if name == "areas":
        return len(data.places.areas)
    return len(_items(data, name))


def _items(data: ReferenceData, name: str) -> tuple[object, ...]:
    if name == "elections":
        return tuple(stage for election in data.elections for stage in election.stages)
    found: tuple[object, ...] = getattr(data, {"deadlines": "clauses"}.get(name, name), ())
    return found


def _steps(data: ReferenceData, name: str) -> list[Confidence]:
    """How sure each item is; places, words and posts say nothing of that."""
    if name == "legal_refs":
        return [confidence_of(ref.status, ref.not_verified) for ref in data.legal_refs]
    notes = [getattr(item, "confidence", None) for item in _items(data, name)]
    return [confidence_of(note) for note in notes if isinstance(note, str)]
