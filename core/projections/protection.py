"""Rows of data breaches, of requests for access, of reports to purge: each derived anew from all that is held about it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from core.crypto.sealing import AgeIdentity
from core.domain.access_rules import access_of
from core.domain.breach_state import breach_of
from core.domain.case_state import CaseState
from core.domain.identity_purge import holds_identity
from core.domain.retention import purge_due_of
from core.journal import reading
from core.storage import tables
from core.storage.many import insert_into

NEVER = -1


def project_protection(db: Connection, subject: bytes, identities: Sequence[AgeIdentity]) -> None:
    """Write the subject's row anew; what no desk began has none (I8)."""
    history = reading.facts_about(db, subject, identities)
    breach, access = breach_of(history), access_of(history)
    if breach is not None:
        stopped = NEVER if breach.stopped is None else breach.stopped
        row = {"subject": subject, "known": breach.facts.known, "stopped": stopped, "closed": int(breach.closed is not None)}
        db.execute(tables.breach.delete().where(tables.breach.c.subject == subject))
        db.execute(insert_into(tables.breach), row)
    if access is not None:
        told = {name: getattr(access.facts, name) for name in ("about", "day", "who")}
        db.execute(tables.access_request.delete().where(tables.access_request.c.subject == subject))
        db.execute(insert_into(tables.access_request), {"subject": subject, "status": access.status, **told})


def project_purge(db: Connection, subject: bytes, case: CaseState) -> None:
    """Whether a report is to be purged in time, from when that counts, and what stands before it."""
    db.execute(tables.purge_due.delete().where(tables.purge_due.c.subject == subject))
    due = purge_due_of(case)
    if due is not None:
        values = {"since": due.since, "outcome": due.outcome, "held": int(due.held), "ordered": int(due.ordered)}
        values["identity"] = int(holds_identity(case.report))
        db.execute(insert_into(tables.purge_due), {"subject": subject, **values})
