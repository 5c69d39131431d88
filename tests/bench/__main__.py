"""Ratios that tell what safety costs: ``python3 -m tests.bench [NAME ...] [--small]``; the names stand below.

Nothing here is asserted: another computer gives other times, but much the same ratios. Each figure is the median of
at least three runs; *spread* is the reference's own (largest - smallest) / median, so that noise can be told from news.
"""

from __future__ import annotations

import os
import runpy
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL = "--small"
LONG = ("growth", "million")
"""Only where they are named: they take minutes, and hours."""


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all, and print one table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.bench import (
        cascading,
        desks,
        eight,
        evidence,
        growing,
        importing,
        incidents,
        issuing,
        lines,
        morning,
        objects,
        peers,
        saving,
        scanning,
        searching,
        starting,
        sticks,
        verifying,
    )
    from tests.bench.figures import HEAD, line

    benches = {
        "save": saving.measure,
        "import": importing.measure,
        "desks": desks.measure,
        "eight": eight.measure,
        "search": searching.measure,
        "incidents": incidents.measure,
        "sticks": sticks.measure,
        "links": lines.measure,
        "peers": peers.measure,
        "morning": morning.measure,
        "objects": objects.measure,
        "growth": growing.measure,
        "million": growing.measure_million,
        "pacts": issuing.measure,
        "verify": verifying.measure,
        "scans": scanning.measure,
        "cascade": cascading.measure,
        "evidence": evidence.measure,
        "start": starting.measure,
    }
    names = [name for name in arguments if name != SMALL]
    unknown = [name for name in names if name not in benches]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(benches)}", file=sys.stderr)
        return 2
    print(HEAD)
    for name in names or (name for name in benches if name not in LONG):
        with tempfile.TemporaryDirectory(prefix="posko-bench-") as folder:
            for figure in benches[name](Path(folder), SMALL in arguments):
                print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
