"""The next letter numbers of this office, out of what it has issued (DECISIONS D19)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, func, select

from core.app.device import Device
from core.app.intake import series_of
from core.domain.errors import Invalid
from core.domain.letter_number import DEFAULT_PATTERN, LetterNumber, check_pattern, write_number
from core.storage import tables

SETTING: Final = "number.pattern"
UNIT_SETTING: Final = "number.unit"
PACT_KIND: Final = "PKT"
UNIT_LIMIT: Final = 10


def pattern_of(db: Connection) -> str:
    """The office's own way of writing numbers."""
    return _setting(db, SETTING) or DEFAULT_PATTERN


def unit_of(db: Connection, device: Device) -> str:
    """The unit's short name in a number: as configured, else the post's code."""
    return _setting(db, UNIT_SETTING) or device.belongings.code


def set_numbering(device: Device, pattern: str, unit: str) -> None:
    """Keep pattern and unit for numbers given from now on on this laptop.

    Raises ``Invalid`` (``number.pattern``, ``number.unit``, ``number.too_long`` for a pattern that cannot hold a number).
    """
    unit = unit.strip()
    if len(unit) > UNIT_LIMIT or not all(sign.isalnum() or sign in "-" for sign in unit):
        raise Invalid("number.unit", limit=UNIT_LIMIT)
    day = device.moment().day
    write_number(check_pattern(pattern), 999_999, "XXXX", unit or device.belongings.code, "XXX", day)
    with device.database.writing() as db:
        for key, value in ((SETTING, pattern), (UNIT_SETTING, unit)):
            db.execute(tables.setting.delete().where(tables.setting.c.key == key))
            db.execute(tables.setting.insert(), {"key": key, "value": value})


def numbers(
    db: Connection, device: Device, stream: bytes, kind: str, day: date, count: int, nature: str = "B"
) -> list[LetterNumber]:
    """The next ``count`` numbers of a kind.

    Numbers count within office, kind, year and series; another laptop's series differs. They are taken for good when the
    caller's transaction commits: until then nothing that bears them has left this program. Raises ``number.too_long``.
    """
    series = series_of(stream)
    last = _last_pact(db, device, series, day.year) if kind == PACT_KIND else 0
    last = max(last, _last_document(db, device, series, kind, day.year))
    pattern, unit = pattern_of(db), unit_of(db, device)
    return [write_number(pattern, last + step, kind, unit, series, day, nature) for step in range(1, count + 1)]


def _last_document(db: Connection, device: Device, series: str, kind: str, year: int) -> int:
    table = tables.document.c
    query = select(func.max(table.sequence)).where(
        table.post == device.belongings.code, table.series == series, table.number_kind == kind, table.year == year
    )
    return int(db.execute(query).scalar() or 0)


def _last_pact(db: Connection, device: Device, series: str, year: int) -> int:
    """Pacts have a register of their own; the year of one is that of its own day (the laptop's zone)."""
    table = tables.pact.c
    query = select(func.max(table.sequence)).where(
        table.post == device.belongings.code, table.series == series, table.number.contains(str(year))
    )
    return int(db.execute(query).scalar() or 0)


def _setting(db: Connection, key: str) -> str:
    table: Any = tables.setting
    return str(db.execute(select(table.c.value).where(table.c.key == key)).scalar() or "")
