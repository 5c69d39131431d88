"""A province on three PostgreSQL servers, each the home of some posts, and views over all of them that nobody writes through.

A campaign, ``python3 -m tests tests/growth/homes.py``: three servers and their desks take half a minute to begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.app import queries
from core.app.application import Application
from core.app.profile import create_post, create_province, join_desk
from core.app.statuses import blocks_coming
from core.domain.errors import Invalid
from core.storage import tables
from core.storage.migrations import migrate
from core.storage.server import ServerDatabase
from core.storage.server_address import Server
from tests.server.founding import begun, kept, kit_of
from tests.server.running import USER, Running, running
from tests.world import Laptop, complaint

HOMES = ("K0413", "K0414", "K0431")
REPORTS = (3, 4, 5)
SQL = Path(__file__).resolve().parents[2] / "packaging" / "postgresql"
READER = "sandi pembaca"
HBA = "\nhostssl all posko_reader 127.0.0.1/32 scram-sha-256\n"


@dataclass
class Spread:
    """The servers, what each holds, and a desk on each; then the views over all and the desk that asks them."""

    servers: list[Running]
    stores: list[Server]
    desks: list[Laptop]
    posts: list[Laptop]
    stick: Path


def administer(server: Running, database: str, script: str) -> None:
    """Run a script as the server's administrator."""
    where = {"host": str(server.folder), "port": server.port, "dbname": database, "user": USER}
    with psycopg.connect(**where, autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute(script.encode())


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    """Founded on the first server; the desks of the others join by kits that name server and posts."""
    room = tmp_path_factory.mktemp("homes")
    with ExitStack() as stack:
        servers = [stack.enter_context(running("fsync = off")) for _ in HOMES]
        stores = [server.over_tls(server.make()) for server in servers]
        first = create_province(room / "desk0", name="Provinsi Contoh", area="19", server=stores[0], **begun("desk0"))
        first.serve_posts([HOMES[0]])
        posts = []
        for code in HOMES:
            kit = kit_of(first, code)
            made = create_post(room / code, kit=kit.file, kit_code=kit.code, **begun(code))
            posts.append(kept(code, room / code, made))
        desks = [kept("desk0", room / "desk0", first)]
        for number in (1, 2):
            name = f"desk{number}"
            made_kit = first.make_desk_kit(name, [HOMES[number]])
            of_kit = {"kit": made_kit.file, "kit_code": made_kit.code, "officer": f"Meja {number}", **begun(name)}
            with pytest.raises(Invalid, match=r"server\.address"):
                join_desk(room / name, **of_kit)
            joined = join_desk(room / name, server=stores[number], **of_kit)
            desks.append(kept(name, room / name, joined))
        for number, (server, store) in enumerate(zip(servers, stores, strict=True), start=1):
            script = (SQL / "home.sql").read_text().replace("reader-password", READER)
            administer(server, store.database, script.replace("RESTART WITH 1;", f"RESTART WITH {number};"))
            with (server.folder / "data" / "pg_hba.conf").open("a") as rules:
                rules.write(HBA)
            server.sql("SELECT pg_reload_conf()")
        stick = room / "stick"
        stick.mkdir()
        for post, count in zip(posts, REPORTS, strict=True):
            for number in range(count):
                post.submit(complaint(summary=f"Baliho {post.name} nomor {number}"))
            post.send(stick)
        yield Spread(servers, stores, desks, posts, stick)
        for laptop in (*desks, *posts):
            laptop.close()


def overview(spread: Spread, room: Path) -> Application:
    """The first desk's own questions, asked of views over all three servers."""
    server = spread.servers[0]
    over = server.over_tls(server.make())
    device = spread.desks[0].device
    key = device.database._engine.dialect.posko_key  # type: ignore[attr-defined]
    database = ServerDatabase(over, device.database.desk, key, room)
    with database.writing() as db:
        migrate(db, database.desk)
    script = (SQL / "overview.sql").read_text()
    begin, end = script.index("INSERT INTO home VALUES"), script.index("DO $$")
    lines = []
    for number, (each, store) in enumerate(zip(spread.servers, spread.stores, strict=True), start=1):
        ca = each.folder / "ca.pem"
        ca.write_text(each.ca)
        lines.append(f"('home{number}', '127.0.0.1', '{each.port}', '{store.database}', '{READER}', '{ca}')")
    administer(server, over.database, f"{script[:begin]}INSERT INTO home VALUES {', '.join(lines)};\n{script[end:]}")  # noqa: S608
    return Application(replace(device, database=database, own_streams={}))


def test_each_server_holds_what_its_posts_wrote_and_all_are_asked_together(spread: Spread, tmp_path: Path) -> None:
    # One stick goes round; each desk takes in the posts of its home and leaves the others' where they lie.
    for desk, count in zip(spread.desks, REPORTS, strict=True):
        taken = desk.receive(spread.stick)
        assert not taken.quarantined and taken.others >= len(HOMES) - 1
        assert desk.app.ask(queries.HomeCounts()).reports == count
        again = desk.receive(spread.stick)
        assert (again.entries, again.others) == (0, taken.others)
    assert [[row.code for row in desk.app.ask(queries.Posts())] for desk in spread.desks] == [[code] for code in HOMES]

    app = overview(spread, tmp_path)
    try:
        assert app.ask(queries.HomeCounts()).reports == sum(REPORTS)
        assert [(row.code, row.reports) for row in app.ask(queries.Posts())] == list(zip(HOMES, REPORTS, strict=True))
        rows = app.ask(queries.Reports(limit=50)).rows
        told = {row.summary for desk in spread.desks for row in desk.app.ask(queries.Reports()).rows}
        assert len(rows) == sum(REPORTS) and {row.summary for row in rows} == told
        page = app.ask(queries.Reports(limit=5))
        rest = app.ask(queries.Reports(limit=50, after=page.next))
        assert len({row.id for row in (*page.rows, *rest.rows)}) == sum(REPORTS)
        assert {row.post for row in app.ask(queries.Reports("baliho nomor 2")).rows} == set(HOMES)
        assert app.ask(queries.Reports("belumada")).rows == ()
        assert [row.post for row in app.ask(queries.Reports("k0414 nomor 3")).rows] == ["K0414"]
        assert app.ask(queries.Report(rows[0].id)).row.summary == rows[0].summary, "its parts open: the journal is seen too"
        assert len(app.ask(queries.NearDeadlines())) >= 0 and app.ask(queries.Alarms()) == ()

        database = app._device.database
        for change in (tables.report.delete(), tables.entry.delete(), tables.report.update().values(summary="x")):
            with pytest.raises(DBAPIError, match=r"cannot (delete from|update) view"), database.writing() as db:
                db.execute(change)
        for statement in ("DELETE FROM home2.report", "UPDATE home3.entry SET taken = 0"):
            with pytest.raises(DBAPIError, match=r"permission denied|does not allow"), database.writing() as db:
                db.execute(text(statement))
    finally:
        app._device.database.close()
    with psycopg.connect(
        host="127.0.0.1", port=spread.servers[1].port, dbname=spread.stores[1].database, user="posko_reader", password=READER,
        sslmode="require",
    ) as reader:  # fmt: skip
        assert reader.execute("SELECT count(*) FROM posko.report").fetchone() == (REPORTS[1],)
        with pytest.raises(psycopg.Error, match="read-only transaction"):
            reader.execute("DELETE FROM posko.report")


def test_the_answer_comes_from_the_home_and_the_posts_learn_it(spread: Spread) -> None:
    for desk, post in zip(spread.desks, spread.posts, strict=True):
        assert len(blocks_coming(desk.device)) >= 0
        desk.send(spread.stick)
        post.receive(spread.stick)
        assert {row.status for row in post.app.ask(queries.Reports()).rows} == {"received"}


def test_a_desk_that_is_no_home_loses_nothing(spread: Spread) -> None:
    """Control: without the setting the first desk takes in every post's entries."""
    first = spread.desks[0]
    first.app.serve_posts([])
    taken = first.receive(spread.stick)
    assert taken.entries > 0 and first.app.ask(queries.HomeCounts()).reports == sum(REPORTS)
