"""A page of records by day and id, with a cursor that names the last row: steady while others write, flat at any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select

from core.app.answers import MAX_PAGE
from core.app.device import Device
from core.app.team_views import TeamPage
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.storage import tables

T = TypeVar("T")


def ours(device: Device, table: Any, regency: str = "") -> ColumnElement[bool]:
    """Records of this office's own team, or of that regency's; ``table`` has a column ``subject``."""
    home = tables.team_home.c
    wanted = regency.strip() or device.belongings.code
    return exists().where(home.subject == table.subject, home.home == wanted)


def page(
    db: Connection,
    by: Any,
    asked: Any,
    conditions: Sequence[ColumnElement[bool]],
    make: Callable[[Row[Any]], T],
    *,
    upwards: bool = False,
) -> TeamPage[T]:
    """Rows of ``by``'s table, newest first or ``upwards``; ``asked`` has ``limit`` and ``after``. Raises ``query.cursor``."""
    table = by.table
    limit = max(1, min(asked.limit, MAX_PAGE))
    statement = select(table).where(*conditions)
    total = int(db.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())
    if asked.after is not None:
        day, subject = _place(asked.after)
        beyond = (by > day, table.c.subject > subject) if upwards else (by < day, table.c.subject < subject)
        statement = statement.where(or_(beyond[0], and_(by == day, beyond[1])))
    order = (by, table.c.subject) if upwards else (by.desc(), table.c.subject.desc())
    rows = db.execute(statement.order_by(*order).limit(limit + 1)).all()
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    following = None if last is None else f"{getattr(last, by.name)}.{show_id(last.subject)}"
    return TeamPage(tuple(make(row) for row in rows[:limit]), following, total)


def _place(cursor: str) -> tuple[str, bytes]:
    day, _, name = cursor.rpartition(".")
    try:
        return day, bytes(read_id(name))
    except Invalid:
        raise Invalid("query.cursor") from None
