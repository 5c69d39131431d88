"""What a report gives to a document about it: number, day, place, evidence with its digests, deadline and addressee.

Never the reporter or a witness, and no reported person's name: an officer adds that where the addressee needs it. A report
whose words cannot be read here, or that is guarded, gives its number and day alone, for the document's fields are kept
for every desk (SAFEGUARDS 1, 2, 8, 20).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from msgspec import UNSET
from sqlalchemy import Connection, Row, Select, select

from core.app.answers import find_report
from core.app.deadline_views import REPORTER
from core.app.device import Device
from core.app.document_views import ToldOfReport
from core.app.report_clock import deadlines_of, receipts_of
from core.app.report_view import form_of
from core.documents import report_words as words
from core.documents.office_template import OfficeTemplate
from core.documents.words import counted, plain_date
from core.domain.document import Rows
from core.domain.document_form import FormField
from core.domain.document_rules import require_about
from core.domain.ids import show_id
from core.domain.near import area_of
from core.domain.report import ReportState, fold
from core.journal import reading
from core.storage import tables

FIRST: Final = "BAWASLU"
IDENTITY_FILE: Final = "berkas yang menunjukkan identitas"


def told_of(db: Connection, device: Device, template: OfficeTemplate, name: str) -> ToldOfReport:
    """What the report gives to this wording's form; raises ``Invalid('report.unknown')`` and ``Invalid('document.about')``."""
    row = find_report(db, device, name)
    require_about(template.code, row.kind)
    state = fold(reading.facts_about(db, bytes(row.subject), device.identities))
    withheld = state.story is None or state.facts is None or state.facts.guard is not UNSET
    values = {"number": str(row.number), "received": str(row.day), "kind": words.KINDS.get(str(row.kind), "")}
    evidence: Rows = []
    if not withheld:
        tree = form_of(state)
        evidence = _evidence(db, tree, bytes(row.subject))
        values |= _words(device, tree, row) | _law(db, device, row, state) | {"files": counted(len(evidence))}
    fields = {each.name: _value(each, values) for each in template.fields}
    groups: dict[str, Rows] = {}
    for group in template.groups:
        made = {"evidence": evidence, "report": [values]}.get(group.source, [])
        if made:
            groups[group.name] = [_row(group.columns, each) for each in made]
    return ToldOfReport(
        show_id(row.subject), str(row.number), withheld, {name: text for name, text in fields.items() if text}, groups
    )


def _value(each: FormField, values: dict[str, str]) -> str:
    """A field's value in the form in which it is typed; empty where the report gives none or no choice is so called."""
    text = values.get(each.source, "") if each.source else ""
    if each.type == "choice":
        return text if text in {option.code for option in each.options} else ""
    if each.type != "date" and each.source in ("received", "bawaslu_given") and text:
        return plain_date(date.fromisoformat(text))
    return text


def _row(columns: Sequence[FormField], values: dict[str, str]) -> dict[str, str]:
    row = {column.name: _value(column, values) for column in columns}
    return {name: text for name, text in row.items() if text}


def _words(device: Device, tree: words.Tree, row: Row[Any]) -> dict[str, str]:
    """The event in words, and the counter where the law wants the letter first."""
    reference, zone = device.reference, device.belongings.zone
    place = words.branch(tree, "place")
    area = area_of(reference, place)
    code = "" if area is None else area.code
    first = _goes_to_bawaslu(device, tree, str(row.day))
    regency = reference.area(code[:5]) if len(code) >= 5 else None
    return {
        "act": words.violation_words(tree, reference),
        "area": words.district_words(code, reference),
        "reported": "; ".join(filter(None, map(_party, words.branches(tree, "reported")))),
        "event_time": words.event_words(words.branch(tree, "happened") or words.branch(tree, "observed"), zone),
        "event_place": words.place_words(place, reference),
        "summary": words.word(tree, "summary"),
        "stage": words.stage_words(tree, reference),
        "addressee": FIRST.casefold() if first else "",
        "counter": f"Ketua Bawaslu {regency.label}" if first and regency is not None else "",
    }


def _party(party: words.Tree) -> str:
    """Position and unit, else what was seen of him."""
    told = [words.word(party, name) for name in ("position", "unit")]
    return ", ".join(filter(None, told)) or words.word(party, "description")


def _goes_to_bawaslu(device: Device, tree: words.Tree, day: str) -> bool:
    """Whether every route that is open without a condition leads to Bawaslu first."""
    subjects = {words.word(party, "subject") for party in words.branches(tree, "reported")}
    routes = [route for subject in subjects for route in device.reference.routes_for(subject, date.fromisoformat(day))]
    return {route.primary for route in routes if route.condition is None} == {FIRST}


def _law(db: Connection, device: Device, row: Row[Any], state: ReportState) -> dict[str, str]:
    """The reporter's dates where they are promised, and the day of Bawaslu's own receipt."""
    due = next((each for each in deadlines_of(db, device, bytes(row.subject), state) if each.duty == REPORTER), None)
    told = ""
    if due is not None and due.promised:
        dates = [("paling aman", due.safe), ("paling akhir", due.latest)]
        told = ", ".join(f"{name} {plain_date(date.fromisoformat(day[:10]))}" for name, day in dates if day)
    receipts = receipts_of(state)
    return {"deadline": told, "bawaslu_given": receipts[0].at[:10] if receipts else ""}


def _evidence(db: Connection, tree: words.Tree, subject: bytes) -> Rows:
    """One row a piece of evidence with its file's name and digest, then files that no piece names.

    The name of a file that shows an identity may be the identity: neither it nor what the list calls it stands here.
    """
    table = tables.attachment
    query: Select[Any] = select(table).where(table.c.subject == subject).order_by(table.c.name)
    files = {file.name: file for file in db.execute(query)}
    rows: Rows = []
    for item in words.branches(tree, "evidence"):
        file = files.pop(words.word(item, "file"), None)
        rows.append(_piece(words.word(item, "title"), words.word(item, "kind"), file))
    return rows + [_piece("", "other", file) for file in files.values()]


def _piece(title: str, kind: str, file: Row[Any] | None) -> dict[str, str]:
    name = "" if file is None else str(file.name)
    if file is not None and file.shows_identity:
        title = name = IDENTITY_FILE
    told = f"{title} ({name})" if name and title and name != title else title or name
    digest = "" if file is None else bytes(file.digest).hex()
    return {"title": told, "kind": words.EVIDENCE.get(kind or "other", "lainnya"), "digest": digest}
