"""The board's row of a case: what filters and counts read; no deadline is stored, and no word of the report."""

from __future__ import annotations

from sqlalchemy import Connection

from core.domain.case_state import CaseState, is_case, stage_of
from core.domain.report import has_legal_date
from core.domain.triage import severity_of_level
from core.storage import tables
from core.storage.upsert import insert

AREA_LETTERS = 8
"""A district's code; a village is never on the board."""
NOTHING_TO_SEE = -1
"""In the place of the moment of a view: the case has no end that anybody could look at."""
_PUT = insert(tables.board)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["subject"], set_={each.name: _PUT.excluded[each.name] for each in tables.board.c if each.name != "subject"}
)


def project_board(db: Connection, subject: bytes, number: int, case: CaseState) -> None:
    """Put the row; ``number`` is the report's own in this store. What is no case has none."""
    if is_case(case.report):
        db.execute(_PUT, {"subject": subject, "id": number, **_values(case)})


def _values(case: CaseState) -> dict[str, object]:
    report, last, running = case.report, case.classification, _running(case)
    form = {} if report.story is None else report.story.form
    told = {} if last is None else {"act": last.facts.act, "severity": last.facts.severity, "regime": last.facts.regime}
    return {
        "board_stage": stage_of(case),
        "pressing": running or ("" if report.facts is None else report.facts.day),
        "clock": int(bool(running)),
        "kind": case.kind,
        "severity": told.get("severity") or severity_of_level(_text(form, "level")),
        "regime": told.get("regime") or _text(form, "regime"),
        "election": _text(form, "election"),
        "stage": _text(form, "stage"),
        "area": _area(form),
        "act": told.get("act") or _text(form, "violation") or _text(form, "vulnerability"),
        "classes": "" if last is None else " ".join(last.facts.classes),
        "desk": case.assignment.desk,
        "officer": case.assignment.officer,
        "lacks": sum(len(completion.facts.lacks) for completion in case.asked),
        "due": "" if case.outcome else min((completion.facts.due for completion in case.asked), default=""),
        "waiting": int(case.waiting is not None),
        "disputed": int(case.disputed),
        "outcome": case.outcome,
        **_ended(case),
    }


def _ended(case: CaseState) -> dict[str, object]:
    """By whose decision it ended, and when the liaison saw that: never a reason in words."""
    closing = case.closing
    facts, viewed = (None, None) if closing is None else (closing.facts, closing.viewed)
    return {
        "institution": "" if facts is None else facts.institution,
        "decision": "" if facts is None else facts.number,
        "decided": "" if facts is None else facts.day,
        "viewed": NOTHING_TO_SEE if closing is None else 0 if viewed is None else viewed.source.at,
        "viewed_zone": "" if viewed is None else viewed.source.zone,
    }


def _running(case: CaseState) -> str:
    """The day of knowledge, where the law's clock still runs from it."""
    report = case.report
    if report.story is None or not has_legal_date(report) or report.receipts or case.outcome:
        return ""
    return _text(report.story.form, "known")


def _text(form: dict[str, object], name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _area(form: dict[str, object]) -> str:
    place = form.get("place")
    area = place.get("area") if isinstance(place, dict) else ""
    return str(area or "")[:AREA_LETTERS]
