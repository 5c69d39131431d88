"""A province as two elections leave it: ``python3 -m tests.generate FOLDER [--posts N] [--reports N] [--pacts N] [--seed S]``.

``FOLDER/province`` is a profile that the program opens (``FOLDER/passphrase.txt``): reports of 200 posts that differ in
how busy they are, bursts on the days of voting, incidents told twice in other words and with typing errors, and pacts.
Every entry is truly signed; the same seed gives the same words. A million entries take half an hour of processor; Ctrl+C
ends earlier with a smaller province.
"""

from __future__ import annotations

import argparse
import os
import random
import runpy
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERY = 5.0
"""Seconds between two lines of progress."""


def main(arguments: list[str]) -> int:
    """Found, write, count."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python3 -m tests.generate")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--pacts", type=int, default=200_000)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.generate.calendar import arrivals
    from tests.generate.office import found
    from tests.generate.writing import Writer

    if options.folder.exists() and any(options.folder.iterdir()):
        print(f"{options.folder} is not empty; nothing was written", file=sys.stderr)
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    office = found(options.folder, options.posts, options.seed)
    dice = random.Random(options.seed)
    writer = Writer(office, dice)
    try:
        writer.everything(arrivals(office.app.reference, dice, options.reports), options.pacts, _Told("reports"))
    except KeyboardInterrupt:
        print("stopped; what was written stays", file=sys.stderr)
    finally:
        office.app.lock()
    count = writer.count
    print(f"{count.entries} entries: {count.reports} reports, {count.duplicates} of them told twice, {count.pacts} pacts")
    return 0


class _Told:
    """Progress on one line after another."""

    def __init__(self, what: str) -> None:
        self._what, self._next, self._began = what, time.monotonic() + EVERY, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next or done == total:
            self._next = time.monotonic() + EVERY
            print(f"{self._what}: {done:,} of {total:,}, {time.monotonic() - self._began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
