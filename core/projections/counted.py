"""What statistics count of each report: codes alone, one row for each report that is counted at all."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import Connection

from core.domain.case_state import CaseState
from core.domain.statistics import Counted, counted_of
from core.storage import tables
from core.storage.upsert import insert

_NAMES = tuple(each.name for each in fields(Counted))
_PUT = insert(tables.counted)
_PUT = _PUT.on_conflict_do_update(index_elements=["subject"], set_={name: _PUT.excluded[name] for name in _NAMES})


def project_counted(db: Connection, subject: bytes, case: CaseState, *, fresh: bool) -> None:
    """Put a report's row, or take it away where it is not counted (any more); ``fresh`` where it has none yet."""
    counted = counted_of(case)
    if counted is not None:
        db.execute(_PUT, {"subject": subject} | {name: getattr(counted, name) for name in _NAMES})
    elif not fresh:
        db.execute(tables.counted.delete().where(tables.counted.c.subject == subject))
