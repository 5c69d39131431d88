"""Finding reports among a million: filters, words and sorting, each page by an index and a cursor, never by counting.

Three roads, the narrowest first. What can only be a few (waiting for a stick, a near deadline, or few matches in the
index) is taken as a set and sorted in memory. What the search index holds, words and codes alike, is walked there by
number of arrival. The rest is walked along an index of the table; there, what is asked for is dense.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from core.app import orders
from core.app.deadline_days import DEADLINES, days_of
from core.app.device import Device
from core.app.orders import ByArrival, Order
from core.app.queries import SORTS, Reports
from core.app.views import ON_MEDIUM, RECEIVED, WAITING
from core.app.way import exceptions, segments, way_column
from core.domain.errors import Invalid
from core.domain.forms import KINDS
from core.projections import search
from core.storage import tables

COMPLAINT = "complaint"
FEW = 2_000
"""So many are sorted in memory rather than looked for along an index."""
PIECE, WIDEST = 500, 4_000
MONTHS = 24

_R = tables.report.c


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers in the order asked, and the cursor behind the last of them."""

    numbers: list[int]
    next: str | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A query made ready: ``exact`` is every filter as SQL, ``index`` words and codes for the search index."""

    words: list[str]
    facets: list[list[str]]
    exact: list[ColumnElement[bool]]
    beyond: bool
    """Whether there are filters of which the search index knows nothing."""

    @property
    def expression(self) -> str:
        return search.match_expression(self.words, self.facets)


def find(db: Connection, device: Device, query: Reports, after: str | None, limit: int) -> Found:
    """Numbers of the reports that a query means, beyond a cursor."""
    _check(query)
    words = search.words_of(query.text)
    if query.text.strip() and not words:
        return Found([], None)
    if query.sort == "deadline" and query.kind not in (None, "", COMPLAINT):
        return Found([], None)  # no time limit of the law runs for another kind: nobody needs to look for one
    order = orders.order_of(device, query.sort)
    wanted = _wanted(device, query, words, order)
    few = _few(db, device, query, wanted, order)
    if few is not None:
        pairs = order.sort(db, few, after)
    elif isinstance(order, ByArrival) and not wanted.expression:
        numbers = order.numbers(db, wanted.exact, after, limit + 1)
        return Found(numbers[:limit], str(numbers[limit - 1]) if len(numbers) > limit else None)
    elif order.by_arrival:
        pairs = _along_index(db, wanted, order, after)
    else:
        pairs = _along_table(db, wanted, order, after)
    page = list(islice(pairs, limit + 1))
    return Found([number for _, number in page[:limit]], page[limit - 1][0] if len(page) > limit else None)


def _check(query: Reports) -> None:
    """Filters come from the command line and from saved settings as well."""
    known = (
        ("sort", query.sort, SORTS),
        ("deadline", query.deadline, ("", *DEADLINES)),
        ("status", query.status, (None, "", WAITING, ON_MEDIUM, RECEIVED)),
        ("kind", query.kind, (None, "", *KINDS)),
    )
    for name, value, allowed in known:
        if value not in allowed:
            raise Invalid("query.filter", field=name, value=value or "")


def _wanted(device: Device, query: Reports, words: list[str], order: Order) -> _Wanted:
    plain = (("kind", query.kind), ("stage", query.stage), ("lane", query.lane), ("case_status", query.case_status))
    facets = [[search.facet(name, code)] for name, code in plain if code]
    exact: list[ColumnElement[bool]] = [_R[name] == code for name, code in plain if code]
    if query.area:
        facets.append([search.facet("area", query.area)])
        exact.append(or_(_R.area == query.area, _R.area.startswith(query.area + ".", autoescape=True)))
    if query.since or query.until:
        exact.extend([_R.day >= query.since] if query.since else [])
        exact.extend([_R.day <= query.until] if query.until else [])
        months = _months(query.since, query.until)
        facets.extend([months] if months else [])
    beyond = _beyond(device, query)
    own = order.condition()
    return _Wanted(words, facets, exact + beyond + own, bool(beyond or own or query.since or query.until))


def _beyond(device: Device, query: Reports) -> list[ColumnElement[bool]]:
    """Conditions that the search index cannot tell: the way, and the law's clock."""
    found: list[ColumnElement[bool]] = []
    if query.status and not (device.is_desk and query.status == RECEIVED):
        found.append(false() if device.is_desk else way_column(device) == query.status)
    if query.deadline:
        found.append(_runs(device, query.deadline))
    return found


def _runs(device: Device, deadline: str) -> ColumnElement[bool]:
    return or_(false(), *_each_run(device, deadline))


def _each_run(device: Device, deadline: str) -> list[ColumnElement[bool]]:
    runs = days_of(device, deadline)
    return [and_(_R.regime == run.regime, _R.known >= run.first, _R.known <= run.last) for run in runs]


def _months(since: str, until: str) -> list[str]:
    """The months between two days, as words of the index; none where they are too many or a day is not written."""
    try:
        first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (since, until))
    except ValueError:
        return []
    months = range(first, last + 1)
    return [search.facet("month", f"{month // 12:04}-{month % 12 + 1:02}") for month in months] if len(months) <= MONTHS else []


# --- few -------------------------------------------------------------------------------------------------------------


def _few(db: Connection, device: Device, query: Reports, wanted: _Wanted, order: Order) -> list[int] | None:
    """All numbers that match, where they are few; None where they may be many."""
    sources: list[Iterable[ColumnElement[bool]]] = []
    if query.status and not device.is_desk:
        parted = [segment.here for segment in segments(db) if segment.way == query.status]
        sources.append([*parted, *exceptions()])
    if query.deadline:
        sources.append(_each_run(device, query.deadline))
    for source in sources:
        numbers = _upto(db, source)
        if numbers is not None:
            return _matching(db, wanted, sorted(numbers))
    if wanted.expression and not order.by_arrival:
        indexed = search.few_matches(db, wanted.expression, FEW)
        if indexed is not None:
            return _exactly(db, wanted, {*indexed, *search.pending_matches(db, wanted.words)})
    return None


def _upto(db: Connection, conditions: Iterable[ColumnElement[bool]]) -> set[int] | None:
    """Numbers that meet one of several conditions, each an index's own; None where they are more than a few."""
    numbers: set[int] = set()
    for condition in conditions:
        numbers.update(row.id for row in db.execute(select(_R.id).where(condition).limit(FEW + 1)))
        if len(numbers) > FEW:
            return None
    return numbers


def _matching(db: Connection, wanted: _Wanted, numbers: list[int]) -> list[int]:
    """Which of a few numbers meet every filter and hold every word."""
    kept = _exactly(db, wanted, numbers)
    if not wanted.words or not kept:
        return kept
    held = set(search.pending_matches(db, wanted.words))
    expression, lowest, after = search.match_expression(wanted.words), min(kept), max(kept) + 1
    while after > lowest:
        ids = search.indexed_matches(db, expression, after, WIDEST)
        held.update(ids)
        after = ids[-1] if len(ids) == WIDEST else lowest
    return [number for number in kept if number in held]


def _exactly(db: Connection, wanted: _Wanted, numbers: Iterable[int]) -> list[int]:
    """Which of some numbers meet every filter, in pieces that the engine takes."""
    kept: list[int] = []
    for piece in _pieces(list(numbers)):
        kept.extend(row.id for row in db.execute(select(_R.id).where(_R.id.in_(piece), *wanted.exact)))
    return kept


def _pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + PIECE] for start in range(0, len(numbers), PIECE))


# --- many ------------------------------------------------------------------------------------------------------------


def _along_index(db: Connection, wanted: _Wanted, order: Order, after: str | None) -> Iterator[tuple[str, int]]:
    """By number of arrival through the search index, what waits to be indexed among it."""
    oldest, at = order.oldest, orders.number_of(after)
    expression = wanted.expression
    waiting = _exactly(db, wanted, search.pending_matches(db, wanted.words))
    waiting = sorted((number for number in waiting if at is None or (number > at if oldest else number < at)), reverse=not oldest)
    size = 64
    while True:
        ids = search.indexed_matches(db, expression, at, size, oldest=oldest)
        whole = len(ids) < size
        edge = ids[-1] if ids else None
        kept = _exactly(db, wanted, ids) if wanted.beyond else ids
        near = [number for number in waiting if whole or edge is None or (number < edge if oldest else number > edge)]
        waiting = waiting[len(near) :]
        for number in sorted({*kept, *near}, reverse=not oldest):
            yield str(number), number
        if whole or edge is None:
            return
        at, size = edge, min(2 * size, WIDEST)


def _along_table(db: Connection, wanted: _Wanted, order: Order, after: str | None) -> Iterator[tuple[str, int]]:
    """Along an index of the table; words, where there are any, are asked of the search index row by row."""
    if not wanted.words:
        yield from order.walk(db, wanted.exact, after)
        return
    walk = order.walk(db, wanted.exact, after)
    expression, waiting = search.match_expression(wanted.words), set(search.pending_matches(db, wanted.words))
    while piece := list(islice(walk, PIECE)):
        held = search.matches_among(db, expression, [number for _, number in piece]) | waiting
        yield from (pair for pair in piece if pair[1] in held)
