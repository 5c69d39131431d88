"""Search as you type over reports: FTS5 with deferred indexing, newest first, never ranked by relevance.

A save writes the text and a line in ``report_pending``; an idle worker indexes fifty at a time. Until then the
pending rows are searched by hand, so nothing saved is unfindable. Words about a person are not indexed: nobody
may be looked up by name outside an open case (SAFEGUARDS 23).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from core.projections import search_server as server
from core.projections.search_words import FACET, fold, held_words, split
from core.storage import tables

BATCH = 50
MERGE_PAGES = 64
MAX_WORDS = 12
_PUT_TEXT, _PUT_PENDING = tables.report_text.insert(), tables.report_pending.insert()


@lru_cache(maxsize=4096)
def facet(name: str, code: str) -> str:
    """The word of the index that stands for a code, so that filters and words are found by one walk."""
    return FACET + "".join(character for character in (name + code).casefold() if character.isalnum())


def area_facets(code: str) -> list[str]:
    """A place and every area that it lies in."""
    parts = code.split(".") if code else []
    return [facet("area", ".".join(parts[: length + 1])) for length in range(len(parts))]


def with_facets(words: str, facets: Sequence[str]) -> str:
    """The searchable text of a report, its codes behind its words."""
    return f"{words}\n{' '.join(facets)}"


def put_text(db: Connection, report: int, words: str) -> None:
    """Set a report's searchable text and mark it for indexing when it changed."""
    old = db.execute(select(tables.report_text.c.text).where(tables.report_text.c.id == report)).scalar()
    if old == words:
        return
    if old is None:
        add_text(db, report, words)
        return
    change = tables.report_text.update().where(tables.report_text.c.id == report).values(text=words)
    if server.on_server(db):
        db.execute(change)
        server.put(db, report, words)
        return
    _unindex(db, report, old)
    db.execute(change)
    if not _pending(db, report):
        db.execute(_PUT_PENDING, {"id": report})


def add_text(db: Connection, report: int, words: str) -> None:
    """Set the text of a report that has none yet."""
    db.execute(_PUT_TEXT, {"id": report, "text": words})
    if server.on_server(db):
        server.put(db, report, words)
        return
    db.execute(_PUT_PENDING, {"id": report})


def _pending(db: Connection, report: int) -> bool:
    query = select(tables.report_pending.c.id).where(tables.report_pending.c.id == report)
    return db.execute(query).scalar() is not None


def _unindex(db: Connection, report: int, old: str) -> None:
    if not _pending(db, report):
        command = "INSERT INTO report_fts(report_fts, rowid, text) VALUES('delete', :id, :old)"
        db.execute(text(command), {"id": report, "old": old})


def index_pending(db: Connection, limit: int = BATCH) -> int:
    """Index up to ``limit`` waiting reports; returns how many. CROSS JOIN keeps the planner off the big table."""
    ids = [row.id for row in db.execute(select(tables.report_pending.c.id).limit(limit))]
    if not ids:
        return 0
    marks = ",".join(str(int(number)) for number in ids)
    db.exec_driver_sql(
        "INSERT INTO report_fts(rowid, text) SELECT t.id, t.text FROM report_pending p "  # noqa: S608
        f"CROSS JOIN report_text t ON t.id = p.id WHERE p.id IN ({marks})"
    )
    db.execute(tables.report_pending.delete().where(tables.report_pending.c.id.in_(ids)))
    return len(ids)


def merge_step(db: Connection) -> bool:
    """One bounded step of merging the index, to be run while idle; False when there is nothing left to merge.

    Without it every fifty reports would leave a piece of the index of their own, and each keystroke would ask them all.
    """
    if server.on_server(db):
        return False
    before = _changes(db)
    db.exec_driver_sql(f"INSERT INTO report_fts(report_fts, rank) VALUES('merge', {MERGE_PAGES})")
    # FTS5 tells progress by the rows that it changed; the command itself counts as one.
    return _changes(db) - before >= 2


def _changes(db: Connection) -> int:
    return int(db.exec_driver_sql("SELECT total_changes()").scalar_one())


def clear_index(db: Connection) -> None:
    """Empty the index before a replay; must come before ``report_text`` is emptied."""
    if server.on_server(db):
        server.clear(db)
        return
    db.exec_driver_sql("INSERT INTO report_fts(report_fts) VALUES('delete-all')")


def is_damaged(db: Connection) -> bool:
    """True when the index does not fit its texts (FTS5's own check, after everything is indexed)."""
    if server.on_server(db):
        return server.damaged(db)
    while index_pending(db):
        pass
    try:
        db.execute(text("INSERT INTO report_fts(report_fts, rank) VALUES('integrity-check', 1)"))
    except DBAPIError:
        return True
    return False


def words_of(typed: str) -> list[str]:
    """The words of a search as the index sees them; a hyphenated word becomes two."""
    return split(typed)[:MAX_WORDS]


def match_expression(words: Sequence[str], facets: Sequence[Sequence[str]] = ()) -> str:
    """An FTS5 expression: every word a prefix, all present, and of each group of facets one. Quoting keeps operators out."""
    chosen = ["(" + " OR ".join(f'"{each}"' for each in group) + ")" for group in facets]
    return " AND ".join([f'"{word}"*' for word in words] + chosen)


def pending_matches(db: Connection, words: list[str]) -> list[int]:
    """Ids of waiting reports that hold every word as the beginning of one of theirs; facets are not looked at."""
    query = select(tables.report_text.c.id, tables.report_text.c.text).join_from(
        tables.report_pending, tables.report_text, tables.report_pending.c.id == tables.report_text.c.id
    )
    wanted = [fold(word) for word in words]
    return [int(row.id) for row in db.execute(query) if _holds(row.text, wanted)]


def _holds(stored: str, wanted: list[str]) -> bool:
    held = held_words(stored)
    return all(any(word.startswith(prefix) for word in held) for prefix in wanted)


def indexed_matches(db: Connection, expression: str, after: int | None, limit: int, *, oldest: bool = False) -> list[int]:
    """Ids of indexed reports that match, by number of arrival, beyond ``after``; stops as soon as a page is full."""
    if server.on_server(db):
        return server.matches(db, expression, after, limit, oldest=oldest)
    way, order = (">", "ASC") if oldest else ("<", "DESC")
    sql = "SELECT rowid FROM report_fts WHERE report_fts MATCH :m"
    sql += f" AND rowid {way} :after" if after is not None else ""
    sql += f" ORDER BY rowid {order} LIMIT :limit"
    values = {"m": expression, "limit": limit} | ({} if after is None else {"after": after})
    return [int(row[0]) for row in db.execute(text(sql), values)]


def few_matches(db: Connection, expression: str, most: int) -> list[int] | None:
    """Ids of all indexed reports that match; None where they are more than ``most``."""
    if server.on_server(db):
        return server.few(db, expression, most)
    ids = indexed_matches(db, expression, None, most + 1)
    return ids if len(ids) <= most else None


def matches_among(db: Connection, expression: str, ids: Sequence[int]) -> set[int]:
    """Which of a few reports match, whether they are indexed or waiting is the caller's to know."""
    if server.on_server(db):
        return server.among(db, expression, ids)
    sql = text("SELECT rowid FROM report_fts WHERE report_fts MATCH :m AND rowid = :id")
    return {number for number in ids if db.execute(sql, {"m": expression, "id": number}).scalar() is not None}
