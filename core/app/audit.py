"""The audit trail: every entry that is held here, the newest first, with its proof where it is asked for.

No row shows a word of a report or a name of a person reported: who wrote, when, what kind of act, about which number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, or_, select

from core.app.answers import find_report, show_time
from core.app.audit_queries import Audit, AuditKinds, AuditPage, AuditRow
from core.app.checking import Prover
from core.app.device import Device
from core.domain.errors import Invalid, Refused
from core.domain.ids import read_id, show_id
from core.journal import reading, store
from core.journal.entry import HERE
from core.storage import tables

MAX_PAGE = 500
STEP, MOST = 1_000, 20_000
"""Entries looked at in one question, and for one page: a page that found little says where to go on."""
SEPARATOR = "~"

_E, _C, _S = tables.entry.c, tables.certificate.c, tables.stream.c
_COLUMNS = (_E.stream, _E.seq, _E.digest, _E.lamport, _E.subject, _E.kind, _E.taken, _C.name, _C.role, _C.post, _S.audience)


def kinds(db: Connection, device: Device, query: AuditKinds) -> tuple[str, ...]:
    """The kinds, by name."""
    return tuple(sorted(row.kind for row in db.execute(select(_E.kind).distinct())))


def audit(db: Connection, device: Device, query: Audit) -> AuditPage:
    """The page of a question."""
    wanted = _Wanted(db, device, query)
    limit = max(1, min(query.limit, MAX_PAGE))
    found: list[Row[Any]] = []
    last: Row[Any] | None = None
    for looked, row in enumerate(_walk(db, wanted.statement, _place(query.after))):
        if len(found) == limit or looked == MOST:
            return AuditPage(_shown(db, device, query, found), _cursor(last))
        last = row
        if wanted.fits(row):
            found.append(row)
    return AuditPage(_shown(db, device, query, found), None)


class _Wanted:
    """The filters of a question: what the index can say is asked there, the rest is looked at row by row."""

    def __init__(self, db: Connection, device: Device, query: Audit) -> None:
        zone = ZoneInfo(device.belongings.zone)
        joined = tables.entry.outerjoin(tables.certificate, _C.kid == _E.kid).outerjoin(tables.stream, _S.stream == _E.stream)
        self._query = query
        self._since = _instant("since", query.since, zone) if query.since else 0
        self._until = _instant("until", query.until, zone) + 24 * 3600 * 1000 if query.until else 2**62
        self.statement: Any = select(*_COLUMNS).select_from(joined)
        if query.subject:
            self.statement = self.statement.where(_E.subject == _subject(db, device, query.subject))

    def fits(self, row: Row[Any]) -> bool:
        """Whether an entry is asked for."""
        query = self._query
        kind = query.kind
        return (
            (not kind or row.kind == kind or (kind.endswith(".") and row.kind.startswith(kind)))
            and (not query.officer or query.officer.casefold() in str(row.name or "").casefold())
            and (not query.post or query.post.casefold() == str(row.post or "").casefold())
            and self._since <= row.taken < self._until
        )


def _instant(field: str, text: str, zone: ZoneInfo) -> int:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid("query.filter", field=field) from None
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)


def _subject(db: Connection, device: Device, name: str) -> bytes:
    try:
        return read_id(name)
    except Refused:
        pass
    try:
        return bytes(find_report(db, device, name).subject)
    except Refused:
        return b""


def _walk(db: Connection, statement: Select[Any], place: tuple[int, bytes] | None) -> Iterator[Row[Any]]:
    """Entries from the newest clock down, a step after another."""
    ordered = statement.order_by(_E.lamport.desc(), _E.digest.desc()).limit(STEP)
    while True:
        query = ordered
        if place is not None:
            # Said plainly and first, so that the walk begins there in the index: by the alternative alone all is read and sorted.
            query = ordered.where(_E.lamport <= place[0], or_(_E.lamport < place[0], _E.digest < place[1]))
        rows = db.execute(query).all()
        yield from rows
        if len(rows) < STEP:
            return
        place = (int(rows[-1].lamport), bytes(rows[-1].digest))


def _place(cursor: str | None) -> tuple[int, bytes] | None:
    if cursor is None:
        return None
    lamport, _, digest = cursor.partition(SEPARATOR)
    try:
        return int(lamport), bytes.fromhex(digest)
    except ValueError:
        raise Invalid("query.cursor") from None


def _cursor(row: Row[Any] | None) -> str | None:
    return None if row is None else f"{row.lamport}{SEPARATOR}{bytes(row.digest).hex()}"


def _shown(db: Connection, device: Device, query: Audit, rows: Sequence[Row[Any]]) -> tuple[AuditRow, ...]:
    numbers = _numbers(db, {bytes(row.subject) for row in rows})
    prover = Prover(db) if query.prove else None
    return tuple(_row(db, device, row, numbers, prover) for row in rows)


def _numbers(db: Connection, subjects: set[bytes]) -> dict[bytes, str]:
    """Case numbers of those subjects that are reports."""
    table, asked, found = tables.report.c, sorted(subjects), dict[bytes, str]()
    for at in range(0, len(asked), store.PIECE):
        query = select(table.subject, table.number).where(table.subject.in_(asked[at : at + store.PIECE]))
        found.update((bytes(row.subject), str(row.number)) for row in db.execute(query))
    return found


def _row(db: Connection, device: Device, row: Row[Any], numbers: dict[bytes, str], prover: Prover | None) -> AuditRow:
    place = (bytes(row.stream), int(row.seq), bytes(row.digest))
    try:
        entry = store.read(db, *place)
    except Refused:
        entry = None
    handling = None if entry is None else reading.handling_of(entry)
    zone = device.belongings.zone
    return AuditRow(
        id=show_id(place[2]),
        at=show_time(handling.at, handling.zone) if handling is not None and handling.at else "",
        taken=show_time(row.taken, zone),
        kind=str(row.kind),
        officer=str(row.name or ""),
        role=str(row.role or ""),
        post=str(row.post or ""),
        audience=str(row.audience or ""),
        subject=show_id(row.subject),
        number=numbers.get(bytes(row.subject), ""),
        stream=show_id(place[0]),
        sequence=place[1],
        gone=() if entry is None else tuple(sorted(name for name, part in entry.parts.items() if part.state != HERE)),
        faults=None if prover is None else tuple(code for code, _ in prover.problems(place)),
    )
