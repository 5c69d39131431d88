"""Real windows over real applications: a province and a post are founded once, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui import scene
from tests.gui.windows import collected_here, outline_shown, shown, take_apart
from ui import compose
from ui.gui import opening
from ui.gui.collector import Collector
from ui.gui.main_window import MainWindow

PATIENCE_MS = 20_000
Opener = Callable[[Path], MainWindow]
REFERENCE = cache(compose.load_reference)


@pytest.fixture(scope="session")
def collector(qapp: QApplication) -> Iterator[Collector]:
    """Garbage goes in the window's thread alone."""
    with collected_here(qapp) as keeper:
        yield keeper


@pytest.fixture(autouse=True)
def swept(collector: Collector) -> Iterator[None]:
    """After each test, for many let no turn of the event loop pass."""
    yield
    collector.look()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """Holds what it is given until it was closed: it keeps weak references alone, and a widget without a parent that nothing
    holds goes with its Python object, whatever Qt is doing with it."""
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **how: Any) -> None:
        held.append(widget)
        add(widget, **how)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    yield qtbot
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    held.clear()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a province, a post, a stick and a kit."""
    folder = tmp_path_factory.mktemp("founded")
    province = scene.make_province(folder / "province")
    kit = scene.make_kit(province)
    (folder / "pos.poskokit").write_bytes(kit[0])
    (folder / "code.txt").write_text(kit[1], "utf-8")
    scene.make_post(folder / "post", kit).lock()
    province.lock()
    return folder


@pytest.fixture
def post(founded: Path, tmp_path: Path) -> Path:
    """A post's profile of this test's own."""
    return Path(shutil.copytree(founded / "post", tmp_path / "post"))


@pytest.fixture
def province(founded: Path, tmp_path: Path) -> Path:
    """A province's profile of this test's own."""
    return Path(shutil.copytree(founded / "province", tmp_path / "province"))


@pytest.fixture
def window_of(qtbot: QtBot, qapp: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens the window for a profile folder; what is open at the end is closed."""
    monkeypatch.setattr(compose, "real_ports", lambda: scene.ports("window"))
    monkeypatch.setattr(compose, "load_reference", REFERENCE)
    yield partial(shown, qtbot, qapp)
    take_apart()


@pytest.fixture
def outline_of(qtbot: QtBot, qapp: Any) -> Iterator[Opener]:
    """Opens a window as a start leaves it after its first picture; it is closed at the end."""
    yield partial(outline_shown, qtbot, qapp)
    take_apart()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Waits until a window's workers rest."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=PATIENCE_MS)
        # What the last answer put into a layout shows itself in the next turn of the event loop.
        QApplication.processEvents()

    return wait


@pytest.fixture
def opened(window_of: Opener, settle: Callable[[MainWindow], None]) -> Opener:
    """Opens the window and unlocks it."""

    def unlock(folder: Path) -> MainWindow:
        window = window_of(folder)
        window.enter(opening.unlock(folder, bytearray(scene.PASSPHRASE.encode())))
        settle(window)
        return window

    return unlock
