"""Where chains ended, as far as anything besides their entries tells.

Chained entries prove that nothing is missing before the last one that is here, never that nothing came after it. Something else
in a store may know: rows that were derived from an entry that is gone, what was written of a chain onto a medium, and parts
whose entry is gone. Where all of that is gone too, nobody here can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, Table, func, select

from core.domain.ids import show_id
from core.storage import tables

STREAM, PLACE, LAST = "stream", "seq", "last"
_OF_OTHERS: Final = (tables.acked, tables.renewed_head)
"""What another laptop says of a chain: it may be further than what came here."""
WITNESSES: Final[tuple[tuple[Table, str], ...]] = (
    *((table, PLACE) for table in tables.DERIVED if {STREAM, PLACE} <= set(table.columns.keys()) and table not in _OF_OTHERS),
    (tables.outgoing, LAST),
)
"""Tables whose rows name a place in a chain that was here, and in which column."""
_TOLD_ALREADY: Final = (tables.report, tables.attachment)
"""A check names the reports whose entry is gone by their numbers."""


def furthest(places: Iterable[tuple[bytes, int]], known: dict[bytes, int]) -> None:
    """Add to ``known`` (stream: last place) what these say."""
    for stream, place in places:
        known[stream] = max(place, known.get(stream, -1))


def cut_ends(db: Connection) -> Iterator[str]:
    """Chains whose last entries are gone, as ``STREAM FIRST-LAST``: something else in the store names places behind the last one
    that is here."""
    known: dict[bytes, int] = {}
    for table, column in WITNESSES:
        if table not in _TOLD_ALREADY:
            place = func.max(table.c[column])
            rows = db.execute(select(table.c.stream, place).group_by(table.c.stream))
            furthest(((bytes(stream), int(last)) for stream, last in rows), known)
    heads = _heads(db)
    for stream, last in sorted(known.items()):
        head = heads.get(stream, -1)
        if last > head:
            yield f"{show_id(stream)} {head + 1}-{last}"


def _heads(db: Connection) -> dict[bytes, int]:
    """The last place that is here, by stream."""
    entry = tables.entry.c
    rows = db.execute(select(entry.stream, func.max(entry.seq).label("head")).group_by(entry.stream))
    return {bytes(row.stream): int(row.head) for row in rows}


def forget_media(db: Connection) -> None:
    """Let what was written onto media end where chains end here: once it is told that the rest is gone it witnesses no more."""
    heads, table = _heads(db), tables.outgoing
    for row in db.execute(select(table.c.name, table.c.stream, table.c.first, table.c.last)).all():
        head, this = heads.get(bytes(row.stream), -1), table.c.name == row.name
        if row.first > head:
            db.execute(table.delete().where(this))
        elif row.last > head:
            db.execute(table.update().where(this).values(last=head))


def parts_alone(db: Connection) -> list[bytes]:
    """Digests of entries that are gone while a part of them is here."""
    held, named = (
        {bytes(digest) for digest in db.execute(select(table.c.digest).distinct()).scalars()}
        for table in (tables.entry, tables.part)
    )
    return sorted(named - held)


def newest(db: Connection) -> int:
    """When the newest entry was taken in here, in milliseconds UTC; 0 where there is none."""
    return int(db.execute(select(func.max(tables.entry.c.taken))).scalar() or 0)
