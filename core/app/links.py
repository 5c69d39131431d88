"""Reports that belong together: a complaint and the warning that was told with it, a situation report and its successor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select

from core.app.answers import find_report
from core.app.device import Device
from core.app.views import Submitted
from core.domain.errors import Invalid
from core.domain.forms import ReportForm, SituationForm
from core.domain.ids import show_id
from core.storage import tables

MATE = "#"
"""``#n`` names the n-th report of the same command; it stands before the one that names it."""
MAX_RELATED = 6
F = TypeVar("F", bound=ReportForm)


def resolved(db: Connection, device: Device, form: ReportForm, before: Sequence[Submitted], *, sealed: bool) -> ReportForm:
    """The form with every link as an id; a report that lies open never names one that lies sealed.

    Raises ``Invalid``: ``report.related_unknown``, ``report.related_sealed``, ``situation.supersedes_unknown``.
    """
    if isinstance(form, SituationForm):
        return _superseding(db, device, form) if form.supersedes else form
    if not form.related:
        return form
    if len(form.related) > MAX_RELATED:
        raise Invalid("report.related_many", limit=MAX_RELATED)
    found = [_one(db, device, name, before) for name in form.related]
    if not sealed and any(other_sealed for _, other_sealed in found):
        raise Invalid("report.related_sealed")
    return msgspec.structs.replace(form, related=[name for name, _ in found])


def _one(db: Connection, device: Device, name: str, before: Sequence[Submitted]) -> tuple[str, bool]:
    if name.startswith(MATE):
        number = name.removeprefix(MATE)
        if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= len(before):
            raise Invalid("report.related_unknown")
        mate = before[int(number) - 1]
        return mate.id, mate.sealed
    try:
        row = find_report(db, device, name)
    except Invalid:
        raise Invalid("report.related_unknown") from None
    return show_id(row.subject), bool(row.sealed) and not device.opens_sealed


def _superseding(db: Connection, device: Device, form: SituationForm) -> SituationForm:
    try:
        row = find_report(db, device, form.supersedes)
    except Invalid:
        raise Invalid("situation.supersedes_unknown") from None
    if row.kind != "situation" or row.post != device.belongings.code:
        raise Invalid("situation.supersedes_unknown")
    return msgspec.structs.replace(form, supersedes=show_id(row.subject))


def links_of(db: Connection, subject: bytes) -> dict[str, list[dict[str, str]]]:
    """What a report's detail tells: ``related`` both ways, ``supersedes`` and ``superseded_by``, each id with number."""
    table = tables.relation
    told: dict[str, dict[str, str]] = {}
    forth = select(table.c.kind, table.c.other.label("there")).where(table.c.subject == subject)
    back = select(table.c.kind, table.c.subject.label("there")).where(table.c.other == subject)
    for query, names in ((forth, ("related", "supersedes")), (back, ("related", "superseded_by"))):
        for row in db.execute(query):
            name = names[0] if row.kind == RELATED else names[1]
            number = _number_of(db, bytes(row.there), superseding=row.kind != RELATED)
            if number is not None:
                told.setdefault(name, {})[show_id(row.there)] = number
    return {name: [{"id": key, "number": number} for key, number in sorted(found.items())] for name, found in told.items()}


RELATED, SUPERSEDES = "related", "supersedes"


def _number_of(db: Connection, subject: bytes, *, superseding: bool) -> str | None:
    """The other report's number, where it is held here and is of the kind that such a link may name."""
    query = select(tables.report.c.number, tables.report.c.kind).where(tables.report.c.subject == subject)
    row = db.execute(query).first()
    if row is None or (superseding and row.kind != "situation"):
        return None
    return str(row.number)
