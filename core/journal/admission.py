"""May this entry be taken in? Signature, certificate, standing and kind; the same answer in whatever order things come.

Whether an author may touch *that subject* is decided in the fold (``reading``), where the whole subject is seen:
so the set of entries held never depends on the order in which sticks arrive (I2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.crypto.certificates import Standing, verify_chain
from core.crypto.certificates import read as read_certificate
from core.crypto.cose import key_id, verify1
from core.crypto.sealing import require_recipient
from core.crypto.signing import VerifyKey
from core.domain.authority import DESK_ROLES, ENROLLED, GRANTS, PEOPLE, REGENCY, allows
from core.domain.device_key import HEADS_LIMIT, DeviceRenewed, DeviceRenewedFacts
from core.domain.errors import Untrusted
from core.domain.events import OfficerEnrolled, StreamFacts, StreamOpened
from core.domain.nation import label_of, qualified
from core.domain.regency import BOUND, PREFIX, outside
from core.domain.sealed_day import is_sealed_audience
from core.journal import catalogue, endings, handover, reading
from core.journal.entry import Entry
from core.storage import tables

DEVICE_ROLE = "device"

_CERTIFICATE = select(
    tables.certificate.c.der, tables.certificate.c.role, tables.certificate.c.desk, tables.certificate.c.post
).where(tables.certificate.c.kid == bindparam("kid"))
_POST = select(tables.stream.c.post).where(tables.stream.c.stream == bindparam("stream"))


@dataclass(frozen=True, slots=True)
class Trust:
    """Anchors (root certificates, DER) and the province that they stand for."""

    anchors: Sequence[bytes]
    province: bytes
    proven: Set[bytes] = frozenset()
    """Signatures that :func:`prove` found right before, so that nobody else waits while they are proven."""
    label: str = ""
    """What stands before this province's codes here; empty everywhere but at a national office."""
    others: Mapping[bytes, Trust] = field(default_factory=dict)
    """The provinces that a national office reads, by their id; each is proven by its own anchors alone."""

    def of(self, province: bytes) -> Trust:
        """The trust that an entry of this province is proven by; this one where there is none of its own."""
        return self.others.get(province, self)

    def labelled(self, label: str) -> Trust:
        """The same, by what stands before a code."""
        return next((each for each in self.others.values() if each.label == label), self)


def admit(db: Connection, trust: Trust, entry: Entry) -> None:
    """Raise ``Untrusted`` unless a known officer signed this entry and may write its kind.

    Codes: ``signer.unknown``, ``signature``, ``certificate.chain``, ``province.foreign``, ``entry.not_allowed``,
    ``authority.ended``.
    """
    if entry.header.sequence == 0:
        _admit_opening(db, trust, entry)
        _require_own_stream(db, entry)
        return
    _admit_later(trust, entry, _signer(db, entry.kid), _post_of(db, entry.header.stream))


def admit_run(db: Connection, trust: Trust, entries: Sequence[Entry]) -> None:
    """The same for later entries of one stream of which none makes a signer known.

    Each signer is looked up once, and what he may write is asked once for each kind; every signature is proven.
    """
    post = _post_of(db, entries[0].header.stream)
    signers = {kid: _signer(db, kid) for kid in {entry.kid for entry in entries}}
    allowed = set[tuple[bytes, str]]()
    for entry in entries:
        row, act = signers[entry.kid], (entry.kid, entry.header.kind)
        if act in allowed:
            _require_proof(trust.proven, entry, row.der)
        else:
            _admit_later(trust, entry, row, post)
            allowed.add(act)


def certificates(db: Connection, kids: Collection[bytes]) -> dict[bytes, bytes]:
    """Those of these certificates that are known, by key id."""
    rows = {kid: _signer(db, kid) for kid in kids}
    return {kid: bytes(row.der) for kid, row in rows.items() if row is not None}


def prove(entries: Sequence[Entry], known: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """The names of those signatures that are right; asks no store. Of an entry without known certificate nothing is said."""
    for entry in entries:
        certificate = known.get(entry.kid)
        if certificate is not None and verify1(entry.message, _key_in(certificate)):
            yield _name(entry, certificate)


def _name(entry: Entry, certificate: bytes) -> bytes:
    """What stands for one signature under one certificate."""
    return hashlib.sha256(certificate + entry.cose).digest()


def _signer(db: Connection, kid: bytes) -> Any:
    """The row of a certificate, or None."""
    return db.execute(_CERTIFICATE, {"kid": kid}).first()


def _post_of(db: Connection, stream: bytes) -> str | None:
    return db.execute(_POST, {"stream": stream}).scalar()


def _admit_later(trust: Trust, entry: Entry, row: Any, post: str | None) -> None:
    if row is None:
        raise Untrusted("signer.unknown")
    _require_proof(trust.proven, entry, bytes(row.der))
    if post is not None and post != row.post:
        raise Untrusted("entry.not_allowed", what="stream of another post")
    _require_kind(entry.header.kind, str(row.role), from_desk=bool(row.desk))
    if row.role == REGENCY and entry.header.kind in BOUND:
        _require_own_area(entry, str(row.post))
    own = trust.labelled(label_of(str(row.post)))
    _require_own_officer(own, entry, str(row.post))
    _require_own_renewal(own, entry, str(row.post))


def _require_own_officer(trust: Trust, entry: Entry, post: str) -> None:
    """A certificate becomes known only when it leads to an anchor and is of the author's own post (D6)."""
    if entry.header.kind != "officer.enrolled":
        return
    event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    if not isinstance(event, OfficerEnrolled) or event.facts is None:
        return
    standing = verify_chain(event.facts.certificate, event.facts.ca_certificate, trust.anchors)
    if qualified(trust.label, standing.post) != post or standing.role not in ENROLLED:
        raise Untrusted("entry.not_allowed", what="officer.enrolled")


def _require_own_renewal(trust: Trust, entry: Entry, post: str) -> None:
    """One laptop's key follows another's only by the old one's word, and within the author's own post."""
    if entry.header.kind != "device.renewed":
        return
    event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    if not isinstance(event, DeviceRenewed) or event.facts is None:
        return
    facts = event.facts
    for leaf, ca in ((facts.previous, facts.previous_ca), (facts.certificate, facts.ca_certificate)):
        standing = verify_chain(leaf, ca, trust.anchors)
        if qualified(trust.label, standing.post) != post or standing.role != DEVICE_ROLE:
            raise Untrusted("entry.not_allowed", what="device.renewed")
    require_recipient(facts.recipient)
    if not _hands_over(facts, trust.province):
        raise Untrusted("entry.not_allowed", what="device.renewed")


def _hands_over(facts: DeviceRenewedFacts, province: bytes) -> bool:
    return (
        len(facts.heads) <= HEADS_LIMIT
        and key_id(facts.previous) != key_id(facts.certificate)
        and handover.is_proven(facts, province)
    )


def _require_proof(proven: Set[bytes], entry: Entry, certificate: bytes) -> None:
    if not proven or _name(entry, certificate) not in proven:
        _require_signature(entry, certificate)


def _require_signature(entry: Entry, certificate: bytes) -> None:
    if not verify1(entry.message, _key_in(certificate)):
        raise Untrusted("signature")


@lru_cache(maxsize=1024)
def _key_in(certificate: bytes) -> VerifyKey:
    """The key of a certificate, read once: whose certificate counts is asked anew for every entry."""
    return VerifyKey.from_certificate(certificate)


def _require_kind(kind: str, role: str, *, from_desk: bool) -> None:
    """The table of authority; a device may write what the table names it for and nothing else."""
    grant = GRANTS.get(kind)
    allowed = role in PEOPLE if grant is None else allows(grant, role, from_desk=from_desk)
    if not allowed:
        raise Untrusted("entry.not_allowed", what=kind)


def _require_own_area(entry: Entry, post: str) -> None:
    """A regency's desk writes of its own area, and issues the papers of its team; a national office was told nothing of it."""
    found = outside(post, reading.event_of(entry, ()))
    if found:
        raise Untrusted("entry.not_allowed", what=found)


def _admit_opening(db: Connection, trust: Trust, entry: Entry) -> None:
    """Entry 0 brings its own certificates; they must lead to an anchor, and the audience must be the post's to address.

    Of an authority that was ended they must be among those that stay good: nothing new begins under its key. This alone
    depends on what came first, and is asked only after everything else of the entry was proven.
    """
    event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    if not isinstance(event, StreamOpened) or event.facts is None:
        raise Untrusted("malformed", where="entry 0")
    facts = event.facts
    trust = trust.of(facts.province)
    device = verify_chain(facts.device_certificate, facts.ca_certificate, trust.anchors)
    officer = verify_chain(facts.officer_certificate, facts.ca_certificate, trust.anchors)
    if facts.province != trust.province:
        raise Untrusted("province.foreign")
    if key_id(facts.officer_certificate) != entry.kid:
        raise Untrusted("signer.unknown")
    _require_signature(entry, facts.officer_certificate)
    _require_own_names(facts, device, officer)
    endings.require_kept(db, (facts.device_certificate, facts.officer_certificate), facts.ca_certificate, trust.label)


def _require_own_stream(db: Connection, entry: Entry) -> None:
    """A second opening of a stream is a fork of its own device (D4), never a way into another's stream."""
    event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    device = select(tables.stream.c.device).where(tables.stream.c.stream == entry.header.stream)
    held = db.execute(device).scalar()
    facts = event.facts if isinstance(event, StreamOpened) else None
    if held is not None and (facts is None or bytes(held) != facts.device):
        raise Untrusted("entry.not_allowed", what="stream of another device")


def _require_own_names(facts: StreamFacts, device: Standing, officer: Standing) -> None:
    # A sealed day is signed by the device, so that it names no officer (D14).
    signers = {DEVICE_ROLE} if is_sealed_audience(facts.audience) else ENROLLED
    same = device.post == officer.post == facts.post and device.role == DEVICE_ROLE and officer.role in signers
    if not device.province_id == officer.province_id == facts.province:
        raise Untrusted("province.foreign")
    if not same or facts.device != key_id(facts.device_certificate):
        raise Untrusted("entry.not_allowed", what="stream.opened")
    # Objects are sealed to it later: one unusable recipient would stop every sending.
    require_recipient(facts.recipient)
    granted = set(read_certificate(facts.ca_certificate).granted_roles)
    addressed = facts.audience == "desks" or REGENCY not in granted
    if not addressed or not may_address(facts.audience, from_desk=bool(granted & DESK_ROLES)):
        raise Untrusted("entry.not_allowed", what=facts.audience)


def may_address(audience: str, *, from_desk: bool) -> bool:
    """A post writes to the desks and, sealed, to guards; the province to its desks, to all, to one post or regency (D11)."""
    if audience == "desks":
        return True
    if is_sealed_audience(audience):
        return not from_desk
    return from_desk and (audience == "all" or audience.startswith(("post:", PREFIX)))


def is_desk_ca(certificate: bytes) -> bool:
    """True when the CA certificate's constraint grants desk roles."""
    return bool(set(read_certificate(certificate).granted_roles) & DESK_ROLES)
