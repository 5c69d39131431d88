"""Faults of links: either side killed at any instant, a server that keeps nothing, a server without room."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from core.domain.errors import Unavailable
from sync.links.address import Address
from sync.links.link import Link
from sync.links.visiting import visit
from tests.links import servers
from tests.links.cutting import bad_line
from tests.links.servers import Running
from tests.links.test_links_refused import Liar, liar
from tests.world import World, complaint, warning

__all__ = ["liar"]
ROOT = Path(__file__).resolve().parents[2]
NAME = "abcdefghijklmnopqrstuvwxyz.bin"
SIZE = 300_000
LinkTo = Callable[..., Link]
STARTS = {"sftp": servers.openssh, "webdav": servers.nginx, "apache": servers.apache}


@pytest.mark.fault("LK-6")
@pytest.mark.parametrize("kind", ["sftp", "webdav"])
def test_a_server_killed_at_any_instant_gets_the_object_whole(kind: str, tmp_path: Path, link_to: LinkTo) -> None:
    """Before the first byte, in the middle and behind the last it dies and comes again; what it had is not sent twice."""
    with ExitStack() as stack:
        running = stack.enter_context(STARTS[kind](tmp_path))
        line = stack.enter_context(bad_line(running.address.port))
        due, moved = [SIZE - 1, SIZE // 2, 1], [0]

        def beat(count: int) -> None:
            nonlocal running
            moved[0] += count
            if due and moved[0] >= due[-1]:
                due.pop()
                os.killpg(running.pid, signal.SIGKILL)
                running = stack.enter_context(STARTS[kind](tmp_path))
                line.target = running.address.port

        data = os.urandom(SIZE)
        link = link_to(replace(running.address, port=line.port), "mati", beat)
        link.part = 32 * 1024
        link.prepare()
        link.publish(NAME, data)
        assert not due and line.up < 2 * SIZE
        assert link_to(running.address, "mati").read(NAME, SIZE) == data


@pytest.mark.fault("LK-7")
def test_a_laptop_killed_at_any_instant_of_a_visit_loses_nothing(world: World, tmp_path: Path) -> None:
    """At the first byte of the words, in the middle of a photo, at its last byte."""
    photo = world.a.attach(os.urandom(SIZE), "foto.jpg")
    tree = complaint(evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
    number, instants = world.a.submit(tree, photo).number, [(1, 0), (SIZE, 0.5), (SIZE, 1)]
    copies = [world.a.clone(tmp_path / f"laptop{place}") for place in range(len(instants))]
    (tmp_path / "server").mkdir()
    with servers.nginx(tmp_path / "server") as running:
        folders = [str(copy.folder) for copy in copies]
        places = [replace(running.address, folder=f"/kantor/{place}") for place in range(len(instants))]
        plan = {"addresses": [asdict(each) for each in places], "when": world.a.clock.when.isoformat()}
        ended = subprocess.run(
            [sys.executable, "-m", "tests.links.killed"], cwd=ROOT, check=True, capture_output=True, text=True,
            input=json.dumps({**plan, "folders": folders, "instants": instants}),
        )  # fmt: skip
        assert json.loads(ended.stdout) == [-signal.SIGKILL] * 3
        before = []
        for copy, address in zip(copies, places, strict=True):
            before.append(copy.status(number))
            assert not copy.problems()
            visit(copy.app, address)
            assert copy.status(number) == "sent"
            copy.close()
        taken = visit(world.province.app, places[1]).received
        assert taken is not None and not taken.quarantined
        assert before == ["queued", "sent", "sent"], "only what is there whole is di media"
        (row,) = world.province.rows()
        assert row.number == number and not world.province.app.shelf.wanted_pieces()


@pytest.mark.fault("LK-4")
def test_a_server_that_says_stored_and_keeps_nothing_leaves_the_report_waiting(world: World, liar: Address) -> None:
    number = world.a.submit(warning()).number
    with pytest.raises(Unavailable, match=r"link\.not_stored"):
        visit(world.a.app, liar)
    assert world.a.status(number) == "queued"


@pytest.mark.fault("LK-5")
def test_a_full_server_takes_what_it_can_and_the_rest_waits(world: World, liar: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    number = world.a.submit(warning()).number
    monkeypatch.setattr(Liar, "do_PUT", lambda self: self._answer(507))
    assert visit(world.a.app, liar).sent.left == 1
    assert world.a.status(number) == "queued"


@contextmanager
def small_disk(at: Path) -> Iterator[None]:
    """A file system with room for a megabyte, mounted here."""
    at.mkdir(parents=True)
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "posko", at], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", at], check=True)


@pytest.mark.fault("LK-5")
@pytest.mark.parametrize("kind", ["sftp", "apache"])
def test_a_server_whose_disk_is_full_says_so(kind: str, tmp_path: Path, link_to: LinkTo) -> None:
    with STARTS[kind](tmp_path) as running, small_disk(folder_of(running) / "penuh"):
        link = link_to(running.address, "penuh", tries=2)
        link.prepare()
        link.publish(NAME, bytes(1000))
        with pytest.raises(Unavailable, match=r"link\.full"):
            link.publish(f"b{NAME}"[:-5] + ".bin", os.urandom(3_000_000))
        assert link.present() == {NAME}


def folder_of(running: Running) -> Path:
    """Where the server keeps what a link puts."""
    assert running.folder is not None
    with suppress(FileExistsError):
        (running.folder / "kantor").mkdir()
    return running.folder / "kantor"
