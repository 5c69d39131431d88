"""What the law's clock needs of each report, so that home can ask for what is near; no deadline is ever stored."""

from __future__ import annotations

from sqlalchemy import Connection

from core.domain.report import ReportState, has_legal_date, promises_date
from core.storage import tables
from core.storage.upsert import insert

_PUT = insert(tables.report_clock)
_CHANGING = ("regime", "known", "promised", "stopped")
_PUT = _PUT.on_conflict_do_update(index_elements=["subject"], set_={name: _PUT.excluded[name] for name in _CHANGING})


def project_clock(db: Connection, subject: bytes, at: int, state: ReportState) -> None:
    """Put the row: regime and day of knowledge (empty where no time limit runs), and two marks.

    ``promised``: the law promises the reporter that date; ``stopped``: Bawaslu's own receipt is there.
    """
    form = state.story.form if state.story is not None and has_legal_date(state) else {}
    regime, known = (str(form.get(name) or "") for name in ("regime", "known"))
    marks = {"promised": int(promises_date(state)), "stopped": int(bool(state.receipts))}
    db.execute(_PUT, {"subject": subject, "at": at, "regime": regime, "known": known, **marks})
