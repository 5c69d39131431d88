"""What a desk reads on a shared server, as a store of its own under the laptop's key: one snapshot, proved against it (D9, D11).

Taken over are the journal and this desk's own tables; what is derived is derived anew by whoever opens the copy. The device's
keys, which lie on no server, go in as a laptop's store has them: a profile out of such a copy needs no server any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from sqlalchemy import Connection, Table, func, select

from core.app import common_store, forgetting
from core.app.backup import Origin, heads_of
from core.app.device import Device
from core.app.profile import BELONGINGS, DERIVED
from core.app.watch import Watch
from core.domain.errors import Untrusted
from core.journal import cbor, store
from core.journal.entry import HERE
from core.storage import copies, tables
from core.storage.migrations import migrate

STAGING: Final = ".copying"
DESTROYED: Final = "copies.destroyed"
"""Setting: how many parts were not here any more when the last copy was made."""
PIECE: Final = 500
TAKEN: Final = (*tables.JOURNAL, *tables.LOCAL, tables.stream, tables.attachment)
"""The last two are derived: by the heads of all streams a copy is proved, and by attachments it knows its files."""


@contextmanager
def staged(device: Device, watch: Watch) -> Iterator[Origin]:
    """A store beside the profile's files that holds what the server holds now; it goes again at the end.

    Raises ``Unavailable`` (``store.server``, ``backup.no_room``, ``disk.full``), ``Untrusted('backup.unproven')``, ``Cancelled``.
    """
    folder = device.folder / STAGING
    copies.remove_tree(folder)
    try:
        folder.mkdir()
        database = common_store.own_file(folder, device.store_key)
        try:
            with device.database.reading() as there:
                total = store.count(there)
                with database.writing() as here:
                    migrate(here)
                    _take_over(there, here, lambda done: watch("backup.server", min(done, total), total))
                    _make_own(here, device)
                with database.reading() as here:
                    if (store.count(here), heads_of(here)) != (total, heads_of(there)):
                        raise Untrusted("backup.unproven")
            database.checkpoint()
            yield Origin(device.folder, database, device.store_key, device.belongings, device.ports)
        finally:
            database.close()
    except OSError as error:
        raise copies.full_or_failed(error) from None
    finally:
        copies.remove_tree(folder)


def _take_over(there: Connection, here: Connection, moved: Callable[[int], None]) -> None:
    """Copy every row; boxes of the server come out of them, for the file is encrypted as a whole."""
    for table in TAKEN:
        done = 0
        for rows in _rows(there, table).partitions(PIECE):
            here.execute(table.insert(), [dict(row._mapping) for row in rows])
            done += len(rows)
            if table is tables.entry:
                moved(done)


def _rows(there: Connection, table: Table):  # type: ignore[no-untyped-def]
    order = (table.c.taken,) if table is tables.entry else ()  # a replay goes by the order of arrival
    return there.execution_options(stream_results=True).execute(select(table).order_by(*order, *table.primary_key))


def _make_own(here: Connection, device: Device) -> None:
    """The device's keys go in, and the mark of what is derived comes off."""
    secret, setting = tables.secret, tables.setting
    own = cbor.encode(msgspec.to_builtins(device.belongings, builtin_types=(bytes,)))
    here.execute(secret.delete().where(secret.c.name == BELONGINGS))
    here.execute(secret.insert(), {"name": BELONGINGS, "value": own})
    here.execute(setting.delete().where(setting.c.key == DERIVED))


def forget_what_others_destroyed(device: Device) -> None:
    """Copies of before another desk destroyed something go, as they do where this one did."""
    part, setting = tables.part.c, tables.setting
    with device.database.writing() as db:
        gone = str(db.execute(select(func.count()).select_from(tables.part).where(part.state != HERE)).scalar_one())
        known = db.execute(select(setting.c.value).where(setting.c.key == DESTROYED)).scalar()
        if known != gone:
            forgetting.forget_before(db, device.moment().at)
            db.execute(setting.delete().where(setting.c.key == DESTROYED))
            db.execute(setting.insert(), {"key": DESTROYED, "value": gone})
