"""What the exchange takes from this device and puts into it.

The exchange knows media and objects; this room knows the store. A *target* is an audience that this device
serves: at a post the desks, at the province each post.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam

from core.app.custody import mark_back, move_objects, open_custody, trips_of
from core.app.giving import DueAttachment, Giving, Range, Target
from core.app.taking import Taking, WantedPiece
from core.storage import tables

__all__ = ["DueAttachment", "Range", "Shelf", "Target", "WantedPiece"]

COUNTS = ("objects", "entries", "attachments", "bytes")
_BEGIN = tables.ledger.insert().returning(tables.ledger.c.id)
_END = tables.ledger.update().where(tables.ledger.c.id == bindparam("trip"))


class Shelf(Giving, Taking):
    """The store as the exchange sees it."""

    @property
    def device(self) -> bytes:
        """This device's key id."""
        return self._device.device

    def is_own(self, sender: bytes) -> bool:
        """Whether a key id is this device's, of today or of before."""
        return sender in self._device.own_devices

    @property
    def province(self) -> bytes:
        """The province that this device belongs to."""
        return self._device.belongings.province

    def note_trip(self, direction: str, medium: str, objects: int, entries: int, attachments: int, size: int) -> None:
        """One line of the history of sticks."""
        self.end_trip(self.begin_trip(medium, direction), objects, entries, attachments, size)

    def begin_trip(self, medium: str, direction: str = "out", *, carried: bool = False) -> int:
        """A line that stands before the first object is written, so that a pulled stick is in the history too.

        ``carried`` opens the custody of a stick that somebody will take along.
        """
        row = {"at": self._device.moment().at, "direction": direction, "medium": medium} | dict.fromkeys(COUNTS, 0)
        with self._device.database.writing() as db:
            made = int(db.execute(_BEGIN, row).scalar_one())
            if carried:
                open_custody(db, made)
            return made

    def end_trip(self, trip: int, objects: int, entries: int, attachments: int, size: int) -> None:
        """What the trip came to, also when it was cut short; a stick on which nothing was written is under way with nothing."""
        counted = dict(zip(COUNTS, (objects, entries, attachments, size), strict=True))
        with self._device.database.writing() as db:
            db.execute(_END, counted | {"trip": trip})
            if not objects:
                db.execute(tables.custody.delete().where(tables.custody.c.trip == trip))

    def note_back(self, present: Collection[str]) -> None:
        """Sticks on which these names lie are here again: a stick is known by what was written on it and by nothing else."""
        with self._device.database.writing() as db:
            mark_back(db, trips_of(db, present), self._device.moment().at)

    def note_leaving(self, present: Collection[str], trip: int) -> None:
        """The stick with these names leaves: on a new trip, which now carries the older objects too, or once more as it was."""
        with self._device.database.writing() as db:
            older = trips_of(db, present) - {trip}
            mark_back(db, older, self._device.moment().at if trip else 0)
            if trip:
                move_objects(db, present, trip)
