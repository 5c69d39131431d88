"""Entries that a sending writes before it sends: how many they will be and how large at most, so that a preview tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from core.app.device import Device
from core.app.streams import open_stream

ENTRY_BYTES = 2048
"""The most that signature, header and handling of an entry take."""
OPENING_BYTES = 8192
"""The most that the first entry of a stream takes, which carries certificates."""


@dataclass(frozen=True, slots=True)
class Coming:
    """For an audience, on a stream that is open (else None): how many entries, and their bytes at most, uncompressed."""

    audience: str
    stream: bytes | None
    entries: int
    bytes: int


def coming(db: Connection, device: Device, audience: str, signer: bytes, contents: list[int]) -> Coming:
    """Entries of these contents (bytes of each), with the one that opens their stream where there is none yet."""
    stream = open_stream(db, device, audience, signer)
    first = [OPENING_BYTES] if stream is None else []
    return Coming(audience, stream, len(first) + len(contents), sum(first) + sum(contents) + ENTRY_BYTES * len(contents))
