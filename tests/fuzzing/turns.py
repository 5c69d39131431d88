"""Turns of the fuzzer: a limited process over a working corpus beside the ledger, and what of it goes into the kept one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.fuzzing.hours import Spent

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).with_name("corpus")
MEMORY_MB, LONGEST_SECONDS, LARGEST = 1024, 10, 65536
LIMITS = (f"-rss_limit_mb={MEMORY_MB}", f"-timeout={LONGEST_SECONDS}", f"-max_len={LARGEST}", "-reduce_inputs=1")
KEPT = 40
"""New inputs that may go into the kept corpus of a parser at a time; the smallest do."""
MANY = 1500
"""Files of a working corpus from which it is made small before a turn."""


@dataclass(frozen=True)
class Place:
    """Where a campaign works: a folder beside its ledger, never the tree."""

    folder: Path

    @property
    def crashes(self) -> Path:
        """One file for each place that broke."""
        return made(self.folder / "crashes")

    def working(self, name: str) -> Path:
        """What reached new code, all of it."""
        return made(self.folder / "corpus" / name)


def made(folder: Path) -> Path:
    """The folder, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def turn(place: Place, name: str, seconds: int) -> Spent:
    """Fuzz one parser for so long by the clock; what it took is processor time of the whole process, its start included."""
    working = place.working(name)
    if len(list(working.iterdir())) > MANY:
        minimise(place, name)
    spent_before = _processor()
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={place.crashes}/{name}-", "-print_final_stats=1", *LIMITS]
    said = _fuzzer(place, name, [str(working), str(made(CORPUS / name)), *options])
    inputs = re.search(r"number_of_executed_units:\s*(\d+)", said)
    return Spent(round(_processor() - spent_before, 1), int(inputs[1]) if inputs else 0)


def minimise(place: Place, name: str) -> None:
    """Keep of a working corpus only what adds to the rest, smallest first."""
    working, small = place.working(name), made(place.folder / "small")
    _fuzzer(place, name, ["-merge=1", *LIMITS, str(small), str(working)])
    shutil.rmtree(working)
    small.rename(working)


def keep(place: Place, name: str) -> int:
    """Take into the tree's corpus the smallest of what adds to it; tells how many."""
    kept = made(CORPUS / name)
    before = set(kept.iterdir())
    _fuzzer(place, name, ["-merge=1", *LIMITS, str(kept), str(place.working(name))])
    fresh = sorted(set(kept.iterdir()) - before, key=lambda path: path.stat().st_size)
    for path in fresh[KEPT:]:
        path.unlink()
    return len(fresh[:KEPT])


def _fuzzer(place: Place, name: str, options: list[str]) -> str:
    """Run it; what it said is kept as the last log of this parser."""
    command = [sys.executable, "-m", "tests.fuzzing.one", name, str(place.crashes), *options]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    (made(place.folder / "logs") / name).write_bytes(done.stdout)
    return done.stdout.decode("utf-8", "replace")


def _processor() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
