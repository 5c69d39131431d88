"""A new signing key for an officer of this laptop: before nobody can say whether the old one was copied, or just because.

The certificate of the new key is known by the same entry as at his enrolment, and that of the old one ends with the entry after
it: what he signed before stays as good as it was, and what is signed with the old key from then on is marked. His passphrase
stays. The slot is written anew just before the entries are durable: cut off between the two, he signs with a key that introduces
itself by a stream of its own, and doing it once more ends what was left.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from core.app import identity_key, leaving, slot_notes, writing
from core.app.authority_ending import require_going_on
from core.app.device import DESKS, EVERYBODY, SLOTS_FILE, Device
from core.app.forgetting import forget_before
from core.app.officers import CA_KEY
from core.app.profile import read_slots
from core.app.views import OfficerRow
from core.crypto import keyslots
from core.crypto.certificates import make_leaf, signer_of
from core.crypto.certificates import read as read_certificate
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey
from core.domain.authority import ENROLLERS
from core.domain.errors import NotAllowed, Unlockable
from core.domain.events import OfficerEnrolled, OfficerFacts
from core.domain.ids import CommandId
from core.domain.officer import OfficerEnded, OfficerEndedFacts
from core.storage.atomic import replace_file
from core.storage.copies import full_or_failed


def renew(device: Device, command: CommandId, way: Way, name: str | None = None) -> OfficerRow:
    """Give the officer whom ``way`` opens a new key; only who may enrol him may. Who renews his own is to unlock again.

    ``name`` says who must be behind it. Raises ``NotAllowed`` (``officer.not_head``, ``authority.over``,
    ``renewal.identity_desk``), ``Unlockable('officer.other')``, ``Unavailable`` (``disk.full``, ``disk.failed``), and what
    opening a slot raises; then nothing was changed.
    """
    ca_key = device.extras.get(CA_KEY)
    if device.officer.role not in ENROLLERS or ca_key is None:
        raise NotAllowed("officer.not_head")
    require_going_on(device)
    slots = read_slots(device.folder)
    opened = keyslots.unlock(slots, way)
    old = opened.content.certificate_der
    facts, own, now = read_certificate(old), device.belongings, device.moment()
    if name is not None and name.strip() != facts.common_name:
        raise Unlockable("officer.other")
    row = OfficerRow(facts.common_name, facts.role, own.code, now.isoformat(), here=True)
    with device.database.reading() as db:
        if writing.done_before(db, command):
            return row
        if signer_of(old) in identity_key.seated(db):
            raise NotAllowed("renewal.identity_desk", name=facts.common_name)
    key = SigningKey.generate(device.ports.entropy)
    fresh = make_leaf(
        own.ca_certificate, SigningKey.from_der(ca_key), facts.role, facts.common_name, key.public, device.ports.entropy
    )

    def changed(content: keyslots.SlotContent) -> keyslots.SlotContent:
        return replace(content, officer_key_der=key.to_der(), certificate_der=fresh)

    data = keyslots.rewrite_slots(slots, [way], changed, device.ports.entropy)
    path = device.folder / SLOTS_FILE
    try:
        with device.database.writing() as db:
            _write(db, device, command, opened, fresh)
            slot_notes.put(db, fresh, key, opened.slot_id)
            forget_before(db, now.at)  # copies of before hold the old key
            replace_file(path, data)
    except BaseException as error:
        device.own_streams.clear()
        with suppress(OSError):
            replace_file(path, slots)
        if isinstance(error, OSError):
            raise full_or_failed(error) from None
        raise
    path.with_name(path.name + ".old").unlink(missing_ok=True)
    return row


def _write(db: Connection, device: Device, command: CommandId, opened: keyslots.Unlocked, fresh: bytes) -> None:
    """The new certificate first, then the end of the old one, and of any that a renewal which was cut off left."""
    own, facts = device.belongings, read_certificate(fresh)
    new = OfficerFacts(name=facts.common_name, role=facts.role, certificate=fresh, ca_certificate=own.ca_certificate)
    writing.begin(db, device, OfficerEnrolled(new), DESKS, command)
    held = slot_notes.noted(db)
    gone = {opened.content.certificate_der} | {
        each.certificate
        for each in leaving.enrolled(db, device)
        if each.name == facts.common_name
        and each.ended is None
        and each.certificate != fresh
        and held.get(each.signer, opened.slot_id) == opened.slot_id
    }
    audience = EVERYBODY if device.is_desk and not device.is_nation else DESKS
    for certificate in sorted(gone):
        ended = OfficerEndedFacts(certificate=certificate, name=facts.common_name)
        writing.begin(db, device, OfficerEnded(ended), audience, command)
    slot_notes.forget(db, [signer_of(certificate) for certificate in gone])
