"""How far a sending is, in things and in bytes; read from the window's thread while a worker writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Meter:
    """``items`` are ranges of the journal and pieces of attachments; ``bytes_total`` grows with the journal."""

    items: int = 0
    items_total: int = 0
    bytes: int = 0
    bytes_total: int = 0
