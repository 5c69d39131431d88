"""Authorities that were ended, and the rows of those of their certificates that do not stay good."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.crypto.certificates import signer_of
from core.domain.authority_ended import OUTSIDE, AuthorityEnded, is_well_formed
from core.domain.nation import label_of
from core.domain.proof import LAST_MOMENT
from core.journal.endings import ending_of
from core.journal.entry import Entry
from core.storage import tables
from core.storage.upsert import insert


def project_authority_ended(db: Connection, entry: Entry, event: AuthorityEnded) -> None:
    """The row of one ending, and again those of the certificates that all endings of this authority leave out."""
    facts, held = event.facts, tables.certificate.c
    if facts is None or not is_well_formed(facts) or not 0 <= facts.since < LAST_MOMENT:
        return
    author = db.execute(select(held.post).where(held.kid == entry.kid)).scalar_one()
    label = label_of(str(author))
    row = {"entry": entry.digest, "stream": entry.header.stream, "seq": entry.header.sequence, "label": label}
    row |= {"authority": facts.authority, "since": facts.since, "kept": b"".join(sorted(set(facts.kept)))}
    db.execute(insert(tables.authority_end).on_conflict_do_nothing(), row)
    gone, ends = tables.revocation.c, tables.authority_end.c
    same = select(ends.entry).where(ends.authority == facts.authority, ends.label == label).scalar_subquery()
    db.execute(tables.revocation.delete().where(gone.reason == OUTSIDE, gone.entry.in_(same)))
    for ca in db.execute(select(held.ca).distinct()).scalars().all():
        if signer_of(bytes(ca)) == facts.authority:
            for given in db.execute(select(held.kid, held.post).where(held.ca == ca)).all():
                note_outside(db, bytes(given.kid), bytes(ca), str(given.post))


def note_outside(db: Connection, kid: bytes, ca: bytes, post: str) -> None:
    """Take a certificate back that an ended authority gave out and does not keep; of any other nothing is written."""
    label = label_of(post)
    ending = ending_of(db, ca, label)
    if ending is None or not ending.leaves_out(kid):
        return
    table = tables.authority_end.c
    said = select(table.entry, table.stream, table.seq).where(table.authority == signer_of(ca), table.label == label)
    first = db.execute(said.order_by(table.entry).limit(1)).one()
    row = {"entry": first.entry, "stream": first.stream, "seq": first.seq, "kid": kid, "since": ending.since, "reason": OUTSIDE}
    db.execute(insert(tables.revocation).on_conflict_do_nothing(), row)
