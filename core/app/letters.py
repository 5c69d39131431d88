"""Letters and forms about a report: from the open form in memory with names, from the stored report without, or blank.

What a visitor signs by hand is made from the open form only (D12): after submission nobody here can read who he is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, select

from core.app import queries
from core.app.answers import find_report
from core.app.device import Device
from core.app.faces import fonts_of
from core.app.issuing import DOCUMENT_BYTES, office_of, signer_of
from core.app.report_view import form_of
from core.app.wordings import letter_template
from core.documents import form_values, situation_values
from core.documents import report_words as words
from core.documents.form_values import FileFacts
from core.documents.letter import Letter, LetterPress
from core.documents.words import plain_date
from core.domain.errors import Invalid, NotAllowed
from core.domain.forms import form_tree
from core.domain.moment import Moment
from core.domain.papers import KINDS, PaperKind
from core.domain.report import ReportState, fold
from core.journal import reading
from core.storage import tables

ONE_DAY_MS: Final = int(timedelta(days=1).total_seconds() * 1000)
_IDENTITY: Final = "berkas yang menunjukkan identitas"
_MANDATE: Final = ("number", "date", "controllers", "legal_basis", "data_protection_officer")


@dataclass(frozen=True, slots=True)
class _Source:
    """What a paper is made from: the form's tree and files, and the stored report if there is one."""

    tree: dict[str, object]
    files: tuple[FileFacts, ...]
    row: Row[Any] | None = None
    state: ReportState | None = None


def paper(db: Connection, device: Device, query: queries.Paper) -> bytes:
    """One paper as PDF.

    Raises ``Invalid`` (``paper.kind``, ``paper.report_needed``, ``paper.other_kind``, ``report.unknown``) and
    ``NotAllowed('paper.sealed')`` where its words can be read at the province alone.
    """
    kind = KINDS.get(query.kind.strip().casefold())
    if kind is None:
        raise Invalid("paper.kind", kinds=", ".join(KINDS))
    source = _source(db, device, query, kind)
    letter = _letter(db, device, kind, source)
    press = LetterPress(fonts_of(device), office_of(device), signer_of(device), device.belongings.drill)
    return press.make(letter, device.ports.entropy(DOCUMENT_BYTES), device.moment()).pdf


def _source(db: Connection, device: Device, query: queries.Paper, kind: PaperKind) -> _Source:
    row = find_report(db, device, query.report) if query.report.strip() else None
    if row is None and (kind.needs_report and query.form is None):
        raise Invalid("paper.report_needed")
    if row is not None and row.kind not in kind.reports:
        raise Invalid("paper.other_kind")
    state = None if row is None else fold(reading.facts_about(db, bytes(row.subject), device.identities))
    if query.form is not None:
        files = tuple(FileFacts(file.name, file.size, file.plain_digest) for file in query.files)
        return _Source(form_tree(query.form), files, row, state)
    readable = state is not None and state.story is not None
    if kind.needs_words and not readable:
        raise NotAllowed("paper.sealed")
    if row is None or state is None or not readable or kind.personal:
        return _Source({}, (), row, state)
    return _Source(form_of(state), _files(db, bytes(row.subject)), row, state)


def _files(db: Connection, subject: bytes) -> tuple[FileFacts, ...]:
    """Files of a stored report; the name of one that shows an identity may be the identity, and is not printed."""
    table = tables.attachment.c
    query = select(table.name, table.size, table.digest, table.shows_identity).where(table.subject == subject)
    rows = db.execute(query.order_by(table.name)).all()
    return tuple(FileFacts(_IDENTITY if row.shows_identity else row.name, row.size, bytes(row.digest)) for row in rows)


def _letter(db: Connection, device: Device, kind: PaperKind, source: _Source) -> Letter:
    template = letter_template(device.ports, kind.file)
    reference, zone, tree = device.reference, device.belongings.zone, source.tree
    common = {**_common(device, source), **_mandate(device)}
    number = "" if source.row is None else str(source.row.number)
    if template.code == "T11":
        fill = {**common, **situation_values.situation_values(tree, reference, zone), "supersedes": _older(db, device, tree)}
        return Letter(kind.label, template, fill, situation_values.situation_groups(tree, reference, zone), number)
    values = form_values.form_values(tree, reference, zone) if tree else form_values.blank_values()
    groups = form_values.form_groups(tree, source.files) if tree else form_values.blank_groups()
    digests = tuple(file.digest for file in source.files)
    return Letter(kind.label, template, {**common, **values, **_notified(values)}, groups, number, digests)


def _common(device: Device, source: _Source) -> dict[str, str]:
    """Who prints, when, and what everybody here may know of the report: number, kind, time of intake."""
    row, received = source.row, None if source.state is None else source.state.received
    taken = None if received is None else Moment(received.source.at, received.source.zone, "")
    day_later = None if taken is None else Moment(taken.at + ONE_DAY_MS, taken.zone, "")
    today = plain_date(device.moment().day)
    province = device.reference.area(device.belongings.province_code)
    return {
        "post": device.belongings.name,
        "officer": device.officer.name,
        "place": office_of(device).place,
        "today": today,
        "number": "" if row is None else str(row.number),
        "kind": words.KINDS.get(str(row.kind), "") if row is not None else "",
        "received": "" if taken is None else words.moment_words(taken),
        "within_a_day": "" if day_later is None else words.moment_words(day_later),
        "province": "" if province is None else province.label,
        "reporting_officer": device.officer.name if received is None else received.source.officer,
        "signed_day": today if taken is None else plain_date(taken.day),
    }


def _notified(values: dict[str, str]) -> dict[str, str]:
    regency = values["district"].rpartition(", ")[2]
    return {"notified_office": f"Bawaslu {regency}" if regency else ""}


def _mandate(device: Device) -> dict[str, str]:
    """What T20 says of the post's mandate; a drill kit has none and the paper says so (SAFEGUARDS 16)."""
    text = device.belongings.mandate
    tree = msgspec.json.decode(text, type=dict[str, object]) if text.strip() else {}
    values = {field: _told(tree.get(field)) for field in _MANDATE}
    return {
        "mandate_number": values["number"],
        "mandate_date": _day(values["date"]),
        "controllers": values["controllers"],
        "legal_basis": values["legal_basis"],
        "data_protection_officer": values["data_protection_officer"],
        "training": "ya" if device.belongings.drill else "",
    }


def _told(value: object) -> str:
    return "; ".join(str(each) for each in value) if isinstance(value, list) else "" if value is None else str(value)


def _day(text: str) -> str:
    try:
        return plain_date(date.fromisoformat(text))
    except ValueError:
        return text


def _older(db: Connection, device: Device, tree: dict[str, object]) -> str:
    """The number of the situation report that this one takes the place of."""
    name = words.word(tree, "supersedes")
    try:
        return str(find_report(db, device, name).number) if name else ""
    except Invalid:
        return name
