"""Which slot of this laptop's slot file is whose, and what he offered to be handed a new store key by.

The file itself names nobody, so it is noted inside the store.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from core.app.device import Device
from core.crypto.certificates import signer_of
from core.crypto.keyslot_handing import offer
from core.crypto.signing import SigningKey
from core.storage import tables

PREFIX, OFFER = "slot.", "offer."


def note(device: Device, certificate: bytes, key: SigningKey, slot_id: bytes) -> None:
    """Remember the slot of this certificate's officer; writes nothing where it is known already."""
    signer = signer_of(certificate)
    with device.database.reading() as db:
        known = noted(db).get(signer) == slot_id and offers(db).get(signer) == offer(key, certificate)
    if not known:
        with device.database.writing() as db:
            put(db, certificate, key, slot_id)


def put(db: Connection, certificate: bytes, key: SigningKey, slot_id: bytes) -> None:
    """The same in the caller's transaction."""
    signer, table = signer_of(certificate), tables.setting
    forget(db, [signer])
    values = {PREFIX: slot_id, OFFER: offer(key, certificate)}
    db.execute(table.insert(), [{"key": name + signer.hex(), "value": value.hex()} for name, value in values.items()])


def noted(db: Connection) -> dict[bytes, bytes]:
    """Slots by the officer's key."""
    return _held(db, PREFIX)


def offers(db: Connection) -> dict[bytes, bytes]:
    """What officers offered, by their keys; believed only where their own certificate proves it."""
    return _held(db, OFFER)


def _held(db: Connection, prefix: str) -> dict[bytes, bytes]:
    table = tables.setting.c
    rows = db.execute(select(table.key, table.value).where(table.key.startswith(prefix)))
    return {bytes.fromhex(row.key.removeprefix(prefix)): bytes.fromhex(row.value) for row in rows}


def forget(db: Connection, signers: Iterable[bytes]) -> None:
    """Nothing is left of these officers' slots."""
    table = tables.setting
    gone = [prefix + signer.hex() for signer in signers for prefix in (PREFIX, OFFER)]
    db.execute(table.delete().where(table.c.key.in_(gone)))
