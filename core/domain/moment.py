"""Points in time as evidence needs them: instant, zone, the clock on the wall, and where it came from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

Source = Literal["clock", "typed", "claimed"]
Precision = Literal["exact", "day", "about"]

ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Moment(msgspec.Struct, frozen=True):
    """An instant: milliseconds since 1970 UTC, IANA zone, the wall clock as it showed, and its source."""

    at: int
    zone: str
    wall: str
    source: Source = "clock"

    @property
    def when(self) -> datetime:
        """The instant as an aware datetime in its own zone."""
        return datetime.fromtimestamp(self.at / 1000, tz=UTC).astimezone(ZoneInfo(self.zone))

    @property
    def day(self) -> date:
        """The calendar day in the zone; law counts these, never UTC days."""
        return self.when.date()

    def isoformat(self) -> str:
        """RFC 3339 with offset, to the second."""
        return self.when.isoformat(timespec="seconds")


def moment(when: datetime, zone: str, source: Source = "clock") -> Moment:
    """Build a moment from an aware datetime, seen in ``zone``."""
    local = when.astimezone(ZoneInfo(zone))
    at = int(local.timestamp() * 1000)
    return Moment(at=at, zone=zone, wall=local.replace(tzinfo=None).isoformat(timespec="seconds"), source=source)


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT; another zone keeps its IANA name."""
    return ZONE_NAMES.get(zone, zone)


def day_at(at: int, zone: str) -> date:
    """The calendar day of milliseconds UTC in another laptop's zone; in UTC where this one knows no such zone."""
    try:
        return Moment(at, zone, "").day
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return Moment(at, "UTC", "").day
