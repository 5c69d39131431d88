"""Handing the identities' key over to pairs of officers: from the founder's slot, from a pair, or from the escrow (D15).

A founder's slot holds the key until the first pairs are made; then every slot that held it is written anew without it, and
without the recovery key, which would open the escrow. The escrow in the recovery slot stays: two custodians' shares make
new pairs from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from core.app import officers, profile, recovery, writing
from core.app.device import DESKS, SLOTS_FILE, Device
from core.app.forgetting import forget_before
from core.app.identity_key import Generation, PairFile, escrowed, from_pair, generations, keep, read, seated, wrapped
from core.app.identity_views import KeyHeld
from core.app.revoked import revoked
from core.crypto import keyslots
from core.crypto.certificates import read as read_certificate
from core.crypto.certificates import signer_of
from core.crypto.pair_wrap import OfficerShare
from core.crypto.sealing import AgeIdentity, open_sealed
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey
from core.domain import authority
from core.domain import identity_rules as rules
from core.domain.authority import ADMINISTRATOR
from core.domain.errors import Invalid, NotAllowed, Unlockable
from core.domain.identity_opening import IdentityKeyWrapped, WrappedFacts
from core.domain.ids import CommandId
from core.storage import tables
from core.storage.atomic import replace_file

BY_ADMINISTRATOR, BY_PAIR, BY_RECOVERY = "administrator", "pair", "recovery"
LEAVING = frozenset({officers.IDENTITIES, officers.RECOVERY})
"""What leaves every slot when the first pairs are made."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who typed his passphrase for this act."""

    name: str
    signer: bytes
    share: OfficerShare
    extras: Mapping[str, bytes]


def hand_over(
    device: Device,
    command: CommandId,
    ways: Sequence[Way],
    *,
    shares: Path | None = None,
    escrow: Sequence[str] = (),
    only_present: bool = False,
) -> KeyHeld:
    """Make a copy for every pair of named officers who took their share; each who is to take it types his passphrase.

    The key comes from the administrators' slots the first time, then from two officers of a pair, or with ``escrow`` from
    two shares of the recovery key. The first time every administrator types his passphrase, so that his slot is written
    anew; with ``only_present`` those who do not lose their way into this laptop. ``shares`` is where the recovery key's
    shares go, if it still lies under an administrator's passphrase. Nothing is changed by a refusal.

    Raises ``Unlockable('passphrase.wrong')``, ``Invalid`` (``identity.same_officer``, ``share.unreadable``), ``NotAllowed``
    (``identity.key_elsewhere``, ``identity.too_few``, ``identity.one_institution``, ``identity.administrators``,
    ``identity.shares``, ``authority.refused``), ``Unavailable('shares.folder')``.
    """
    authority.require("identity.key_wrapped", device.officer.role, from_desk=device.is_desk, begins=True, owns=True)
    held, people = read(device), _present(device, ways)
    with device.database.reading() as db:
        named, administrators = seated(db), _administrators(db, device)
    here = {each.signer for each in people}
    absent = sorted(name for signer, name in administrators.items() if signer not in here)
    if not held.settled and absent and not only_present:
        raise NotAllowed("identity.administrators", names=", ".join(absent))
    secrets, source = _source(device, held, people, escrow)
    taken = {name: public for name, public in held.shares.items() if bytes.fromhex(name) in named}
    taken |= {each.signer.hex(): each.share.public for each in people if each.signer in named}
    _require_pair([named[bytes.fromhex(name)][1] for name in taken])
    made = _made(device, held, secrets, taken)
    lying = next((secret for each in people if (secret := _lying(device, each)) is not None), None)
    if lying is not None:
        if shares is None:
            raise NotAllowed("identity.shares")
        if shares.exists() and (not shares.is_dir() or any(shares.iterdir())):  # shares of two splits do not fit together
            raise Invalid("folder.not_empty", file=shares.name)
        profile.write_shares(lying, shares)
    keep(device, made)
    if not held.settled:
        _empty_slots(device, ways, others=not only_present)
        keep(device, msgspec.structs.replace(made, settled=True))
    facts = WrappedFacts(source=source, signers=sorted(bytes.fromhex(name) for name in taken))
    with device.database.writing() as db:
        forget_before(db, device.moment().at)  # slots of before may lead to the key
        if not writing.done_before(db, command):
            writing.begin(db, device, IdentityKeyWrapped(facts), DESKS, command)
    names = tuple(sorted(named[bytes.fromhex(name)][0] for name in taken))
    return KeyHeld(source, names, len(made.pairs))


def _present(device: Device, ways: Sequence[Way]) -> list[Person]:
    slots, found = profile.read_slots(device.folder), list[Person]()
    for way in ways:
        content = keyslots.unlock(slots, way).content
        key, signer = SigningKey.from_der(content.officer_key_der), signer_of(content.certificate_der)
        if any(each.signer == signer for each in found):
            raise Invalid("identity.same_officer")
        name = read_certificate(content.certificate_der).common_name
        found.append(Person(name, signer, OfficerShare.of(key), content.extras))
    return found


def _administrators(db: Connection, device: Device) -> dict[bytes, str]:
    """Administrators who were enrolled at this laptop: their slots may hold the key."""
    table = tables.certificate.c
    query = select(table.der, table.name).where(
        table.role == ADMINISTRATOR, table.ca == device.belongings.ca_certificate, table.kid.not_in(revoked(db))
    )
    return {signer_of(bytes(row.der)): str(row.name) for row in db.execute(query)}


def _source(device: Device, held: PairFile, people: Sequence[Person], escrow: Sequence[str]) -> tuple[Mapping[str, bytes], str]:
    """The keys by their recipients, and whence; all that lie here, so that no pair opens less than another."""
    secret = next((each.extras[officers.IDENTITIES] for each in people if officers.IDENTITIES in each.extras), None)
    secrets = {} if secret is None else {AgeIdentity.from_text(secret.decode()).recipient: secret}
    source = BY_ADMINISTRATOR
    if escrow:
        secrets, source = from_escrow(device, held, escrow), BY_RECOVERY
    elif secret is None and held.latest:
        secrets, source = from_pair(device, held, {each.signer: each.share for each in people}), BY_PAIR
        if not secrets:
            raise NotAllowed("identity.no_pair")
    wanted = {each.recipient for each in generations(device, held)} | {device.recipients.identities}
    if not wanted <= secrets.keys():
        raise NotAllowed("identity.key_elsewhere")
    return secrets, source


def from_escrow(device: Device, held: PairFile, shares: Sequence[str]) -> dict[str, bytes]:
    """What two custodians open: the founder's key in a recovery slot, the others in the file."""
    identity, found = recovery.identity_of(shares), dict[str, bytes]()
    boxes = [open_sealed(each.box, [identity]) for each in held.escrow.values()]
    slots = profile.read_slots(device.folder)
    try:
        boxes.append(keyslots.recover(slots, identity).content.extras.get(officers.IDENTITIES))
    except Unlockable:
        if not any(boxes):
            raise
    for secret in boxes:
        if secret is not None:
            found[AgeIdentity.from_text(secret.decode()).recipient] = secret
    return {recipient: secret for recipient, secret in found.items() if recipient not in device.keys.gone}


def _lying(device: Device, person: Person) -> bytes | None:
    """The recovery key at his passphrase, if it is the one that is in force: shares of another would only mislead."""
    secret = person.extras.get(officers.RECOVERY)
    current = secret is not None and AgeIdentity.from_text(secret.decode()).recipient == device.recipients.recovery
    return secret if current else None


def _made(device: Device, held: PairFile, secrets: Mapping[str, bytes], taken: dict[str, bytes]) -> PairFile:
    """The file with copies of every key for every pair of these officers."""
    founders = device.belongings.recipients.identities
    pairs = {name: wrapped(device, name, secret, taken) for name, secret in secrets.items()}
    newer = [Generation(each.recipient, pairs[each.recipient]) for each in held.newer]
    return PairFile(1, taken, pairs.get(founders, []), held.settled, newer, escrowed(device, held, secrets))


def _require_pair(institutions: Sequence[str]) -> None:
    if len(institutions) < 2:
        raise NotAllowed("identity.too_few")
    if not any(rules.differ(one, other) for one, other in combinations(institutions, 2)):
        raise NotAllowed("identity.one_institution")


def _empty_slots(device: Device, ways: Sequence[Way], *, others: bool) -> None:
    """Every slot whose passphrase was typed is written anew without the two keys; no older file stays beside it."""
    path = device.folder / SLOTS_FILE

    def emptied(content: keyslots.SlotContent) -> keyslots.SlotContent:
        return replace(content, extras={name: key for name, key in content.extras.items() if name not in LEAVING})

    replace_file(
        path, keyslots.rewrite_slots(profile.read_slots(device.folder), ways, emptied, device.ports.entropy, others=others)
    )
    path.with_name(path.name + ".old").unlink(missing_ok=True)
    for name in LEAVING:
        device.extras.pop(name, None)
