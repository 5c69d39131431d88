"""Kits as the entries of all desks tell them: how many laptops each allows, and the mark by which a post's objects are found."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app.device import post_in
from core.domain.events import KitIssued
from core.journal import reading, store
from core.journal.catalogue import read_event
from core.storage import tables

NOTED = "kit:"
"""Settings that a desk of another server was given about kits, whose entries do not come there."""
MARK = "mark:"


def allowed(db: Connection) -> dict[bytes, int]:
    """How many laptops each kit allows, whichever desk made it."""
    setting = tables.setting.c
    noted = db.execute(select(setting.key, setting.value).where(setting.key.startswith(NOTED))).all()
    found = {bytes.fromhex(row.key.removeprefix(NOTED)): int(row.value) for row in noted}
    return found | {bytes(row.kit): int(row.laptops) for row in db.execute(select(tables.kit.c.kit, tables.kit.c.laptops))}


def mark_of(db: Connection, audience: str) -> bytes | None:
    """The mark key of a post's audience: kept where its kit was made, else as the entry of another desk says."""
    secret, kit = tables.secret.c, tables.kit.c
    kept = db.execute(select(secret.value).where(secret.name == MARK + audience)).scalar()
    if kept is not None:
        return bytes(kept)
    for row in db.execute(
        select(kit.stream, kit.seq, kit.entry).where(kit.post == post_in(audience)).order_by(kit.at, kit.entry)
    ):
        entry = store.read(db, bytes(row.stream), row.seq, bytes(row.entry))
        event = None if entry is None else read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
        if isinstance(event, KitIssued) and event.facts is not None and event.facts.mark:
            return event.facts.mark
    return None


def posts_with_kits(db: Connection) -> set[str]:
    """Posts for which any desk made a kit."""
    names = db.execute(select(tables.secret.c.name).where(tables.secret.c.name.startswith(f"{MARK}post:", autoescape=True)))
    known = {str(name).removeprefix(f"{MARK}post:") for name in names.scalars()}
    return known | {str(post) for post in db.execute(select(tables.kit.c.post).where(tables.kit.c.desk == "")).scalars()}
