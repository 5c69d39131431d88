"""Which data sets the province published: one row for each piece; the pieces themselves stay in the journal."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.authority import may_write
from core.domain.authority_ended import AuthorityEnded
from core.domain.device_key import DeviceRenewed
from core.domain.officer import OfficerEnded
from core.domain.proof import CertificateRevoked, DayTimestamped
from core.domain.province_key import KeyDestroyed, KeyFollowed, KeyHanded, KeyPublished
from core.domain.publication import ReferencePublished, is_well_formed
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections import endings, keys, proofs
from core.storage import tables
from core.storage.upsert import insert


def project_broadcast(
    db: Connection,
    entry: Entry,
    event: ReferencePublished
    | DayTimestamped
    | CertificateRevoked
    | AuthorityEnded
    | OfficerEnded
    | DeviceRenewed
    | KeyPublished
    | KeyDestroyed
    | KeyFollowed
    | KeyHanded,
    handling: Handling,
) -> None:
    """Derive the rows of what an office's administrator or head told everybody; from somebody else it changes nothing (I8)."""
    if not may_publish(db, entry):
        return
    match event:
        case ReferencePublished():
            _project_publication(db, entry, event, handling)
        case DayTimestamped():
            proofs.project_timestamp(db, entry, event)
        case CertificateRevoked():
            proofs.project_revoked(db, entry, event)
        case AuthorityEnded():
            endings.project_authority_ended(db, entry, event)
        case KeyPublished() | KeyDestroyed() | KeyFollowed() | KeyHanded():
            keys.project_key(db, entry, event, handling)
        case OfficerEnded():
            proofs.project_ended(db, entry, event, handling)
        case DeviceRenewed():
            proofs.project_renewed(db, entry, event, handling)


def _project_publication(db: Connection, entry: Entry, event: ReferencePublished, handling: Handling) -> None:
    """Note a piece; a malformed one changes nothing."""
    facts = event.facts
    if facts is None or not is_well_formed(facts):
        return
    row = {
        "entry": entry.digest,
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
        "lamport": entry.header.lamport,
        "kid": entry.kid,
        "at": handling.at,
        "zone": handling.zone,
        "dataset": facts.dataset,
        "version": facts.version,
        "valid_from": facts.valid_from,
        "content": facts.digest,
        "size": facts.size,
        "number": facts.number,
        "pieces": facts.count,
    }
    db.execute(insert(tables.publication).on_conflict_do_nothing(), row)


def may_publish(db: Connection, entry: Entry) -> bool:
    """Whether the entry's author may give out data and wordings, on a subject of its own."""
    table = tables.certificate
    author = db.execute(select(table.c.role, table.c.desk).where(table.c.kid == entry.kid)).first()
    begins = entry.header.subject is None
    return author is not None and may_write(
        entry.header.kind, author.role, from_desk=bool(author.desk), begins=begins, owns=False
    )
