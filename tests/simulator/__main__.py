"""A campaign of whole lives: ``python3 -m tests.simulator [COUNT] [--seed TEXT] [--ledger FILE]``.

Life number n of a seed is always the same. Blocks of a thousand are lines of the ledger, and blocks that stand there are not
run again; a broken oath ends the campaign with 1 and its number stands in the ledger. ``--only N`` tells of one life.
"""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path

from tests.ledger import Tally, campaign

ROOT = Path(__file__).resolve().parents[2]


def judge(numbers: range, seed: str) -> Tally:
    """Live through a range of seeds."""
    from tests.simulator.oath import sworn

    tally = Tally()
    for number in numbers:
        broken = sworn(f"{seed}/{number}")
        tally.verdicts["broken" if broken else "held"] += 1
        for oath in broken:
            tally.reasons[oath.split()[0]] += 1
        if broken:
            tally.survivors.append(number)
            print(f"{seed}/{number}: {'; '.join(broken)}", flush=True)
    return tally


def main(arguments: list[str]) -> int:
    """Run what the ledger lacks of a campaign."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.simulator")
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int)
    parser.add_argument("--ledger", type=Path, default=Path("simulator.jsonl"))
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    if options.only is not None:
        return len(judge(range(options.only, options.only + 1), options.seed).survivors)
    broken = campaign(options.count, options.seed, options.ledger, lambda numbers: judge(numbers, options.seed))
    print(f"{options.count} lives of seed {options.seed}: {broken} broke an oath in this run; see {options.ledger}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
