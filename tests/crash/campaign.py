"""Every kill-point of every operation: ``python3 -m tests.crash.campaign [OPERATION ...] [--ledger FILE] [--control]``.

Ways to die: before each call; at each write with 1 to 31 thirty-seconds of it done; before each call with all lost that was not
synced, or a part of it by chance. The ledger has a line for each operation and way; what stands there is not run again, so
the campaign may be broken off at any time. ``--minutes`` ends it early; the table says what was run. ``--control`` lets the store
not sync, or no folder be synced: then promises must be broken, and the command ends with 1 unless they are.
"""

from __future__ import annotations

import argparse
import json
import runpy
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.crash.driver import Job

ROOT = Path(__file__).resolve().parents[2]
LEDGER = Path.home() / ".cache" / "posko-campaigns" / "kills.jsonl"


def jobs_of(names: Sequence[str], *, control: bool) -> list[Job]:
    """Every way to die of every operation; the finer tears come last."""
    from tests.crash.driver import Job
    from tests.crash.shim import TEARS

    if control:
        careless = ({"synchronous": "OFF"}, {"folders": False})
        return [Job(name, "lost", points=20, **how) for how in careless for name in names]
    coarse_first = sorted(TEARS, key=lambda tear: (-(tear & -tear), tear))
    whole = [Job(name, mode) for mode in ("clean", "lost", "mixed") for name in names]
    return whole + [Job(name, "torn", tear=tear) for tear in coarse_first for name in names]


def key(told: dict[str, Any]) -> str:
    """What makes a line of the ledger."""
    return " ".join(str(told[name]) for name in ("operation", "mode", "tear", "synchronous", "folders"))


def read(ledger: Path) -> dict[str, dict[str, Any]]:
    """Lines of the ledger by what makes them."""
    lines = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    return {key(told): told for told in map(json.loads, lines)}


def run(jobs: Sequence[Job], ledger: Path, minutes: float) -> None:
    """Run what the ledger lacks, one process, a line after each job."""
    from tests.crash.running import outcomes

    done, until = read(ledger), time.monotonic() + 60 * minutes
    waiting = [job for job in jobs if key(asdict(job)) not in done]
    with tempfile.TemporaryDirectory(prefix="posko-crash-") as folder, ledger.open("a", encoding="utf-8") as file:
        for outcome in outcomes(Path(folder), waiting):
            file.write(json.dumps(asdict(outcome)) + "\n")
            file.flush()
            if time.monotonic() > until:
                return


def table(told: Sequence[dict[str, Any]]) -> str:
    """The rows of ``tests/RESULTS.md``: an operation to a row, points by way."""
    ways = ("clean", "lost", "mixed", "torn")
    lines = [f"| operation | calls | {' | '.join(ways)} | faults |", "|---|---|---|---|---|---|---|"]
    for name in dict.fromkeys(each["operation"] for each in told):
        mine = [each for each in told if each["operation"] == name]
        points = [str(sum(each["points"] for each in mine if each["mode"] == way)) for way in ways]
        broken = sum(len(each["faults"]) for each in mine)
        lines.append(f"| {name} | {max(each['calls'] for each in mine)} | {' | '.join(points)} | {broken} |")
    faults = [f"{each['operation']} {each['mode']} {each['tear']}: {fault}" for each in told for fault in each["faults"]]
    return "\n".join([*lines, *faults, f"{sum(each['points'] for each in told):,} kill-points, {len(faults)} faults"])


def main(arguments: list[str]) -> int:
    """Run the campaign and print a table; the exit code is 1 when anything promised was not there."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.crash.campaign")
    parser.add_argument("operations", nargs="*")
    parser.add_argument("--ledger", type=Path, default=LEDGER)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.crash.operations import OPERATIONS
    from tests.crash.shim import reason_to_skip

    if reason := reason_to_skip():
        print(reason)
        return 2
    options.ledger.parent.mkdir(parents=True, exist_ok=True)
    jobs = jobs_of(options.operations or list(OPERATIONS), control=options.control)
    run(jobs, options.ledger, options.minutes)
    found = read(options.ledger)
    told = [found[name] for name in (key(asdict(job)) for job in jobs) if name in found]
    print(table(told))
    broke = any(each["faults"] for each in told)
    return int(broke != options.control)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
