"""Another officer at the same laptop: his own key, opened by his own passphrase, for the length of one act (D18)."""

from __future__ import annotations

from dataclasses import replace

from core.app.device import SLOTS_FILE, Device, Officer
from core.crypto import keyslots
from core.crypto.certificates import read as read_certificate
from core.crypto.certificates import signer_of
from core.crypto.cose import key_id
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey
from core.domain.errors import NotAllowed, Unlockable


def second_officer(device: Device, way: Way, name: str | None = None) -> Device:
    """The same open device with the other officer's key at work.

    Raises ``Unlockable`` (``passphrase.wrong``, ``officer.other``), ``NotAllowed('approval.own')`` for the first officer.
    """
    other = witness(device, way)
    if name is not None and name.strip() != other.officer.name:
        raise Unlockable("officer.other")
    if other is device:
        raise NotAllowed("approval.own")
    return other


def witness(device: Device, way: Way) -> Device:
    """The open device with the key at work of the officer whose passphrase this is: of who unlocked it, or of another.

    Raises ``Unlockable('passphrase.wrong')``.
    """
    content = keyslots.unlock((device.folder / SLOTS_FILE).read_bytes(), way).content
    if signer_of(content.certificate_der) == signer_of(device.officer.certificate):
        return device
    facts = read_certificate(content.certificate_der)
    officer = Officer(
        key=SigningKey.from_der(content.officer_key_der),
        certificate=content.certificate_der,
        kid=key_id(content.certificate_der),
        name=facts.common_name,
        role=facts.role,
    )
    return replace(device, officer=officer, extras=dict(content.extras), own_streams={})
