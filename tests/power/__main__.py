"""Power cuts and lying sticks on the kernel's own vfat: ``python3 -m tests.power [JOB...] [--states N] [--seed TEXT]``.

Linux, root, and the Debian packages user-mode-linux, dmsetup and dosfstools; what lacks is printed. Each job boots a machine
(User-Mode Linux, this checkout and this Python over hostfs, five seconds) with a stick in memory:

* ``cuts``: two laptops send to one stick in turn through dm-log-writes, with a mark where *aman dicabut* is said. Then the
  stick is made anew as so many power cuts would have left it (an ordered beginning of the log, writes lost or torn since
  the last flush) and taken in by a fresh province each time. Nothing that was called safe may lack, and nothing may be
  taken in that nobody wrote. Every so often the sending that was cut is begun again, on that very stick.
* ``textbook`` and ``unsynced``: the same with another way of writing planted; both must lose, or nothing was shown.
* ``lying``, ``failing``, ``pulled``: dm-flakey drops writes or answers EIO, or the table turns to ``error``, from one moment
  of a sending on, at every moment in turn. What is called safe must be on the chips; what is refused has its sentence.

Ends with 1 when anything was lost, invalid, or not lost where it must be; the figures of a run are in ``tests/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import runpy
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WAYS = {"cuts": "ours", "textbook": "textbook", "unsynced": "unsynced"}
TABLES = ("lying", "failing", "pulled")
LONGEST_SECONDS = 6 * 3600


def bad(job: str, found: dict[str, Any]) -> bool:
    """Whether a job showed something other than it must."""
    if job in WAYS and job != "cuts":
        return not found.get("lost")
    return any(found.get(name) for name in ("lost", "invalid", "again lost", "again invalid", "without a sentence"))


def main(arguments: list[str]) -> int:
    """Do the named jobs, or all."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.power")
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"{' '.join((*WAYS, *TABLES))}; all by default")
    parser.add_argument("--states", type=int, default=1500)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--again", type=int, default=20, help="every so many states the sending is begun anew")
    parser.add_argument("--every", type=int, default=2, help="moments between two at which a stick turns bad")
    options = parser.parse_args(arguments)
    if unknown := set(options.jobs) - {*WAYS, *TABLES}:
        parser.error(f"no such job: {' '.join(sorted(unknown))}")
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.power.machine import Broken, lacking, run

    if why := lacking():
        print(f"this campaign needs more than is here: {why}")
        return 2
    failed = []
    for job in options.jobs or (*WAYS, *TABLES):
        began = time.monotonic()
        if job in WAYS:
            again = options.again if job == "cuts" else 0
            asked = {"way": WAYS[job], "count": options.states, "seed": options.seed, "again": again}
            name = "cuts"
        else:
            name, asked = "turned", {"table": job, "every": options.every}
        try:
            found = run(name, asked, LONGEST_SECONDS)
        except Broken as broken:
            print(broken)
            failed.append(job)
            continue
        told = ", ".join(f"{what} {count}" for what, count in found.items())
        print(f"{job}: {told}; {time.monotonic() - began:.0f} s", flush=True)
        if bad(job, found):
            failed.append(job)
    print(f"not as it must be: {' '.join(failed)}" if failed else "as it must be")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
