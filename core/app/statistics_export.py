"""Tables of counts leave the program: with a data card each, noted by an entry, and never more than the window may show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.app import exporting, statistics
from core.app.device import Device
from core.app.statistics_queries import DashboardTables, Statistics
from core.app.statistics_views import Pivot
from core.documents.table_file import Sheet, write_book
from core.domain.errors import Invalid
from core.domain.listing import ListFacts

Words = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""A sheet in words: its name, headings and rows."""
FORMATS = ("xlsx", "png", "png+xlsx")


def export(
    device: Device,
    query: Statistics | DashboardTables,
    form: str,
    word: Callable[[Pivot], Sequence[Words]],
    command: bytes,
) -> tuple[tuple[Pivot, ...], bytes]:
    """The tables of one snapshot, and a workbook of what ``word`` makes of each (empty where no workbook is wanted).

    The entry comes before the file: what was logged and not written harms nobody. Raises ``Invalid('export.format')``, and
    what the question raises.
    """
    if form not in FORMATS:
        raise Invalid("export.format", value=form)
    pivots: tuple[Pivot, ...]
    with device.database.reading() as db:
        if isinstance(query, Statistics):
            pivots, table = (statistics.answer(db, device, query),), f"{query.rows}*{query.columns}".rstrip("*")
        else:
            pivots, table = statistics.dashboard(db, device, query).pivots, "dashboard"
    book = b""
    if "xlsx" in form:
        book = write_book((Sheet(*words) for pivot in pivots for words in word(pivot)), device.moment().when)
    facts = ListFacts(
        count=pivots[0].total,
        format=form,
        filter={"table": table, **query.filters.told},
        searched=False,
        chosen=False,
    )
    exporting.note(device, facts, command)
    return pivots, book
