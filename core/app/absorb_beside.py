"""Taking segments of several posts in side by side, where a server holds the store of several desks.

A segment that is nothing but one post's reports touches no row of another post: it is taken in under that post's lock
alone. Anything else about it (another kind, a gap, a fork, another post's subject, an order) has it taken in by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DBAPIError

from core.app import absorb_many
from core.app.device import Device
from core.journal import admission
from core.journal.entry import Entry
from core.projections.project import REPORT_KINDS
from core.storage import tables

PIECE = 500
Windows = Iterator[Sequence[Entry]]
Require = Callable[[Connection, Device, Entry], None]
PLAIN = REPORT_KINDS - absorb_many.SPECIAL
_POST = select(tables.stream.c.post).where(tables.stream.c.stream == bindparam("stream"))
_WAITING = select(tables.parked.c.seq).where(tables.parked.c.stream == bindparam("stream")).limit(1)
_POSTS = (
    select(tables.entry.c.subject, tables.stream.c.post)
    .select_from(tables.entry.join(tables.stream, tables.entry.c.stream == tables.stream.c.stream))
    .where(tables.entry.c.subject.in_(bindparam("subjects", expanding=True)))
    .distinct()
)


class _NotApart(Exception):
    """Leaves the transaction without keeping it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a look at a segment told before anybody had to wait."""

    post: str | None = None
    """Whose reports the entries are; None where any is of another kind or the stream is this desk's own or new."""
    proven: frozenset[bytes] = frozenset()


def look_ahead(device: Device, windows: Windows) -> Ahead:
    """Read a segment through and prove its signatures while others write. In a laptop's own file nobody else does."""
    if not device.database.desk:
        return Ahead()
    proven, known, plain, post = set[bytes](), dict[bytes, bytes](), True, None
    for entries in windows:
        plain = plain and all(entry.header.kind in PLAIN and entry.header.sequence for entry in entries)
        with device.database.reading() as db:
            here = absorb_many.held(db, entries)
            known |= admission.certificates(db, {entry.kid for entry in entries} - known.keys())
            post = db.execute(_POST, {"stream": entries[0].header.stream}).scalar()
        proven.update(admission.prove([entry for entry in entries if entry.digest not in here], known))
    return Ahead(post if plain and post != device.belongings.code else None, frozenset(proven))


def take(device: Device, windows: Windows, ahead: Ahead, require: Require) -> tuple[int, int] | None:
    """Take a whole segment in beside other posts' segments; gives how many entries were new, and how many here already.

    None where it is not that plain, or the store no server's: then it is taken in alone. ``require`` is asked about need-to-know.
    """
    if ahead.post is None:
        return None
    from core.storage.server import ServerDatabase, is_collision

    database = device.database
    if not isinstance(database, ServerDatabase):
        return None
    try:
        with database.writing_beside(ahead.post) as db:
            return _take_all(db, device, windows, ahead, require)
    except _NotApart:
        return None
    except DBAPIError as error:
        if is_collision(error):
            return None
        raise


def _take_all(db: Connection, device: Device, windows: Windows, ahead: Ahead, require: Require) -> tuple[int, int]:
    new = had = 0
    for entries in windows:
        if not new and db.execute(_WAITING, {"stream": entries[0].header.stream}).first() is not None:
            raise _NotApart
        here = absorb_many.held(db, entries)
        rest = [entry for entry in entries if entry.digest not in here]
        had += len(entries) - len(rest)
        if rest:
            _take_run(db, device, rest, ahead, require)
            new += len(rest)
    return new, had


def _take_run(db: Connection, device: Device, rest: Sequence[Entry], ahead: Ahead, require: Require) -> None:
    run = absorb_many.run_at(db, rest)
    if len(run) != len(rest) or not _all_of(db, run, ahead.post):
        raise _NotApart
    require(db, device, run[0])
    absorb_many.take_run(db, device, run, ahead.proven)


def _all_of(db: Connection, run: Sequence[Entry], post: str | None) -> bool:
    """Whether every subject of a run begins in it, or is held already and of nobody but this post."""
    begun = {entry.subject for entry in run if entry.header.subject is None}
    named = list({entry.subject for entry in run} - begun)
    posts: dict[bytes, set[str]] = {}
    for at in range(0, len(named), PIECE):
        for row in db.execute(_POSTS, {"subjects": named[at : at + PIECE]}):
            posts.setdefault(bytes(row.subject), set()).add(row.post)
    return all(posts.get(subject) == {post} for subject in named)
