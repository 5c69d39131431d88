"""The way into this laptop's store for the province's recovery key, made anew when the key is another than before.

It is done by who may pass on what such a slot holds besides (the laptop's own authority): a head or an administrator, at his
unlocking. Then the slot of before is destroyed, and copies of before go with the next one, for the old sheets open them. At the
identity desk it stays behind the new one as long as the custodians have the identities' key in it and nowhere else.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import identity_key
from core.app.device import PAIRS_FILE, SLOTS_FILE, Device
from core.app.forgetting import forget_before
from core.app.officers import CA_KEY, RECOVERY
from core.crypto.keyslot_renewal import with_recovery
from core.crypto.keyslots import SlotContent
from core.storage import tables
from core.storage.atomic import replace_file

SETTING = "recovery.recipient"


def follow(device: Device) -> bool:
    """Make the slot anew where it is not for the key that is in force; gives whether it was. Raises ``OSError``."""
    to = device.recipients.recovery
    with device.database.reading() as db:
        if _made_for(db, device) == to:
            return False
    if CA_KEY not in device.extras:
        return False
    extras = {name: secret for name, secret in device.extras.items() if name != RECOVERY}
    content, behind = SlotContent(device.store_key, b"", b"", extras), holds_escrow(device)
    path = device.folder / SLOTS_FILE
    replace_file(path, with_recovery(path.read_bytes(), content, [to], device.ports.entropy, escrow=behind))
    path.with_name(path.name + ".old").unlink(missing_ok=True)
    with device.database.writing() as db:
        forget_before(db, device.moment().at)
        if not behind:
            db.execute(tables.setting.delete().where(tables.setting.c.key == SETTING))
            db.execute(tables.setting.insert(), {"key": SETTING, "value": to})
    return True


def holds_escrow(device: Device) -> bool:
    """Whether an old recovery slot has a key of the identity desk that lies in no escrow beside it."""
    if not (device.folder / PAIRS_FILE).exists():
        return False
    own, held = device.belongings.recipients, identity_key.read(device)
    return bool(held.pairs) and own.identities not in held.escrow


def _made_for(db: Connection, device: Device) -> str:
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == SETTING)).scalar()
    return device.belongings.recipients.recovery if value is None else str(value)
