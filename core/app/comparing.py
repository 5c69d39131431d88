"""Two reports side by side, field by field, for whoever decides whether they tell of one incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from core.app import candidates, group_queries, group_views
from core.app.answers import find_report
from core.app.device import Device
from core.app.groups import member, said_of
from core.domain.errors import NotAllowed
from core.domain.incident_group import pair_of
from core.domain.near import long_place_words
from core.domain.report import ReportState, fold
from core.journal import reading

REASONS = {"happened": "day", "place": "place", "violation": "act", "summary": "words", "narrative": "words", "reported": "party"}
"""Which reason of likeness speaks for which field."""


def comparison(db: Connection, device: Device, query: group_queries.Compare) -> group_views.Comparison:
    """Both reports as the desk reads them; raises ``NotAllowed('incident.desk')`` at a post."""
    if not device.is_desk:
        raise NotAllowed("incident.desk")
    rows = [find_report(db, device, name) for name in (query.one, query.other)]
    low, high = pair_of(*(bytes(row.subject) for row in rows))
    histories = {subject: reading.facts_about(db, subject, device.identities) for subject in (low, high)}
    left, right = (fold(histories[bytes(row.subject)]) for row in rows)
    found = candidates.compare(db, device, rows[0], rows[1])
    pairs = list(_lines(device, left, right))
    return group_views.Comparison(
        one=member(device, rows[0], left),
        other=member(device, rows[1], right),
        lines=tuple(_line(name, mine, theirs, found.reasons) for name, mine, theirs in pairs if mine or theirs),
        score=found.score,
        reasons=found.reasons,
        said=said_of(low, high, histories[low]),
    )


def _line(field: str, left: str, right: str, reasons: tuple[str, ...]) -> group_views.ComparedLine:
    alike = None if not left or not right else left == right or REASONS.get(field, "") in reasons
    return group_views.ComparedLine(field, left, right, alike)


def _lines(device: Device, left: ReportState, right: ReportState) -> Iterator[tuple[str, str, str]]:
    mine, theirs = _fields(device, left), _fields(device, right)
    yield from ((name, mine[name], theirs[name]) for name in mine)


def _fields(device: Device, state: ReportState) -> dict[str, str]:
    """The fields that tell whether it is one incident; whoever told it is sealed and not among them."""
    form: dict[str, Any] = {} if state.story is None else state.story.form
    place = form.get("place")
    happened = form.get("happened") or form.get("observed") or {}
    return {
        "happened": " ".join(str(happened[name]) for name in ("date", "time") if happened.get(name)),
        "place": long_place_words(device.reference, place) if isinstance(place, dict) else "",
        "violation": str(form.get("violation") or form.get("vulnerability") or ""),
        "summary": str(form.get("summary") or ""),
        "narrative": str(form.get("narrative") or ""),
        "reported": "\n".join(_party(party) for party in ([] if state.parties is None else state.parties.reported)),
        "evidence": "\n".join(file.name for file in (() if state.story is None else state.story.attachments)),
    }


def _party(party: dict[str, object]) -> str:
    parts = (party.get("name") or party.get("description"), party.get("position"), party.get("unit"))
    return ", ".join(str(part) for part in parts if part)
