"""Ending a post's certificate authority: one entry for everybody, with the certificates of it that stay good.

Those are all that this office knows, also of officers who left, of keys that were renewed, and what was taken back one by one and
stays so: nothing that was taken in changes, and no reader refuses what another one holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.app.answers import show_time
from core.app.device import EVERYBODY, Device
from core.app.writing import begin, done_before
from core.crypto.certificates import read as read_certificate
from core.crypto.certificates import signer_of
from core.domain import authority
from core.domain.authority_ended import (
    KIND,
    OUTSIDE,
    AuthorityEnded,
    AuthorityEndedFacts,
    EndAuthority,
    check_kept,
    may_end,
)
from core.domain.errors import Invalid, NotAllowed
from core.domain.proof import check_reason, check_since
from core.journal import store
from core.journal.catalogue import read_event
from core.journal.endings import ending_of
from core.journal.reading import open_parts
from core.storage import tables


@dataclass(frozen=True, slots=True)
class AuthorityEnd:
    """What was ended: the authority's name (hex), its post, and how many certificates the entry keeps.

    ``stands`` is from when it was ended before (RFC 3339), where that said all of it already and nothing was written; else empty.
    """

    authority: str
    post: str
    kept: int
    stands: str = ""


def end(device: Device, command: EndAuthority) -> AuthorityEnd:
    """Write it into the stream for everybody. Once more for the same authority adds an earlier moment, another reason and what
    ``keep`` names; where it adds nothing, nothing is written.

    Raises ``NotAllowed`` (``authority.refused``, ``authority.own``), ``Invalid``: ``revocation.reason``, ``revocation.time``,
    ``revocation.unknown``, ``authority.unknown``, ``authority.several``, ``authority.many``.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    since, reason = check_since(command.since), check_reason(command.reason)
    with device.database.writing() as db:
        name, post, ca = _named(db, command.authority)
        if not may_end(read_certificate(ca).granted_roles):
            raise NotAllowed("authority.own")
        kept = check_kept([*_good(db, ca), *command.keep])
        if not done_before(db, command.command):
            standing = ending_of(db, ca)
            if standing is not None and standing.says(since, kept) and reason in _reasons(db, name):
                stands = show_time(standing.since, device.belongings.zone)
                return AuthorityEnd(name.hex(), post, len(standing.kept), stands)
            facts = AuthorityEndedFacts(authority=name, kept=kept, since=since, reason=reason)
            begin(db, device, AuthorityEnded(facts), EVERYBODY, command.command)
    return AuthorityEnd(name.hex(), post, len(kept))


def require_going_on(device: Device) -> None:
    """Raise ``NotAllowed('authority.over')`` where the authority of this laptop was ended: nobody believes what it gives out."""
    with device.database.reading() as db:
        if ending_of(db, device.belongings.ca_certificate) is not None:
            raise NotAllowed("authority.over")


def _reasons(db: Connection, name: bytes) -> set[str]:
    """Why an authority was ended, by every entry of this province that did."""
    table = tables.authority_end.c
    rows = db.execute(select(table.stream, table.seq, table.entry).where(table.authority == name, table.label == "")).all()
    entries = store.read_many(db, ((bytes(row.stream), int(row.seq), bytes(row.entry)) for row in rows))
    events = [read_event(KIND, entry.header.version, open_parts(entry, ())) for entry in entries]
    return {each.facts.reason for each in events if isinstance(each, AuthorityEnded) and each.facts is not None}


def _named(db: Connection, wanted: str) -> tuple[bytes, str, bytes]:
    """Name, post and certificate (DER) of the authority that somebody means: by its name, or by the code of a post with one."""
    table, text = tables.certificate.c, wanted.strip()
    held = {
        signer_of(bytes(row.ca)): (str(row.post), bytes(row.ca))
        for row in db.execute(select(table.ca, table.post).distinct().order_by(table.ca))
    }
    # Of a post with two the code says nothing, also where one was ended: whoever means that one must not end the new one.
    found = [name for name, (post, _) in held.items() if text.lower() == name.hex() or text.upper() == post]
    if not found:
        raise Invalid("authority.unknown")
    if len(found) > 1:
        raise Invalid("authority.several", names=", ".join(sorted(name.hex() for name in found)))
    return found[0], *held[found[0]]


def _good(db: Connection, ca: bytes) -> list[bytes]:
    """Key ids of the certificates of an authority that are known and not outside already."""
    table, name = tables.certificate.c, signer_of(ca)
    left_out = select(tables.revocation.c.kid).where(tables.revocation.c.reason == OUTSIDE)
    rows = db.execute(select(table.kid, table.ca).where(table.kid.not_in(left_out)))
    return [bytes(row.kid) for row in rows if signer_of(bytes(row.ca)) == name]
