"""What was printed on this laptop: copies of a document, and a print job that broke off. Local, and in no entry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import select

from core.app.device import Device
from core.app.settings import Settings
from core.domain.ids import ID_BYTES, read_id, show_id
from core.storage import tables
from core.storage.upsert import insert

JOB: Final = "print.job"
BATCH: Final = 500


class PrintJob(msgspec.Struct, frozen=True):
    """Documents (ids of pacts) that go to the printer as one pile, and how many of all its pages were handed over."""

    documents: tuple[str, ...]
    pages: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Copies:
    """How often a document was printed here."""

    id: str
    copies: int


def paper_of(report: str, kind: str) -> str:
    """The id under which copies of a report's paper of this kind are counted; it names neither to who reads it."""
    return show_id(hashlib.sha256(b"posko/copies/1\0" + read_id(report) + kind.encode()).digest()[:ID_BYTES])


def note_printed(device: Device, documents: Sequence[str]) -> None:
    """One more copy of each of these documents came out."""
    now = device.moment().at
    rows = [{"subject": read_id(each), "copies": 1, "at": now} for each in documents]
    if not rows:
        return
    table = tables.printed
    statement = insert(table).on_conflict_do_update(
        index_elements=[table.c.subject], set_={"copies": table.c.copies + 1, "at": now}
    )
    with device.database.writing() as db:
        db.execute(statement, rows)


def copies_of(device: Device, documents: Sequence[str]) -> tuple[Copies, ...]:
    """Those of these documents that were printed here before."""
    table, found = tables.printed.c, []
    with device.database.reading() as db:
        for at in range(0, len(documents), BATCH):
            wanted = [read_id(each) for each in documents[at : at + BATCH]]
            rows = db.execute(select(table.subject, table.copies).where(table.subject.in_(wanted))).all()
            found += [Copies(show_id(row.subject), int(row.copies)) for row in rows]
    return tuple(found)


def unfinished(settings: Settings) -> PrintJob | None:
    """The job that broke off, if there is one."""
    text = settings.get(JOB, "")
    try:
        return msgspec.json.decode(text, type=PrintJob) if text else None
    except msgspec.DecodeError:
        return None


def remember(settings: Settings, job: PrintJob | None) -> None:
    """Keep how far a job is, or that none is open."""
    settings.put(JOB, "" if job is None else msgspec.json.encode(job).decode())
