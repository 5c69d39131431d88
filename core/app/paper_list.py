"""Which papers go with a report, and what stands in the way of each; makes no paper itself."""

from __future__ import annotations

from sqlalchemy import Connection

from core.app import queries, views
from core.app.answers import find_report
from core.app.device import Device
from core.domain.papers import KINDS, VISITOR
from core.domain.report import fold
from core.journal import reading


def papers(db: Connection, device: Device, query: queries.Papers) -> tuple[views.PaperRow, ...]:
    """Every paper that goes with a report, with the code of the reason where it cannot be printed from here."""
    row = find_report(db, device, query.report)
    state = fold(reading.facts_about(db, bytes(row.subject), device.identities))
    readable = state.story is not None
    rows = [_receipt_row(readable and state.parties is not None)] if row.kind in VISITOR else []
    for name, kind in KINDS.items():
        if row.kind in kind.reports:
            reason = "paper.sealed" if kind.needs_words and not readable else ""
            rows.append(views.PaperRow(name, reason, blank=kind.personal))
    return tuple(rows)


def _receipt_row(readable: bool) -> views.PaperRow:
    return views.PaperRow("t05", "" if readable else "receipt.sealed", blank=False)
