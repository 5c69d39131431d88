"""The custodians' sheets: the recovery key split, each share drawn on a page of its own, in memory alone.

The key comes from the administrator's passphrase as long as it lies there, or from two sheets: then the new set replaces one that
lost a sheet. The key is the same, so two sheets of the old set still open; they are to be destroyed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.app import officers
from core.app.device import Device
from core.app.faces import fonts_of
from core.app.issuing import office_of
from core.app.recovery import identity_of
from core.app.shares import SHARES, Part, read, split
from core.crypto.sealing import AgeIdentity
from core.documents.recovery_sheet import SheetOfShare, draw
from core.domain.errors import NotAllowed, Unlockable


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """One custodian's page as PDF: its number from 1, the number of its set."""

    number: int
    set: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class NewRecovery:
    """A recovery key that was just made: its shares, and the custodians' sheets."""

    identity: AgeIdentity = field(repr=False)
    shares: tuple[str, ...] = field(repr=False)
    sheets: tuple[RecoverySheet, ...] = field(repr=False)


def sheets(device: Device, shares: Sequence[str] = ()) -> tuple[RecoverySheet, ...]:
    """A new set, one page for each custodian; ``shares`` are two of an older set.

    Raises ``NotAllowed('shares.gone')`` where the key does not lie here, ``Unlockable('keyslot.recovery')`` for another
    province's shares, and what :func:`core.app.shares.combine` raises.
    """
    return tuple(_drawn(device, read(share)) for share in split(_secret(device, shares)))


def fresh(device: Device) -> NewRecovery:
    """A new recovery key, on its sheets and in no store; it counts once it is published (:mod:`core.app.key_replacing`)."""
    identity = AgeIdentity.generate()
    shares = split(identity.text.encode())
    return NewRecovery(identity, shares, tuple(_drawn(device, read(share)) for share in shares))


def _secret(device: Device, shares: Sequence[str]) -> bytes:
    if not shares:
        secret = device.extras.get(officers.RECOVERY)
        if secret is None or AgeIdentity.from_text(secret.decode()).recipient != device.recipients.recovery:
            raise NotAllowed("shares.gone")
        return secret
    identity = identity_of(shares)
    if identity.recipient != device.recipients.recovery:
        raise Unlockable("keyslot.recovery")
    return identity.text.encode()


def _drawn(device: Device, part: Part) -> RecoverySheet:
    own = device.belongings
    page = SheetOfShare(part.number, SHARES, part.set, part.words, part.code, own.drill)
    return RecoverySheet(part.number, part.set, draw(fonts_of(device), office_of(device), page, device.moment()))
