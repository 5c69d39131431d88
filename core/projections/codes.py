"""Rows about look-up codes: which ones a report has had, and what the province published for them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, case, select

from core.crypto.lookup import SLOT_BOX_BYTES, TAG_BYTES
from core.domain.codes import codes_of
from core.domain.events import Fact
from core.domain.reporter import StatusPublished
from core.journal.entry import Entry
from core.storage import tables
from core.storage.upsert import insert

MAX_SLOTS = 1024

_INSERT = tables.lookup_code.insert()
_SLOT = insert(tables.published)
_NEWER = _SLOT.excluded.lamport > tables.published.c.lamport
_PUT = _SLOT.on_conflict_do_update(
    index_elements=[tables.published.c.tag, tables.published.c.box],
    set_={"lamport": case((_NEWER, _SLOT.excluded.lamport), else_=tables.published.c.lamport)},
)
"""A slot that comes again keeps the highest clock, in whatever order the two came."""


def project_codes(db: Connection, report: bytes, facts: Iterable[Fact], *, fresh: bool) -> None:
    """The codes of one report; ``fresh`` where it had none before."""
    table = tables.lookup_code
    if not fresh:
        db.execute(table.delete().where(table.c.report == report))
    for code in codes_of(facts):
        if len(code.tag) == TAG_BYTES:
            row = {"tag": code.tag, "report": report, "box": code.box, "proof": code.check, "current": int(code.current)}
            db.execute(_INSERT, row)


def project_published(db: Connection, entry: Entry, event: StatusPublished) -> None:
    """The slots of a block, if the province wrote it and it begins its own subject (I8)."""
    desk = select(tables.certificate.c.desk).where(tables.certificate.c.kid == entry.kid)
    if event.facts is None or entry.header.subject is not None or not db.execute(desk).scalar():
        return
    rows = [
        {"tag": slot.tag, "box": slot.box, "lamport": entry.header.lamport}
        for slot in event.facts.slots[:MAX_SLOTS]
        if len(slot.tag) == TAG_BYTES and len(slot.box) == SLOT_BOX_BYTES
    ]
    if rows:
        db.execute(_PUT, rows)
