"""What desks stated of two reports, pair by pair, and the groups that the links make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, or_, select

from core.crypto.sealing import AgeIdentity
from core.domain.incident_group import groups_of, pairs_of
from core.journal import reading
from core.storage import tables
from core.storage.many import insert_into

FEW = 400
"""Ids in one statement."""


def project_compared(db: Connection, subject: bytes, identities: Sequence[AgeIdentity]) -> None:
    """Derive the pairs that stand on this subject anew, and the groups of all that they touch."""
    pair = tables.incident_pair
    touched = {subject, *(bytes(high) for high in db.execute(select(pair.c.high).where(pair.c.low == subject)).scalars())}
    pairs = pairs_of(subject, reading.facts_about(db, subject, identities))
    db.execute(pair.delete().where(pair.c.low == subject))
    if pairs:
        rows = [{"low": each.low, "high": each.high, "same": int(each.same), "contested": int(each.contested)} for each in pairs]
        db.execute(insert_into(pair), rows)
    _regroup(db, touched | {each.high for each in pairs})


def _regroup(db: Connection, touched: set[bytes]) -> None:
    """Who was in a group with these reports, or is linked to them by any way, is put into groups anew."""
    member = tables.incident_member
    known = set(touched)
    names = [grp for few in _few(touched) for grp in db.execute(select(member.c.grp).where(member.c.subject.in_(few))).scalars()]
    for few in _few({bytes(name) for name in names}):
        known |= {bytes(one) for one in db.execute(select(member.c.subject).where(member.c.grp.in_(few))).scalars()}
    links, waiting = set[tuple[bytes, bytes]](), known
    while waiting:
        found = set(_links(db, waiting))
        links |= found
        reached = {end for link in found for end in link}
        waiting = reached - known
        known |= reached
    for few in _few(known):
        db.execute(member.delete().where(member.c.subject.in_(few)))
    rows = [{"subject": one, "grp": name} for one, name in groups_of(known, links).items()]
    if rows:
        db.execute(insert_into(member), rows)


def _links(db: Connection, reports: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    pair = tables.incident_pair.c
    for few in _few(reports):
        query = select(pair.low, pair.high).where(pair.same == 1, or_(pair.low.in_(few), pair.high.in_(few)))
        yield from ((bytes(row.low), bytes(row.high)) for row in db.execute(query))


def _few(ids: Iterable[bytes]) -> Iterator[list[bytes]]:
    ordered = sorted(ids)
    yield from (ordered[at : at + FEW] for at in range(0, len(ordered), FEW))
