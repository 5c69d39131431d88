"""Profiles to walk through: a post and a province that have worked, so that lists have rows and rows have details."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.app import profile
from tests.gui import scene
from ui import compose


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
