"""A province whose two desks share a server, and two posts of it with a stick."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.app import desk_kit, views
from core.app.application import Application
from core.app.profile import create_post, create_province, join_desk
from core.domain.commands import CreateKit
from core.storage.server_address import Server
from tests.server.running import Running
from tests.world import OTHER_POST, PASSPHRASE, POST, Clock, Laptop, ports, reference


@dataclass
class Province:
    """Two desks on a server, two posts with a stick, and the second desk's kit."""

    server: Server
    one: Laptop
    two: Laptop
    post: Laptop
    other: Laptop
    kit: views.KitMade
    stick: Path


def begun(name: str) -> dict[str, Any]:
    """What every new profile needs."""
    return {"passphrase": PASSPHRASE, "reference": reference(), "ports": ports(Clock(), name)}


def kit_of(desk: Application, post: str) -> views.KitMade:
    """A post's kit."""
    kit = desk.execute(CreateKit(desk.new_command(), post)).reply
    assert isinstance(kit, views.KitMade)
    return kit


def kept(name: str, folder: Path, app: Application) -> Laptop:
    """A laptop whose profile was just begun, still unlocked."""
    clock = app._device.ports.now
    assert isinstance(clock, Clock)
    return Laptop(name, folder, clock, name, opened=app)


def found(pg: Running, room: Path) -> Province:
    """Found it; everybody is unlocked."""
    server = pg.over_tls(pg.make())
    first = create_province(room / "one", name="Provinsi Contoh", area="19", server=server, **begun("one"))
    posts = []
    for name, code in (("post", POST), ("other", OTHER_POST)):
        kit = kit_of(first, code)
        app = create_post(room / name, kit=kit.file, kit_code=kit.code, **begun(name))
        posts.append(kept(name, room / name, app))
    made = desk_kit.create_desk_kit(first._device, first.new_command(), "Meja dua")
    second = join_desk(room / "two", kit=made.file, kit_code=made.code, officer="Verifikator", **begun("two"))
    stick = room / "stick"
    stick.mkdir()
    return Province(server, kept("one", room / "one", first), kept("two", room / "two", second), *posts, made, stick)
