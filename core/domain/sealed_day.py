"""A day's sealed entry: the same size from every laptop, whether it holds a guarded report or none (D14)."""

from __future__ import annotations

import msgspec

from core.domain.attached import Carried


class SealedDay(msgspec.Struct, frozen=True, kw_only=True):
    """Whose day it is: guard, calendar day of the post, and the attachments' ciphertexts to carry (a stated leak)."""

    guard: str
    day: str
    carried: list[Carried] = []


class SealedSlots(msgspec.Struct, frozen=True, kw_only=True):
    """Places of 16 KiB each: an age file to the guard or to nobody, and chance up to the full size."""

    slots: list[bytes]


class DaySealed(msgspec.Struct, frozen=True):
    """A day of a laptop was closed: what it held for a guard, or nothing, in places that look alike."""

    facts: SealedDay | None
    story: SealedSlots | None = None


def sealed_audience(guard: str) -> str:
    """The audience of a guard's daily entries."""
    return f"sealed:{guard}"


def is_sealed_audience(audience: str) -> bool:
    """True for audiences whose entries nobody on the way can read."""
    return audience.startswith("sealed:") and len(audience) > len("sealed:")
