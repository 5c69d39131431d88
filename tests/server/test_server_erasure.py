"""What an order destroyed is gone from the server too: from its tables, its indexes, its statistics and their files."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from core.domain.ids import read_id
from core.storage import tables
from core.storage.server_address import Server
from tests.changes import answer, order, second
from tests.server.founding import Province
from tests.server.running import Running
from tests.world import complaint

WORD, OTHER = "kakatuahitam", "nuriraja"


def files_with(pg: Running, server: Server, *needles: bytes) -> list[str]:
    """Files of a database that hold one of these, used pages or free ones."""
    (number,) = pg.sql(f"SELECT oid FROM pg_database WHERE datname = '{server.database}'")[0]  # noqa: S608
    pg.sql("CHECKPOINT")
    files = [path for path in (pg.folder / "data" / "base" / str(number)).iterdir() if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def log_of(pg: Running) -> list[Path]:
    """The server's write-ahead log."""
    return [path for path in (pg.folder / "data" / "pg_wal").iterdir() if path.is_file()]


def test_what_was_ordered_away_is_in_no_file_of_the_store(pg: Running, province: Province) -> None:
    post, desk, server = province.post, province.one, province.server
    report, _ = (post.submit(complaint(summary=f"Baliho {word}", narrative=f"Dekat {word}.")).id for word in (WORD, OTHER))
    post.send(province.stick)
    desk.receive(province.stick)
    pg.sql("ANALYZE", server.database)
    subject = tables.subject_key.c
    with desk.device.database.reading() as db:
        key = bytes(db.execute(select(subject.key).where(subject.subject == read_id(report))).scalar_one())
    assert len(files_with(pg, server, WORD.encode())) > 3, "control: tables, index and statistics show it"
    assert files_with(pg, server, key), "control: the key of its parts"
    made = order(desk, report)
    answer(desk, made.id, second(desk, "administrator"))
    assert files_with(pg, server, WORD.encode(), key) == []
    assert WORD.encode() not in pg.dump(server)
    assert len(files_with(pg, server, OTHER.encode())) > 3, "control: other reports stay"
    assert [laptop.rows(WORD) for laptop in (desk, province.two)] == [(), ()]
    assert len(province.two.rows(OTHER)) == 1
    assert any(WORD.encode() in path.read_bytes() for path in log_of(pg)), (
        "the log stays: it ends with the archive, after 35 days"
    )
