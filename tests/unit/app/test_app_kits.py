"""Kits are known by their entries: what a desk that did not make one sees of it, and writes for its post."""

from __future__ import annotations

from collections.abc import Callable

from core.app import kits, queries
from core.app.device import post_audience
from core.storage import tables
from tests.world import World, complaint


def test_a_kit_is_known_and_its_post_written_for_where_it_was_not_made(make_world: Callable[..., World]) -> None:
    world = make_world(0, "a")
    world.a.submit(complaint())
    world.trip(world.a, world.province)
    desk = world.province
    rows = desk.app.ask(queries.Kits())
    made = next(row for row in rows if row.post == world.a.app.facts.code)
    assert (made.post, made.desk, made.used) == (world.a.app.facts.code, "", 1) and made.laptops >= 1
    audience = post_audience(made.post)
    database = desk.app._device.database
    with database.writing() as db:
        kept = kits.mark_of(db, audience)
        # As at a desk that shares the store and has made no kit.
        db.execute(tables.secret.delete().where(tables.secret.c.name.startswith(kits.MARK)))
        db.execute(tables.setting.delete().where(tables.setting.c.key.startswith(kits.NOTED)))
    with database.reading() as db:
        assert kits.mark_of(db, audience) == kept != b"" and kits.posts_with_kits(db) == {row.post for row in rows}
        assert kits.allowed(db) == {bytes.fromhex(row.kit): row.laptops for row in rows}
    assert desk.app.unconfirmed_posts() == ()

    world.trip(desk, world.a)
    assert world.a.app.ask(queries.Reports()).rows[0].status == "received"
    assert desk.problems() == ()
