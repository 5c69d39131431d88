"""Trust anchors for whoever verifies papers: the province's roots first, then the certificates it has seen published."""

from __future__ import annotations

import base64
import textwrap

from sqlalchemy import Connection, select

from core.app.device import Device
from core.storage import tables


def pem(db: Connection, device: Device) -> bytes:
    """Roots, then CA certificates, then leaves, each once, as PEM (RFC 7468)."""
    rows = db.execute(select(tables.certificate.c.der, tables.certificate.c.ca).order_by(tables.certificate.c.kid)).all()
    ordered = [*device.belongings.anchors, *(bytes(row.ca) for row in rows), *(bytes(row.der) for row in rows)]
    return b"".join(_block(der) for der in dict.fromkeys(ordered))


def _block(der: bytes) -> bytes:
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode("ascii"), 64))
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n".encode()
