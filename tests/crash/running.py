"""Starting a driver with the shim preloaded, and collecting what it saw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.crash.driver import Job, Outcome
from tests.crash.shim import compile_shim

ROOT = Path(__file__).resolve().parents[2]


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


def _start(folder: Path, library: Path, jobs: list[Job]) -> subprocess.Popen[str]:
    # A whole campaign is longer than the system lets an argument be.
    plan = folder.with_name(f"{folder.name}.json")
    plan.write_text(json.dumps([asdict(job) for job in jobs]), "utf-8")
    environ = {**os.environ, "LD_PRELOAD": str(library)}
    command = [sys.executable, "-m", "tests.crash.driver", str(folder), str(plan)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
