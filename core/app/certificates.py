"""Whose certificates are known here, and from when one is not believed any more."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from core.app import queries
from core.app.answers import show_time
from core.app.device import Device
from core.app.revoked import STILL_GOOD
from core.app.views import CertificateRow
from core.crypto.certificates import read as read_certificate
from core.crypto.certificates import signer_of
from core.domain.authority_ended import may_end
from core.storage import tables


def certificates(db: Connection, device: Device, query: queries.Certificates) -> tuple[CertificateRow, ...]:
    """Every certificate of a person or device, by post and name. Where an officer left, or a laptop's key was renewed, it
    stays good for what it signed before."""
    table, taken = tables.certificate, tables.revocation.c
    since = func.min(taken.since).label("revoked")
    shown = (table.c.kid, table.c.name, table.c.role, table.c.post, table.c.ca, table.c.since.label("begun"))
    query_ = select(*shown, since).outerjoin(tables.revocation, (taken.kid == table.c.kid) & taken.reason.not_in(STILL_GOOD))
    rows = db.execute(query_.group_by(table.c.kid).order_by(table.c.post, table.c.name, table.c.kid)).all()
    zone = device.belongings.zone
    endable = {ca: may_end(read_certificate(ca).granted_roles) for ca in {bytes(each.ca) for each in rows}}
    return tuple(
        CertificateRow(
            key=bytes(r.kid).hex(),
            name=r.name,
            role=r.role,
            post=r.post,
            revoked="" if r.revoked is None else show_time(r.revoked, zone),
            since=show_time(r.begun, zone),
            authority=signer_of(bytes(r.ca)).hex(),
            may_end=endable[bytes(r.ca)],
        )
        for r in rows
    )
