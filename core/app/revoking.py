"""Taking a certificate back: one entry for everybody; what was signed before stays signed, and no entry is dropped."""

from __future__ import annotations

from sqlalchemy import select

from core.app import identity_key, publishing
from core.app.device import EVERYBODY, Device
from core.app.streams import own_stream
from core.app.writing import done_before
from core.crypto.certificates import signer_of
from core.domain import authority
from core.domain.errors import Invalid, NotAllowed
from core.domain.proof import CertificateRevoked, CertificateRevokedFacts, RevokeCertificate, check_reason, check_since
from core.journal.author import Placement
from core.storage import tables

KIND = "certificate.revoked"


def revoke(device: Device, command: RevokeCertificate) -> str:
    """Write the revocation into the stream for everybody; gives the name in the certificate.

    Raises ``NotAllowed`` (``authority.refused``, ``revocation.own``, ``identity.last_pair``), ``Invalid``: ``revocation.reason``,
    ``revocation.time``, ``revocation.unknown``.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if command.kid in (device.device, device.officer.kid):  # nothing that undoes it would be believed
        raise NotAllowed("revocation.own")
    facts = CertificateRevokedFacts(kid=command.kid, since=check_since(command.since), reason=check_reason(command.reason))
    with device.database.writing() as db:
        table = tables.certificate.c
        known = db.execute(select(table.name, table.der).where(table.kid == command.kid)).first()
        if known is None:
            raise Invalid("revocation.unknown")
        name = str(known.name)
        if done_before(db, command.command):
            return name
        if not command.doubted:
            identity_key.require_pair_without(device, [signer_of(bytes(known.der))], name)
        placement = Placement(own_stream(db, device, EVERYBODY, command.command))
        entry = device.author.write(db, CertificateRevoked(facts), placement, device.circumstance(command.command))
        device.projector.project(db, entry)
    identity_key.prune(device)
    publishing.refresh(device)  # what it published since counts no more
    return name
