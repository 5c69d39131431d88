"""What waits for a second officer, and what became of it: one row for each proposal, without a word of the report."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from core.domain.case import BEYOND_REMIT, CLOSE
from core.domain.case_state import CaseState
from core.domain.correcting import APPROVED
from core.domain.events import Fact
from core.domain.identity_rules import OPENED, openings_of
from core.domain.report import ReportState
from core.storage import tables
from core.storage.many import insert_into

ERASE = "erase"
OPEN = "open_identity"
"""The act of an erasure order; a correction's act is its own (amend, void, restore), a closing's is in ``case``.

``OPEN`` opens a sealed identity.
"""


def project_approvals(db: Connection, subject: bytes, state: ReportState, case: CaseState) -> None:
    """Derive the rows of one report's proposals anew."""
    db.execute(tables.approval.delete().where(tables.approval.c.subject == subject))
    rows = list(_rows(subject, state, case))
    if rows:
        db.execute(insert_into(tables.approval), rows)


def _rows(subject: bytes, state: ReportState, case: CaseState) -> Iterator[dict[str, object]]:
    for correction in state.corrections:
        told = correction.facts
        words = {"act": told.act, "status": correction.status, "reason": told.reason, "fields": " ".join(told.fields)}
        yield words | _source(subject, correction.fact)
    for erasure in state.erasures:
        told_parts = " ".join(erasure.facts.parts)
        words = {"act": ERASE, "status": erasure.status, "reason": erasure.facts.ground, "fields": told_parts}
        yield words | _source(subject, erasure.fact)
    for closing in case.closings:
        if closing.facts.outcome == BEYOND_REMIT:
            words = {"act": CLOSE, "status": closing.status, "reason": closing.facts.outcome, "fields": ""}
            yield words | _source(subject, closing.fact)
    yield from _openings(subject, state)


def _openings(subject: bytes, state: ReportState) -> Iterator[dict[str, object]]:
    for opening in openings_of(state.history):
        status = APPROVED if opening.status == OPENED else opening.status
        told = {"act": OPEN, "status": status, "reason": opening.facts.purpose, "fields": opening.facts.addressee}
        yield told | _source(subject, opening.fact)


def _source(subject: bytes, fact: Fact) -> dict[str, object]:
    source = fact.source
    return {
        "digest": source.digest,
        "subject": subject,
        "signer": source.signer,
        "officer": source.officer,
        "post": source.post,
        "at": source.at,
        "zone": source.zone,
        "command": source.command,
    }
