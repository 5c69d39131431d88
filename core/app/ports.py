"""The outside world as arguments, so that two laptops fit into one test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from core.crypto.kdf import KdfParameters
    from core.domain.moment import Moment


@dataclass(frozen=True, slots=True)
class Ports:
    """Clock (aware datetimes), randomness, the program's own files by path, the cost of a passphrase (None: measure).

    ``program`` is this program's version, which objects carry so that the province sees who still runs an older one.
    """

    now: Callable[[], datetime]
    entropy: Callable[[int], bytes]
    resource: Callable[[str], bytes]
    kdf: KdfParameters | None = None
    program: str = ""

    def moment(self, zone: str) -> Moment:
        """This instant in a zone, by the laptop's own clock."""
        from core.domain.moment import moment  # the window has its ports before its first picture, and no forms yet

        return moment(self.now(), zone)
