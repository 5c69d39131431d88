"""Pacts found by words of whose they are, their number and the unit: an index of its own, written as the pact is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, TextualSelect, bindparam, column, select, text

from core.projections import search
from core.projections import search_server as server
from core.storage import tables
from core.storage.many import insert_into

_T = tables.pact_text.c
_HELD = {
    False: "SELECT rowid AS id FROM pact_fts WHERE pact_fts MATCH :words",
    True: "SELECT id FROM pact_fts WHERE words @@ CAST(:words AS tsquery)",
}
_PUT = {
    False: text("INSERT INTO pact_fts(rowid, text) VALUES(:id, :text)"),
    True: text("INSERT INTO pact_fts (id, words) VALUES (:id, array_to_tsvector(CAST(:lexemes AS text[])))"),
}
_TAKE = {
    False: text("INSERT INTO pact_fts(pact_fts, rowid, text) VALUES('delete', :id, :text)"),
    True: text("DELETE FROM pact_fts WHERE id = :id"),
}

_HELD_TEXT = select(_T.id, _T.text).where(_T.subject == bindparam("subject"))


def put_words(db: Connection, subject: bytes, words: Sequence[str]) -> None:
    """Index a pact by these words, in the place of those it was found by before."""
    told = "\n".join(word for word in words if word)
    held = db.execute(_HELD_TEXT, {"subject": subject}).first()
    if held is not None and held.text == told:
        return
    on_server = server.on_server(db)
    if held is None:
        db.execute(insert_into(tables.pact_text), {"subject": subject, "text": told})
        number = int(db.execute(_HELD_TEXT, {"subject": subject}).one().id)
    else:
        number = int(held.id)
        db.execute(_TAKE[on_server], {"id": number} if on_server else {"id": number, "text": held.text})
        db.execute(tables.pact_text.update().where(_T.id == number).values(text=told))
    db.execute(_PUT[on_server], {"id": number, **({"lexemes": server.lexemes(told)} if on_server else {"text": told})})


def clear(db: Connection) -> None:
    """Empty the index; must come before its texts are emptied."""
    db.execute(text("DELETE FROM pact_fts" if server.on_server(db) else "INSERT INTO pact_fts(pact_fts) VALUES('delete-all')"))


def matching(db: Connection, words: Sequence[str]) -> TextualSelect:
    """The ids of pacts of which every word is the beginning of one of theirs."""
    return text(_HELD[server.on_server(db)]).bindparams(words=_asked(db, words)).columns(column("id"))


def _asked(db: Connection, words: Sequence[str]) -> str:
    expression = search.match_expression(words)
    return server.query(expression) if server.on_server(db) else expression


def count(db: Connection, words: Sequence[str]) -> int:
    """How many those are."""
    statement = text(f"SELECT count(*) FROM ({_HELD[server.on_server(db)]}) found")  # noqa: S608
    return int(db.execute(statement, {"words": _asked(db, words)}).scalar_one())


def page(db: Connection, words: Sequence[str], start: int, limit: int) -> list[int]:
    """Some of those ids, the newest here first."""
    way = "ORDER BY id DESC" if server.on_server(db) else "ORDER BY rowid DESC"
    statement = text(f"{_HELD[server.on_server(db)]} {way} LIMIT :limit OFFSET :start")
    values = {"words": _asked(db, words), "limit": limit, "start": start}
    return [int(row[0]) for row in db.execute(statement, values)]
