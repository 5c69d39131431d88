"""A gallery of several looks, and several passes of the eyes, each begin with profiles that nobody has used."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.application import Application
from tests.eyes.walk import Measuring, Pass
from tests.gallery.walk import CALM, FOUNDED, STEP_MS, Gallery
from tests.gui import scene

Apps = tuple[Application, Application, Application]


class Using:
    """In the place of screens: what a walk finds, and leaves behind for the next one where it could."""

    def use(self, apps: Apps) -> None:
        post = apps[0]
        self.found = [*getattr(self, "found", []), len(post.ask(queries.Reports()).rows)]
        scene.submit(post, scene.warning())

    def _found(self: Any) -> None:
        """Small profiles, in the place of a province at work."""
        for name in ("post", "province", "regency"):
            shutil.copytree(self.given / ("province" if name == "province" else "post"), self._room / FOUNDED / name)
            self._worlds[name] = scene.ports(f"gallery {name}")

    def _above(self, *_words: str) -> None:
        """No national office."""


class Walked(Using, Gallery):
    def _everything(self, apps: Apps, *_words: str) -> None:
        self.use(apps)

    def _rooms(self, window: Any, app: Application) -> None:
        self.use((app, app, app))
        self._end(window)


class Measured(Using, Measuring):
    def _everything(self, apps: Apps, *_words: str) -> None:
        self.use(apps)


def test_a_window_is_looked_at_once_it_stands(qtbot: Any) -> None:
    window: Any = QWidget()
    window.desk = SimpleNamespace(runner=SimpleNamespace(busy=False))
    qtbot.addWidget(window)
    inner, last = QWidget(window), 3 * CALM

    def go_on() -> None:
        """One floor more of its layouts."""
        inner.resize(inner.width() + 1, last)
        if inner.width() < last:
            QTimer.singleShot(STEP_MS, go_on)

    inner.resize(0, last)
    go_on()
    Gallery._rest(window, window)
    assert inner.width() == last


@pytest.mark.usefixtures("qtbot")
def test_every_look_and_every_pass_begins_anew(founded: Path, tmp_path: Path) -> None:
    (tmp_path / "eyes").mkdir()
    gallery = Walked(tmp_path / "pictures", tmp_path)
    gallery.given = founded
    gallery.paint([("id", "light"), ("id", "dark"), ("en", "light")])
    measuring = Measured(tmp_path / "eyes")
    measuring.given = founded
    measuring.walk([Pass(look=look, scale=scale) for look in ("light", "dark") for scale in (90, 200)])
    assert gallery.found == [0] * 4 and measuring.found == [0] * 4
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("walk-")] == []
