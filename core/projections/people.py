"""Who writes here: streams, the certificates that were published in them, and the kits that new posts begin from."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from core.crypto.certificates import read as read_certificate
from core.crypto.cose import key_id
from core.domain.errors import Untrusted
from core.domain.events import KitIssued, OfficerEnrolled, OfficerFacts, StreamFacts, StreamOpened
from core.domain.nation import label_of, qualified
from core.journal import store
from core.journal.admission import is_desk_ca
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections.endings import note_outside
from core.projections.publications import may_publish
from core.storage import tables
from core.storage.upsert import insert

_FORKED = select(tables.stream.c.forked_at).where(tables.stream.c.stream == bindparam("stream"))
_SINCE = select(tables.certificate.c.since).where(tables.certificate.c.kid == bindparam("kid"))
_PUT_STREAM, _PUT_CERTIFICATE = tables.stream.insert(), tables.certificate.insert()
Labels = Mapping[bytes, str]
"""What stands before the codes of each province at a national office, by the province's id; nowhere else anything does."""
_NONE: Labels = {}


def project_stream(db: Connection, entry: Entry, event: StreamOpened, handling: Handling, labels: Labels = _NONE) -> None:
    """A stream's row and the certificates its first entry carries."""
    facts = event.facts
    if facts is None or entry.header.sequence != 0:
        return
    stream = entry.header.stream
    known = db.execute(_FORKED, {"stream": stream}).scalar()
    if known is None:
        db.execute(_PUT_STREAM, _stream_row(stream, facts, labels))
    elif entry.digest == min(store.digests_at(db, stream, 0)):
        # Of two openings the one with the lower digest speaks, so that the order of arrival says nothing (I2).
        row = _stream_row(stream, facts, labels) | {"forked_at": known}
        db.execute(tables.stream.update().where(tables.stream.c.stream == stream).values(**row))
    for der in (facts.device_certificate, facts.officer_certificate):
        publish(db, der, facts.ca_certificate, handling.at, labels)


def _stream_row(stream: bytes, facts: StreamFacts, labels: Labels) -> dict[str, object]:
    return {
        "stream": stream,
        "device": facts.device,
        "audience": facts.audience,
        "post": qualified(labels.get(facts.province, ""), facts.post),
        "recipient": facts.recipient,
        "kit": facts.kit,
        "follows": facts.follows,
        "forked_at": -1,
    }


def project_officer(db: Connection, event: OfficerEnrolled, handling: Handling, labels: Labels = _NONE) -> None:
    """The certificate of an officer who was enrolled later."""
    facts: OfficerFacts | None = event.facts
    if facts is not None:
        publish(db, facts.certificate, facts.ca_certificate, handling.at, labels)


def project_kit(db: Connection, entry: Entry, event: KitIssued, handling: Handling) -> None:
    """A kit that any desk of the province made; its mark stays in the entry."""
    facts = event.facts
    if facts is None or not may_publish(db, entry):
        return
    row = {
        "entry": entry.digest,
        "kit": facts.kit,
        "post": facts.post,
        "laptops": facts.laptops,
        "last_day": facts.last_day,
        "drill": int(facts.drill),
        "desk": facts.desk,
        "at": handling.at,
        "kid": entry.kid,
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
    }
    db.execute(insert(tables.kit).on_conflict_do_nothing(), row)


def publish(db: Connection, der: bytes, ca: bytes, since: int, labels: Labels = _NONE) -> None:
    """Keep a certificate under its key id; the earliest entry that carried it gives ``since``."""
    kid = key_id(der)
    known = db.execute(_SINCE, {"kid": kid}).scalar()
    if known is None:
        try:
            facts, desk = read_certificate(der), is_desk_ca(ca)
        except Untrusted:
            return
        post = qualified(labels.get(facts.province_id, ""), facts.post)
        row = {"kid": kid, "der": der, "ca": ca, "post": post, "role": facts.role, "name": facts.common_name}
        db.execute(_PUT_CERTIFICATE, {**row, "desk": int(desk), "since": since})
        note_outside(db, kid, ca, post)
        if labels:
            _forget_foreign(db, kid, post)
    elif since < known:
        db.execute(tables.certificate.update().where(tables.certificate.c.kid == kid).values(since=since))


def _forget_foreign(db: Connection, kid: bytes, post: str) -> None:
    """A revocation that came before its certificate counts only when it is by a desk of the same province (I8)."""
    table, stream = tables.revocation.c, tables.stream.c
    wrote = select(table.entry, stream.post).join(tables.stream, stream.stream == table.stream).where(table.kid == kid)
    for row in db.execute(wrote).all():
        if label_of(str(row.post)) != label_of(post):
            db.execute(tables.revocation.delete().where(table.entry == row.entry))
