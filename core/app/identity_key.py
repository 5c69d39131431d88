"""The identities' key at the identity desk: one wrapped copy for each pair of officers, and in nobody's slot (D15).

The copies lie in one file of this laptop, in a box under the store key, and travel nowhere. How they are made stands in
:mod:`core.app.identity_handing`. A key that took the founder's place stands beside it, with copies for the same pairs: what was
sealed to any of them takes two officers to open. So does its escrow two custodians: an age file to the recovery key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
from sqlalchemy import Connection, select

from core.app import officers
from core.app.device import PAIRS_FILE, Device
from core.app.province_keys import published
from core.app.revoked import revoked
from core.crypto.boxes import derive, lock_box, open_box
from core.crypto.certificates import signer_of
from core.crypto.labels import IDENTITY_FILE
from core.crypto.pair_wrap import OfficerShare, PairBox, unwrap, wrap
from core.crypto.sealing import AgeIdentity, seal
from core.domain.errors import NotAllowed, Untrusted
from core.domain.province_key import IDENTITIES
from core.journal import cbor
from core.storage import tables
from core.storage.atomic import replace_file

LIMIT = 1024 * 1024
ADMINISTRATORS, PAIRS, ELSEWHERE = "administrator", "pairs", "elsewhere"
"""Where the key is, as far as this laptop and its officer tell."""


class Wrapped(msgspec.Struct, frozen=True):
    """One pair's copy: the two officers' keys by name, and the box."""

    signers: list[bytes]
    fresh: bytes
    box: bytes


class Generation(msgspec.Struct, frozen=True):
    """One key of several: the recipient that it belongs to, and its copies."""

    recipient: str
    pairs: list[Wrapped]


class Escrowed(msgspec.Struct, frozen=True):
    """A key for the custodians: an age file to the recovery key's recipient ``to``."""

    to: str
    box: bytes


class PairFile(msgspec.Struct, frozen=True):
    """The file: the officers who took their share, by the name of their key, and a copy for each pair of them.

    ``settled`` says that no slot of this laptop leads to the key any more. ``pairs`` are copies of the founder's key, ``newer``
    those of keys that came after it. ``escrow`` by the key's recipient; what is not there lies in a recovery slot.
    """

    format: int
    shares: dict[str, bytes]
    pairs: list[Wrapped]
    settled: bool
    newer: list[Generation] = []
    escrow: dict[str, Escrowed] = {}

    @property
    def latest(self) -> list[Wrapped]:
        """The copies of the newest key."""
        return self.newer[-1].pairs if self.newer else self.pairs


EMPTY = PairFile(1, {}, [], settled=False)


def read(device: Device) -> PairFile:
    """The file as it is; raises ``Untrusted('box.damaged')``."""
    try:
        data = (device.folder / PAIRS_FILE).read_bytes()
    except FileNotFoundError:
        return EMPTY
    plain = open_box(derive(device.store_key, IDENTITY_FILE), data, IDENTITY_FILE)
    return msgspec.convert(cbor.decode_map(plain, LIMIT), PairFile, builtin_types=(bytes,))


def keep(device: Device, held: PairFile) -> None:
    """Replace the file."""
    replace_file(device.folder / PAIRS_FILE, boxed(held, device.store_key, device.ports.entropy))


def boxed(held: PairFile, store_key: bytes, entropy: Callable[[int], bytes]) -> bytes:
    """The file's bytes under a store key."""
    plain = cbor.encode(msgspec.to_builtins(held, builtin_types=(bytes,)))
    return lock_box(derive(store_key, IDENTITY_FILE), plain, IDENTITY_FILE, entropy)


def where(device: Device) -> str:
    """Where the key is: at this officer's passphrase, in pairs here, or not at this laptop."""
    if officers.IDENTITIES in device.extras:
        return ADMINISTRATORS
    return PAIRS if read(device).latest else ELSEWHERE


def partners(held: PairFile) -> dict[bytes, tuple[bytes, ...]]:
    """Of every officer who took his share, with whom he opens."""
    found: dict[bytes, list[bytes]] = {bytes.fromhex(name): [] for name in held.shares}
    for pair in held.latest:
        one, other = pair.signers
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return {signer: tuple(others) for signer, others in found.items()}


def seated(db: Connection) -> dict[bytes, tuple[str, str]]:
    """Who sits at the identity desk and is believed: name and institution by his key."""
    table, certificate = tables.identity_officer.c, tables.certificate.c
    gone = revoked(db)
    taken_back = {signer_of(bytes(der)) for der in db.execute(select(certificate.der).where(certificate.kid.in_(gone))).scalars()}
    rows = db.execute(select(table.signer, table.officer, table.institution).where(table.ended == 0)).all()
    return {bytes(row.signer): (row.officer, row.institution) for row in rows if bytes(row.signer) not in taken_back}


# --- opening -----------------------------------------------------------------------------------------------------------


def opened_by(device: Device, second: Device) -> tuple[AgeIdentity, ...]:
    """Every key here, from the copies of these two; raises ``NotAllowed`` (``identity.same_officer``, ``identity.no_pair``)."""
    one, other = (signer_of(each.officer.certificate) for each in (device, second))
    if one == other:
        raise NotAllowed("identity.same_officer")
    secrets = from_pair(device, read(device), {one: _share(device), other: _share(second)})
    if not secrets:
        raise NotAllowed("identity.no_pair")
    return tuple(AgeIdentity.from_text(secret.decode()) for secret in secrets.values())


def _share(device: Device) -> OfficerShare:
    return OfficerShare.of(device.officer.key)


def generations(device: Device, held: PairFile) -> list[Generation]:
    """Every key that lies here, the founder's first."""
    founders = [Generation(device.belongings.recipients.identities, held.pairs)] if held.pairs else []
    return [*founders, *held.newer]


def from_pair(device: Device, held: PairFile, shares: Mapping[bytes, OfficerShare]) -> dict[str, bytes]:
    """The keys by their recipients, each from the first copy whose two officers are there; empty where there is none."""
    found = dict[str, bytes]()
    for each in generations(device, held):
        pair = next((pair for pair in each.pairs if all(signer in shares for signer in pair.signers)), None)
        if pair is None:
            continue
        one, other = pair.signers
        context = context_of(device, pair.signers, each.recipient)
        try:
            found[each.recipient] = unwrap(PairBox(pair.fresh, pair.box), shares[one], shares[other], context)
        except Untrusted:
            raise NotAllowed("identity.no_pair") from None
    return found


def context_of(device: Device, signers: Sequence[bytes], recipient: str = "") -> bytes:
    """What a copy is bound to: the province, the recipient that the key belongs to (or the founder's), the two officers."""
    own = device.belongings
    return cbor.encode([own.province, recipient or own.recipients.identities, *sorted(signers)])


def wrapped(device: Device, recipient: str, secret: bytes, shares: Mapping[str, bytes]) -> list[Wrapped]:
    """A copy of a key for every pair of these officers; their public halves suffice for it."""
    made = []
    for pair in combinations(sorted(shares), 2):
        signers = [bytes.fromhex(name) for name in pair]
        context = context_of(device, signers, recipient)
        box = wrap(secret, shares[pair[0]], shares[pair[1]], context, device.ports.entropy)
        made.append(Wrapped(signers, box.fresh, box.box))
    return made


def escrowed(device: Device, held: PairFile, secrets: Mapping[str, bytes]) -> dict[str, Escrowed]:
    """The escrow with these keys in it, sealed to the recovery key as it is now; the founder's stays in its slot meanwhile."""
    to, own = device.recipients.recovery, device.belongings.recipients
    founders = own.identities if to == own.recovery else ""
    fresh = {name: Escrowed(to, seal(secret, [to])) for name, secret in secrets.items() if name != founders}
    return dict(held.escrow) | fresh


def put_in_escrow(device: Device, secrets: Mapping[str, bytes]) -> None:
    """Seal these keys to the recovery key as it is now."""
    if secrets:
        held = read(device)
        keep(device, msgspec.structs.replace(held, escrow=escrowed(device, held, secrets)))


def add(device: Device, identity: AgeIdentity) -> None:
    """Put a new key beside the others, for every pair that opens here; raises ``NotAllowed('keys.no_pairs')``.

    It may lie here before its entry is written: one that was never published is dropped with the next.
    """
    prune(device)
    held = read(device)
    if not held.latest:
        raise NotAllowed("keys.no_pairs")
    with device.database.reading() as db:
        known = {each.recipient for each in published(db, IDENTITIES)}
    secret = identity.text.encode()
    newer = [each for each in held.newer if each.recipient in known]
    made = Generation(identity.recipient, wrapped(device, identity.recipient, secret, held.shares))
    escrow = escrowed(device, held, {identity.recipient: secret})
    keep(device, msgspec.structs.replace(held, newer=[*newer, made], escrow=escrow))


def forget(device: Device, recipient: str) -> None:
    """Destroy every copy of a key, and its escrow beside them; the founder's lies in a recovery slot besides."""
    held = read(device)
    pairs = [] if recipient == device.belongings.recipients.identities else held.pairs
    newer = [each for each in held.newer if each.recipient != recipient]
    escrow = {name: box for name, box in held.escrow.items() if name != recipient}
    if held != (left := msgspec.structs.replace(held, pairs=pairs, newer=newer, escrow=escrow)):
        keep(device, left)


def require_pair_without(device: Device, leaving: Iterable[bytes], name: str) -> None:
    """Raise ``NotAllowed('identity.last_pair')`` where no pair of officers would be left that opens the key here."""
    pairs, gone = read(device).latest, frozenset(leaving)
    if pairs and all(gone.intersection(pair.signers) for pair in pairs):
        raise NotAllowed("identity.last_pair", name=name)


def prune(device: Device) -> None:
    """Destroy the copies of officers who do not sit at the desk any more, or are not believed."""
    held = read(device)
    if not held.shares:
        return
    with device.database.reading() as db:
        named = seated(db)
    shares = {name: public for name, public in held.shares.items() if bytes.fromhex(name) in named}
    if len(shares) < len(held.shares):

        def left(pairs: Sequence[Wrapped]) -> list[Wrapped]:
            return [pair for pair in pairs if all(signer.hex() in shares for signer in pair.signers)]

        newer = [Generation(each.recipient, left(each.pairs)) for each in held.newer]
        keep(device, msgspec.structs.replace(held, shares=shares, pairs=left(held.pairs), newer=newer))
