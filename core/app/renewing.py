"""Before a new program brings an old store up to date, a copy of the store as it is: made and proved by itself.

Where none can be made, for want of room or because a page of the store is damaged, the store is brought up to date all the
same, in its one transaction, and that is said: a visitor who stands at the desk now is worth more than a way back to the older
program, and a transaction that breaks off leaves the old store.
"""

from __future__ import annotations

from pathlib import Path

from core.app import backup
from core.app.backup_views import Renewed
from core.app.device import Belongings
from core.app.ports import Ports
from core.app.watch import Watch
from core.domain.errors import Refused
from core.storage.database import Database
from core.storage.migrations import behind


def keep_before(
    folder: Path, database: Database, store_key: bytes, own: Belongings, ports: Ports, watch: Watch
) -> Renewed | None:
    """A copy of a store that is about to change its form; None where it is not. Raises ``Cancelled``."""
    with database.reading() as db:
        form = behind(db)
    if not form:
        return None
    name = folder / backup.FOLDER / f"form-{form}-{backup.stamp(ports)}"
    try:
        made = backup.make(backup.Origin(folder, database, store_key, own, ports), name, watch)
    except Refused as fault:
        return Renewed(form, "", fault)
    return Renewed(form, made.file)
