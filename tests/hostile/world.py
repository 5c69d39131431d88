"""Profiles to walk through: a post and a province that have worked, so that lists have rows, and who stands around them."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.app import profile
from tests import nation_world
from tests import world as offices
from tests.gallery import regency_desk
from tests.gui import scene
from ui import compose

KINDS = ("post", "province", "regency", "nation")


def found(folder: Path) -> None:
    """Begin both in a new folder."""
    province = scene.make_province(folder / "province")
    scene.make_post(folder / "post", scene.make_kit(province)).lock()
    province.lock()


def busy(founded: Path, folder: Path) -> Path:
    """Copies of both with reports, cases, pacts and a trip of the stick."""
    apps = {}
    for name in ("post", "province"):
        shutil.copytree(founded / name, folder / name)
        apps[name] = profile.unlock(
            folder / name, scene.PASSPHRASE, reference=compose.load_reference(), ports=scene.ports(f"busy {name}")
        )
    scene.fill(apps["post"], apps["province"], folder / "stick", lambda word: None)
    scene.work_on_cases(apps["province"])
    for app in apps.values():
        app.lock()
    return folder


def beside(folder: Path, kind: str) -> None:
    """The desk of a regency beside them, or a national office that was told of a report; only where it is not there yet."""
    if (folder / kind).exists():
        return
    if kind == "regency":
        province = profile.unlock(
            folder / "province", scene.PASSPHRASE, reference=compose.load_reference(), ports=scene.ports("around")
        )
        regency_desk.begin(folder / kind, province, folder / "trip").lock()
        province.lock()
        return
    nation = nation_world.found("hostile")
    nation.post("19").submit(offices.warning())
    nation.settle()
    for laptop in nation.laptops.values():
        laptop.app.lock()
    shutil.copytree(nation.office.folder, folder / kind)
    nation.close()


def passphrase(kind: str) -> str:
    """What opens the profile of this kind."""
    return offices.PASSPHRASE if kind == "nation" else scene.PASSPHRASE
