"""Answers that are papers: ReportLab and pyHanko take a second to import, so they come in when the first paper is made."""

from __future__ import annotations

from sqlalchemy import Connection

from core.app import queries
from core.app.device import Device


def receipt(db: Connection, device: Device, query: queries.Receipt) -> bytes:
    """See :func:`core.app.receipts.receipt`."""
    from core.app import receipts

    return receipts.receipt(db, device, query)


def paper(db: Connection, device: Device, query: queries.Paper) -> bytes:
    """See :func:`core.app.letters.paper`."""
    from core.app import letters

    return letters.paper(db, device, query)
