"""The province tells each regency's desk of its area before a medium is written, and what that desk was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from core.app import post_board, vulnerability
from core.app.coming import Coming, coming
from core.app.device import Device, post_audience
from core.app.post_queries import PostsBoard
from core.app.writing import begin
from core.domain.area_told import MOST_COUNTS, AreaState, AreaTold, AreaToldFacts, ToldLevel, ToldPost, WarningCount
from core.domain.regency import covers, is_regency
from core.storage import tables

DAY_LETTERS = 10


def tellings_coming(device: Device) -> list[Coming]:
    """What :func:`tell` would write now, by regency."""
    if not device.opens_sealed:
        return []
    with device.database.reading() as db:
        told = {regency: list(_parts(regency, counts, state)) for regency, counts, state in _changes(db, device)}
        return [
            coming(db, device, post_audience(regency), device.officer.kid, [len(msgspec.json.encode(each)) for each in parts])
            for regency, parts in told.items()
        ]


def _parts(regency: str, counts: list[WarningCount], state: AreaState) -> Iterator[AreaToldFacts]:
    for at in range(0, max(1, len(counts)), MOST_COUNTS):
        yield AreaToldFacts(regency=regency, counts=counts[at : at + MOST_COUNTS], state=state)


def tell(device: Device, command: bytes) -> int:
    """Tell every regency's desk that has written here what changed; gives the number of entries. Elsewhere nothing happens."""
    if not device.opens_sealed:
        return 0
    with device.database.reading() as db:
        changes = list(_changes(db, device))
    if not changes:
        return 0
    written = 0
    with device.database.writing() as db:
        for regency, counts, state in changes:
            for facts in _parts(regency, counts, state):
                begin(db, device, AreaTold(facts), post_audience(regency), command)
                written += 1
    return written


def known(db: Connection) -> list[str]:
    """Regencies whose desk has written here."""
    return sorted(str(post) for post in db.execute(select(tables.stream.c.post).distinct()).scalars() if is_regency(post))


def _changes(db: Connection, device: Device) -> Iterator[tuple[str, list[WarningCount], AreaState]]:
    regencies = known(db)
    if not regencies:
        return
    counted = _counts(db, device)
    for regency in regencies:
        now = {cell: number for cell, number in counted.items() if covers(regency, cell.area)}
        before = _told(db, regency)
        changed = [
            msgspec.structs.replace(cell, number=now.get(cell, 0))
            for cell in sorted({*now, *before}, key=msgspec.structs.astuple)
            if now.get(cell, 0) != before.get(cell, 0)
        ]
        state, last = _state(db, device, regency), latest(db, regency)
        if changed or last is None or bytes(last.content) != msgspec.json.encode(state):
            yield regency, changed, state


def _counts(db: Connection, device: Device) -> Counter[WarningCount]:
    """Warnings by district, of the kinds and levels that are counted as such."""
    table = tables.warning.c
    alike = (table.day, table.area, table.kind, table.level, table.grade, table.confirmed, table.election, table.stage)
    found: Counter[WarningCount] = Counter()
    placing = vulnerability.Placing(device.reference)
    for row in db.execute(select(*alike, func.count().label("number")).group_by(*alike)):
        place = placing.of(row)
        if place is not None:
            cell = WarningCount(
                row.day, place[1] or place[0], row.kind, row.level, row.grade, bool(row.confirmed), row.election, row.stage
            )
            found[cell] += int(row.number)
    return found


def _told(db: Connection, regency: str) -> dict[WarningCount, int]:
    rows = db.execute(select(tables.told_warning).where(tables.told_warning.c.regency == regency))
    return {
        WarningCount(row.day, row.area, row.kind, row.level, row.grade, bool(row.confirmed), row.election, row.stage): int(
            row.number
        )
        for row in rows
    }


def _state(db: Connection, device: Device, regency: str) -> AreaState:
    board = post_board.board(db, device, PostsBoard(regency=regency))
    return AreaState(
        levels=_levels(db, regency),
        posts=[ToldPost(line.code, line.state, (line.contact or "")[:DAY_LETTERS]) for line in board.posts],
        first=board.first,
        last=board.last,
        recap=board.recap,
    )


def _levels(db: Connection, regency: str) -> list[ToldLevel]:
    """The latest word of each area that was not the regency's own."""
    table, stream = tables.area_level.c, tables.stream.c
    query = (
        select(tables.area_level)
        .join(tables.stream, stream.stream == table.stream)
        .where(stream.post != regency)
        .order_by(table.lamport, table.stream, table.seq)
    )
    latest = {str(row.area): row for row in db.execute(query) if covers(regency, str(row.area))}
    return [
        ToldLevel(code, row.level, row.day, int(row.at), row.election, row.stage, str(row.reasons).split())
        for code, row in sorted(latest.items())
    ]


def latest(db: Connection, regency: str) -> Row[Any] | None:
    """The latest telling of a regency; None where nothing was told."""
    table = tables.told_area.c
    query = select(tables.told_area).where(table.regency == regency)
    return db.execute(query.order_by(table.lamport.desc(), table.entry.desc()).limit(1)).first()
