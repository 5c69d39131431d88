"""Seeded randomness, so that every run of these tests makes the same keys."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from core.crypto import kdf, lookup


@pytest.fixture
def entropy() -> Callable[[int], bytes]:
    return random.Random(20281127).randbytes


@pytest.fixture(autouse=True)
def true_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look-up codes are stretched as the format says; elsewhere in the suite they cost little."""
    monkeypatch.setattr(lookup, "stretch", kdf.stretch)
