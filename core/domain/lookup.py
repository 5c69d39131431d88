"""What is kept of a look-up code (D13), and what it is told: a status, and since when."""

from __future__ import annotations

import msgspec

STATUSES = ("recorded", "at_province", "referred", "decided", "closed")
"""How far a report got, as the reporter may know it, in the order of the road."""
ENDED = "ended"
"""In a slot alone: a newer code took this one's place."""


class Lookup(msgspec.Struct, frozen=True):
    """Tag and box key of the reporter's look-up code (D13); the code itself is kept nowhere.

    ``check`` is the hash of the code's proof: it shows that who comes back had the code, and not this entry alone.
    Reports of 0.1.0 have none.
    """

    tag: bytes
    box: bytes
    check: bytes = b""


def further(one: str, other: str) -> str:
    """The status that is further on the road; a word that is none of them gives the other."""
    known = [status for status in (one, other) if status in STATUSES]
    return max(known, key=STATUSES.index, default=STATUSES[0])
