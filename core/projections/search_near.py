"""The vocabulary of the search index: what is near to a word that no report holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, select, text

from core.domain.near_words import near_words
from core.projections import search
from core.projections.search_server import on_server
from core.projections.search_words import FACET, fold, held_words
from core.storage import tables

MANY = 50_000
"""With more reports than this, only words of the same first letter are looked through: a fifteenth of the index."""
NEWEST = 20_000
"""So many reports a server takes the words of: it has no list of them."""
_ALL = text("SELECT term, doc FROM report_fts_word WHERE term < :end")
_SAME_LETTER = text("SELECT term, doc FROM report_fts_word WHERE term >= :first AND term < :end")
_SERVER = text(
    "SELECT word AS term, ndoc AS doc FROM ts_stat(format("
    "'SELECT words FROM posko.report_fts ORDER BY id DESC LIMIT %s', CAST(:newest AS text)))"
)


def near(db: Connection, words: Sequence[str], limit: int) -> tuple[str, ...]:
    """Up to ``limit`` searches in which the words of which no report holds anything are others, near to them, that are held."""
    held: list[tuple[str, ...]] = []
    for word in words:
        held.append((word,) if _is_held(db, word) else near_words(fold(word), _vocabulary(db, fold(word)), limit))
    if not all(held) or all(len(choice) == 1 and choice[0] == word for choice, word in zip(held, words, strict=True)):
        return ()
    depth = max(len(choice) for choice in held)
    searches = (" ".join(choice[min(at, len(choice) - 1)] for choice in held) for at in range(depth))
    return tuple(dict.fromkeys(searches))[:limit]


def _is_held(db: Connection, word: str) -> bool:
    return search.few_matches(db, search.match_expression([word]), 0) is None or bool(search.pending_matches(db, [word]))


def _vocabulary(db: Connection, word: str) -> list[tuple[str, int]]:
    """Words with the number of reports that hold each, those among them that are not indexed yet."""
    counted: Counter[str] = Counter({row.term: row.doc for row in _indexed(db, word) if FACET not in row.term})
    waiting = select(tables.report_text.c.text).join(tables.report_pending, tables.report_pending.c.id == tables.report_text.c.id)
    for row in db.execute(waiting):
        counted.update(set(held_words(row.text)))
    return list(counted.items())


def _indexed(db: Connection, word: str) -> Sequence[Row[tuple[str, int]]]:
    if on_server(db):
        return db.execute(_SERVER, {"newest": NEWEST}).all()
    if (db.execute(select(func.max(tables.report_text.c.id))).scalar() or 0) <= MANY:
        return db.execute(_ALL, {"end": FACET}).all()
    return db.execute(_SAME_LETTER, {"first": word[:1], "end": word[:1] + "\U0010ffff"}).all()
