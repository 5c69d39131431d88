"""Tables of counts leave the program: with a data card each, noted by an entry, and never more than the window may show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.app import exporting, recap, statistics
from core.app.device import Device
from core.app.statistics_queries import DashboardTables, Recap, Statistics
from core.app.statistics_views import Pivot
from core.app.wordings import office_template
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


def export_recap(device: Device, query: Recap, command: bytes) -> tuple[int, bytes]:
    """A periodic report as a workbook, a sheet for each table of its wording and the data card; and how many reports it has."""
    with device.database.reading() as db:
        view = recap.filling(db, device, query)
        template = office_template(db, device, view.kind)
    card = [(each.label, view.fields[each.name]) for each in template.fields if view.fields.get(each.name)]
    pages = [
        Sheet(
            group.label,
            [each.label for each in group.columns],
            [[row.get(each.name, "") for each in group.columns] for row in rows],
        )
        for group in template.groups
        for rows in [view.groups.get(group.name, [])]
    ]
    book = write_book([*pages, Sheet(template.name, (template.name, ""), card)], device.moment().when)
    facts = ListFacts(
        count=view.count,
        format="xlsx",
        filter={"table": f"recap.{query.what}", "since": query.first, "until": query.last},
        searched=False,
        chosen=False,
    )
    exporting.note(device, facts, command)
    return view.count, book
