"""Drills and real cases never meet: a drill's world has marks that everybody knows, and a province is one or the other."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app.device import DESKS, Device, post_audience
from core.crypto.labels import DRILL_MARK, labelled_hash
from core.domain.errors import Invalid
from core.domain.regency import is_regency
from core.storage import tables

ROOT_WORD = "LATIHAN"
"""Begins the name of a drill province's root, so that every certificate and every signature of it says so."""


def mark_for(audience: str) -> bytes:
    """The mark key of an audience in a drill's world: public, so that any office tells a drill's objects by their names."""
    return labelled_hash(DRILL_MARK, audience.encode())


def known_marks(device: Device) -> tuple[bytes, ...]:
    """Marks that the desks and every known post have in a drill's world."""
    codes = {post.code for post in device.reference.posts} | {device.belongings.code}
    return (mark_for(DESKS), *(mark_for(post_audience(code)) for code in sorted(codes)))


def is_told_apart(device: Device) -> bool:
    """True when this office drills with the public marks; a drill kit of a province that is none has its own."""
    own = device.belongings
    return own.drill and any(mark == mark_for(audience) for audience, mark in own.marks.items())


def require_one_world(db: Connection, device: Device, *, drill: bool) -> None:
    """Refuse a kit that would mix drills with real cases.

    Raises ``Invalid``: ``kit.drill_province`` (a drill's province), ``kit.practised`` (drill kits were made here),
    ``kit.real_province`` (a kit with a mandate was made here).
    """
    if device.belongings.drill:
        if not drill:
            raise Invalid("kit.drill_province")
        return
    kit = tables.kit.c
    rows = db.execute(select(kit.post, kit.drill).where(kit.desk == "").distinct())
    made = {bool(row.drill) for row in rows if not is_regency(row.post)}
    if not made <= {drill}:
        raise Invalid("kit.practised" if True in made else "kit.real_province")
