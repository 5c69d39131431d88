"""Two judges of one annex, the program's and the one that it carries: one flipped bit, and neither calls it valid."""

from __future__ import annotations

import io
import runpy
import zipfile
from argparse import Namespace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.annex import ExportAnnex, goes_along
from core.domain.errors import Untrusted
from core.domain.ids import read_id
from core.journal import annex
from tests.world import RESOURCES, complaint, found


class Given(NamedTuple):
    """An annex's sequence, the roots that are believed, and the shipped judge."""

    data: bytes
    roots: tuple[bytes, ...]
    judge: Any
    folder: Path
    trust: Path


@pytest.fixture(scope="module")
def given_annex(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """One complaint's annex."""
    world = found("annex")
    app = world.province.app
    report = read_id(world.province.submit(complaint()).id)
    sink = io.BytesIO()
    app.annex(ExportAnnex(app.new_command(), report, "Bawaslu", "Surat"), sink)
    folder = tmp_path_factory.mktemp("annex")
    trust = folder / "trust.pem"
    trust.write_bytes(app.export_trust())
    roots = tuple(world.province.device.belongings.anchors)
    world.close()
    with zipfile.ZipFile(sink) as archive:
        data = archive.read("annex.cbor")
    judge = runpy.run_path(str(RESOURCES / "annex" / "periksa.py"))["judge"]
    return Given(data, roots, judge, folder, trust)


def shipped(told: Given, data: bytes) -> int:
    """The shipped judge's exit code for a sequence."""
    path = told.folder / "one.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("annex.cbor", data)
    code, _ = told.judge(Namespace(file=str(path), trust=str(told.trust), root=[], json=True))
    return int(code)


def test_both_judges_believe_what_the_office_signed(given_annex: Given) -> None:
    proven = annex.judge(given_annex.data, given_annex.roots)
    assert len(proven.lines) == 2 and proven.facts.withheld == ["parties"]
    assert shipped(given_annex, given_annex.data) == 0


@pytest.mark.fault("EX-7")
@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_flipped_bit_is_seen_by_both(given_annex: Given, place: int, bit: int) -> None:
    at = place % len(given_annex.data)
    changed = given_annex.data[:at] + bytes([given_annex.data[at] ^ (1 << bit)]) + given_annex.data[at + 1 :]
    with pytest.raises(Untrusted):
        annex.judge(changed, given_annex.roots)
    assert shipped(given_annex, changed) == 1


@pytest.mark.parametrize("bomb", [b"\x9b" + b"\xff" * 8, b"\x5a\x7f\xff\xff\xff", b"\x81" * 100_000, b"\x9f", b"\xc2\x40", b""])
def test_what_claims_to_be_huge_or_deep_is_refused_at_once(given_annex: Given, bomb: bytes) -> None:
    with pytest.raises(Untrusted):
        annex.judge(bomb, given_annex.roots)
    assert shipped(given_annex, bomb) == 1


def test_the_desks_own_work_stays() -> None:
    assert not goes_along("case.noted", ()) and not goes_along("incident.compared", ())
    assert goes_along("referral.sent", ()) and not goes_along("referral.sent", ("referral",))
