"""Two provinces and a national office, founded once a run and copied: both have a post ``K0413``, one has ``K0414`` too."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from core.app import views
from core.app.application import Application
from core.app.nation_profile import create_nation
from core.app.profile import create_post, create_province
from core.domain.commands import CreateKit
from core.domain.reference import ReferenceData
from tests.world import (
    BEGINNING,
    OTHER_POST,
    PASSPHRASE,
    POST,
    RESOURCES,
    Clock,
    Laptop,
    ports,
    receive_if_any,
    reference,
)

AREAS = ("19", "52")


@cache
def elsewhere() -> ReferenceData:
    """The data of a province whose own post bears a code that another province uses as well."""
    files = {path.name: path.read_bytes() for path in (RESOURCES / "reference").glob("*.json")}
    posts = files["posts.json"].replace(b'"K0413"', b'"K9413"').replace(b'"K1606"', b'"K0413"')
    return ReferenceData.parse({**files, "posts.json": posts})


@dataclass
class Nation:
    """The office, its provinces and the post of each."""

    room: Path
    laptops: dict[str, Laptop]
    sticks: int = 0

    @property
    def office(self) -> Laptop:
        return self.laptops["nation"]

    def province(self, area: str) -> Laptop:
        return self.laptops[f"province-{area}"]

    def post(self, area: str) -> Laptop:
        return self.laptops[f"post-{area}"]

    def stick(self) -> Path:
        """A fresh, empty stick."""
        self.sticks += 1
        folder = self.room / f"stick-{self.sticks}"
        folder.mkdir()
        return folder

    def trip(self, giver: Laptop, taker: Laptop) -> Path:
        """Carry a fresh stick from one to the other; gives it."""
        stick = self.stick()
        giver.send(stick)
        receive_if_any(taker, stick)
        return stick

    def settle(self, areas: Sequence[str] = AREAS) -> None:
        """Carry sticks between posts, provinces and the office until nothing new moves."""
        for _ in range(2):
            for area in areas:
                post, province = self.post(area), self.province(area)
                for giver, taker in ((post, province), (province, post), (province, self.office), (self.office, province)):
                    self.trip(giver, taker)

    def close(self) -> None:
        """Lock everything and throw the room away."""
        for laptop in self.laptops.values():
            laptop.close()
        shutil.rmtree(self.room)


def acquaint(office: Application, province: Application) -> bytes:
    """The two files and the two fingerprints, as people would carry them; gives the office's file."""
    introduced = province.nation.introduce()
    answer = office.nation.adopt(introduced.file, introduced.fingerprint)
    province.nation.know(answer.file, office.nation.fingerprint)
    return answer.file


@cache
def _founded() -> Path:
    """The folder of closed profiles that every nation is copied from."""
    folder = Path(tempfile.mkdtemp(prefix="posko-nation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = Clock(BEGINNING - timedelta(days=1))
    plain = {"passphrase": PASSPHRASE, "reference": reference()}
    office = create_nation(folder / "nation", name="Kantor Nasional", ports=ports(clock, "nation"), **plain)  # type: ignore[arg-type]
    for area, data in zip(AREAS, (reference(), elsewhere()), strict=True):
        desk = create_province(
            folder / f"province-{area}",
            name=f"Provinsi {area}",
            area=area,
            passphrase=PASSPHRASE,
            reference=data,
            ports=ports(clock, f"province/{area}"),
        )
        codes = {f"post-{area}": POST} | ({"neighbour": OTHER_POST} if area == AREAS[0] else {})
        kits = {name: desk.execute(CreateKit(desk.new_command(), code)).reply for name, code in codes.items()}
        acquaint(office, desk)
        desk.lock()
        for name, kit in kits.items():
            assert isinstance(kit, views.KitMade)
            files = {"kit": kit.file, "kit_code": kit.code}
            create_post(folder / name, ports=ports(clock, name), **files, **plain).lock()  # type: ignore[arg-type]
    office.lock()
    return folder


def found(seed: object = 0) -> Nation:
    """A fresh one in which everybody knows whom he should; profiles are opened at first need."""
    room = Path(tempfile.mkdtemp(prefix="posko-room-"))
    laptops = {}
    for path in sorted(_founded().iterdir()):
        shutil.copytree(path, room / path.name)
        laptops[path.name] = Laptop(path.name, room / path.name, Clock(), seed)
    return Nation(room, laptops)
