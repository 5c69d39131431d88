"""Trees that a timestamp authority confirmed, their leaves, and certificates that were taken back."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.crypto.certificates import is_issued_by
from core.crypto.certificates import read as read_certificate
from core.crypto.cose import key_id
from core.domain.authority import DEVICE
from core.domain.device_key import COPIED, RENEWED, DeviceRenewed
from core.domain.nation import label_of
from core.domain.officer import ENDED, OfficerEnded
from core.domain.proof import LAST_MOMENT, CertificateRevoked, DayTimestamped, is_whole, split
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.storage import tables
from core.storage.upsert import insert


def project_timestamp(db: Connection, entry: Entry, event: DayTimestamped) -> None:
    """The rows of one tree; what is not whole changes nothing. The token is judged when it is asked for."""
    facts, story = event.facts, event.story
    if facts is None or story is None or not is_whole(event):
        return
    row = {
        "entry": entry.digest,
        "day": facts.day,
        "root": facts.root,
        "size": facts.size,
        "documents": facts.count,
        "token": facts.token,
        "authority": facts.authority,
        "renews": b"".join(facts.renews),
    }
    db.execute(insert(tables.day_timestamp).on_conflict_do_nothing(), row)
    leaves = [{"entry": entry.digest, "number": at, "leaf": leaf} for at, leaf in enumerate(split(story.leaves))]
    db.execute(insert(tables.timed_leaf).on_conflict_do_nothing(), leaves)


def project_revoked(db: Connection, entry: Entry, event: CertificateRevoked) -> None:
    """The row of one revocation; the certificate need not be held here yet."""
    facts = event.facts
    if facts is None or not 0 <= facts.since < LAST_MOMENT or not _of_one_province(db, entry.kid, facts.kid):
        return
    row = {
        "entry": entry.digest,
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
        "kid": facts.kid,
        "since": facts.since,
        "reason": facts.reason,
    }
    db.execute(insert(tables.revocation).on_conflict_do_nothing(), row)


def project_ended(db: Connection, entry: Entry, event: OfficerEnded, handling: Handling) -> None:
    """The same for an officer who left; only for one whose certificate the writer's own CA gave out (I8)."""
    facts, table = event.facts, tables.certificate.c
    if facts is None:
        return
    writer = db.execute(select(table.ca).where(table.kid == entry.kid)).scalar()
    if writer is None or not is_issued_by(facts.certificate, bytes(writer)):
        return
    if read_certificate(facts.certificate).role == DEVICE:
        return
    row = {"entry": entry.digest, "stream": entry.header.stream, "seq": entry.header.sequence}
    row |= {"kid": key_id(facts.certificate), "since": handling.at, "reason": ENDED}
    db.execute(insert(tables.revocation).on_conflict_do_nothing(), row)


def project_renewed(db: Connection, entry: Entry, event: DeviceRenewed, handling: Handling) -> None:
    """The end of a laptop's old key, and how far each of its streams is still its own; admission proved whose they are."""
    facts = event.facts
    if facts is None:
        return
    kid = key_id(facts.previous)
    row = {"entry": entry.digest, "stream": entry.header.stream, "seq": entry.header.sequence}
    row |= {"kid": kid, "since": handling.at, "reason": COPIED if facts.copied else RENEWED}
    db.execute(insert(tables.revocation).on_conflict_do_nothing(), row)
    heads = {head.stream: head.sequence for head in facts.heads}
    rows = [{"entry": entry.digest, "stream": stream, "seq": seq, "kid": kid} for stream, seq in heads.items()]
    if rows:
        db.execute(insert(tables.renewed_head).on_conflict_do_nothing(), rows)


def _of_one_province(db: Connection, author: bytes, revoked: bytes) -> bool:
    """Whether two certificates are of one province; so is one that is not held yet. Only a national office holds others."""
    table = tables.certificate.c
    posts = db.execute(select(table.post).where(table.kid.in_((author, revoked)))).scalars()
    return len({label_of(str(post)) for post in posts}) <= 1
