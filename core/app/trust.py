"""Trust anchors for whoever verifies papers: the province's roots first, then the certificates it has seen published."""

from __future__ import annotations

import base64
import textwrap

from sqlalchemy import Connection, select

from core.app.device import Device
from core.documents.trust import REVOCATION
from core.domain.authority_ended import OUTSIDE
from core.domain.device_key import RENEWALS
from core.domain.officer import ENDED
from core.journal import store
from core.journal.entry import write_record
from core.storage import tables


def pem(db: Connection, device: Device) -> bytes:
    """Roots, then CA certificates, then leaves, each once, then revocations and ended authorities, as PEM (RFC 7468)."""
    rows = db.execute(select(tables.certificate.c.der, tables.certificate.c.ca).order_by(tables.certificate.c.kid)).all()
    ordered = [*device.belongings.anchors, *(bytes(row.ca) for row in rows), *(bytes(row.der) for row in rows)]
    certificates = [block("CERTIFICATE", der) for der in dict.fromkeys(ordered)]
    return b"".join([*certificates, *(block(REVOCATION, record) for record in _revocations(db))])


def _revocations(db: Connection) -> list[bytes]:
    """The administrator's own signed entries: whoever holds the root proves them, and no key is needed to pass them on."""
    table, ends = tables.revocation.c, tables.authority_end.c
    one_by_one = select(table.stream, table.seq, table.entry).where(table.reason.not_in((ENDED, OUTSIDE, *RENEWALS)))
    places = db.execute(one_by_one.union(select(ends.stream, ends.seq, ends.entry)).order_by("entry")).all()
    entries = [store.read(db, bytes(place.stream), place.seq, bytes(place.entry)) for place in places]
    return [write_record(entry) for entry in entries if entry is not None]


def block(label: str, der: bytes) -> bytes:
    """One PEM block (RFC 7468)."""
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode("ascii"), 64))
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n".encode()
