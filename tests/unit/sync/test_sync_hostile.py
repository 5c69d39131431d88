"""Objects that only altered software or a thief writes: set aside whole, with their reason, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from core.crypto.cose import key_id, parse1, sign1
from core.crypto.labels import OBJECT_DIGEST, labelled_hash
from core.crypto.sealing import open_sealed, seal
from core.domain.errors import Invalid
from core.journal import cbor
from sync import bundle
from sync.exchange import receive
from sync.folder import FOLDER, Folder
from sync.names import object_name
from tests.world import World, found, warning

MANY = 10_000_000


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A post of one report, a province that has nothing of it, and another post."""
    world = found("hostile", "a", "c")
    world.trip(world.c, world.province)
    world.a.submit(warning())
    yield world
    world.close()


def inside(world: World) -> tuple[bytes, dict[Any, Any], list[bytes]]:
    """The padded inside of a true object of the post, its manifest and its records."""
    stick = world.stick()
    world.a.send(stick)
    for path in sorted((stick / FOLDER).iterdir()):
        body = open_sealed(path.read_bytes(), world.province.app.identities)
        assert body is not None
        cose, records = cbor.decode(bundle._decompress(body), bundle.MAX_CONTENT)
        tree = cbor.decode_map(parse1(cose, bundle.MAX_MANIFEST).payload, bundle.MAX_MANIFEST)
        if tree[7] == 0 and tree[15] == 2:
            return body, dict(tree), list(records)
    raise AssertionError("no object with the report")


def framed(content: bytes, said: int | None = None) -> bytes:
    """A frame behind its length, or behind the length that it does not have."""
    frame = zstandard.ZstdCompressor().compress(content)
    return (len(frame) if said is None else said).to_bytes(4, "big") + frame


def signed(world: World, tree: dict[Any, Any], records: list[bytes]) -> bytes:
    """Manifest and records under the post's own device key, as an altered laptop would sign them."""
    device = world.a.app.device_seal
    return framed(cbor.encode([sign1(device.key, key_id(device.certificate), cbor.encode(tree)), records]))


def put(world: World, body: bytes, name: str | None = None) -> Path:
    """A stick with one object for the desks."""
    stick = world.stick()
    medium = Folder(stick)
    medium.prepare()
    shelf = world.a.app.shelf
    (target,) = shelf.targets(None)
    medium.publish(name or object_name(target.mark, world.a.app.entropy), seal(body, target.recipients))
    return stick


Change = Callable[[dict[Any, Any], list[bytes]], tuple[dict[Any, Any], list[bytes]]]
ROWS: dict[str, tuple[Change, str]] = {
    "ten million entries claimed in the count": (lambda tree, held: ({**tree, 15: MANY}, held), "object.damaged"),
    "none claimed": (lambda tree, held: ({**tree, 15: 0}, held), "object.damaged"),
    "a range of none": (lambda tree, held: ({**tree, 7: 1, 8: 0}, held), "malformed"),
    "another stream": (lambda tree, held: ({**tree, 6: bytes(16)}, held), "malformed"),
    "a digest of other records": (lambda tree, held: ({**tree, 14: bytes(32)}, held), "object.damaged"),
    "a key of a later version": (lambda tree, held: ({**tree, 17: 1}, held), "newer"),
    "a later format": (lambda tree, held: ({**tree, 1: 2}, held), "newer"),
    "another province": (lambda tree, held: ({**tree, 3: bytes(16)}, held), "province.foreign"),
    "another post's audience": (lambda tree, held: ({**tree, 5: "post:K0999"}, held), "audience.foreign"),
}


@pytest.mark.fault("IM-6")
@pytest.mark.parametrize("row", ROWS)
def test_a_hostile_manifest_is_set_aside(world: World, row: str) -> None:
    _, tree, records = inside(world)
    change, code = ROWS[row]
    stick = put(world, signed(world, *change(tree, records)))
    assert [item.code for item in world.province.receive(stick).quarantined] == [code]
    assert world.province.rows() == ()


@pytest.mark.fault("IM-5")
def test_forged_lengths_and_sizes_are_set_aside(world: World) -> None:
    body, _, _ = inside(world)
    content = bundle._decompress(body)
    bomb = zstandard.ZstdCompressor().compress(bytes(200_000_000))
    for forged, code in (
        (framed(content, 2**32 - 1), "object.damaged"),
        (framed(content, 10), "object.damaged"),
        (len(bomb).to_bytes(4, "big") + bomb, "limit"),
        (bytes(4) + bytes(100), "object.damaged"),
    ):
        assert [item.code for item in world.province.receive(put(world, forged)).quarantined] == [code]
    assert world.province.rows() == ()


@pytest.mark.fault("IM-6")
def test_an_object_of_no_entries_changes_nothing(world: World) -> None:
    _, tree, _ = inside(world)
    empty = signed(world, {**tree, 14: labelled_hash(OBJECT_DIGEST), 15: 0}, [])
    report = world.province.receive(put(world, empty))
    assert (report.entries, report.quarantined, report.gaps) == (0, (), ())
    assert world.province.rows() == ()


@pytest.mark.fault("IM-15")
def test_an_object_sealed_anew_for_others_is_refused_there(world: World) -> None:
    """Who can open it can seal it to another office; the audience stands inside the signature."""
    body, _, _ = inside(world)
    (target,) = world.province.app.shelf.targets(world.c.device.belongings.code)
    stick = world.stick()
    medium = Folder(stick)
    medium.prepare()
    medium.publish(object_name(target.mark, world.a.app.entropy), seal(body, target.recipients))
    assert [item.code for item in world.c.receive(stick).quarantined] == ["audience.foreign"]


@pytest.mark.fault("IM-7")
@pytest.mark.parametrize("name", ["../../x", "../../x.bin", "..", "/etc/passwd", "a" * 26 + ".bin", "\0.bin"])
def test_a_name_that_leads_out_is_nobodys(world: World, name: str) -> None:
    """A server may list any name: what no mark key made is neither read nor written."""

    class Lying(Folder):
        def names(self) -> list[str]:
            return [name]

        def read(self, name: str, limit: int) -> bytes:
            raise AssertionError("read", name, limit)

    with pytest.raises(Invalid, match=r"^medium\.others$"):
        receive(world.province.app, Lying(world.room))


def test_the_true_one_beside_them_goes_in(world: World) -> None:
    """Control: the same object, signed anew without a change, with an addition that may be ignored."""
    _, tree, records = inside(world)
    report = world.province.receive(put(world, signed(world, {**tree, 64: "later"}, records)))
    assert (report.entries, report.quarantined) == (2, ())
    assert len(world.province.rows()) == 1
