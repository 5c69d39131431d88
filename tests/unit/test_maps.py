"""Coast lines: cut to their box, closed enough to fill, and with the islands that reference data name around them."""

from __future__ import annotations

import json
import runpy
from itertools import accumulate
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CUT = runpy.run_path(str(ROOT / "packaging" / "make_maps.py"))


@pytest.mark.parametrize("code", sorted(CUT["BOXES"]))
def test_rings_lie_in_their_box(code: str) -> None:
    tree = json.loads((ROOT / "resources" / "maps" / f"{code}.json").read_text("utf-8"))
    west, south, east, north = tree["box"]
    assert tree["box"] == [round(edge * CUT["SCALE"]) for edge in CUT["BOXES"][code]]
    assert len(tree["rings"]) >= 9 and "public domain" in tree["licence"]
    for flat in tree["rings"]:
        across, up = list(accumulate(flat[::2])), list(accumulate(flat[1::2]))
        assert len(across) == len(up) >= 3
        assert west <= min(across) and max(across) <= east and south <= min(up) and max(up) <= north


def test_a_ring_is_cut_at_the_edges_of_a_box() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert set(CUT["clip"](square, (1.0, 1.0, 9.0, 2.0))) == {(1.0, 1.0), (4.0, 1.0), (4.0, 2.0), (1.0, 2.0)}
    assert CUT["clip"](square, (5.0, 5.0, 6.0, 6.0)) == []
    assert CUT["clip"](square, (-1.0, -1.0, 9.0, 9.0)) == square


def test_a_ring_becomes_steps_without_doubles() -> None:
    assert CUT["_steps"]([(1.0, 2.0), (1.0, 2.0), (1.00001, 1.99999)]) == [100_000, 200_000, 1, -1]
