"""The tool that puts faults into the program, tried on faults that must be found and on some that nobody can find."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutation.__main__ import Judged, interval, sample, summed
from tests.mutation.asking import Judges
from tests.mutation.choosing import Choice
from tests.mutation.operators import Mutant, mutants
from tests.mutation.tree import Tree

SOURCE = b'''"""Words of the module."""

from typing import Final

LIMIT: Final = 16
KIND = "kind"


class Box:
    """Words of the class."""

    size: int = 3

    def fits(self, much: int, strict: "bool" = False) -> bool:
        """Words."""
        if strict and not self.size:
            raise ValueError(f"never {much} than this")
        return much < self.size + 1
'''
SIGNING = "core/crypto/signing.py"
NOBODY = b"\n\ndef nobody_asks(number: int) -> bool:\n    return number > 1\n"


def pairs(source: bytes) -> list[tuple[str, str, str]]:
    return [(one.within, one.was, one.text) for one in mutants("box.py", source)]


def test_every_fault_of_a_file_and_no_word_of_a_docstring() -> None:
    assert pairs(SOURCE) == [
        ("", "16", "17"),
        ("", '"kind"', "'XXkindXX'"),
        ("", "3", "4"),
        ("", "False", "True"),
        ("Box.fits", "strict and not self.size", "(strict or not self.size)"),
        ("Box.fits", "not self.size", "(self.size)"),
        ("Box.fits", 'raise ValueError(f"never {much} than this")', "pass"),
        ("Box.fits", "return much < self.size + 1", "return None"),
        ("Box.fits", "much < self.size + 1", "(much <= self.size + 1)"),
        ("Box.fits", "self.size + 1", "(self.size - 1)"),
        ("Box.fits", "1", "2"),
    ]
    for one in mutants("box.py", SOURCE):
        ast.parse(one.applied(SOURCE))


def test_a_fault_keeps_its_name_where_lines_move() -> None:
    before = [one.ident for one in mutants("box.py", SOURCE)]
    after = [one.ident for one in mutants("box.py", b"# a line\n" + SOURCE)]
    assert before == after
    assert len(set(before)) == len(before)


def test_a_sample_is_the_same_for_a_seed_and_keeps_what_it_can() -> None:
    every = list(mutants("box.py", SOURCE))
    drawn = sample(every, 5, "1")
    assert drawn == sample(every[::-1], 5, "1") != sample(every, 5, "2")
    assert len(set(drawn) & set(sample(every[1:], 5, "1"))) >= 4
    assert set(sample(every, 0, "1")) == set(every)
    assert sample(every, 3, "1") == drawn[:3], "a beginning of it is one as well"


def test_the_score_is_told_both_ways_and_what_cannot_be_imported_counts_on_neither_side() -> None:
    every = list(mutants("box.py", SOURCE))
    verdicts = ["killed"] * 6 + ["timeout", "survived", "survived", "unimportable"]
    judged = [Judged(one, verdict, 0.1) for one, verdict in zip(every, verdicts, strict=False)]
    told = summed("box", 99, judged, {judged[7].mutant.ident: "the same"})
    assert "2 survived (1 explained), 1 not importable" in told
    assert "score 77.8%" in told
    assert "without explained 87.5%" in told
    assert interval(7, 9) == pytest.approx((0.4526, 0.9368), abs=1e-4)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The program with a function that no test knows, judged by the tests of signed messages."""
    tree = Tree(tmp_path_factory.mktemp("mutation"), ["tests/unit/crypto/test_crypto_cose.py"])
    tree.copied()
    with Path(tree.path / SIGNING).open("ab") as file:
        file.write(NOBODY)
    tree.traced()
    return tree


@pytest.fixture(scope="module")
def judges(tree: Tree) -> Iterator[Judges]:
    with Judges(tree) as judges:
        yield judges


def verdicts(tree: Tree, judges: Judges, path: str, within: str, was: str = "") -> set[str]:
    """What becomes of the faults of one function."""
    source, choice = tree.source(path), Choice(tree, 3.0)
    found: list[Mutant] = [one for one in mutants(path, source) if one.within == within and was in one.was]
    assert found
    return {
        judges.verdict(one, one.applied(source).decode(), choice.within_budget(one, choice.candidates(one)))[0] for one in found
    }


def test_a_turned_check_of_a_signature_is_found_and_a_fault_that_nobody_asks_for_is_not(tree: Tree, judges: Judges) -> None:
    assert verdicts(tree, judges, SIGNING, "VerifyKey.verify", "True") == {"killed"}
    assert verdicts(tree, judges, "core/crypto/cose.py", "verify1") == {"killed"}
    assert verdicts(tree, judges, SIGNING, "nobody_asks") == {"survived"}


def test_a_fault_that_importing_runs_is_found_too(tree: Tree, judges: Judges) -> None:
    """And one that keeps the program from being imported is told apart."""
    choice = Choice(tree, 3.0)

    def verdict(path: str, was: str) -> str:
        source = tree.source(path)
        one = next(one for one in mutants(path, source) if one.was == was)
        return judges.verdict(one, one.applied(source).decode(), choice.within_budget(one, choice.candidates(one)))[0]

    assert verdict(SIGNING, "64") == "killed"
    assert verdict("core/crypto/cose.py", "0x40") == "killed", "its tests cannot even be made"
    assert verdict("core/crypto/cose.py", '"5840"') == "unimportable"


def test_without_a_fault_nothing_is_found(tree: Tree, judges: Judges) -> None:
    cose, choice = "core/crypto/cose.py", Choice(tree, 3.0)
    one = next(one for one in mutants(cose, tree.source(cose)) if one.within == "parse1")
    assert judges.harm(one, tree.source(cose).decode(), choice.within_budget(one, choice.candidates(one))) == ""
