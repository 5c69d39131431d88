"""Days and times as people type them; what could be two days is none."""

from __future__ import annotations

import re
from datetime import date, datetime

DAY_LENGTH, MOMENT_LENGTH = len("26 September 2026"), len("26 September 2026 14.05")
_BETWEEN = r"\s*[-/. ]\s*"
_DAYS = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}}|\d\d)",
        rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<day>\d{{1,2}})",
        # Eight figures are one day alone: where one order has its year (19.. or 20..) the other would have a month above 18.
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})(?:{_BETWEEN})?(?P<month>[a-zA-Z]{{3,}})\.?(?:{_BETWEEN})?(?P<year>\d{{4}})",
    )
)
_MONTHS = (
    "januari january", "februari february pebruari", "maret march", "april", "mei may", "juni june", "juli july",
    "agustus august agt", "september", "oktober october", "november nopember", "desember december",
)  # fmt: skip
"""Names of months in both languages, with the older Indonesian ones."""


def read_day(text: str) -> date | None:
    """A day as typed here, day before month, in figures (``23-11-2026``, ``23/11/26``, ``23 11 2026``, ``23112026``) or with
    the month in letters (``23 Nov 2026``), or as files write it (``2026-11-23``); None if it is none, or could be two."""
    for shape in _DAYS:
        found = shape.fullmatch(text.strip())
        if found is not None:
            break
    else:
        return None
    year, month = int(found["year"]), _month(found["month"])
    try:
        return date(year + 2000 if len(found["year"]) == 2 else year, month, int(found["day"]))
    except ValueError:
        return None


def _month(text: str) -> int:
    """1 to 12 of figures or of a name that is begun, else 0."""
    if text.isdecimal():
        return int(text)
    return next((place for place, names in enumerate(_MONTHS, 1) if any(n.startswith(text.lower()) for n in names.split())), 0)


def read_time(text: str) -> str | None:
    """A clock time as typed here (``14.05``, ``14:05``, ``1405``, ``9.30``) as ``HH:MM``; None if it is none."""
    found = re.fullmatch(r"\s*(\d{1,2})[.:]?(\d{2})\s*", text, re.ASCII)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return f"{int(found[1]):02d}:{found[2]}"


def read_moment(text: str) -> datetime | None:
    """Day and time with a blank between, or a day alone; None if unreadable."""
    day, _, clock = (text.strip(), "", "00:00") if read_day(text) else text.strip().rpartition(" ")
    read, hour = read_day(day), read_time(clock)
    return datetime.fromisoformat(f"{read.isoformat()}T{hour}") if read and hour else None
