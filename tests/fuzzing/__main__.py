"""Coverage-guided fuzzing of every parser: ``python3 -m tests.fuzzing [TARGET...] --hours H --ledger FILE`` (Python 3.11, Linux).

Goes on until the ledger holds so many hours of processor over the parsers named (all, when none is): each turn is the parser's
that had least so far. Break it off at any time and start it again: only the turn that was running is lost. Beside FILE lie
the working corpus, the last log of each parser, and ``crashes``: one file for each place that broke; if there is any the
command ends with 1. ``--keep`` takes the smallest inputs that reach new code into ``tests/fuzzing/corpus``, which the suite
reads whole at every run; ``--table`` only tells what the ledger holds.
"""

from __future__ import annotations

import argparse
import runpy
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURN = 120


def options_of(arguments: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.fuzzing")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--ledger", type=Path, default=Path.home() / ".cache" / "posko-fuzzing" / "ledger.json")
    parser.add_argument("--turn", type=int, default=TURN, metavar="SECONDS")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--table", action="store_true")
    return parser.parse_args(arguments)


def table(ledger: Path, names: Iterable[str]) -> str:
    """The rows of ``tests/RESULTS.md``."""
    from tests.fuzzing import hours
    from tests.fuzzing.turns import Place

    spent, place = hours.read(ledger), Place(ledger.parent)
    lines = ["| parser | minutes of processor | inputs | corpus | broken |", "|---|---|---|---|---|"]
    for name in names:
        told = spent.get(name, hours.Spent())
        broken = len(list(place.crashes.glob(f"{name}-*")))
        lines.append(
            f"| {name} | {told.seconds / 60:.1f} | {told.inputs:,} | {len(list(place.working(name).iterdir()))} | {broken} |"
        )
    inputs = sum(told.inputs for told in spent.values())
    return "\n".join([*lines, f"\n{hours.total(spent, spent):.2f} hours of processor, {inputs:,} inputs"])


def main(arguments: list[str]) -> int:
    """Fuzz, keep or tell."""
    options = options_of(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.fuzzing import hours
    from tests.fuzzing.targets import TARGETS
    from tests.fuzzing.turns import Place, keep, turn

    names = options.targets or list(TARGETS)
    options.ledger.parent.mkdir(parents=True, exist_ok=True)
    place = Place(options.ledger.parent)
    if options.keep:
        print("\n".join(f"{name}: {keep(place, name)} kept" for name in names))
    elif not options.table:
        while hours.total(spent := hours.read(options.ledger), names) < options.hours:
            name = hours.next_of(spent, names)
            hours.add(options.ledger, name, turn(place, name, options.turn))
    print(table(options.ledger, names))
    return int(any(place.crashes.iterdir()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
