"""Starting drivers with the shim preloaded, two at a time or one for long, and collecting what they saw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from tests.crash.driver import Job, Outcome
from tests.crash.shim import compile_shim

ROOT = Path(__file__).resolve().parents[2]
DRIVERS = 2


def run_jobs(folder: Path, jobs: Sequence[Job]) -> list[Outcome]:
    """Run jobs on two processors, the points of each shared between them; outcomes in the order of the jobs."""
    library = compile_shim(folder)
    drivers = [_start(folder / f"driver-{half}", library, _share(jobs, half)) for half in range(DRIVERS)]
    halves = [_collect(driver) for driver in drivers]
    return [_join(list(parts)) for parts in zip(*halves, strict=True)]


def outcomes(folder: Path, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Run jobs in one process, each outcome as it comes; who stops listening ends the process."""
    driver = _start(folder / "driver", compile_shim(folder), list(jobs))
    ended = False
    try:
        for line in driver.stdout or ():
            yield Outcome(**json.loads(line))
        ended = True
    finally:
        if not ended:
            driver.kill()
        _, err = driver.communicate()
    if driver.returncode:
        raise RuntimeError(f"a driver ended with {driver.returncode}:\n{err}")


def _share(jobs: Sequence[Job], half: int) -> list[Job]:
    return [replace(job, offset=half, stride=DRIVERS) for job in jobs]


def _start(folder: Path, library: Path, jobs: list[Job]) -> subprocess.Popen[str]:
    # A whole campaign is longer than the system lets an argument be.
    plan = folder.with_name(f"{folder.name}.json")
    plan.write_text(json.dumps([asdict(job) for job in jobs]), "utf-8")
    environ = {**os.environ, "LD_PRELOAD": str(library)}
    command = [sys.executable, "-m", "tests.crash.driver", str(folder), str(plan)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def _collect(driver: subprocess.Popen[str]) -> list[Outcome]:
    out, err = driver.communicate()
    if driver.returncode:
        raise RuntimeError(f"a driver ended with {driver.returncode}:\n{err}")
    return [Outcome(**json.loads(line)) for line in out.splitlines()]


def _join(parts: list[Outcome]) -> Outcome:
    first = parts[0]
    return replace(first, points=sum(p.points for p in parts), faults=[fault for p in parts for fault in p.faults])
