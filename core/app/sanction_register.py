"""What fills the recapitulation of sanctions (T15): documents of authorities in a period, nobody's name, no case's number.

Whoever could be recognised by village is counted only: rows of the village ladder name neither authority nor document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from core.app import sanction_queries as queries
from core.app.device import Device
from core.app.sanction_views import RegisterFilling
from core.documents.words import plain_date
from core.domain.document import ROWS_LIMIT
from core.domain.errors import Invalid
from core.domain.sanction import ANNULLED, LOWERED
from core.domain.sanctioning import APPEALED, EXECUTED
from core.storage import tables

VILLAGE: Final = "DESA_ADMIN"
KIND: Final = "t15"
STANDING: Final = {
    EXECUTED: "dilaksanakan",
    APPEALED: "dalam upaya keberatan",
    LOWERED: "diringankan",
    ANNULLED: "dibatalkan",
}
"""Words of the paper, which is Indonesian, for what became of a sanction; else it waits to be carried out."""


def filling(db: Connection, device: Device, query: queries.SanctionRegister) -> RegisterFilling:
    """Fields and rows of T15; raises ``Invalid`` (``sanction.period``, ``sanction.many``)."""
    if query.since > query.until:
        raise Invalid("sanction.period")
    table = tables.sanction.c
    found = (
        select(tables.sanction, tables.report.c.regency)
        .join(tables.report, tables.report.c.subject == table.subject)
        .where(table.day >= query.since.isoformat(), table.day <= query.until.isoformat(), table.day != "")
        .where(table.status.not_in(("unproven", "not_followed")), tables.report.c.voided == 0)
        .order_by(table.day, table.number, table.sanction)
    )
    counted = Counter(_row(device, row) for row in db.execute(found))
    if len(counted) > ROWS_LIMIT:
        raise Invalid("sanction.many", limit=ROWS_LIMIT)
    period = f"{plain_date(query.since)} s.d. {plain_date(query.until)}"
    return RegisterFilling({"period": period}, tuple(dict(row) | {"count": str(count)} for row, count in counted.items()))


def _row(device: Device, row: Row[Any]) -> tuple[tuple[str, str], ...]:
    return tuple(_cells(device, row))


def _cells(device: Device, row: Row[Any]) -> Iterator[tuple[str, str]]:
    reference = device.reference
    rung, person, area = reference.sanction(row.rung), reference.subject(row.person), reference.area(str(row.regency))
    village = rung is not None and rung.ladder == VILLAGE
    generic = "" if rung is None else rung.imposing_authority
    document = f"{row.authority}, {row.number}, {plain_date(date.fromisoformat(row.day))}"
    yield "institution", area.label if area is not None else device.belongings.name
    yield "subject", person.name_id if person is not None else "tidak disebut"
    yield "sanction", rung.name_id if rung is not None else str(row.rung)
    yield "authority", generic if village else document
    yield "executed", STANDING.get(str(row.status), "belum")
