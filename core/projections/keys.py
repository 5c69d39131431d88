"""Keys of the province that were published, handed on, destroyed or followed: a row each; which counts is decided elsewhere."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.crypto.sealing import require_recipient
from core.domain.errors import Untrusted
from core.domain.nation import label_of
from core.domain.province_key import KeyDestroyed, KeyFollowed, KeyHanded, KeyPublished, KeyPublishedFacts, is_well_formed
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.storage import tables
from core.storage.upsert import insert

KeyEvent = KeyPublished | KeyDestroyed | KeyFollowed | KeyHanded


def project_key(db: Connection, entry: Entry, event: KeyEvent, handling: Handling) -> None:
    """Note it; what is malformed, or no recipient to which anything could be sealed, changes nothing."""
    facts, author = event.facts, tables.certificate.c
    if facts is None or not is_well_formed(facts) or not _is_recipient(facts.recipient):
        return
    post = db.execute(select(author.post).where(author.kid == entry.kid)).scalar()
    reason, since = (facts.reason, facts.since) if isinstance(facts, KeyPublishedFacts) else ("", "")
    row = {
        "entry": entry.digest,
        "label": label_of(str(post or "")),
        "act": entry.header.kind,
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
        "purpose": facts.purpose,
        "generation": facts.generation,
        "recipient": facts.recipient,
        "reason": reason,
        "since": since,
        "lamport": entry.header.lamport,
        "kid": entry.kid,
        "at": handling.at,
        "zone": handling.zone,
    }
    db.execute(insert(tables.province_key).on_conflict_do_nothing(), row)


def _is_recipient(text: str) -> bool:
    try:
        require_recipient(text)
    except Untrusted:
        return False
    return True
