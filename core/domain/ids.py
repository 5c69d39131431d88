"""Names of things: short random or derived bytes, shown to people and scripts as lower-case base32."""

from __future__ import annotations

import base64
import binascii
from typing import NewType

from core.domain.errors import Invalid

SubjectId = NewType("SubjectId", bytes)
"""First 16 bytes of the digest of the subject's first entry (D5)."""

StreamId = NewType("StreamId", bytes)
"""16 random bytes; a restored or cloned laptop takes a new one (D2)."""

CommandId = NewType("CommandId", bytes)
"""16 random bytes made where the button was pressed; the same id twice is one command (D5)."""

ID_BYTES = 16


def show_id(value: bytes) -> str:
    """Write an id as lower-case base32 without padding: 26 characters for 16 bytes."""
    return base64.b32encode(value).decode("ascii").rstrip("=").lower()


def read_id(text: str) -> SubjectId:
    """Read what :func:`show_id` wrote; raises ``Invalid('id.unreadable')``."""
    cleaned = text.strip().upper()
    try:
        value = base64.b32decode(cleaned + "=" * (-len(cleaned) % 8))
    except (binascii.Error, ValueError):
        raise Invalid("id.unreadable") from None
    if len(value) != ID_BYTES:
        raise Invalid("id.unreadable")
    return SubjectId(value)
