"""Which received reports may tell of the same incident: found as they come in, at the desk, and never decided here.

Accounts with names, words and places are made ready in memory and go with the search; what stays is a pair of ids, how
alike they are, and codes of why. A guarded report takes no part (SAFEGUARDS 8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from msgspec import UNSET
from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from core.app import group_queries, group_views
from core.app.answers import find_report
from core.app.device import Device
from core.app.glances import COLUMNS, Glances
from core.app.likely import day_of, read
from core.app.watch import Watch, silent
from core.domain import likeness
from core.domain.ids import show_id
from core.domain.incident_group import pair_of
from core.domain.likeness import Account, Likeness
from core.domain.near import place_words
from core.domain.report import fold
from core.journal import reading
from core.storage import tables
from core.storage.upsert import insert

BATCH = 50
"""Reports that one transaction compares with those before them."""
MOST_SHOWN = 10
MOST_OPEN = 5_000
"""Accounts that are held in memory at once."""
PERMILLE = 1000

_R, _C, _P = tables.report.c, tables.incident_candidate.c, tables.incident_pair.c
_KEEP = insert(tables.incident_candidate).on_conflict_do_nothing()


@dataclass(slots=True)
class _Reader:
    """Accounts of one search, each opened once; None for a guarded report."""

    db: Connection
    device: Device
    glances: Glances
    opened: dict[bytes, Account | None] = field(default_factory=dict)

    def in_transaction(self, db: Connection) -> _Reader:
        """The same search, going on in another transaction."""
        return _Reader(db, self.device, Glances(db, self.glances.held, self.glances.count), self.opened)

    def open(self, rows: Sequence[Row[Any]]) -> None:
        """Open the journal for those of these reports that it was not opened for yet, in one go."""
        fresh = {bytes(row.subject): row for row in rows if bytes(row.subject) not in self.opened}
        if len(self.opened) + len(fresh) > MOST_OPEN:
            self.opened.clear()
            fresh = {bytes(row.subject): row for row in rows}
        for subject, facts in reading.facts_about_many(self.db, list(fresh), self.device.identities) if fresh else ():
            state = fold(facts)
            open_ = state.facts is not None and state.facts.guard is UNSET and state.story is not None
            self.opened[subject] = read(fresh[subject], state) if open_ else None

    def account(self, row: Row[Any]) -> Account | None:
        """The whole account of a report."""
        if bytes(row.subject) not in self.opened:
            self.open((row,))
        return self.opened[bytes(row.subject)]

    def alike(self, row: Row[Any], before: int | None = None) -> Iterator[tuple[Likeness, Row[Any]]]:
        """Reports that are alike, of those that came before a number; at a glance first, then in full."""
        if not _compared(row):
            return
        mine = self.account(row)
        others = [] if mine is None else self.glances.nearest(row, mine, before)
        self.open(others)
        for other in others:
            theirs = self.account(other)
            found = None if theirs is None or mine is None else likeness.likeness(mine, theirs)
            if found is not None and found.score >= likeness.SHOWN:
                yield found, other


def _compared(row: Row[Any]) -> bool:
    """Whether a report tells enough of an incident to be compared."""
    return row.kind != "situation" and bool(row.area) and day_of(row.happened) is not None


def _reader(db: Connection, device: Device) -> _Reader:
    return _Reader(db, device, Glances(db))


def compare(db: Connection, device: Device, one: Row[Any], other: Row[Any]) -> Likeness:
    """How alike two reports are."""
    reader = _reader(db, device)
    mine, theirs = reader.account(one), reader.account(other)
    return Likeness(0.0) if mine is None or theirs is None else likeness.likeness(mine, theirs)


def candidates(db: Connection, device: Device, query: group_queries.Candidates) -> tuple[group_views.CandidateRow, ...]:
    """What may belong to a report, the likeliest first; what was compared with it or stands in its group is left out."""
    if not device.is_desk:
        return ()
    row = find_report(db, device, query.report)
    known, group = _compared_with(db, bytes(row.subject)), group_name(db, bytes(row.subject))
    rows = [
        _row(db, device, found, other)
        for found, other in sorted(_reader(db, device).alike(row), key=lambda pair: (-pair[0].score, -pair[1].id))
        if bytes(other.subject) not in known and (group is None or group_name(db, bytes(other.subject)) != group)
    ]
    return tuple(rows[:MOST_SHOWN])


def group_name(db: Connection, subject: bytes) -> bytes | None:
    """The group that a report is in; None where it stands alone."""
    member = tables.incident_member.c
    found = db.execute(select(member.grp).where(member.subject == subject)).scalar()
    return None if found is None else bytes(found)


def _compared_with(db: Connection, subject: bytes) -> set[bytes]:
    query = select(_P.low, _P.high).where(or_(_P.low == subject, _P.high == subject))
    return {bytes(end) for row in db.execute(query) for end in row} - {subject}


def _row(db: Connection, device: Device, found: Likeness, other: Row[Any]) -> group_views.CandidateRow:
    row = db.execute(select(_R.number, _R.kind, _R.post).where(_R.id == other.id)).one()
    group = group_name(db, bytes(other.subject))
    return group_views.CandidateRow(
        id=show_id(other.subject),
        number=row.number,
        kind=row.kind,
        post=row.post,
        day=other.happened,
        place=place_words(device.reference, other.area),
        summary=other.summary,
        score=found.score,
        reasons=found.reasons,
        group="" if group is None else show_id(group),
    )


# --- as reports come in --------------------------------------------------------------------------------------------------


def find(device: Device, busy: AbstractContextManager[object], watch: Watch = silent, most: int | None = None) -> int:
    """Compare reports that came in since the last time with those before them; gives how many were compared.

    Each batch is one transaction inside ``busy``, so that whoever saves waits for a batch at most; what was found stays
    when the watch cancels. At a post nothing is compared.
    """
    if not device.is_desk:
        return 0
    with device.database.reading() as db:
        total = min(_unread(db), _unread(db) if most is None else most)
    done, reader = 0, None
    while done < total:
        with busy, device.database.writing() as db:
            reader = _reader(db, device) if reader is None else reader.in_transaction(db)
            count = _batch(reader, min(BATCH, total - done))
        if not count:
            break
        done += count
        watch("candidates", done, total)
    return done


def _batch(reader: _Reader, limit: int) -> int:
    db = reader.db
    rows = db.execute(select(*COLUMNS).where(_R.id > _mark(db)).order_by(_R.id).limit(limit)).all()
    reader.glances.read_for(rows)
    reader.open([row for row in rows if _compared(row)])
    found = [_pair(row, other, alike) for row in rows for alike, other in reader.alike(row, before=row.id)]
    if found:
        db.execute(_KEEP, found)
    if rows:
        db.execute(tables.incident_read.delete())
        db.execute(tables.incident_read.insert(), {"id": rows[-1].id})
    return len(rows)


def _pair(row: Row[Any], other: Row[Any], found: Likeness) -> dict[str, object]:
    low, high = pair_of(bytes(row.subject), bytes(other.subject))
    return {"low": low, "high": high, "score": round(found.score * PERMILLE), "reasons": " ".join(found.reasons)}


def _mark(db: Connection) -> int:
    return int(db.execute(select(func.max(tables.incident_read.c.id))).scalar() or 0)


def _unread(db: Connection) -> int:
    return int(db.execute(select(func.count()).where(_R.id > _mark(db))).scalar_one())


def pairs(db: Connection, device: Device, query: group_queries.CandidatePairs) -> group_views.CandidatePage:
    """Pairs that nobody has compared and that are not in one group already, the likeliest first."""
    if not device.is_desk:
        return group_views.CandidatePage((), 0, 0)
    open_ = _open_pairs()
    total = int(db.execute(select(func.count()).select_from(open_.subquery())).scalar_one())
    rows = db.execute(open_.order_by(_C.score.desc(), _C.low, _C.high).limit(max(1, min(query.limit, 500)))).all()
    told = _told(db, {bytes(end) for row in rows for end in (row.low, row.high)})
    found = [_shown(device, row, told) for row in rows if bytes(row.low) in told and bytes(row.high) in told]
    return group_views.CandidatePage(tuple(found), total, _unread(db))


def _open_pairs() -> Select[Any]:
    left, right = tables.incident_member.alias("left_member"), tables.incident_member.alias("right_member")
    return (
        select(tables.incident_candidate)
        .join(tables.incident_pair, and_(_P.low == _C.low, _P.high == _C.high), isouter=True)
        .join(left, left.c.subject == _C.low, isouter=True)
        .join(right, right.c.subject == _C.high, isouter=True)
        .where(_P.low.is_(None), or_(left.c.grp.is_(None), right.c.grp.is_(None), left.c.grp != right.c.grp))
    )


def _told(db: Connection, subjects: set[bytes]) -> Mapping[bytes, Row[Any]]:
    query: Select[Any] = select(*COLUMNS, _R.number).where(_R.subject.in_(sorted(subjects)))
    return {bytes(row.subject): row for row in db.execute(query)}


def _shown(device: Device, row: Row[Any], told: Mapping[bytes, Row[Any]]) -> group_views.CandidatePair:
    one, other = sorted((told[bytes(row.low)], told[bytes(row.high)]), key=lambda each: -int(each.id))
    return group_views.CandidatePair(
        one=show_id(one.subject),
        one_number=one.number,
        other=show_id(other.subject),
        other_number=other.number,
        day=one.happened,
        place=place_words(device.reference, one.area),
        summary=one.summary,
        score=row.score / PERMILLE,
        reasons=tuple(str(row.reasons).split()),
    )
