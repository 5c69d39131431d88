"""What readers say they hold: rows computed from their signed acknowledgements (D1)."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from core.crypto.certificates import read as read_certificate
from core.domain.authority import NATIONAL
from core.domain.errors import Untrusted
from core.journal.acknowledgement import Acknowledgement, read_acknowledgement
from core.journal.admission import is_desk_ca
from core.storage import tables

POST, DESK, NATION = 0, 1, 2
"""Who reads: a post's laptop, a desk of the province, the national office."""

_FORGET = tables.acked.delete().where(tables.acked.c.device == bindparam("reader"))
_FORGET_MISSING = tables.acked_missing.delete().where(tables.acked_missing.c.device == bindparam("reader"))
_PUT, _PUT_MISSING = tables.acked.insert(), tables.acked_missing.insert()


def reader_of(ca: bytes) -> int:
    """Which of them a CA certificate stands for."""
    if is_desk_ca(ca):
        return DESK
    return NATION if NATIONAL in read_certificate(ca).granted_roles else POST


def project_acknowledgement(db: Connection, acknowledgement: Acknowledgement, *, reader: int) -> None:
    """Replace the rows of one reader by what its newest acknowledgement says."""
    device = acknowledgement.device
    db.execute(_FORGET, {"reader": device})
    db.execute(_FORGET_MISSING, {"reader": device})
    rows = [
        {
            "device": device,
            "stream": position.stream,
            "seq": position.sequence,
            "digest": position.digest,
            "desk": reader,
        }
        for position in acknowledgement.positions
    ]
    if rows:
        db.execute(_PUT, rows)
    if acknowledgement.missing:
        missing = [{"device": device, "token": token} for token in acknowledgement.missing]
        db.execute(_PUT_MISSING, missing)


def rebuild(db: Connection) -> None:
    """Derive every reader's rows again from the objects as they came."""
    for row in db.execute(select(tables.acknowledgement.c.cose, tables.acknowledgement.c.ca)).all():
        try:
            project_acknowledgement(db, read_acknowledgement(bytes(row.cose)), reader=reader_of(bytes(row.ca)))
        except Untrusted:
            continue
