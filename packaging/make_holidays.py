"""Writes resources/reference/holidays.json anew: ``python packaging/make_holidays.py`` (needs the package ``holidays``).

The program never imports that package: the calendar is dated data, which the province may replace by a newer version.
Public holidays and joint leave (cuti bersama) come from the package's two categories; a year is published here when
joint leave is known and no holiday is an estimate. What the package does not know (local days off, how sure we are)
stands below. A test compares the written file with the package.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import holidays

FILE = Path(__file__).resolve().parents[1] / "resources" / "reference" / "holidays.json"
YEARS = range(2022, 2028)
ESTIMATE = "(perkiraan)"
VOTING = {"2024-02-14", "2024-11-27"}
SEEN_UNTIL = "2024-05-10"
"""Public holidays of 2024 up to here were seen in press copies of the decree; the rest is from knowledge."""
LOCAL = [
    {
        "date": "2025-08-27",
        "name_id": "Hari pemungutan suara Pilkada ulang (Kab. Bangka, Kota Pangkalpinang)",
        "kind": "libur_pemilu",
        "regencies": ["19.01", "19.71"],
        "confidence": "knowledge medium; not verified",
    }
]
HEAD = {
    "dataset": "holidays",
    "version": "2026.1",
    "valid_from": "2022-01-01",
    "source": "joint decrees (SKB 3 Menteri) of each year; for 2024 SKB 855/2023, 3/2023, 4/2023; by way of the package "
    "holidays (MIT licence)",
    "licence": "part of this program (facts of law and public administration; see NOTICE.md)",
}
NOTE = (
    "nasional, cuti_bersama, libur_pemilu (voting days), daerah (a regency's own); regencies null = everywhere. Whether "
    "cuti bersama and local days off stop a Bawaslu time limit is not verified: they do for paling akhir, not for aman. A year "
    "that is not in years has no published calendar here. Later years come with the province's reference entry."
)


def year_of(year: int) -> list[dict[str, object]]:
    """The days off of a year; empty where its calendar is an estimate or has no joint leave yet."""
    public, leave = (
        holidays.country_holidays("ID", years=year, categories=(c,), language="id") for c in ("public", "government")
    )
    if not leave or any(ESTIMATE in name for name in public.values()):
        return []
    items = [_item(day, name, "libur_pemilu" if day.isoformat() in VOTING else "nasional") for day, name in public.items()]
    return items + [_item(day, name, "cuti_bersama") for day, name in leave.items() if day not in public]


def _item(day: date, name: str, kind: str) -> dict[str, object]:
    seen = kind == "nasional" and day.year == 2024 and day.isoformat() <= SEEN_UNTIL
    confidence = "verified" if seen else "knowledge high"
    return {"date": day.isoformat(), "name_id": name, "kind": kind, "regencies": None, "confidence": confidence}


def text() -> str:
    """The whole file."""
    years = [year for year in YEARS if year_of(year)]
    items = sorted((item for year in years for item in [*year_of(year), *_local(year)]), key=lambda item: str(item["date"]))
    lines = [json.dumps({"k": value}, ensure_ascii=False)[6:-1] for value in HEAD.values()]
    head = "".join(f' "{key}": {value},\n' for key, value in zip(HEAD, lines, strict=True))
    rows = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in items)
    note = json.dumps(NOTE, ensure_ascii=False)
    return f'{{\n{head} "years": {json.dumps(years)},\n "note": {note},\n "items": [\n{rows}\n ]\n}}\n'


def _local(year: int) -> list[dict[str, object]]:
    return [item for item in LOCAL if str(item["date"]).startswith(str(year))]


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
    sys.stdout.write(f"{FILE}\n")
