"""What holds for every test: Qt paints unseen on a small laptop's screen, no network, no unexpected warning."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.forked import fork_what_is_apart
from tests.remembered import SaltsInTurn, remember
from tests.sockets import GUARD

if TYPE_CHECKING:
    from tests.world import World

# Before any import of Qt. The screen is the usual one of an old laptop; a Windows path has a colon, which Qt reads as
# the end of the option, so there the default screen serves.
SCREEN = Path(__file__).with_name("screen-1366x768.json")
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and sys.platform != "win32":
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"

# Two slow cores shared with others are no reason to fail: time limits belong to tests/bench.
settings.register_profile("chance", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("chance"), max_examples=5_000)
# The suite asks the same every time: a commit that passed goes on passing; what is new is looked for by the two above.
settings.register_profile("ci", settings.get_profile("chance"), derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

remember()
fork_what_is_apart()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--fault ST`` runs the tests of a family of tests/FAULTS.md, ``--fault ST-6`` those of a row."""
    parser.addoption("--fault", action="append", default=[], metavar="ID", help="only tests of these faults (tests/FAULTS.md)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what proves none of the wanted faults."""
    wanted = set(config.getoption("--fault"))
    if not wanted:
        return

    def proves(item: pytest.Item) -> bool:
        ids = {each for mark in item.iter_markers("fault") for each in mark.args}
        return not wanted.isdisjoint(ids | {each.partition("-")[0] for each in ids})

    config.hook.pytest_deselected(items=[item for item in items if not proves(item)])
    items[:] = [item for item in items if proves(item)]


def pytest_collection_finish() -> None:
    """What was imported stays to the end: no need to look through it for rubbish again and again."""
    gc.freeze()
    gc.set_threshold(20_000)


sys.addaudithook(GUARD.hear)


class LogGuard(logging.Handler):
    """Collects records from WARNING up; what no test expected makes it fail."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record as one line."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Say that a line ``LEVEL logger: text`` with this regular expression in it must come."""
        self.expected.append(pattern)

    def faults(self) -> list[str]:
        """Return the lines nobody expected and the expected ones that did not come."""
        surprises = [line for line in self.lines if not any(re.search(p, line) for p in self.expected)]
        absent = [f"never logged: {p}" for p in self.expected if not any(re.search(p, line) for line in self.lines)]
        return surprises + absent


def pytest_runtest_setup() -> None:
    """Profiles that a test makes have the salts that those of other tests had."""
    SaltsInTurn.given.clear()


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fail the test on any log record from WARNING up, unless ``log_guard.expect(pattern)`` announced it."""
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    faults = guard.faults()
    assert not faults, "\n".join(faults)


@pytest.fixture(autouse=True)
def nobody_calls_out() -> Iterator[None]:
    """Fail the test in which a room opened a connection that may not, even where the program swallowed the refusal."""
    GUARD.faults.clear()
    yield
    assert not GUARD.faults, "\n".join(GUARD.faults)


@pytest.fixture
def make_world() -> Iterator[Callable[..., World]]:
    """Found worlds (a province and its laptops, see tests/world.py) that are closed at the end."""
    from tests.world import found

    worlds: list[World] = []

    def make(seed: object = 0, *names: str) -> World:
        worlds.append(found(seed, *names))
        return worlds[-1]

    yield make
    for world in worlds:
        world.close()


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """One fresh world."""
    return make_world()
