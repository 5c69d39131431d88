"""Every kill-point of every operation, three ways to die: ``python3 -m tests.crash.campaign [operation ...]``."""

from __future__ import annotations

import runpy
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(names: list[str]) -> int:
    """Run the campaign and print a table; the exit code is 1 when anything promised was not there."""
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.crash.driver import Job
    from tests.crash.operations import OPERATIONS
    from tests.crash.running import run_jobs
    from tests.crash.shim import MODES, reason_to_skip

    if reason := reason_to_skip():
        print(reason)
        return 2
    started = time.monotonic()
    jobs = [Job(name, mode) for name in names or OPERATIONS for mode in MODES]
    with tempfile.TemporaryDirectory(prefix="posko-crash-") as folder:
        outcomes = run_jobs(Path(folder), jobs)
    print("| operation | way to die | calls | kill-points | faults |\n|---|---|---|---|---|")
    for outcome in outcomes:
        faults = len(outcome.faults)
        print(f"| {outcome.operation} | {outcome.mode} | {outcome.calls} | {outcome.points} | {faults} |")
    for outcome in outcomes:
        for fault in outcome.faults:
            print(f"{outcome.operation} {outcome.mode}: {fault}")
    points = sum(outcome.points for outcome in outcomes)
    print(f"{points} kill-points in {time.monotonic() - started:.0f} s")
    return int(any(outcome.faults for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
