"""Every kit of the province as a list, whichever desk made it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import queries
from core.app.answers import show_time
from core.app.device import Device
from core.app.revoked import renewed_devices
from core.app.views import KitRow
from core.storage import tables


def kits(db: Connection, device: Device, _query: queries.Kits) -> tuple[KitRow, ...]:
    """Every kit that was made, the newest first, with how many laptops began from it."""
    kit, stream, certificate = tables.kit.c, tables.stream.c, tables.certificate.c
    used: dict[bytes, set[bytes]] = {}
    for row in db.execute(select(stream.kit, stream.device).where(stream.device.not_in(renewed_devices())).distinct()):
        used.setdefault(bytes(row.kit), set()).add(bytes(row.device))
    rows = db.execute(
        select(tables.kit, certificate.name.label("officer"))
        .join_from(tables.kit, tables.certificate, certificate.kid == kit.kid, isouter=True)
        .order_by(kit.at.desc(), kit.entry)
    )
    zone = device.belongings.zone
    return tuple(
        KitRow(
            kit=bytes(row.kit).hex(),
            post=row.post,
            desk=row.desk,
            laptops=row.laptops,
            used=len(used.get(bytes(row.kit), ())),
            last_day=row.last_day,
            drill=bool(row.drill),
            made_at=show_time(row.at, zone),
            made_by=row.officer or "",
        )
        for row in rows
    )
