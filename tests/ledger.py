"""Campaigns of numbered trials: blocks of them, each a line of a ledger; what stands there is not run again."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = 1000
PROCESSES = 2
"""A laptop of today has two processors."""

Judge = Callable[[range], "Tally"]


@dataclass
class Tally:
    """Trials by verdict and by reason, and the numbers of those that must not have happened."""

    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    survivors: list[int] = field(default_factory=list)


def done_blocks(ledger: Path, seed: str, size: int = BLOCK) -> set[int]:
    """First numbers of the whole blocks of ``size`` that stand in the ledger for a seed."""
    lines = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    return {told["from"] for told in map(json.loads, lines) if told["seed"] == seed and told["to"] - told["from"] == size}


def blocks(count: int, done: set[int], size: int = BLOCK) -> Iterator[range]:
    """What is still to be run."""
    for first in range(0, count, size):
        if first not in done:
            yield range(first, min(first + size, count))


def timed(judge: Judge, numbers: range) -> tuple[range, Tally, float]:
    """Judge one block and tell how long it took."""
    started = time.monotonic()
    tally = judge(numbers)
    return numbers, tally, round(time.monotonic() - started, 2)


def judged(judge: Judge, waiting: Iterator[range], processes: int) -> Iterator[tuple[range, Tally, float]]:
    """Each block as it is done; several processes need a ``judge`` that can be sent to them."""
    if processes == 1:
        yield from (timed(judge, numbers) for numbers in waiting)
        return
    with ProcessPoolExecutor(processes) as pool:
        try:
            for done in as_completed([pool.submit(timed, judge, numbers) for numbers in waiting]):
                yield done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def campaign(count: int, seed: str, path: Path, judge: Judge, *, size: int = BLOCK, processes: int = 1) -> int:
    """Run what the ledger lacks; gives the number of survivors of this run."""
    survivors = 0
    with path.open("a", encoding="utf-8") as ledger:
        for numbers, tally, seconds in judged(judge, blocks(count, done_blocks(path, seed, size), size), processes):
            told: dict[str, object] = {"seed": seed, "from": numbers.start, "to": numbers.stop}
            told |= {"verdicts": tally.verdicts, "reasons": tally.reasons, "survivors": tally.survivors}
            ledger.write(json.dumps(told | {"seconds": seconds}) + "\n")
            ledger.flush()
            survivors += len(tally.survivors)
    return survivors
