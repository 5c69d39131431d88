"""Indonesian wording of dates, times and codes on paper."""

from __future__ import annotations

from datetime import date
from typing import Final

from babel.dates import format_date
from num2words import num2words

from core.domain.moment import Moment, zone_name

LOCALE: Final = "id"


def plain_date(day: date) -> str:
    """``23 November 2026``."""
    return format_date(day, "d MMMM y", locale=LOCALE)


def long_date(day: date) -> str:
    """``Senin, 23 November 2026``."""
    return format_date(day, "EEEE, d MMMM y", locale=LOCALE)


def clock(moment: Moment) -> str:
    """``14.05 WITA``: the wall clock of the moment's own zone, with the zone's usual short name."""
    return f"{moment.when:%H.%M} {zone_name(moment.zone)}"


def in_groups(code: str, size: int = 4) -> str:
    """``1234 5678 90``: a code to be read aloud or copied by hand."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def spelled(number: int) -> str:
    """A whole number in words: ``seratus dua puluh tiga``.

    One thousand is ``seribu`` behind millions too, where the library writes ``satu juta satu ribu``.
    """
    told = str(num2words(number, lang=LOCALE))
    return told.replace("satu ribu", "seribu") if number // 1000 % 1000 == 1 else told


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
