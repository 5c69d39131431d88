"""The ledger of processor time: how long each parser was fuzzed, over all runs that ever were."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

HOUR = 3600.0


@dataclass(frozen=True)
class Spent:
    """Seconds of processor, and inputs that were read in them."""

    seconds: float = 0.0
    inputs: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.seconds + other.seconds, self.inputs + other.inputs)


def read(path: Path) -> dict[str, Spent]:
    """What the ledger says; one that is not there yet says nothing."""
    if not path.exists():
        return {}
    return {name: Spent(**told) for name, told in json.loads(path.read_text("utf-8")).items()}


def add(path: Path, name: str, spent: Spent) -> None:
    """Add one turn. Written beside and renamed, so that a kill leaves the ledger of before."""
    ledger = read(path)
    ledger[name] = ledger.get(name, Spent()) + spent
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps({name: asdict(told) for name, told in sorted(ledger.items())}, indent=1) + "\n", "utf-8")
    beside.replace(path)


def total(ledger: dict[str, Spent], names: Iterable[str]) -> float:
    """Hours of processor over these parsers."""
    return sum(ledger.get(name, Spent()).seconds for name in names) / HOUR


def next_of(ledger: dict[str, Spent], names: Iterable[str]) -> str:
    """Whose turn it is: the parser that had least."""
    return min(names, key=lambda name: ledger.get(name, Spent()).seconds)
