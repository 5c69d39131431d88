"""The identities' key at the identity desk: one wrapped copy for each pair of officers, and in nobody's slot (D15).

The copies lie in one file of this laptop, in a box under the store key, and travel nowhere. How they are made stands in
:mod:`core.app.identity_handing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from core.app import officers
from core.app.device import PAIRS_FILE, Device
from core.app.revoked import revoked
from core.crypto.boxes import derive, lock_box, open_box
from core.crypto.certificates import signer_of
from core.crypto.labels import IDENTITY_FILE
from core.crypto.pair_wrap import OfficerShare, PairBox, unwrap
from core.crypto.sealing import AgeIdentity
from core.domain.errors import NotAllowed, Untrusted
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


class PairFile(msgspec.Struct, frozen=True):
    """The file: the officers who took their share, by the name of their key, and a copy for each pair of them.

    ``settled`` says that no slot of this laptop leads to the key any more.
    """

    format: int
    shares: dict[str, bytes]
    pairs: list[Wrapped]
    settled: bool


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
    return PAIRS if read(device).pairs else ELSEWHERE


def partners(held: PairFile) -> dict[bytes, tuple[bytes, ...]]:
    """Of every officer who took his share, with whom he opens."""
    found: dict[bytes, list[bytes]] = {bytes.fromhex(name): [] for name in held.shares}
    for pair in held.pairs:
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


def opened_by(device: Device, second: Device) -> AgeIdentity:
    """The key, from the copy of these two; raises ``NotAllowed`` (``identity.same_officer``, ``identity.no_pair``)."""
    one, other = (signer_of(each.officer.certificate) for each in (device, second))
    if one == other:
        raise NotAllowed("identity.same_officer")
    secret = from_pair(device, read(device), {one: _share(device), other: _share(second)})
    if secret is None:
        raise NotAllowed("identity.no_pair")
    return AgeIdentity.from_text(secret.decode())


def _share(device: Device) -> OfficerShare:
    return OfficerShare.of(device.officer.key)


def from_pair(device: Device, held: PairFile, shares: Mapping[bytes, OfficerShare]) -> bytes | None:
    """The key from the first copy whose two officers are there."""
    for pair in held.pairs:
        one, other = pair.signers
        if one in shares and other in shares:
            try:
                return unwrap(PairBox(pair.fresh, pair.box), shares[one], shares[other], context_of(device, pair.signers))
            except Untrusted:
                raise NotAllowed("identity.no_pair") from None
    return None


def context_of(device: Device, signers: Sequence[bytes]) -> bytes:
    """What a copy is bound to: the province, the recipient that the key belongs to, the two officers."""
    own = device.belongings
    return cbor.encode([own.province, own.recipients.identities, *sorted(signers)])


def prune(device: Device) -> None:
    """Destroy the copies of officers who do not sit at the desk any more, or are not believed."""
    held = read(device)
    if not held.shares:
        return
    with device.database.reading() as db:
        named = seated(db)
    shares = {name: public for name, public in held.shares.items() if bytes.fromhex(name) in named}
    if len(shares) < len(held.shares):
        pairs = [pair for pair in held.pairs if all(signer.hex() in shares for signer in pair.signers)]
        keep(device, PairFile(1, shares, pairs, settled=held.settled))
