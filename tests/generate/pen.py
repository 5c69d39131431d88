"""Signs subject after subject and stores many with one statement for each table: a million entries want an hour, not three."""

from __future__ import annotations

from dataclasses import dataclass, field
from unittest.mock import patch

from sqlalchemy import Connection

from core.app.streams import own_stream
from core.journal import catalogue, reading, store
from core.journal.chain import Head
from core.journal.entry import Entry, Header, write_entry
from core.journal.handling import write_handling
from tests.generate.cases import Act, Acts
from tests.generate.office import Office


@dataclass
class Pen:
    """Remembers where every stream ends, for nobody else writes meanwhile, and what was signed and not stored yet."""

    office: Office
    heads: dict[bytes, Head] = field(default_factory=dict)
    lamport: int = 0
    waiting: list[Entry] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    subjects: list[Entry] = field(default_factory=list)

    def sign(self, db: Connection, acts: Acts) -> int:
        """Everything about one subject, one entry after another; each act is answered with its entry's digest."""
        last, act, count = None, next(acts, None), 0
        while act is not None:
            last = self._sign(db, act, last)
            count += 1
            try:
                act = acts.send(last.digest)
            except StopIteration:
                act = None
        self.subjects += [] if last is None else [last]
        return count

    def store(self, db: Connection) -> None:
        """Store what was signed; the rows of each subject are derived once, from all of it."""
        store.insert_many(db, self.waiting, self.taken, self.office.desk.ports.entropy)
        desk = self.office.desk
        facts = dict(reading.facts_about_many(db, [last.subject for last in self.subjects], desk.identities))
        with patch.object(reading, "facts_about", lambda db, subject, identities: facts[subject]):
            for last in self.subjects:
                desk.projector.project(db, last, rivals=False)
        self.waiting, self.taken, self.subjects = [], [], []

    def _sign(self, db: Connection, act: Act, last: Entry | None) -> Entry:
        device, entropy = act.device, act.device.ports.entropy
        stream = own_stream(db, device, act.audience, b"")  # a new one is written at once, by the program's own pen
        if stream not in self.heads:
            head = store.head(db, stream)
            self.heads[stream] = Head(-1, b"") if head is None else head
            self.lamport = max(self.lamport, store.lamport(db))
        head, (kind, version) = self.heads[stream], catalogue.kind_of(act.event)
        self.lamport += 1
        header = Header(
            stream=stream,
            sequence=head.sequence + 1,
            previous=head.digest or None,
            lamport=self.lamport,
            subject=None if last is None else last.subject,
            kind=kind,
            version=version,
            parts={},
        )
        circumstance = device.circumstance(b"")
        contents = catalogue.write_parts(act.event)
        contents["handling"] = write_handling(circumstance, [] if last is None else [last.digest])
        entry = write_entry(device.author.key, device.author.kid, header, contents, entropy)
        self.heads[stream] = Head(entry.header.sequence, entry.digest)
        self.waiting.append(entry)
        self.taken.append(circumstance.moment.at)
        return entry
