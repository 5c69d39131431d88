"""Search on the server: whichever way is taken, what is found is what a look at every text would find."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from core.projections import search, search_near, search_server
from tests.server.running import Running
from tests.server.test_server_store import opened

REPORTS, WORDS = 120, ("sering", "serang", "jarang", "langka", "tua", "baru")
SHARES = {"sering": 0.6, "serang": 0.3, "jarang": 0.05, "langka": 0.02}


@pytest.fixture(scope="module")
def db(pg: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Texts whose words are common, rare, only in the oldest, or only in the newest."""
    database, dice = opened(pg.make(), "desk_a", tmp_path_factory.mktemp("search")), random.Random(7)
    with database.writing() as writer:
        for number in range(1, REPORTS + 1):
            words = [word for word, share in SHARES.items() if dice.random() < share]
            words += ["tua"] * (number <= 20) + ["baru"] * (number > REPORTS - 20)
            search.add_text(writer, number, " ".join(words))
    with database.reading() as reader:
        yield reader
    database.close()


def holding(db: Connection, prefix: str) -> list[int]:
    """By a look at every text, newest first."""
    rows = db.execute(text("SELECT id, text FROM report_text ORDER BY id DESC")).all()
    return [row.id for row in rows if any(word.startswith(prefix) for word in row.text.split())]


@pytest.mark.parametrize("first_look", [1, 7, 30, 2_000])
def test_common_and_rare_words_are_found_alike(db: Connection, first_look: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small first look takes every way: through more of the newest, by the inverted index, to the end."""
    monkeypatch.setattr(search_server, "LOOK", first_look)
    monkeypatch.setattr(search_server, "MOST", 20)
    for prefix in (*WORDS, "ser", "j", "takada"):
        every, expression = holding(db, prefix), search.match_expression([prefix])
        for limit in (1, 5, 50):
            assert search.indexed_matches(db, expression, None, limit) == every[:limit], (prefix, limit)
            assert search.indexed_matches(db, expression, None, limit, oldest=True) == every[::-1][:limit]
            later = [number for number in every if number < 60]
            assert search.indexed_matches(db, expression, 60, limit) == later[:limit]
        few = search.few_matches(db, expression, 10)
        assert (few is None and len(every) > 10) or sorted(few or ()) == every[::-1]


def test_a_word_that_nobody_used_is_asked_of_the_inverted_index_alone(db: Connection) -> None:
    asked: list[str] = []
    for change in search_server._SCANS[0]:
        db.execute(change)
    for statement in (search_server._ANY, search_server._BEYOND[False]):
        sql = text(f"EXPLAIN {statement.text}")
        asked.append(str(db.execute(sql, {"m": "'takada':*", "limit": 50, "after": 100}).scalars().all()))
    for change in search_server._SCANS[1]:
        db.execute(change)
    assert all("Bitmap Index Scan on report_fts_words" in plan and "Seq Scan" not in plan for plan in asked)


def test_the_first_look_goes_along_the_primary_key(db: Connection) -> None:
    """Whatever the planner thinks of a word: it is asked of rows that were chosen before."""
    sql = text(f"EXPLAIN {search_server._LOOKS[False].text}")
    db.execute(text("SET LOCAL enable_seqscan = off"))  # so few rows are read sooner without any index
    plan = str(db.execute(sql, {"m": "'takada':*", "after": 100, "size": 10}).scalars().all())
    db.execute(text("SET LOCAL enable_seqscan = on"))
    assert "Limit" in plan and "report_fts_pkey" in plan and "report_fts_words" not in plan


def test_the_check_sees_an_index_that_does_not_fit(pg: Running, db: Connection) -> None:
    assert not search.is_damaged(db)
    database = str(db.exec_driver_sql("SELECT current_database()").scalar_one())
    pg.sql("UPDATE posko.report_fts SET words = array_to_tsvector(ARRAY['lain']) WHERE id = 1", database)
    db.execute(text("COMMIT"))
    assert search.is_damaged(db)


def test_a_word_that_nobody_wrote_is_answered_with_the_near_ones(db: Connection) -> None:
    assert search_near.near(db, ["sernig"], 5) == ("sering", "serang")
    assert search_near.near(db, ["lagnka", "baru"], 5) == ("langka baru",)
    assert search_near.near(db, ["sering"], 5) == ()
