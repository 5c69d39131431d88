"""Where what a laptop keeps of itself is written anew: in its store, or where a server holds that, in a file beside it.

No key of a desk lies on a server, so there it takes two steps: the entries first, then the file.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from core.app import common_store
from core.app.device import Belongings, Device
from core.app.profile_files import is_on_server
from core.journal import cbor
from core.storage import tables

BELONGINGS = "belongings"


def keep_inside(db: Connection, device: Device, own: Belongings) -> None:
    """The first step, in the transaction of the entries; on a server it is none."""
    if not is_on_server(device.folder):
        value = cbor.encode(msgspec.to_builtins(own, builtin_types=(bytes,)))
        db.execute(tables.secret.update().where(tables.secret.c.name == BELONGINGS).values(value=value))


def keep_beside(device: Device, own: Belongings) -> None:
    """The second step, on a server alone. Raises ``OSError``."""
    if is_on_server(device.folder):
        box = common_store.read(device.folder, device.store_key)
        if box.belongings != own:
            fresh = msgspec.structs.replace(box, belongings=own)
            common_store.keep(device.folder, device.store_key, fresh, device.ports.entropy)
