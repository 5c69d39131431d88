"""Tables of counts as answers: what screens, pictures and files are made from; ``None`` is a count that is withheld."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A row's or a column's code, empty where reports do not say, and its name where the data name it."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class DataCard:
    """What a reader needs to judge a table away from this program.

    ``versions`` are those of the data sets, ``entries`` and ``heads`` say of which journal it tells: how many entries,
    and a digest over the newest of every stream. ``withheld`` counts what is not told.
    """

    rows: str
    columns: str
    filters: tuple[tuple[str, str], ...]
    first_day: str
    last_day: str
    withheld: int
    smallest: int
    made_at: str
    office: str
    versions: tuple[tuple[str, str], ...]
    entries: int
    heads: str


@dataclass(frozen=True, slots=True)
class Pivot:
    """Counts by one direction or two. Without a second direction ``columns`` is empty and totals are all there is.

    ``row_totals`` follow ``rows``, ``column_totals`` follow ``columns``; cells are rows of columns.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int
    card: DataCard


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The tables that a province looks at first, of one snapshot of its store."""

    pivots: tuple[Pivot, ...]
