"""A second law's clock, written apart from the first: no stepping, only sorted lists, positions in them and UTC seconds.

It takes holidays straight from the library and hours straight from the safeguards, and shares no line with core.
``python -m tests.vectors.second_clock`` writes clock-v1.json anew.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import holidays

FILE = Path(__file__).with_name("clock-v1.json")
PUBLISHED = range(2022, 2027)
OFFSET = {"Asia/Jakarta": 7, "Asia/Makassar": 8}
SPAN = [date(2019, 12, 1) + timedelta(days=n) for n in range(15 * 366)]
WEEKDAYS = [day for day in SPAN if day.isoweekday() <= 5]
PUBLIC, LEAVE = (
    {d for y in PUBLISHED for d in holidays.country_holidays("ID", years=y, categories=(c,))} for c in ("public", "government")
)
RERUN = {date(2025, 8, 27)}
"""The repeated Pilkada of Bangka and Pangkalpinang; a day off there alone."""
ROUND_THE_CLOCK = {"PEMILU": {date(2024, 2, n) for n in range(11, 16)}}

AMOUNTS = {
    "PEMILU_LAPOR": (7, "work"), "PEMILU_TEMUAN": (7, "either"), "PEMILU_KAJIAN_AWAL": (2, "work"),
    "PEMILU_BERITAHU": (1, "work"), "PEMILU_LENGKAPI": (2, "work"), "PEMILU_PUTUS": (7, "work"),
    "PEMILU_PUTUS_MAKS": (14, "work"), "PEMILU_POLISI": (24, "hours"), "PILKADA_LAPOR": (7, "days"),
    "PILKADA_PUTUS": (3, "days"), "PILKADA_TAMBAH": (5, "days"), "PILKADA_POLISI": (24, "hours"),
    "TNI_BAWASLU": (24, "hours"), "TNI_POM": (14, "either"), "SLA_PERINGATAN": (24, "hours"), "SLA_RUJUK": (24, "hours"),
}  # fmt: skip


def answer(case: dict[str, str]) -> dict[str, str | None]:
    """Safe, latest and the hand-in before each, as texts."""
    amount, unit = AMOUNTS[case["id"]]
    zone = timezone(timedelta(hours=OFFSET[case["zone"]]))
    local = RERUN if case.get("area", "")[:5] in ("19.01", "19.71") else set()
    if unit == "hours":
        return _hours(case, amount, zone, local)
    known = date.fromisoformat(case["known"])
    off = PUBLIC | local
    sure = [day for day in WEEKDAYS if day not in off | LEAVE and day.year in PUBLISHED]
    loose = [day for day in WEEKDAYS if day not in off]
    if unit == "work":
        safe = loose[bisect_left(loose, known) + amount - 1]
        latest = _known(sure, known, amount)
    else:
        safe = known + timedelta(days=amount - 1)
        latest = known + timedelta(days=amount) if unit == "days" else _known(sure, known, amount)
    begin = datetime.combine(known, datetime.min.time(), zone)
    ends = [None if day is None else datetime.combine(day, datetime.max.time(), zone) for day in (safe, latest)]
    return {
        "safe": safe.isoformat(),
        "latest": None if latest is None else latest.isoformat(),
        "hand_in_safe": _hand_in(case, begin, ends[0], off),
        "hand_in_latest": _hand_in(case, begin, ends[1], off),
    }


def _known(sure: list[date], known: date, amount: int) -> date | None:
    """The n-th sure working day after ``known``, if no year without a calendar lies between."""
    place = bisect_right(sure, known) + amount - 1
    if place >= len(sure) or any(year not in PUBLISHED for year in range((known + timedelta(days=1)).year, sure[place].year + 1)):
        return None
    return sure[place]


def _hours(case: dict[str, str], amount: int, zone: timezone, local: set[date]) -> dict[str, str | None]:
    start = datetime.fromisoformat(case["known"]).replace(tzinfo=zone)
    end = datetime.fromtimestamp(start.timestamp() + amount * 3600, UTC).astimezone(zone)
    hand_in = _hand_in(case, start, end, PUBLIC | local)
    return {"safe": end.isoformat(), "latest": end.isoformat(), "hand_in_safe": hand_in, "hand_in_latest": hand_in}


def _hand_in(case: dict[str, str], begin: datetime, until: datetime | None, off: set[date]) -> str | None:
    """The greatest open minute not after ``until``, out of every opening of the last weeks."""
    if until is None:
        return None
    found = []
    for day in (until.date() - timedelta(days=n) for n in range(40)):
        always = day in ROUND_THE_CLOCK.get(case["regime"], ())
        if not always and (day.isoweekday() > 5 or day in off | LEAVE):
            continue
        opens, closes = ("00:00", "23:59") if always else ("08:00", "16:00")
        first, last = (datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=until.tzinfo) for clock in (opens, closes))
        if first <= until:
            found.append(min(last, until.replace(microsecond=0)))
    best = max(found)
    return None if best < begin else best.isoformat()


def vectors() -> list[dict[str, str | None]]:
    """The cases of clock-v1.json with their answers."""
    old = json.loads(FILE.read_text("utf-8"))["cases"]
    return [{**case, **answer(case)} for case in old]


if __name__ == "__main__":
    made = ",\n".join(f"  {json.dumps(case, ensure_ascii=False)}" for case in vectors())
    note = "written by tests/vectors/second_clock.py; cases marked by hand were also counted with pencil and calendar"
    FILE.write_text(f'{{\n "note": "{note}",\n "cases": [\n{made}\n ]\n}}\n', "utf-8")
    sys.stdout.write(f"{FILE}\n")
