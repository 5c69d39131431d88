"""Garbage is taken apart in the window's thread alone; by itself Python does it wherever something is allocated."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from ui.gui.collector import Collector


class Cycle:
    """Garbage that only the collector finds, and that tells in which thread it goes."""

    gone: list[int] = []  # noqa: RUF012 - shared on purpose

    def __init__(self) -> None:
        self.own = self

    def __del__(self) -> None:
        self.gone.append(threading.get_ident())


@pytest.fixture
def usual() -> Iterator[None]:
    """Python collects by itself, as nowhere else where windows are tested."""
    gc.enable()
    gc.collect()
    Cycle.gone.clear()
    yield
    gc.disable()


def allocate() -> None:
    for _ in range(20 * gc.get_threshold()[0]):
        Cycle()


def worker() -> None:
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


def test_a_worker_takes_nothing_apart(usual: None, qtbot: Any) -> None:
    here, window = threading.get_ident(), QObject()
    worker()
    assert Cycle.gone and here not in Cycle.gone, "the control: Python alone lets the worker do it"
    gc.collect()
    Cycle.gone.clear()
    keeper = Collector(window)
    worker()
    assert not Cycle.gone
    qtbot.waitUntil(lambda: len(Cycle.gone) > 0, timeout=5000)
    assert set(Cycle.gone) == {here}
    assert keeper.parent() is window


def test_it_collects_by_pythons_own_thresholds(usual: None) -> None:
    window = QObject()
    keeper = Collector(window)
    keeper.look()
    done = [each["collections"] for each in gc.get_stats()]
    keeper.look()
    assert [each["collections"] for each in gc.get_stats()] == done, "nothing was allocated, so nothing is looked through"
    kept = list[list[list[int]]]()
    for _ in range(gc.get_threshold()[1] + 2):
        kept.append([[] for _ in range(gc.get_threshold()[0] + 100)])
        keeper.look()
    assert gc.get_stats()[1]["collections"] > done[1], "the older ones are looked through more rarely, but they are"
