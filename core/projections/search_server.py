"""The search index on PostgreSQL: words and codes of a report as one ``tsvector``, asked by prefixes.

The program takes words apart itself, with the rule by which it searches what FTS5 has not indexed yet; so the same words
find the same reports on both. The index is written in the transaction that changes the text: nothing waits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, bindparam, cast, func, text
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
    """Ids of reports that match, by number of arrival, beyond ``after``."""
    way, order = (">", "ASC") if oldest else ("<", "DESC")
    sql = "SELECT id FROM report_fts WHERE words @@ CAST(:m AS tsquery)"
    sql += f" AND id {way} :after" if after is not None else ""
    sql += f" ORDER BY id {order} LIMIT :limit"
    values = {"m": query(expression), "limit": limit} | ({} if after is None else {"after": after})
    return [int(row[0]) for row in db.execute(text(sql), values)]


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
