"""A stick that the program wrote, read by a reader that knows only the page."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path

import pytest

from sync.folder import FOLDER
from sync.parity import write_parity
from tests.vectors import second_stick
from tests.world import complaint, found


def test_a_stick_is_read_by_the_page_alone_and_its_rot_repaired() -> None:
    world = found("second stick", "a")
    world.a.submit(complaint(), world.a.attach(bytes(range(256)) * 2000))
    stick = world.stick()
    world.a.send(stick)
    mark, reports = world.a.app.shelf.own_mark(), world.a.device.belongings.recipients.reports
    identity = next(held.text for held in world.province.app.identities if held.recipient == reports)
    assert mark is not None
    whole = second_stick.read_stick(stick, mark, identity)
    assert whole.aside == {} and whole.repaired == 0
    assert {manifest[5] for manifest in whole.manifests} == {"desks"}
    assert world.province.receive(stick).attachments == len(whole.pieces) == 1
    assert whole.entries and whole.entries <= world.province.entries().keys()
    for path in (stick / FOLDER).iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    rotten = second_stick.read_stick(stick, mark, identity)
    assert rotten.repaired == len(list((stick / FOLDER).iterdir()))
    assert (rotten.aside, rotten.entries, rotten.pieces) == ({}, whole.entries, whole.pieces)
    assert second_stick.read_stick(stick, bytes(32), identity) == second_stick.Stick(), "without the mark it is nobody's"
    world.close()


@pytest.mark.parametrize("size", [1, 64, 5000, 100_003])
def test_parity_is_what_the_page_says(size: int) -> None:
    data = hashlib.shake_256(b"parity").digest(size)
    parity = write_parity(data)
    burst = max(1, min(size // 20 - 4096, 900)) if size > 100_000 else 1
    rotten = bytes(byte ^ (255 if size // 3 <= at < size // 3 + burst else 0) for at, byte in enumerate(data))
    assert second_stick.repair(rotten, parity) == data
    assert second_stick.repair(bytes(size), parity) is None or size <= 64


def test_the_reader_shares_nothing_with_the_program() -> None:
    tree = ast.parse(Path(str(second_stick.__file__)).read_text("utf-8"))
    names = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name for name in names if name.split(".")[0] in ("core", "sync", "ui", "tests")} == {"tests.vectors.second_reader"}
