"""Attachments at the national office: none comes by itself; who needs one asks for it, and the next answer says so."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from core.storage import tables

ASKED: Final = "asked.file:"


def tokens(db: Connection) -> list[bytes]:
    """What was asked for, here already or not."""
    table = tables.setting.c
    keys = db.execute(select(table.key).where(table.key.startswith(ASKED)).order_by(table.key)).scalars()
    return [bytes.fromhex(key.removeprefix(ASKED)) for key in keys]


def ask(db: Connection, subject: bytes) -> int:
    """Ask for every attachment of a report that shows no person's identity; gives their number."""
    table = tables.attachment.c
    query = select(table.token).where(table.subject == subject, table.shows_identity == 0).order_by(table.token)
    named, known = [bytes(token) for token in db.execute(query).scalars()], set(tokens(db))
    for token in named:
        if token not in known:
            db.execute(tables.setting.insert(), {"key": ASKED + token.hex(), "value": "1"})
    return len(named)
