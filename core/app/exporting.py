"""A list of reports leaves the program as a table: no person, of a sealed report only number, date and status; an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from sqlalchemy import Connection

from core.app import answers, finding
from core.app.device import DESKS, Device
from core.app.queries import Reports
from core.app.streams import own_stream
from core.app.views import ReportRow
from core.app.watch import Watch, silent
from core.documents import long_book, table_file
from core.domain import authority
from core.domain.errors import Invalid
from core.domain.listing import ListExported, ListFacts
from core.journal.author import Placement

PIECE = 500
PAGE = 20_000
COLUMNS = (
    "number", "received_at", "remark", "status", "case_status", "agenda", "kind", "happened", "stage", "violation", "area",
    "place", "summary",
)  # fmt: skip
DAYS = (COLUMNS.index("happened"),)
OF_SEALED = frozenset({"number", "received_at", "remark", "status"})
CODES = ("remark", "status", "case_status", "kind", "stage", "violation", "area")
"""Columns of words; what they are called for stands behind all columns once more, for programs."""
FILTERS = ("kind", "status", "stage", "area", "deadline", "case_status", "lane", "since", "until", "sort")


def write_list(
    device: Device,
    query: Reports,
    numbers: Sequence[int],
    form: str,
    words: Mapping[str, str],
    command: bytes,
    sink: BinaryIO,
    watch: Watch = silent,
) -> int:
    """Write the numbers chosen, or all that the query finds, as XLSX or CSV, and say how many; writes ``list.exported``.

    ``words`` gives headings by column (``COLUMN_code`` for that of its codes) and names by ``COLUMN.CODE``; a code without a
    name stands as it is, and an area by its whole path. The entry comes before the file: what was logged and not written harms
    nobody. Both are written piece by piece, however many rows there are.
    Raises ``Invalid('export.format')``; what the sink raises comes out unchanged.
    """
    if form not in table_file.FORMATS:
        raise Invalid("export.format", value=form)
    with device.database.reading() as db:
        chosen = list(numbers) or list(_found(db, device, query))
    facts = ListFacts(
        count=len(chosen),
        format=form,
        filter={name: str(value) for name in FILTERS if (value := getattr(query, name))},
        searched=bool(query.text.strip()),
        chosen=bool(numbers),
    )
    note(device, facts, command)
    headings = [words.get(name, name) for name in (*COLUMNS, *(f"{code}_code" for code in CODES))]
    with device.database.reading() as db:
        rows = _cells(db, device, chosen, words, watch)
        if form == "csv":
            table_file.write_csv_into(sink, headings, rows)
        else:
            long_book.write_long_book(sink, headings, rows, device.moment().when, days=DAYS)
    return len(chosen)


def _found(db: Connection, device: Device, query: Reports) -> Iterator[int]:
    """Numbers page by page."""
    after = None
    while True:
        page = finding.find(db, device, query, after, PAGE)
        yield from page.numbers
        after = page.next
        if after is None:
            return


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
            codes = [_code(row, name) for name in CODES]
            yield [*(_cell(device, row, name, words) for name in COLUMNS), *codes]
        watch("export", min(start + PIECE, len(numbers)), len(numbers))


def _cell(device: Device, row: ReportRow, name: str, words: Mapping[str, str]) -> str:
    value = _code(row, name)
    if name == "area":
        place = device.reference.area(value)
        return value if place is None else place.path
    return words.get(f"{name}.{value}", value) if name in CODES else value


def _code(row: ReportRow, name: str) -> str:
    """What the row holds, nothing where a titip report keeps it in; the remark is why not to count it like the others."""
    if name == "remark":
        return "voided" if row.voided else "revoked" if row.revoked else ""
    return "" if row.sealed and name not in OF_SEALED else str(getattr(row, name))
