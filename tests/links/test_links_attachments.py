"""A province's attachments on SeaweedFS over three volume servers: one of them is killed, then everything."""

from __future__ import annotations

import io
import os
import random
import signal
from pathlib import Path

import pytest

from core.app import queries
from core.app.application import Application
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Invalid, NotAllowed, Unavailable
from sync.exchange import receive, send
from sync.links import objects
from sync.links.address import Address
from tests.crash.world import POST, PROVINCE, STICK, World, complaint, quick_lookup
from tests.links import servers

SIZES = (9 * 1024 * 1024, 300_000, 300_001, 300_002, 300_003)
"""The first has two pieces."""


def at_once(seconds: float) -> None:
    """Wait for nobody."""


def carried(world: World, first: int, sizes: tuple[int, ...]) -> list[bytes]:
    """A report with so many files from the post on the stick; gives the files."""
    contents = [random.Random(first + number).randbytes(size) for number, size in enumerate(sizes)]
    with world.opened(POST) as app, quick_lookup():
        names = tuple(f"rekaman-{first + number}.bin" for number in range(len(sizes)))
        files = tuple(app.attach(io.BytesIO(data), name) for name, data in zip(names, contents, strict=True))
        app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(first, files=names), attachments=files),)))
        send(app, world.live / STICK)
    return contents


def read(app: Application) -> list[bytes]:
    """Every attachment at the province, smallest last name first: in the order in which it came."""
    found = []
    for row in reversed(app.ask(queries.Reports()).rows):
        for file in app.ask(queries.Report(row.id)).attachments:
            sink = io.BytesIO()
            app.read_attachment(file.id, sink)
            found.append(sink.getvalue())
    return found


def test_attachments_outlive_a_volume_server(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    world.found()
    (tmp_path / "weed").mkdir()
    vault = world.live / PROVINCE / "vault"
    contents = carried(world, 0, SIZES[:1])
    with world.opened(PROVINCE) as app, servers.seaweed_of_three(tmp_path / "weed") as weed:
        receive(app, world.live / STICK)
        assert [path.suffix for path in vault.iterdir()] == [".age"], "control: without a store it lies in the profile"
        objects.choose(app, weed.address, at_once)
        contents += carried(world, 1, SIZES[1:])
        receive(app, world.live / STICK)
        assert [path.suffix for path in vault.iterdir()] == [".far"] * len(SIZES)

        held = [sum(path.stat().st_size for path in folder.glob("*.dat")) for folder in weed.folders]
        assert sum(held) >= 2 * sum(SIZES), "control: every object lies twice"
        os.killpg(weed.volumes[held.index(max(held))], signal.SIGKILL)
        assert read(app) == contents
        contents += carried(world, len(SIZES), (300_004,))
        receive(app, world.live / STICK)
        assert [path.suffix for path in vault.iterdir()] == [".far"] * len(contents)
        assert read(app) == contents
        assert app.check().problems == ()
    with world.opened(PROVINCE) as app:  # the next morning, and no store at all
        objects.connect(app, at_once)
        with pytest.raises(Unavailable, match=r"vault\.away"):
            read(app)
        contents += carried(world, len(contents), (300_005,))
        assert receive(app, world.live / STICK).attachments == 1
        counts = app.laying.counts()
        assert (counts.here, counts.away) == (1, len(contents) - 1)
        with pytest.raises(Invalid, match=r"vault\.not_back"):
            objects.choose(app, None, at_once)


def test_only_an_office_lays_attachments_away_and_only_on_s3(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    world.found()
    with world.opened(PROVINCE) as app, pytest.raises(Invalid, match=r"vault\.address"):
        objects.choose(app, Address("sftp", "kantor", 22, "/x"), at_once)
    with world.opened(POST) as app, pytest.raises(NotAllowed, match=r"vault\.not_a_desk"):
        objects.choose(app, Address("s3", "kantor", 443, "/x"), at_once)
