"""Every kept input of every parser ends or refuses in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.errors import Untrusted
from tests.fuzzing import hours, targets
from tests.fuzzing.hours import Spent
from tests.fuzzing.turns import CORPUS


@pytest.mark.parametrize("target", targets.TARGETS)
def test_the_corpus_breaks_nothing(target: str) -> None:
    inputs = sorted((CORPUS / target).iterdir())
    assert inputs, "a parser without a corpus is not looked at"
    for each in inputs:
        targets.run(target, each.read_bytes())


def test_every_folder_of_the_corpus_has_its_parser() -> None:
    assert {each.name for each in CORPUS.iterdir()} == set(targets.TARGETS), "what a campaign broke lies beside the folders"


def test_what_is_no_refusal_comes_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Control."""

    def broken(data: bytes) -> object:
        if data == b"refuse":
            raise Untrusted("malformed")
        return data[100]

    monkeypatch.setitem(targets.TARGETS, "cbor", broken)
    targets.run("cbor", b"refuse")
    with pytest.raises(IndexError):
        targets.run("cbor", b"x")


def test_the_ledger_adds_up_over_runs_and_gives_the_turn_to_who_had_least(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    assert hours.read(ledger) == {} and hours.next_of({}, ["cbor", "svg"]) == "cbor"
    for name, spent in (("cbor", Spent(1800, 10)), ("svg", Spent(900, 5)), ("svg", Spent(300, 1))):
        hours.add(ledger, name, spent)
    told = hours.read(ledger)
    assert told == {"cbor": Spent(1800, 10), "svg": Spent(1200, 6)}
    assert hours.next_of(told, ["cbor", "svg"]) == "svg" and hours.next_of(told, ["cbor", "svg", "pdf"]) == "pdf"
    assert hours.total(told, ["cbor", "svg", "pdf"]) == pytest.approx(3000 / 3600)
