"""Worlds for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.world import World, found


@pytest.fixture
def make_world() -> Iterator[Callable[..., World]]:
    """Found worlds that are closed at the end."""
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
