"""What the exchange takes from this device and puts into it.

The exchange knows media and objects; this room knows the store. A *target* is an audience that this device
serves: at a post the desks, at the province each post.
"""

from __future__ import annotations

from core.app.giving import DueAttachment, Giving, Range, Target
from core.app.taking import Taking, WantedPiece
from core.storage import tables

__all__ = ["DueAttachment", "Range", "Shelf", "Target", "WantedPiece"]


class Shelf(Giving, Taking):
    """The store as the exchange sees it."""

    @property
    def device(self) -> bytes:
        """This device's key id."""
        return self._device.device

    @property
    def province(self) -> bytes:
        """The province that this device belongs to."""
        return self._device.belongings.province

    def note_trip(self, direction: str, medium: str, objects: int, entries: int, attachments: int, size: int) -> None:
        """One line of the history of sticks."""
        row = {
            "at": self._device.moment().at,
            "direction": direction,
            "medium": medium,
            "objects": objects,
            "entries": entries,
            "attachments": attachments,
            "bytes": size,
        }
        with self._device.database.writing() as db:
            db.execute(tables.ledger.insert(), row)
