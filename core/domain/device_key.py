"""A laptop's key renewed: what speaks for it from now on, and how far what the old key said still holds (DECISIONS D6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.ids import CommandId

KIND: Final = "device.renewed"
RENEWED, COPIED = "renewed", "copied"
"""Stand as the reason beside those of a revocation: the old key ended, or somebody else may have it too."""
RENEWALS: Final = (RENEWED, COPIED)
HEADS_LIMIT: Final = 3_000
"""Streams that one renewal names; their places have to fit into one entry."""


class StreamHead(msgspec.Struct, frozen=True, array_like=True):
    """The last place of a stream (16 bytes) that the laptop itself stands by, and the digest of the entry there (32 bytes)."""

    stream: bytes
    sequence: int
    digest: bytes


class DeviceRenewedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Certificates are DER, each with its CA's; ``recipient`` is the new age recipient.

    ``heads`` are all streams that the old key's laptop wrote, as far as they are its own; whatever stands behind them or on
    other streams is somebody else's. ``handover`` is a COSE_Sign1 by the old key over all the rest.
    """

    previous: bytes
    previous_ca: bytes
    certificate: bytes
    ca_certificate: bytes
    recipient: str
    copied: bool
    heads: list[StreamHead]
    handover: bytes


class DeviceRenewed(msgspec.Struct, frozen=True):
    """This laptop signs with another key from here on, and opens what is sealed to another recipient."""

    facts: DeviceRenewedFacts | None


@dataclass(frozen=True, slots=True)
class RenewDeviceKey:
    """Give this laptop a new key; ``copied`` where somebody may have the old one."""

    command: CommandId
    copied: bool = False
