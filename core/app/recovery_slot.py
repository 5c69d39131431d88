"""The way into this laptop's store for the province's recovery key, made anew when the key is another than before.

It is done by who may pass on what such a slot holds besides (the laptop's own authority): a head or an administrator, at his
unlocking. Then the slot of before is destroyed, copies of before go with the next one, for the old sheets open them, and an entry
tells the desks. At the identity desk the old slot stays behind the new one as long as the custodians have the identities' key in
it and nowhere else.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import identity_key, writing
from core.app.device import DESKS, PAIRS_FILE, SLOTS_FILE, Device
from core.app.forgetting import forget_before
from core.app.officers import CA_KEY
from core.app.officers import RECOVERY as LYING
from core.crypto.keyslot_renewal import with_recovery
from core.crypto.keyslots import SlotContent
from core.domain.authority import GRANTS
from core.domain.province_key import FOLLOWED, RECOVERY, KeyFollowed, KeyNamed
from core.storage import tables
from core.storage.atomic import replace_file

SETTING = "recovery.recipient"


def follow(device: Device) -> bool:
    """Make the slot anew where it is not for the key in force, and say so once; gives whether it was made.

    Raises ``OSError``, ``Unavailable``.
    """
    if CA_KEY not in device.extras or device.is_nation:
        return False
    with device.database.reading() as db:
        made = _made_for(db, device) == device.recipients.recovery
        told = _has_told(db, device)
    if not made:
        renew(device)
    if not told and device.officer.role in GRANTS[FOLLOWED].roles and not holds_escrow(device):
        _tell(device)
    return not made


def renew(device: Device) -> None:
    """Put one slot for the key in force in the place of those before; an escrow that lies nowhere else stays behind it."""
    to, behind = device.recipients.recovery, holds_escrow(device)
    extras = {name: secret for name, secret in device.extras.items() if name != LYING}
    content, path = SlotContent(device.store_key, b"", b"", extras), device.folder / SLOTS_FILE
    replace_file(path, with_recovery(path.read_bytes(), content, [to], device.ports.entropy, escrow=behind))
    path.with_name(path.name + ".old").unlink(missing_ok=True)
    with device.database.writing() as db:
        forget_before(db, device.moment().at)
        if not behind:
            db.execute(tables.setting.delete().where(tables.setting.c.key == SETTING))
            db.execute(tables.setting.insert(), {"key": SETTING, "value": to})


def holds_escrow(device: Device) -> bool:
    """Whether an old recovery slot has a key of the identity desk that lies in no escrow beside it."""
    if not (device.folder / PAIRS_FILE).exists():
        return False
    own, held = device.belongings.recipients, identity_key.read(device)
    return bool(held.pairs) and own.identities not in held.escrow


def _made_for(db: Connection, device: Device) -> str:
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == SETTING)).scalar()
    return device.belongings.recipients.recovery if value is None else str(value)


def _has_told(db: Connection, device: Device) -> bool:
    """Whether this laptop said so; of the founder's key there is nothing to say."""
    table, own = tables.province_key.c, tables.stream.c
    streams = select(own.stream).where(own.device.in_(device.own_devices)).scalar_subquery()
    query = select(table.entry).where(
        table.act == FOLLOWED, table.recipient == device.recipients.recovery, table.stream.in_(streams)
    )
    return RECOVERY not in device.recipients.generations or db.execute(query.limit(1)).first() is not None


def _tell(device: Device) -> None:
    recipients = device.recipients
    facts = KeyNamed(purpose=RECOVERY, recipient=recipients.recovery, generation=recipients.generations[RECOVERY])
    with device.database.writing() as db:
        writing.begin(db, device, KeyFollowed(facts), DESKS, device.ports.entropy(writing.ID_BYTES))
