"""What an office prints above its documents, where it does not want what the reference data say."""

from __future__ import annotations

from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.text import check_line

MAX_LINES: Final = 4
MAX_CHARACTERS: Final = 160


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """Lines and a picture; an empty one leaves what stands there without it. ``picture`` is what ``logo`` gave.

    ``lines`` are address, telephone and the like; ``place`` is the town before the date.
    """

    agency: str = ""
    unit: str = ""
    lines: tuple[str, ...] = ()
    place: str = ""
    picture: bytes = b""


def checked(letterhead: Letterhead) -> Letterhead:
    """The same without blanks around the lines; raises ``Invalid``: ``text.*``, or ``letterhead.lines`` for too many."""
    lines = tuple(line.strip() for line in letterhead.lines if line.strip())
    if len(lines) > MAX_LINES:
        raise Invalid("letterhead.lines", limit=MAX_LINES)
    named = {"agency": letterhead.agency.strip(), "unit": letterhead.unit.strip(), "place": letterhead.place.strip()}
    for field, text in [*named.items(), *(("line", line) for line in lines)]:
        check_line(text, field)
        if len(text) > MAX_CHARACTERS:
            raise Invalid("text.too_long", field=field, limit=MAX_CHARACTERS)
    return msgspec.structs.replace(letterhead, lines=lines, **named)
