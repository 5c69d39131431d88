"""Rows about what reporters added with a code.

They know nothing of reports: an act finds its report through the tag when somebody asks, so that it does not matter
which of the two came first (I2).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from core.crypto.lookup import check_of
from core.crypto.sealing import AgeIdentity
from core.domain.events import UNAUTHORISED, Attached, Fact
from core.domain.reporter import ReporterReturned, ReturnHandled
from core.journal import reading
from core.projections import reports
from core.storage import tables
from core.storage.many import insert_into


def project_returned(db: Connection, subject: bytes, identities: Sequence[AgeIdentity]) -> None:
    """The row of one act and its attachments; a post, which cannot open it, keeps where and when."""
    facts = reading.facts_about(db, subject, identities)
    # An entry that names another's act as its own subject changes nothing (I8).
    first = next((fact for fact in facts if fact.source.digest[:16] == subject), None)
    if first is None or not isinstance(first.event, ReporterReturned):
        return
    handled = next((fact for fact in facts if _handles(fact)), None)
    source, story = first.source, first.event.story
    values = {
        "subject": subject,
        "stream": source.stream,
        "seq": source.sequence,
        "lamport": source.lamport,
        "at": source.at,
        "zone": source.zone,
        "post": source.post,
        "act": "" if story is None else story.act,
        "tag": b"" if story is None else story.tag,
        "proof": b"" if story is None else check_of(story.proof),
        "handled_at": 0 if handled is None else handled.source.at,
        "handled_by": "" if handled is None else handled.source.officer,
    }
    db.execute(tables.returned.delete().where(tables.returned.c.subject == subject))
    db.execute(insert_into(tables.returned), values)
    reports.put_attachments(db, subject, _attached(first.event), source.stream, source.sequence)


def _handles(fact: Fact) -> bool:
    return isinstance(fact.event, ReturnHandled) and UNAUTHORISED not in fact.source.marks


def _attached(event: ReporterReturned) -> list[Attached]:
    if event.story is not None:
        return event.story.attachments
    carried = msgspec.UNSET if event.facts is None else event.facts.carried
    return [] if isinstance(carried, msgspec.UnsetType) else [reports.bare(item) for item in carried]
