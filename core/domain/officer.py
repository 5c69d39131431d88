"""An officer who leaves: his way into the laptop is destroyed, and what he wrote before stays as good as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.ids import CommandId

KIND: Final = "officer.ended"
ENDED: Final = "ended"
"""Stands as the reason beside the reasons of a revocation; unlike those it never reaches back by the day of arrival."""


class OfficerEndedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The certificate (DER) of who left, given out by the same CA as that of who wrote it down, and his name in it."""

    certificate: bytes
    name: str


class OfficerEnded(msgspec.Struct, frozen=True):
    """An officer works here no more, from the moment of this entry on."""

    facts: OfficerEndedFacts | None


@dataclass(frozen=True, slots=True)
class EndOfficer:
    """Destroy an officer's key slot on this laptop and say so to everybody who knows his certificate.

    Who is ``doubted`` goes at once, even where the identities' key here opens with nobody but him.
    """

    command: CommandId
    name: str
    doubted: bool = False
