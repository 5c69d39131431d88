"""Indonesian wording of dates, times and codes on paper."""

from __future__ import annotations

from datetime import date
from typing import Final

from core.domain.moment import Moment, zone_name

DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def plain_date(day: date) -> str:
    """``23 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """``Senin, 23 November 2026``."""
    return f"{DAYS[day.weekday()]}, {plain_date(day)}"


def clock(moment: Moment) -> str:
    """``14.05 WITA``: the wall clock of the moment's own zone, with the zone's usual short name."""
    return f"{moment.when:%H.%M} {zone_name(moment.zone)}"


def in_groups(code: str, size: int = 4) -> str:
    """``1234 5678 90``: a code to be read aloud or copied by hand."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))
