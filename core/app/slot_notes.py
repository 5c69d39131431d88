"""Which slot of this laptop's slot file is whose: the file itself names nobody, so it is noted inside the store."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from core.app.device import Device
from core.crypto.certificates import signer_of
from core.storage import tables

PREFIX = "slot."


def note(device: Device, certificate: bytes, slot_id: bytes) -> None:
    """Remember the slot of this certificate's officer; writes nothing where it is known already."""
    with device.database.reading() as db:
        known = noted(db).get(signer_of(certificate))
    if known != slot_id:
        with device.database.writing() as db:
            put(db, certificate, slot_id)


def put(db: Connection, certificate: bytes, slot_id: bytes) -> None:
    """The same in the caller's transaction."""
    key, table = PREFIX + signer_of(certificate).hex(), tables.setting
    db.execute(table.delete().where(table.c.key == key))
    db.execute(table.insert(), {"key": key, "value": slot_id.hex()})


def noted(db: Connection) -> dict[bytes, bytes]:
    """Slots by the officer's key."""
    table = tables.setting.c
    rows = db.execute(select(table.key, table.value).where(table.key.startswith(PREFIX)))
    return {bytes.fromhex(row.key.removeprefix(PREFIX)): bytes.fromhex(row.value) for row in rows}


def forget(db: Connection, signers: Iterable[bytes]) -> None:
    """Nothing is left of these officers' slots."""
    table = tables.setting
    db.execute(table.delete().where(table.c.key.in_([PREFIX + signer.hex() for signer in signers])))
