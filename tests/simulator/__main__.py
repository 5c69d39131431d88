"""A campaign of whole lives: ``python3 -m tests.simulator [COUNT] [--seed TEXT] [--short] [--processes N] [--ledger FILE]``.

Life number n of a seed is always the same. Blocks of fifty are lines of the ledger, and blocks that stand there are not run
again; a broken oath ends the campaign with 1 and its number stands in the ledger. ``--only N`` tells of one life.
"""

from __future__ import annotations

import argparse
import runpy
import sys
from functools import partial
from pathlib import Path

from tests.ledger import PROCESSES, Tally, campaign

ROOT = Path(__file__).resolve().parents[2]
BLOCK = 50


def judge(numbers: range, seed: str, *, short: bool) -> Tally:
    """Live through a range of seeds."""
    from tests.remembered import remember
    from tests.simulator.oath import sworn

    remember()
    tally = Tally()
    for number in numbers:
        broken = sworn(f"{seed}/{number}", short=short)
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
    parser.add_argument("--short", action="store_true", help="lives as the suite has them: a laptop or two, few days")
    parser.add_argument("--only", type=int)
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--ledger", type=Path, default=Path("simulator.jsonl"))
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    one = partial(judge, seed=options.seed, short=options.short)
    if options.only is not None:
        return len(one(range(options.only, options.only + 1)).survivors)
    seed = f"{options.seed} (short)" if options.short else options.seed
    broken = campaign(options.count, seed, options.ledger, one, size=BLOCK, processes=options.processes)
    print(f"{options.count} lives of seed {options.seed}: {broken} broke an oath in this run; see {options.ledger}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
