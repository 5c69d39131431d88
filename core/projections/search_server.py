"""The search index on PostgreSQL: words and codes of a report as one ``tsvector``, asked by prefixes.

The program takes words apart itself, with the rule by which it searches what FTS5 has not indexed yet; so the same words
find the same reports on both. The index is written in the transaction that changes the text: nothing waits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, TextClause, bindparam, cast, func, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from core.projections.search_words import fold, held_facets, held_words, split
from core.storage.sealed import SERVER
from core.storage.upsert import insert

WORD_LETTERS = 200
VECTOR_BYTES = 900_000
"""A ``tsvector`` ends at 1 MiB; an honest report's words are a tenth of that."""
_TERM = re.compile(r'"([^"]*)"(\*?)| (AND|OR) ')
_INDEX = Table("report_fts", MetaData(), Column("id", BigInteger, primary_key=True), Column("words", TSVECTOR))
_ROW = insert(_INDEX).values(
    id=bindparam("report"), words=func.array_to_tsvector(cast(bindparam("lexemes"), ARRAY(Text)), type_=TSVECTOR)
)
_PUT = _ROW.on_conflict_do_update(index_elements=["id"], set_={"words": _ROW.excluded.words})
_DAMAGED = text(
    "SELECT 1 FROM report_fts WHERE id = :id AND words = array_to_tsvector(CAST(:words AS text[]))",
)


LOOK, MOST = 2_000, 50_000
"""So many reports are looked through at first, and at most in one step."""
SURELY = 4
LAST = 2**62


def _walk(way: str, order: str, edge: str) -> TextClause:
    part = f"SELECT id, words FROM report_fts WHERE id {way} :after ORDER BY id {order} LIMIT :size"  # noqa: S608
    ids = f"array_agg(id ORDER BY id {order}) FILTER (WHERE words @@ CAST(:m AS tsquery))"
    return text(f"SELECT {ids} AS found, {edge}(id) AS edge, count(*) AS looked FROM ({part}) part")  # noqa: S608


_HIT = "SELECT id FROM report_fts WHERE words @@ CAST(:m AS tsquery)"


def _behind(way: str, order: str) -> TextClause:
    return text(f"WITH hit AS MATERIALIZED ({_HIT}) SELECT id FROM hit WHERE id {way} :after ORDER BY id {order} LIMIT :limit")  # noqa: S608


_LOOKS = {False: _walk("<", "DESC", "min"), True: _walk(">", "ASC", "max")}
_BEYOND = {False: _behind("<", "DESC"), True: _behind(">", "ASC")}
_ANY = text(f"{_HIT} LIMIT :limit")
_SCANS = [[text(f"SET LOCAL enable_{scan} = {value}") for scan in ("seqscan", "indexscan")] for value in ("off", "on")]
_HIGHEST = text("SELECT max(id) FROM report_fts")


def on_server(db: Connection) -> bool:
    """Whether this connection leads to PostgreSQL."""
    return db.dialect.name == SERVER


def lexemes(stored: str) -> list[str]:
    """What the index holds of a searchable text: each word once."""
    kept, size = [], 0
    # Facets first: a filter must not fail where a text is endless.
    for word in dict.fromkeys([*held_facets(stored), *(word[:WORD_LETTERS] for word in held_words(stored))]):
        size += len(word.encode()) + 2
        if size > VECTOR_BYTES:
            break
        kept.append(word)
    return kept


def put(db: Connection, report: int, stored: str) -> None:
    """Index a report's text, in the place of what was indexed of it before."""
    db.execute(_PUT, {"report": report, "lexemes": lexemes(stored)})


def clear(db: Connection) -> None:
    """Empty the index."""
    db.execute(text("DELETE FROM report_fts"))


def query(expression: str) -> str:
    """An expression of :func:`core.projections.search.match_expression` as a ``tsquery``."""
    return _TERM.sub(_term, expression)


def _term(found: re.Match[str]) -> str:
    word, prefix, operator = found.groups()
    if operator:
        return " & " if operator == "AND" else " | "
    if not prefix:
        return f"'{word}'"
    # A letter may fold into two words (1/2): then both are wanted.
    return " & ".join(f"'{each[:WORD_LETTERS]}':*" for each in split(fold(word)) or [word])


def matches(db: Connection, expression: str, after: int | None, limit: int, *, oldest: bool) -> list[int]:
    """Ids of reports that match, by number of arrival, beyond ``after``.

    A common word is found by looking through the newest, a rare one by asking the inverted index; which it is shows in
    the first look. The planner would guess: of a word that nobody used it thinks that every two hundredth report holds it.
    """
    asked = query(expression)
    found, edge, whole = _look(db, asked, after, LOOK, oldest=oldest)
    if whole or edge is None or len(found) >= limit:
        return found[:limit]
    share, rest = len(found) / LOOK, limit - len(found)
    while rest and share * share * _count(db) > rest:  # as many are still to be looked through as would be sorted
        more, edge, whole = _look(db, asked, edge, min(MOST, int(rest / share) + LOOK), oldest=oldest)
        found, rest = [*found, *more[:rest]], rest - len(more[:rest])
        if whole or edge is None:
            return found
    return found if not rest else [*found, *_asked(db, asked, _BEYOND[oldest], {"after": edge, "limit": rest})]


def few(db: Connection, expression: str, most: int) -> list[int] | None:
    """Ids of all reports that match, in no order; None where they are more than ``most``, or look like many more."""
    asked = query(expression)
    found, _, whole = _look(db, asked, None, LOOK, oldest=False)
    if whole:
        return found if len(found) <= most else None
    if len(found) * _count(db) > SURELY * most * LOOK:
        return None
    ids = _asked(db, asked, _ANY, {"limit": most + 1})
    return ids if len(ids) <= most else None


def _look(db: Connection, asked: str, after: int | None, size: int, *, oldest: bool) -> tuple[list[int], int | None, bool]:
    """What matches among so many reports from ``after`` on; where that ended, and whether nothing is behind it."""
    start = after if after is not None else (-1 if oldest else LAST)
    rows = db.execute(_LOOKS[oldest], {"m": asked, "after": start, "size": size}).one()
    return [int(number) for number in rows.found or ()], rows.edge, rows.looked < size


def _asked(db: Connection, asked: str, statement: TextClause, values: dict[str, object]) -> list[int]:
    """By the inverted index: no other way is open to the planner."""
    off, on = _SCANS
    for change in off:
        db.execute(change)
    ids = [int(row[0]) for row in db.execute(statement, {"m": asked, **values})]
    for change in on:
        db.execute(change)
    return ids


def _count(db: Connection) -> int:
    """About how many reports are indexed."""
    return int(db.execute(_HIGHEST).scalar() or 0)


def among(db: Connection, expression: str, ids: Sequence[int]) -> set[int]:
    """Which of a few reports match."""
    sql = text("SELECT id FROM report_fts WHERE id = ANY(CAST(:ids AS bigint[])) AND words @@ CAST(:m AS tsquery)")
    return {int(row[0]) for row in db.execute(sql, {"ids": list(ids), "m": query(expression)})}


def damaged(db: Connection) -> bool:
    """True when the index does not hold exactly the words of every text."""
    counts = db.execute(text("SELECT (SELECT count(*) FROM report_text), (SELECT count(*) FROM report_fts)")).one()
    if counts[0] != counts[1]:
        return True
    rows = db.execute(text("SELECT id, text FROM report_text"))
    return any(db.execute(_DAMAGED, {"id": row.id, "words": lexemes(row.text)}).first() is None for row in rows.all())
