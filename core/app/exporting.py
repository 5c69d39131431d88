"""A list of reports leaves the program as a table: no person, of a sealed report only number, date and status; an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from core.app import answers, finding
from core.app.device import DESKS, Device
from core.app.queries import Reports
from core.app.streams import own_stream
from core.app.views import ReportRow
from core.app.watch import Watch, silent
from core.documents import table_file
from core.domain import authority
from core.domain.errors import Invalid
from core.domain.listing import ListExported, ListFacts
from core.journal.author import Placement

MOST = 50_000
PIECE = 500
COLUMNS = (
    "number", "received_at", "status", "case_status", "agenda", "kind", "happened", "stage", "violation", "area", "place",
    "summary",
)  # fmt: skip
OF_SEALED = frozenset({"number", "received_at", "status"})
CODES = ("status", "case_status", "kind")
FILTERS = ("kind", "status", "stage", "area", "deadline", "case_status", "lane", "since", "until", "sort")


def export_list(
    device: Device,
    query: Reports,
    numbers: Sequence[int],
    form: str,
    words: Mapping[str, str],
    command: bytes,
    watch: Watch = silent,
) -> tuple[int, bytes]:
    """How many, and the file, as XLSX or CSV; the numbers chosen, or all that the query finds. Writes ``list.exported``.

    ``words`` gives headings by column and names by ``COLUMN.CODE``; a code without a name stands as it is. The entry comes
    before the file: what was logged and not written harms nobody. Raises ``Invalid``: ``export.format``, ``export.too_many``.
    """
    if form not in table_file.FORMATS:
        raise Invalid("export.format", value=form)
    with device.database.reading() as db:
        chosen = list(numbers) or finding.find(db, device, query, None, MOST + 1).numbers
        if len(chosen) > MOST:
            raise Invalid("export.too_many", limit=MOST)
        rows = list(_cells(db, device, chosen, words, watch))
    headings = [words.get(name, name) for name in COLUMNS]
    made = device.moment().when
    data = table_file.write_csv(headings, rows) if form == "csv" else table_file.write_xlsx(headings, rows, made)
    facts = ListFacts(
        count=len(rows),
        format=form,
        filter={name: str(value) for name in FILTERS if (value := getattr(query, name))},
        searched=bool(query.text.strip()),
        chosen=bool(numbers),
    )
    note(device, facts, command)
    return len(rows), data


def note(device: Device, facts: ListFacts, command: bytes) -> None:
    """Write the entry that something left the program; raises ``NotAllowed('authority.refused')``."""
    authority.require("list.exported", device.officer.role, from_desk=device.is_desk, begins=True, owns=True)
    with device.database.writing() as db:
        placement = Placement(own_stream(db, device, DESKS, command))
        entry = device.author.write(db, ListExported(facts), placement, device.circumstance(command))
        device.projector.project(db, entry)


def _cells(db: Connection, device: Device, numbers: Sequence[int], words: Mapping[str, str], watch: Watch) -> Iterator[list[str]]:
    for start in range(0, len(numbers), PIECE):
        for row in answers.rows_by_number(db, device, numbers[start : start + PIECE]):
            yield [_cell(row, name, words) for name in COLUMNS]
        watch("export", min(start + PIECE, len(numbers)), len(numbers))


def _cell(row: ReportRow, name: str, words: Mapping[str, str]) -> str:
    if row.sealed and name not in OF_SEALED:
        return ""
    value = str(getattr(row, name))
    return words.get(f"{name}.{value}", value) if name in CODES else value
