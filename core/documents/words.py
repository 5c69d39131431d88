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


_ONES: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_SCALES: Final = ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"))


def spelled(number: int) -> str:
    """A number from 0 to 999,999,999 in words: ``seratus dua puluh tiga``."""
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return f"{_ONES[number // 10]} puluh{_rest(number % 10)}"
    size, word = next((size, word) for size, word in _SCALES if number >= size)
    many = number // size
    front = f"se{word}" if many == 1 and size < 1_000_000 else f"{spelled(many)} {word}"
    return front + _rest(number % size)


def _rest(number: int) -> str:
    return f" {spelled(number)}" if number else ""


def counted(number: int) -> str:
    """``tiga (3)``: a number as official papers write it."""
    return f"{spelled(number)} ({number})"


def size_words(size: int) -> str:
    """Bytes as people read them, with a decimal comma: ``8,4 kB``, ``2,1 GB``."""
    amount, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{size} B" if unit == "B" else f"{amount:.1f} {unit}".replace(".", ",")
