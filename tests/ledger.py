"""Campaigns of numbered trials: blocks of a thousand, each a line of a ledger; what stands there is not run again."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = 1000


@dataclass
class Tally:
    """Trials by verdict and by reason, and the numbers of those that must not have happened."""

    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    survivors: list[int] = field(default_factory=list)


def done_blocks(ledger: Path, seed: str) -> set[int]:
    """First numbers of the blocks that stand in the ledger for a seed."""
    lines = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    return {told["from"] for told in map(json.loads, lines) if told["seed"] == seed and told["to"] - told["from"] == BLOCK}


def blocks(count: int, done: set[int]) -> Iterator[range]:
    """What is still to be run."""
    for first in range(0, count, BLOCK):
        if first not in done:
            yield range(first, min(first + BLOCK, count))


def campaign(count: int, seed: str, path: Path, judge: Callable[[range], Tally]) -> int:
    """Run what the ledger lacks; gives the number of survivors of this run."""
    survivors = 0
    with path.open("a", encoding="utf-8") as ledger:
        for numbers in blocks(count, done_blocks(path, seed)):
            started = time.monotonic()
            tally = judge(numbers)
            told: dict[str, object] = {"seed": seed, "from": numbers.start, "to": numbers.stop}
            told |= {"verdicts": tally.verdicts, "reasons": tally.reasons, "survivors": tally.survivors}
            ledger.write(json.dumps(told | {"seconds": round(time.monotonic() - started, 2)}) + "\n")
            ledger.flush()
            survivors += len(tally.survivors)
    return survivors
