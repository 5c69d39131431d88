"""What is handed to a person who asked: JSON Lines that a person can read, his own data and nobody else's (SAFEGUARDS 23).

What goes out is listed here by name; whatever is not listed stays. The first line says what the file is, the last how many
lines it has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection

from core.app.answers import show_time
from core.app.at_report import AtReport
from core.app.device import Device
from core.app.returns import told_by_reporter
from core.domain.access import REPORTER, AccessFacts
from core.domain.case_state import case_of
from core.domain.report import ReportState
from core.domain.sanctioning import sanctions_of

OWN_FIELDS: Final = (
    "election", "stage", "regime", "violation", "vulnerability", "level", "summary", "narrative", "place", "happened",
    "observed", "known", "handling", "consent", "language",
)  # fmt: skip
"""What a reporter told of what happened; who was reported, who saw it and who handed things over are others' data."""
EVIDENCE_FIELDS: Final = ("title", "kind", "file")
PARTY_FIELDS: Final = ("subject", "name", "front_title", "back_title", "position", "unit", "address", "phone", "nip")
"""A description is not among them: it is the reporter's own words, and may tell who he is."""
SENTENCE: Final = (
    "Tidak ada data pribadi yang dapat diberikan atas permintaan ini. Jawaban ini tidak menyatakan ada atau tidak adanya laporan."
)


def _lines(lines: Iterable[dict[str, object]]) -> bytes:
    made = [json.dumps(line, ensure_ascii=False, sort_keys=False) for line in lines]
    made.append(json.dumps({"line": "end", "lines": len(made)}))
    return ("\n".join(made) + "\n").encode()


NOTHING: Final = _lines([{"line": "header", "format": "posko-access", "version": 1}, {"line": "answer", "text": SENTENCE}])
"""The same bytes for everybody: no number, no day, no name."""


def content_of(db: Connection, device: Device, at: AtReport, facts: AccessFacts, day: str) -> bytes:
    """The file for a request that may be answered with data, as of the day of its answer."""
    about = _of_reporter(db, device, at) if facts.who == REPORTER else _of_party(at, facts.party)
    header: dict[str, object] = {"line": "header", "format": "posko-access", "version": 1, "who": facts.who, "day": day}
    return _lines([header, *about])


def _of_reporter(db: Connection, device: Device, at: AtReport) -> Iterator[dict[str, object]]:
    state = at.state
    told = state.facts
    if told is not None:
        yield {"line": "report", "number": told.number, "kind": told.kind, "day": told.day, "post": told.post,
               "agenda": state.agenda, "status": state.case_status}  # fmt: skip
    yield from _told(state)
    if state.boxes:
        yield {"line": "identity", "held": True, "sealed": True}
    for receipt in state.receipts:
        yield {"line": "bawaslu_receipt", "number": receipt.number, "at": show_time(receipt.at, receipt.zone)}
    acts = told_by_reporter(db, device, at.subject).get("returns")
    for each in acts if isinstance(acts, list) else []:
        yield {"line": "returned", **{name: each[name] for name in ("act", "at", "text") if each.get(name)}}
    for part in state.gone:
        yield {"line": "erased", "part": part}


def _told(state: ReportState) -> Iterator[dict[str, object]]:
    """What the reporter said and brought, field by field."""
    if state.story is None:
        return
    form = state.story.form
    for name in OWN_FIELDS:
        if form.get(name) not in (None, "", []):
            yield {"line": "told", "field": name, "value": form[name]}
    items = form.get("evidence")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield {"line": "evidence", **{name: item[name] for name in EVIDENCE_FIELDS if item.get(name)}}
    for file in state.story.attachments:
        yield {"line": "file", "name": file.name, "media_type": file.media_type, "bytes": file.size, "sha256": file.digest.hex()}


def _of_party(at: AtReport, party: int) -> Iterator[dict[str, object]]:
    state, closing = at.state, case_of(at.state).closing
    listed = [] if state.parties is None else state.parties.reported
    if party < len(listed):
        yield {"line": "person", **{name: listed[party][name] for name in PARTY_FIELDS if listed[party].get(name)}}
    else:
        yield {"line": "erased", "part": "parties"}
    if closing is not None:
        known = closing.facts
        yield {"line": "decision", "outcome": known.outcome, "institution": known.institution, "number": known.number,
               "day": known.day}  # fmt: skip
    for each in sanctions_of(state.history):
        if each.party == party and each.imposed is not None:
            yield {"line": "sanction", "rung": each.rung, "status": each.status, "authority": each.imposed.authority,
                   "number": each.imposed.number, "day": each.imposed.day}  # fmt: skip
