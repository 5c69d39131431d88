"""From stored entries to facts: parts that this device may open are opened, the author is looked up, forks are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, select

from core.crypto.certificates import signer_of
from core.crypto.sealing import AgeIdentity, is_age, open_sealed
from core.domain.authority import GRANTS, may_write
from core.domain.errors import Untrusted
from core.domain.events import ERASED, FORKED, UNAUTHORISED, Event, Fact, Provenance, Unknown
from core.domain.nation import label_of
from core.domain.regency import hears, nothing
from core.journal import catalogue, store
from core.journal.entry import HERE, WITHHELD, Entry, Part, relayed
from core.journal.handling import Handling, read_handling
from core.storage import tables

Author = Row[Any, Any, Any, Any, Any]
Authors = dict[tuple[bytes, bytes], Author | None]
UNREADABLE_TIME = Handling(at=0, zone="UTC", wall="", source="claimed", parents=[], incarnation=b"", command=b"")


def open_parts(entry: Entry, identities: Sequence[AgeIdentity]) -> dict[str, bytes]:
    """The part contents that can be read here, by name; parts sealed to others are left out (D14)."""
    contents: dict[str, bytes] = {}
    for name, part in entry.parts.items():
        if name == "handling" or part.state != HERE:
            continue
        content = part.content
        if is_age(content):
            opened = open_sealed(content, identities)
            if opened is None:
                continue
            content = opened
        contents[name] = content
    return contents


def is_sealed(part: Part) -> bool:
    """Whether a part is here and sealed to recipients."""
    return part.state == HERE and is_age(part.content)


def withheld(entry: Entry) -> tuple[str, ...]:
    """Parts that stayed in the province; only the national office holds such entries."""
    return tuple(sorted([name for name, part in entry.parts.items() if part.state == WITHHELD]))


def event_of(entry: Entry, identities: Sequence[AgeIdentity]) -> Event:
    """What happened, as far as it can be read here. Of a kind that stays in the province nothing is known but that it was."""
    facts = entry.parts.get("facts")
    if facts is not None and facts.state == WITHHELD:
        return Unknown(entry.header.kind, entry.header.version)
    return catalogue.read_event(entry.header.kind, entry.header.version, open_parts(entry, identities))


def heard(own: str, entry: Entry) -> Entry:
    """The entry as a regency's desk may have it; see :func:`core.domain.regency.hears`."""
    return entry if hears(own, entry.header.kind, event_of(entry, ())) else relayed(entry, nothing)


def handling_of(entry: Entry) -> Handling:
    """The handling part, or a blank one where it was destroyed or does not read."""
    part = entry.parts.get("handling")
    if part is None or part.state != HERE:
        return UNREADABLE_TIME
    return read_handling_once(part.content)


@lru_cache(maxsize=4)
def read_handling_once(content: bytes) -> Handling:
    """Kept for a moment, for whoever derives rows asks for it twice or three times."""
    try:
        return read_handling(content)
    except Untrusted:
        return UNREADABLE_TIME


AUTHOR = select(
    tables.certificate.c.der,
    tables.certificate.c.name,
    tables.certificate.c.role,
    tables.certificate.c.post,
    select(tables.stream.c.forked_at).where(tables.stream.c.stream == bindparam("stream")).scalar_subquery().label("forked_at"),
).where(tables.certificate.c.kid == bindparam("kid"))
"""Who signed an entry, and where his stream forked."""


def fact_of(db: Connection, entry: Entry, identities: Sequence[AgeIdentity]) -> Fact:
    """One entry as a fact. An author without certificate here shows as an empty name and role."""
    return _fact(entry, identities, _author(db, entry))


def _author(db: Connection, entry: Entry) -> Author | None:
    return db.execute(AUTHOR, {"kid": entry.kid, "stream": entry.header.stream}).first()


def _fact(entry: Entry, identities: Sequence[AgeIdentity], author: Author | None) -> Fact:
    handling, gone = handling_of(entry), _gone(entry)
    event = event_of(entry, identities)
    source = Provenance(
        stream=entry.header.stream,
        sequence=entry.header.sequence,
        digest=entry.digest,
        lamport=entry.header.lamport,
        subject=entry.subject,
        kind=entry.header.kind,
        officer="" if author is None else author.name,
        role="" if author is None else author.role,
        post="" if author is None else author.post,
        at=handling.at,
        zone=handling.zone,
        parents=tuple(handling.parents),
        marks=_marks(entry, None if author is None else author.forked_at, gone),
        gone=gone,
        signer=b"" if author is None else signer_of(bytes(author.der)),
        command=handling.command,
        withheld=withheld(entry),
    )
    return Fact(event=event, source=source)


def _gone(entry: Entry) -> tuple[str, ...]:
    return tuple(sorted([name for name, part in entry.parts.items() if part.state not in (HERE, WITHHELD)]))


def _marks(entry: Entry, forked_at: int | None, gone: tuple[str, ...]) -> tuple[str, ...]:
    marks: list[str] = []
    if forked_at is not None and 0 <= forked_at <= entry.header.sequence:
        marks.append(FORKED)
    if gone:
        marks.append(ERASED)
    return tuple(marks)


def facts_about(db: Connection, subject: bytes, identities: Sequence[AgeIdentity]) -> list[Fact]:
    """All facts of a subject in order. What its author had no right to add is marked, and changes nothing (I8)."""
    return facts_of(db, store.of_subject(db, subject), identities)


def facts_of(db: Connection, entries: Sequence[Entry], identities: Sequence[AgeIdentity]) -> list[Fact]:
    """The facts of these entries, which are all that is held about one subject, in order."""
    facts = _facts(db, entries, identities, Authors())
    desks = _desk_posts(db) if any(_asks_for_desk(entry) for entry in entries) else frozenset[str]()
    return _judged_all(facts, entries, desks)


def facts_about_many(
    db: Connection, subjects: Sequence[bytes], identities: Sequence[AgeIdentity]
) -> Iterator[tuple[bytes, list[Fact]]]:
    """The facts of each of these subjects, asked for together: a third of the time that one after another takes."""
    desks, authors = _desk_posts(db), Authors()
    for subject, entries in store.of_subjects(db, subjects).items():
        yield subject, _judged_all(_facts(db, entries, identities, authors), entries, desks)


def _facts(db: Connection, entries: Sequence[Entry], identities: Sequence[AgeIdentity], authors: Authors) -> list[Fact]:
    """Entries as facts; each author is looked up once, for a few people write nearly all of it."""
    facts = []
    for entry in entries:
        signed = entry.kid, entry.header.stream
        if signed not in authors:
            authors[signed] = _author(db, entry)
        facts.append(_fact(entry, identities, authors[signed]))
    return facts


def _judged_all(facts: Sequence[Fact], entries: Sequence[Entry], desks: frozenset[str]) -> list[Fact]:
    owner = next((fact.source.post for fact, entry in zip(facts, entries, strict=True) if _begins(entry)), None)
    return [_judged(fact, entry, owner, desks) for fact, entry in zip(facts, entries, strict=True)]


def _begins(entry: Entry) -> bool:
    return entry.header.subject is None


def _asks_for_desk(entry: Entry) -> bool:
    """Whether it matters if the author is a desk: most subjects are one entry of a post, which spares the look-up."""
    grant = GRANTS.get(entry.header.kind)
    return not _begins(entry) or (grant is not None and grant.desk_only)


_DESK_POSTS = select(tables.certificate.c.post).where(tables.certificate.c.desk == 1).distinct()


def _desk_posts(db: Connection) -> frozenset[str]:
    return frozenset(row.post for row in db.execute(_DESK_POSTS))


def _judged(fact: Fact, entry: Entry, owner: str | None, desks: frozenset[str]) -> Fact:
    source = fact.source
    allowed = may_write(
        source.kind,
        source.role,
        # A desk speaks for the posts of its own province alone.
        from_desk=source.post in desks and (owner is None or label_of(source.post) == label_of(owner)),
        begins=_begins(entry),
        owns=owner is not None and source.post == owner,
    )
    if allowed:
        return fact
    return Fact(fact.event, msgspec.structs.replace(source, marks=(*source.marks, UNAUTHORISED)))


def heads_of(facts: Sequence[Fact]) -> list[bytes]:
    """Digests of the subject's last entries that no other names as parent, oldest first (D2)."""
    named = {parent for fact in facts for parent in fact.source.parents}
    return [fact.source.digest for fact in facts if fact.source.digest[:16] not in named]
