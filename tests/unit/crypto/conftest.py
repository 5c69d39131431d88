"""Seeded randomness, so that every run of these tests makes the same keys."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest


@pytest.fixture
def entropy() -> Callable[[int], bytes]:
    return random.Random(20281127).randbytes
