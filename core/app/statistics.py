"""Counting reports: one grouped walk along an index of codes, then what must be withheld (SAFEGUARDS 23).

Nothing here reads a report. What is guarded or void has no row to count; what is small in a table of districts is
withheld together with what would give it away.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, case, func, literal, select

from core.app.device import Device
from core.app.statistics_queries import DashboardTables, Statistics
from core.app.statistics_views import Dashboard, DataCard, Heading, Pivot
from core.domain.authority import PEOPLE
from core.domain.case import OUTCOMES, STAGES, STATUSES
from core.domain.errors import Invalid, NotAllowed
from core.domain.reference import ReferenceData
from core.domain.report import RECORDED
from core.domain.statistics import DIMENSIONS, FAMILY, KINDS, REGENCY_LETTERS, Filters, week_of
from core.domain.withholding import SMALLEST, TOTAL
from core.domain.year_tables import ACROSS, NARROWED, Alike, Hidden, hidden_in, whole_years
from core.journal import store
from core.storage import tables

DASHBOARD: Final = (
    ("kind", ""), ("month", "kind"), ("week", "kind"), ("stage", "kind"), ("regency", "kind"), ("kind", "board"),
    ("subject", "outcome"), ("district", "kind"),
)  # fmt: skip
"""Rows and columns of the tables that stand on the dashboard."""
MOST_LINES: Final = 500
"""Rows or columns of a table: more are no table any more, and a list of reports serves better."""
HEAD_BYTES, MONTH_LETTERS, YEAR_LETTERS = 16, 7, 4
DISTRICT: Final = "district"
_C = tables.counted.c
_NARROWED: Final = (
    ("kind", _C.kind),
    ("stage", _C.stage),
    ("subject", _C.subject_type),
    ("status", _C.status),
    ("board", _C.board),
    ("outcome", _C.outcome),
)
_COLUMNS: Final[dict[str, ColumnElement[Any]]] = {
    "kind": _C.kind,
    "stage": _C.stage,
    "regency": _C.regency,
    # Where only the regency is known, its code stands for "somewhere in it".
    "district": case((_C.district != "", _C.district), else_=_C.regency),
    "subject": _C.subject_type,
    "status": _C.status,
    "board": _C.board,
    "outcome": _C.outcome,
    "day": _C.day,
    "week": _C.week,
    "month": func.substr(_C.day, 1, 7),
}
_FINER: Final[dict[tuple[str, str], tuple[str, str, Callable[[str], str]]]] = {
    ("kind", ""): ("kind", "board", str),
    ("month", "kind"): ("day", "kind", lambda day: day[:MONTH_LETTERS]),
    ("week", "kind"): ("day", "kind", week_of),
    ("regency", "kind"): ("district", "kind", lambda area: area[:REGENCY_LETTERS]),
}
"""What a table of the dashboard adds up from, and how a line of that is called in it."""
_Counts = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Counts by row and column, and the first and the last day among them."""

    counts: _Counts
    first: str
    last: str

    def rolled(self, name: Callable[[str], str], columns: str) -> _Counted:
        """The same by coarser rows, and without columns where there are none."""
        sums: Counter[tuple[str, str]] = Counter()
        for (row, column), count in self.counts.items():
            sums[name(row), column if columns else ""] += count
        return _Counted(dict(sums), self.first, self.last)


def answer(db: Connection, device: Device, query: Statistics) -> Pivot:
    """See :class:`core.app.statistics_queries.Statistics`."""
    _require(device)
    _check(device.reference, query)
    if DISTRICT in (query.rows, query.columns):
        return _districts(db, device, query, _journal(db))
    return _pivot(device, query, _counted(db, query), _journal(db))


def dashboard(db: Connection, device: Device, query: DashboardTables) -> Dashboard:
    """See :class:`core.app.statistics_queries.DashboardTables`; what the finer of two tables tells is not asked again."""
    _require(device)
    journal, known = _journal(db), dict[Statistics, _Counted]()
    pivots = []
    for rows, columns in DASHBOARD:
        if rows == "district":
            year = _year_of(db, query.filters)
            if year is not None:
                pivots.append(_districts(db, device, Statistics(rows, columns, year), journal))
            continue
        coarse, finer = Statistics(rows, columns, query.filters), _FINER.get((rows, columns), (rows, columns, str))
        asked = Statistics(finer[0], finer[1], query.filters)
        if asked not in known:
            _check(device.reference, coarse)
            known[asked] = _counted(db, asked)
        pivots.append(_pivot(device, coarse, known[asked].rolled(finer[2], columns), journal))
    return Dashboard(tuple(pivots))


def _pivot(device: Device, query: Statistics, counted: _Counted, journal: tuple[int, str], hidden: Hidden | None = None) -> Pivot:
    counts = counted.counts
    named = _Named(device.reference)
    rows = named.lines(query.rows, {row for row, _ in counts})
    columns = named.lines(query.columns, {column for _, column in counts}) if query.columns else [""]
    if max(len(rows), len(columns)) > MOST_LINES:
        raise Invalid("statistics.too_many", most=MOST_LINES)
    cells = [[counts.get((row, column), 0) for column in columns] for row in rows]
    shown = _told(query, rows, columns, cells, hidden or Hidden(frozenset(), frozenset()))
    card = DataCard(
        rows=query.rows,
        columns=query.columns,
        filters=tuple(query.filters.told.items()),
        first_day=query.filters.since or counted.first,
        last_day=query.filters.until or counted.last,
        withheld=shown.withheld,
        smallest=SMALLEST,
        made_at=device.moment().isoformat(),
        office=device.belongings.name,
        versions=tuple(sorted(device.reference.versions().items())),
        entries=journal[0],
        heads=journal[1],
    )
    return Pivot(
        rows=tuple(Heading(code, named.name(query.rows, code)) for code in shown.rows),
        columns=tuple(Heading(code, named.name(query.columns, code)) for code in shown.columns),
        cells=shown.cells,
        row_totals=shown.row_totals,
        column_totals=shown.column_totals,
        total=sum(counts.values()),
        card=card,
    )


# --- asking ----------------------------------------------------------------------------------------------------------


def _require(device: Device) -> None:
    """Counts are the desks' and the posts' own: the liaison sees what was referred and nothing else (SAFEGUARDS 19)."""
    if device.officer.role not in PEOPLE:
        raise NotAllowed("authority.refused", kind="statistics", role=device.officer.role)


def _check(reference: ReferenceData, query: Statistics) -> None:
    asked = [each for each in (query.rows, query.columns) if each]
    if not query.rows or any(each not in DIMENSIONS for each in asked):
        raise Invalid("statistics.direction", directions=", ".join(DIMENSIONS))
    if len({FAMILY.get(each, each) for each in asked}) < len(asked):
        raise Invalid("statistics.direction", directions=", ".join(DIMENSIONS))
    filters = query.filters
    if filters.kind and filters.kind not in KINDS:
        raise Invalid("statistics.filter", field="kind")
    for name in ("since", "until"):
        _day(getattr(filters, name), name)
    if len(filters.area) > REGENCY_LETTERS:
        raise Invalid("statistics.too_fine")
    if filters.area and reference.area(filters.area) is None:
        raise Invalid("statistics.filter", field="area")
    if DISTRICT in asked:
        _check_districts(query)


def _check_districts(query: Statistics) -> None:
    """A table of districts is one that cannot be taken from another one (:mod:`core.domain.year_tables`)."""
    other = query.columns if query.rows == DISTRICT else query.rows
    if other not in ("", *ACROSS):
        raise Invalid("statistics.district_time", direction=other)
    beyond = [name for name in query.filters.told if name not in NARROWED]
    if beyond:
        raise Invalid("statistics.district_filter", field=beyond[0])
    if not whole_years(query.filters.since, query.filters.until):
        raise Invalid("statistics.district_year")


def _day(text: str, name: str) -> None:
    try:
        if text and date.fromisoformat(text).isoformat() != text:
            raise ValueError
    except ValueError:
        raise Invalid("statistics.filter", field=name) from None


def _counted(db: Connection, query: Statistics) -> _Counted:
    row = _COLUMNS[query.rows].label("line")
    column = (_COLUMNS[query.columns] if query.columns else literal("")).label("across")
    statement = (
        select(row, column, func.count().label("many"), func.min(_C.day).label("first"), func.max(_C.day).label("last"))
        .where(*_conditions(query.filters))
        .group_by(*([row, column] if query.columns else [row]))
    )
    found = db.execute(statement).all()
    counts = {(str(each.line), str(each.across)): int(each.many) for each in found}
    return _Counted(counts, min((each.first for each in found), default=""), max((each.last for each in found), default=""))


def _districts(db: Connection, device: Device, query: Statistics, journal: tuple[int, str]) -> Pivot:
    """A table of districts, with what its years withhold."""
    month, line = _COLUMNS["month"].label("month"), _COLUMNS[DISTRICT].label("line")
    alike = [month, line, *(_COLUMNS[name].label(name) for name in ACROSS if name != "month")]
    asked = select(*alike, func.count().label("many"))
    rows = db.execute(asked.where(*_conditions(query.filters)).group_by(*alike)).all()
    turned = query.columns == DISTRICT
    across = query.rows if turned else query.columns
    counts: Counter[tuple[str, str]] = Counter()
    reports = []
    for row in rows:
        reports.append(Alike(row.month[:YEAR_LETTERS], row.line, tuple(getattr(row, name) for name in ACROSS), row.many))
        code = getattr(row, across) if across else ""
        counts[(code, row.line) if turned else (row.line, code)] += row.many

    def lines_of(regency: str) -> list[str]:
        return [area.code for area in device.reference.children(regency) if area.level == DISTRICT]

    years = sorted({each.year for each in reports})
    first, last = (f"{years[0]}-01-01", f"{years[-1]}-12-31") if years else ("", "")
    return _pivot(device, query, _Counted(dict(counts), first, last), journal, hidden_in(reports, lines_of))


def _year_of(db: Connection, filters: Filters) -> Filters | None:
    """The year that the dashboard shows by district, the last of its period; None where it is narrowed otherwise."""
    if any(name not in NARROWED for name in filters.told) or not whole_years(filters.since, filters.until):
        return None
    last = filters.until or db.execute(select(func.max(_C.day)).where(*_conditions(filters))).scalar()
    year = str(last or "")[:YEAR_LETTERS]
    return Filters(area=filters.area, since=f"{year}-01-01", until=f"{year}-12-31") if year else filters


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [column == getattr(filters, name) for name, column in _NARROWED if getattr(filters, name)]
    if len(filters.area) == REGENCY_LETTERS:
        found.append(_C.regency == filters.area)
    elif filters.area:
        found.append(_C.regency.startswith(f"{filters.area}.", autoescape=True))
    if filters.since:
        found.append(_C.day >= filters.since)
    if filters.until:
        found.append(_C.day <= filters.until)
    return found


def _journal(db: Connection) -> tuple[int, str]:
    """How many entries all known streams have up to their newest ones, and a digest over these; no guarded one is among them."""
    digest, entries = hashlib.sha256(), 0
    for stream in db.execute(select(tables.stream.c.stream).order_by(tables.stream.c.stream)).scalars().all():
        head = store.head(db, bytes(stream))
        if head is not None:
            digest.update(bytes(stream) + head.sequence.to_bytes(8, "big") + head.digest)
            entries += head.sequence + 1
    return entries, digest.hexdigest()[: 2 * HEAD_BYTES]


# --- lines -----------------------------------------------------------------------------------------------------------


class _Named:
    """Rows and columns in the order of the data, with the names that the data give them."""

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference
        stages = [stage for election in reference.elections for stage in election.stages]
        self._stages = {stage.code: stage.name_id for stage in reversed(stages)}
        self._order = {
            "kind": list(KINDS),
            "stage": list(dict.fromkeys(stage.code for stage in stages)),
            "status": [RECORDED, *STATUSES],
            "board": list(STAGES),
            "outcome": list(OUTCOMES),
            "subject": [subject.code for subject in reference.subjects],
        }

    def lines(self, direction: str, codes: Iterable[str]) -> list[str]:
        """The codes of a direction that stand in a table: those found, and what must stand beside them."""
        found = set(codes)
        if FAMILY.get(direction) == "time":
            return _time(direction, found)
        if direction == "district":
            regencies = {code[:REGENCY_LETTERS] for code in found if code}
            found |= {
                area.code for regency in regencies for area in self._reference.children(regency) if area.level == "district"
            }
        known = self._order.get(direction, [])
        places = {code: place for place, code in enumerate(known)}
        return sorted(found, key=lambda code: (code == "", places.get(code, len(known)), code))

    def name(self, direction: str, code: str) -> str:
        """What the data call it; empty for what the program's own words name."""
        match direction:
            case "regency" | "district":
                area = self._reference.area(code)
                return "" if area is None else area.label
            case "stage":
                return self._stages.get(code, "")
            case "subject":
                subject = self._reference.subject(code)
                return "" if subject is None else subject.name_id
        return ""


def _time(direction: str, found: set[str]) -> list[str]:
    """Every day, week or month from the first to the last: where nothing was reported stands a zero."""
    known = sorted(code for code in found if code)
    unknown = [""] if "" in found else []
    if not known:
        return unknown
    try:
        first, last = (date.fromisoformat(code if len(code) > MONTH_LETTERS else f"{code}-01") for code in (known[0], known[-1]))
    except ValueError:
        return known + unknown
    made = [first]
    while made[-1] < last and len(made) <= MOST_LINES:
        made.append(_next(direction, made[-1]))
    told = [day.isoformat()[:MONTH_LETTERS] if direction == "month" else day.isoformat() for day in made]
    return sorted({*told, *known}) + unknown


def _next(direction: str, day: date) -> date:
    if direction == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + timedelta(days=7 if direction == "week" else 1)


# --- withholding -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """What of a table is told; lines in which there is nothing at all are left out."""

    rows: list[str]
    columns: list[str]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    withheld: int


def _told(query: Statistics, rows: list[str], columns: list[str], cells: list[list[int]], hidden: Hidden) -> _Shown:
    """The table without what must be withheld."""
    turned = query.columns == DISTRICT
    direction = query.rows if turned else query.columns
    lines, across = (columns, rows) if turned else (rows, columns)
    cells_ = {(line, code) for at, line, code in hidden.cells if at == direction}
    gone = {(row, column) for row, line in enumerate(lines) for column, code in enumerate(across) if (line, code) in cells_}
    gone |= {(row, TOTAL) for row, line in enumerate(lines) if line in hidden.totals}

    def tell(row: int, column: int, count: int) -> int | None:
        return None if ((column, row) if turned else (row, column)) in gone else count

    sums = [sum(row) for row in cells]
    downs = [sum(row[column] for row in cells) for column in range(len(columns))]
    row_totals = [None if not turned and (row, TOTAL) in gone else count for row, count in enumerate(sums)]
    column_totals = [None if turned and (column, TOTAL) in gone else count for column, count in enumerate(downs)]
    told = [[tell(row, column, count) for column, count in enumerate(line)] for row, line in enumerate(cells)]
    kept_rows = [
        row for row in range(len(rows)) if row_totals[row] != 0 or any(each is None for each in told[row]) or _keeps(query.rows)
    ]
    kept = [
        column
        for column in range(len(columns))
        if column_totals[column] != 0 or any(line[column] is None for line in told) or _keeps(query.columns)
    ]
    return _Shown(
        rows=[rows[row] for row in kept_rows],
        columns=[columns[column] for column in kept] if query.columns else [],
        cells=tuple(tuple(told[row][column] for column in kept) for row in kept_rows)
        if query.columns
        else ((),) * len(kept_rows),
        row_totals=tuple(row_totals[row] for row in kept_rows),
        column_totals=tuple(column_totals[column] for column in kept) if query.columns else (),
        withheld=len(gone) if query.columns else len([column for _, column in gone if column == TOTAL]),
    )


def _keeps(direction: str) -> bool:
    """Time has no holes: a day without reports stands in the table."""
    return FAMILY.get(direction) == "time"
