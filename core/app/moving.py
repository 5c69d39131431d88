"""A shared server that moved, or whose password or certificate changed: each desk is told its new address."""

from __future__ import annotations

from pathlib import Path

import msgspec

from core.app import common_store, profile, swapping
from core.app.device import LOCK_FILE
from core.app.ports import Ports
from core.app.profile_files import is_on_server
from core.crypto import keyslots
from core.crypto.second_factor import Way
from core.domain.errors import Invalid
from core.storage.lock import ProfileLock
from core.storage.server_address import Server


def move_server(folder: Path, way: Way, server: Server, ports: Ports, program: str = "posko") -> None:
    """Keep another address, without asking the one before; it holds once the store there was opened.

    Raises ``Invalid`` (``profile.none``, ``server.none``), ``Unlockable`` (``passphrase.wrong``, ``keyslot.damaged``),
    ``Unavailable`` (``profile.in_use``, ``store.server``, ``server.other``, ``store.newer``): then the address before stays.
    """
    if not profile.exists(folder):
        raise Invalid("profile.none")
    swapping.settle(folder, program)
    if not is_on_server(folder):
        raise Invalid("server.none")
    store_key = keyslots.unlock(profile.read_slots(folder), way).content.store_key
    lock = ProfileLock(folder / LOCK_FILE, program)
    try:
        before = common_store.read(folder, store_key)
        common_store.keep(folder, store_key, msgspec.structs.replace(before, server=server), ports.entropy)
        try:
            database, _own = profile.open_store(folder, store_key, ports)
        except BaseException:
            common_store.keep(folder, store_key, before, ports.entropy)
            raise
        database.close()
    finally:
        lock.release()
