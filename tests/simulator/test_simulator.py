"""Lives of a province under faults keep every oath; and a bug that is planted breaks one within few of them."""

from __future__ import annotations

import os

import pytest

from tests.simulator.oath import sworn
from tests.simulator.planted import PLANTED

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
LIVES = 60 if LONG else 24
LONG_LIVES = 100 if LONG else 1
FEW = 3


@pytest.mark.fault("PO-15")
def test_short_lives_keep_every_oath() -> None:
    broken = {number: told for number in range(LIVES) if (told := sworn(f"1/{number}", short=True))}
    assert broken == {}


def test_long_lives_keep_every_oath() -> None:
    broken = {number: told for number in range(LONG_LIVES) if (told := sworn(f"1/{number}"))}
    assert broken == {}


LYING: dict[str, object] = {"lying": True}
WHERE: dict[str, tuple[str, dict[str, object] | None]] = {
    "the page cache is not dropped": ("send_out", LYING),
    "nothing is read back": ("send_out", LYING),
    "a server is believed": ("send_out", {"forgets": 1.0}),
    "a name counts as content": ("mislead", None),
    "anybody may write anything": ("presume", None),
}
"""What must happen for a bug to show, and befall; for the others a stick that is lost on the way is enough."""
ACTS = (("fall_short", None), ("mislead", None), ("presume", None), ("send_out", LYING), ("send_out", {"forgets": 1.0}))


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_caught(bug: str) -> None:
    act, fate = WHERE.get(bug, ("fall_short", None))
    with PLANTED[bug]():
        told = (sworn(f"1/{number}", short=True, act=act, fate=fate) for number in range(FEW))
        assert any(oaths and not any(oath.startswith("raised") for oath in oaths) for oaths in told), bug


@pytest.mark.parametrize(("act", "fate"), ACTS)
def test_without_a_bug_the_same_is_held(act: str, fate: dict[str, object] | None) -> None:
    """Control."""
    assert sworn("1/0", short=True, act=act, fate=fate) == []


def test_a_life_is_the_same_again() -> None:
    """A number in the ledger leads back to what happened."""
    with PLANTED["nobody is owed an answer"]():
        assert sworn("1/0", short=True) == sworn("1/0", short=True) != []
