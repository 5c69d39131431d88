"""What readers say they hold: rows computed from their signed acknowledgements (D1)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.errors import Untrusted
from core.journal.acknowledgement import Acknowledgement, read_acknowledgement
from core.journal.admission import is_desk_ca
from core.storage import tables


def project_acknowledgement(db: Connection, acknowledgement: Acknowledgement, *, desk: bool) -> None:
    """Replace the rows of one reader by what its newest acknowledgement says; ``desk`` when the province signed it."""
    device = acknowledgement.device
    db.execute(tables.acked.delete().where(tables.acked.c.device == device))
    db.execute(tables.acked_missing.delete().where(tables.acked_missing.c.device == device))
    rows = [
        {
            "device": device,
            "stream": position.stream,
            "seq": position.sequence,
            "digest": position.digest,
            "desk": int(desk),
        }
        for position in acknowledgement.positions
    ]
    if rows:
        db.execute(tables.acked.insert(), rows)
    if acknowledgement.missing:
        missing = [{"device": device, "token": token} for token in acknowledgement.missing]
        db.execute(tables.acked_missing.insert(), missing)


def rebuild(db: Connection) -> None:
    """Derive every reader's rows again from the objects as they came."""
    for row in db.execute(select(tables.acknowledgement.c.cose, tables.acknowledgement.c.ca)).all():
        try:
            project_acknowledgement(db, read_acknowledgement(bytes(row.cose)), desk=is_desk_ca(bytes(row.ca)))
        except Untrusted:
            continue
