"""Certificates of a made-up province and entries signed with them, in memory: for tests of rules that need no laptop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine

from core.crypto.certificates import make_ca, make_leaf, make_root, read
from core.crypto.cose import key_id
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.authority import DESK_ROLES
from core.domain.events import Event, StreamFacts, StreamOpened
from core.domain.moment import Moment
from core.journal import catalogue
from core.journal.entry import Entry, Header, write_entry
from core.journal.handling import Circumstance, write_handling
from core.storage import tables
from tests.world import dice

NOW = datetime(2027, 3, 1, tzinfo=UTC)
ENTROPY = dice("offices")
RECIPIENT = AgeIdentity.generate().recipient
CIRCUMSTANCE = Circumstance(Moment(1_707_100_000_000, "Asia/Jakarta", "2024-02-05T09:26:40"), b"\1" * 8, b"\2" * 16)
POST_ROLES, DESK = ("head", "officer", "device"), ("administrator", "triage", "device")

TABLES = (
    tables.entry, tables.part, tables.subject_key, tables.stream, tables.certificate, tables.revocation, tables.authority_end,
)  # fmt: skip


@cache
def key(name: str) -> SigningKey:
    """The key of this name."""
    return SigningKey.generate(dice(f"key of {name}"))


@dataclass(frozen=True)
class Province:
    """A root and what it stands for."""

    name: str = "Contoh"

    @property
    def root(self) -> bytes:
        """The root's certificate."""
        return _root(self.name)

    @property
    def id(self) -> bytes:
        """What entries call the province."""
        return read(self.root).province_id

    def office(self, post: str = "K1", *roles: str) -> Office:
        """One of its posts or desks."""
        return Office(self, post, roles or POST_ROLES)


@cache
def _root(name: str) -> bytes:
    return make_root(f"Provinsi {name}", key(f"root of {name}"), NOW, ENTROPY)


@dataclass(frozen=True)
class Office:
    """A post or a desk: an authority that gives out certificates."""

    province: Province
    post: str
    roles: tuple[str, ...]

    @property
    def ca(self) -> bytes:
        """The authority's certificate."""
        return _ca(self)

    def leaf(self, role: str = "officer", name: str = "Ani") -> bytes:
        """The certificate of somebody or of a laptop; his key is that of his name."""
        return _leaf(self, role, name)

    def opening(self, role: str = "officer", **changes: Any) -> StreamFacts:
        """How its laptop L begins to write for the desks, with Ani at it."""
        device = self.leaf("device", "L")
        facts: dict[str, Any] = {
            "device": key_id(device), "device_certificate": device, "officer_certificate": self.leaf(role),
            "ca_certificate": self.ca, "audience": "desks",
            "province": self.province.id, "post": self.post, "drill": False, "kit": b"",
            "recipient": RECIPIENT,
        }  # fmt: skip
        return StreamFacts(**(facts | changes))


@cache
def _ca(office: Office) -> bytes:
    province, own = office.province, key(f"ca of {office.post}")
    return make_ca(province.root, key(f"root of {province.name}"), office.post, office.roles, own.public, NOW, ENTROPY)


@cache
def _leaf(office: Office, role: str, name: str) -> bytes:
    return make_leaf(office.ca, key(f"ca of {office.post}"), role, name, key(name).public, ENTROPY)


def signed(
    event: Event | str, leaf: bytes, *, by: str = "Ani", stream: bytes = b"s" * 16, before: Entry | None = None,
    subject: bytes | None = None, parts: dict[str, bytes] | None = None, parents: list[bytes] = [],  # noqa: B006  never changed
) -> Entry:  # fmt: skip
    """An entry of this event by whoever has this certificate; ``parts`` stand in the place of the event's own.

    A kind's name stands for an event of which nothing is to be read.
    """
    kind, version = (event, 1) if isinstance(event, str) else catalogue.kind_of(event)
    own = {"facts": b"\xa0"} if isinstance(event, str) else catalogue.write_parts(event)
    sequence, previous = (0, None) if before is None else (before.header.sequence + 1, before.digest)
    header = Header(stream, sequence, previous, sequence + 1, subject, kind, version, {})
    contents = (own if parts is None else parts) | {"handling": write_handling(CIRCUMSTANCE, parents)}
    return write_entry(key(by), key_id(leaf), header, contents, ENTROPY)


def opened(facts: StreamFacts, by: str = "Ani") -> Entry:
    """The first entry of a stream."""
    return signed(StreamOpened(facts), facts.officer_certificate, by=by)


@contextmanager
def journal() -> Iterator[Connection]:
    """An empty store in memory, with the tables of the journal."""
    engine = create_engine("sqlite://")
    with engine.begin() as db:
        for table in TABLES:
            table.create(db)
        yield db
    engine.dispose()


def know(db: Connection, office: Office, role: str = "officer", name: str = "Ani", *, post: str = "") -> bytes:
    """Put a certificate into a store as one that was proven; ``post`` where it is shown with its province."""
    leaf = office.leaf(role, name)
    values = {"kid": key_id(leaf), "der": leaf, "ca": office.ca, "name": name, "role": role, "post": post or office.post}
    db.execute(tables.certificate.insert().values(values | {"desk": int(bool(DESK_ROLES & set(office.roles))), "since": 0}))
    return leaf


def know_stream(db: Connection, stream: bytes, device: bytes, post: str, forked_at: int = -1) -> None:
    """Put a stream into a store."""
    values = {"stream": stream, "device": device, "audience": "desks", "post": post, "recipient": "", "kit": b"", "follows": b""}
    db.execute(tables.stream.insert().values(values | {"forked_at": forked_at}))
