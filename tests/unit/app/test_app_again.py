"""Attachments that a reader lost after it had acknowledged them are asked for, and sent, again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from core.app import queries
from core.app.views import ON_MEDIUM, RECEIVED
from core.domain.errors import Untrusted
from tests.world import World, complaint, found


def asked(world: World) -> int:
    return world.a.app.ask(queries.HomeCounts()).asked


def vault_file(world: World) -> Path:
    (path,) = world.province.device.vault.folder.glob("*.age")
    return path


def lose(world: World, how: str) -> None:
    """Let the province's copy rot or go, and let somebody find out."""
    path = vault_file(world)
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9] + bytes(9))
    if how == "opened":
        (row,) = world.province.rows()
        (file,) = world.province.report(row.id).attachments
        with pytest.raises(Untrusted):
            world.province.app.read_attachment(file.id, io.BytesIO())
    else:
        assert world.province.problems() == (), "what is on its way is no fault; it is asked for"


@pytest.mark.fault("ST-19")
def test_what_the_province_lost_is_asked_for_and_sent_again() -> None:
    world = found("again", "a")
    try:
        report = world.a.submit(complaint(), world.a.attach(b"foto" * 1000))
        world.trip(world.a, world.province)
        world.trip(world.province, world.a)
        before = vault_file(world).read_bytes()
        for how in ("gone", "opened"):
            assert (world.a.status(report.id), asked(world)) == (RECEIVED, 0)
            lose(world, how)
            assert world.trip(world.province, world.a).quarantined == ()
            assert (world.a.status(report.id), asked(world)) == (ON_MEDIUM, 1), how
            stick = world.stick()
            assert world.a.send(stick).attachments == 1
            assert world.province.receive(stick).attachments == 1
            assert vault_file(world).read_bytes() == before and not list(world.province.device.vault.folder.glob("*.bad"))
            world.trip(world.province, world.a)
        assert world.province.problems() == () and asked(world) == 0
        assert (world.province.send(world.stick()).objects, world.a.send(world.stick()).objects) == (0, 0)
    finally:
        world.close()
