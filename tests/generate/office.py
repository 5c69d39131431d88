"""A province with its posts, all in one store: each post's laptop has its own keys and signs its own stream.

The posts have no profiles of their own: what they wrote stands in the province's store as if it had been taken in, with
true signatures and true certificates, so that ``check`` and an annex prove it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from core.app import kit as kits
from core.app.application import Application
from core.app.device import Belongings, Device, Officer
from core.app.kit import Kit
from core.app.ports import Ports
from core.app.profile import _post_belongings, create_province
from core.crypto.certificates import make_leaf
from core.crypto.cose import key_id
from core.crypto.signing import SigningKey
from core.domain.authority import DEVICE, HEAD
from core.domain.commands import CreateKit, PublishReference
from core.domain.reference_items import Post
from tests.generate.calendar import FIRST
from tests.world import PASSPHRASE, Clock, ports, reference

PROVINCE = "52"
PASSPHRASE_FILE = "passphrase.txt"


@dataclass(frozen=True, slots=True)
class PostAtWork:
    """A post's laptop and the villages that its visitors come from, the nearest ones first."""

    post: Post
    device: Device
    villages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """The province, its clock, and its posts, the busiest first."""

    app: Application
    clock: Clock
    posts: tuple[PostAtWork, ...] = field(repr=False)

    @property
    def desk(self) -> Device:
        """The province's own device."""
        return self.app._device


def found(folder: Path, posts: int, seed: object) -> Office:
    """Found the province and enrol so many posts, which the reference data are made to know."""
    clock = Clock(datetime.combine(FIRST, datetime.min.time(), UTC) - timedelta(days=30))
    world = ports(clock, seed)
    app = create_province(
        folder / "province", name="Provinsi Contoh", area=PROVINCE, passphrase=PASSPHRASE, reference=reference(), ports=world
    )
    (folder / PASSPHRASE_FILE).write_text(PASSPHRASE)
    known = [post for post in app.reference.posts if post.province == PROVINCE and post.kind != "PROVINSI"]
    if posts > len(known):
        data = json.dumps(_more(app, posts - len(known)), ensure_ascii=False).encode()
        app.execute(PublishReference(app.new_command(), (data,)))
    wanted = [post for post in app.reference.posts if post.province == PROVINCE and post.kind != "PROVINSI"][:posts]
    return Office(app, clock, tuple(_enrol(app, post, world) for post in wanted))


def _more(app: Application, count: int) -> dict[str, object]:
    """The set of posts with one more in each district, then a second one, until there are enough."""
    raw = json.loads(app.reference.raw["posts"])
    raw["version"] = "2024.2"
    like = next(item for item in raw["items"] if item["kind"] == "PULAU" and item["province"] == PROVINCE)
    for number, (district, home) in zip(range(count), _districts(app), strict=False):
        code = f"P-{district.replace('.', '')[2:]}{number // 117 or ''}"
        fresh = {"code": code, "name_id": f"Pos Contoh {number + 1}", "area": district, "regencies": [home], "island": None}
        place = {"latitude_e7": None, "longitude_e7": None, "is_island": False, "parent_post": None}
        raw["items"].append(like | fresh | place)
    return raw


def _districts(app: Application) -> Iterator[tuple[str, str]]:
    """Every district of the province with its regency, again and again."""
    regencies = app.reference.children(PROVINCE)
    found = [(area.code, home.code) for home in regencies for area in app.reference.children(home.code) if len(area.code) == 8]
    while True:
        yield from found


def _enrol(app: Application, post: Post, world: Ports) -> PostAtWork:
    """What a kit gives a post, without sealing it under a code and opening it again."""
    desk, command = app._device, CreateKit(app.new_command(), post.code)
    made = kits.drafted(desk, command)
    kits._record(desk, command, made)
    return PostAtWork(post, _laptop(desk, made, SigningKey.from_der(made.ca_key), world), _villages(app, post))


def _laptop(desk: Device, kit: Kit, ca_key: SigningKey, world: Ports) -> Device:
    """A device that writes into the province's store and derives rows with the province's identities."""
    device_key, officer_key = SigningKey.generate(world.entropy), SigningKey.generate(world.entropy)
    leaf = make_leaf(kit.ca_certificate, ca_key, DEVICE, f"laptop {kit.code}", device_key.public, world.entropy)
    certificate = make_leaf(kit.ca_certificate, ca_key, HEAD, "Petugas 1", officer_key.public, world.entropy)
    own: Belongings = msgspec.structs.replace(
        _post_belongings(kit, device_key, leaf), reports_identity=desk.belongings.reports_identity
    )
    officer = Officer(officer_key, certificate, key_id(certificate), "Petugas 1", HEAD)
    return replace(
        desk,
        belongings=own,
        officer=officer,
        device_key=device_key,
        device=key_id(leaf),
        guarded_commands={},
        own_streams={},
    )


def _villages(app: Application, post: Post) -> tuple[str, ...]:
    """The post's own district first, then the rest of its regencies."""
    regencies: Sequence[str] = post.regencies
    districts = [area.code for home in regencies for area in app.reference.children(home) if len(area.code) == 8]
    near = (post.area or "")[:8]
    ordered = sorted(districts, key=lambda code: (code != near, code))
    return tuple(village.code for district in ordered for village in app.reference.children(district) if len(village.code) == 13)
