"""No changed object opens as anything but what its device signed; the longer campaign is ``python3 -m tests.bundles``."""

from __future__ import annotations

import pytest

from sync import bundle
from tests import bundles

COUNT = 12_000


class Anything(bytes):
    """Is never different."""

    def __ne__(self, other: object) -> bool:
        return False

    __eq__, __hash__ = object.__eq__, object.__hash__


HOLES = {
    "signature": ("_signed", lambda message, certificate: True),
    "digest of the records": ("labelled_hash", lambda label, *records: Anything()),
}


@pytest.mark.fault("IM-1")
def test_no_mutant_of_an_object_is_accepted() -> None:
    tally = bundles.judge(range(COUNT), "suite")
    assert tally.survivors == [], "run `python3 -m tests.bundles` with the seed `suite` for the number of the object"
    assert tally.verdicts["refused"] > COUNT * 9 // 10
    assert sum(tally.verdicts.values()) == COUNT
    assert {reason.partition(" ")[0] for reason in tally.reasons} == {"sealed", "body", "content"}


@pytest.mark.parametrize("hole", HOLES)
def test_the_campaign_finds_a_hole(monkeypatch: pytest.MonkeyPatch, hole: str) -> None:
    """Control: without one check mutants are accepted, and counted."""
    monkeypatch.setattr(bundle, *HOLES[hole])
    assert bundles.judge(range(2000), f"without {hole}").survivors
