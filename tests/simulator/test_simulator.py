"""Lives of a province under faults keep every oath; and a bug that is planted breaks one within few of them."""

from __future__ import annotations

import os

import pytest

from tests.simulator.oath import sworn
from tests.simulator.planted import PLANTED

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
LIVES = 300 if LONG else 3
FEW = 40 if LONG else 3


def test_lives_keep_every_oath() -> None:
    broken = {number: told for number in range(LIVES) if (told := sworn(f"1/{number}"))}
    assert broken == {}


FIRST = {"a server is believed": 8, "written counts as received": 4, "written counts as held": 6, "anybody may write anything": 7}
"""The life of seed 1 from which on a bug is looked for; the others show at once."""


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_caught(bug: str) -> None:
    first = FIRST.get(bug, 0)
    with PLANTED[bug]():
        told = (sworn(f"1/{number}") for number in range(first, first + FEW))
        assert any(oaths and not any(oath.startswith("raised") for oath in oaths) for oaths in told), bug


def test_a_life_is_the_same_again() -> None:
    """A number in the ledger leads back to what happened."""
    with PLANTED["nobody is owed an answer"]():
        assert sworn("1/0") == sworn("1/0") != []
