"""The pen: signs the next entry of one of this device's own streams and stores it, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from core.crypto.sealing import seal
from core.crypto.signing import SigningKey
from core.domain.events import Event
from core.journal import catalogue, store
from core.journal.entry import Entry, Header, write_entry
from core.journal.handling import Circumstance, write_handling


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an event goes: own stream, subject (None begins one), parents, and parts to seal to recipients (D14)."""

    stream: bytes
    subject: bytes | None = None
    parents: Sequence[bytes] = ()
    sealed: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Author:
    """An officer's key at work on this device."""

    key: SigningKey
    kid: bytes
    entropy: Callable[[int], bytes]

    def write(self, db: Connection, event: Event, placement: Placement, circumstance: Circumstance) -> Entry:
        """Append one event to a stream; the Lamport clock is one past everything held (D2)."""
        kind, version = catalogue.kind_of(event)
        head = store.head(db, placement.stream)
        header = Header(
            stream=placement.stream,
            sequence=0 if head is None else head.sequence + 1,
            previous=None if head is None else head.digest,
            lamport=store.lamport(db) + 1,
            subject=placement.subject,
            kind=kind,
            version=version,
            parts={},
        )
        contents = self._contents(event, placement, circumstance)
        entry = write_entry(self.key, self.kid, header, contents, self.entropy)
        new_subject = placement.subject is None
        store.insert(db, entry, circumstance.moment.at, self.entropy, new_subject=new_subject)
        return entry

    def _contents(self, event: Event, placement: Placement, circumstance: Circumstance) -> dict[str, bytes]:
        contents = catalogue.write_parts(event)
        for name, recipients in placement.sealed.items():
            if name in contents:
                contents[name] = seal(contents[name], recipients)
        contents["handling"] = write_handling(circumstance, list(placement.parents))
        return contents
