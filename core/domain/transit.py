"""How a report reaches a lawful counter in time: the post's courier schedule against the last open counter hour.

Nearest first: Panwaslu Kecamatan of the place of the event where it lies on the post's own island, then Bawaslu of the
regency, then by way of the province. A trip that would break the deadline is never advised; the nearest counter is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from core.domain.bawaslu import CounterLevel
from core.domain.errors import Invalid
from core.domain.reference_items import Post

ROADS: tuple[CounterLevel, ...] = ("kecamatan", "kabkota", "provinsi")
DISTRICT_CODE = 8
LOOK_BACK_DAYS = 60
MAX_TRIPS = 40

OfferState = Literal["here", "in_time", "too_late", "unknown"]


class Trip(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the courier schedule: to which counter, on which weekdays (0 is Monday), at what time, minutes of travel."""

    to: CounterLevel
    days: Annotated[tuple[Annotated[int, Meta(ge=0, le=6)], ...], Meta(min_length=1, max_length=7)]
    leaves: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    minutes: Annotated[int, Meta(ge=1, le=20_160)]
    by: Annotated[str, Meta(max_length=60)] = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One counter and whether it can still be reached: ``here`` needs no trip, ``unknown`` has no schedule."""

    level: CounterLevel
    place: str
    state: OfferState
    leave_by: datetime | None = None
    arrives: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All counters, nearest first, and the one to go to; ``broken`` are trips that would come too late."""

    hand_in: datetime | None
    island: str | None
    offers: tuple[Offer, ...]

    @property
    def chosen(self) -> Offer | None:
        """The nearest lawful counter that can be reached in time."""
        return next((offer for offer in self.offers if offer.state in ("here", "in_time")), None)

    @property
    def broken(self) -> tuple[Offer, ...]:
        """Counters that no departure reaches in time any more."""
        return tuple(offer for offer in self.offers if offer.state == "too_late")

    @property
    def nearest(self) -> Offer:
        """The nearest lawful counter, reachable or not."""
        return self.offers[0]


def read_schedule(text: str) -> tuple[Trip, ...]:
    """The courier schedule as the setting keeps it; empty means not yet set. Raises ``Invalid('courier.unreadable')``."""
    if not text.strip():
        return ()
    try:
        trips = msgspec.json.decode(text, type=tuple[Trip, ...])
    except msgspec.DecodeError:
        raise Invalid("courier.unreadable") from None
    return trips[:MAX_TRIPS]


def write_schedule(trips: Sequence[Trip]) -> str:
    """The schedule as the setting keeps it; raises ``Invalid('courier.unreadable')`` for what could not be read back."""
    text = msgspec.json.encode(tuple(trips)).decode()
    read_schedule(text)
    return text


def plan(post: Post, area: str, trips: Sequence[Trip], hand_in: datetime | None, now: datetime) -> Plan:
    """The counters for something that happened in ``area`` (may be empty), to be reached by ``hand_in``."""
    district = area[:DISTRICT_CODE] if len(area) >= DISTRICT_CODE else ""
    regency = area[:5] or next(iter(post.regencies), post.province)
    places = {"kecamatan": district, "kabkota": regency, "provinsi": post.province}
    offers = (_offer(post, level, places[level], trips, hand_in, now) for level in ROADS if places[level])
    return Plan(hand_in, post.island, tuple(offers))


def _offer(post: Post, level: CounterLevel, place: str, trips: Sequence[Trip], hand_in: datetime | None, now: datetime) -> Offer:
    if level == "kecamatan" and post.is_island and post.area == place:
        return Offer(level, place, "here" if hand_in is not None and now <= hand_in else "too_late")
    own = [trip for trip in trips if trip.to == level]
    if not own:
        return Offer(level, place, "unknown")
    if hand_in is None:
        return Offer(level, place, "too_late")
    rides = [ride for trip in own if (ride := last_departure(trip, hand_in, post.zone)) is not None]
    leaves, arrives, by = max(rides, default=(now, now, ""))
    if not rides or leaves < now:
        return Offer(level, place, "too_late", None, None, by)
    return Offer(level, place, "in_time", leaves, arrives, by)


def last_departure(trip: Trip, arrive_by: datetime, zone: str) -> tuple[datetime, datetime, str] | None:
    """The last departure, in the post's zone, that arrives at or before a moment, with its arrival."""
    last = arrive_by.astimezone(ZoneInfo(zone)) - timedelta(minutes=trip.minutes)
    leaves = time.fromisoformat(trip.leaves)
    for back in range(LOOK_BACK_DAYS):
        day = last.date() - timedelta(days=back)
        departure = datetime.combine(day, leaves, ZoneInfo(zone))
        if day.weekday() in trip.days and departure <= last:
            return departure, departure + timedelta(minutes=trip.minutes), trip.by
    return None
